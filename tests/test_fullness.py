"""A disk without room is said as what it is, with what was typed."""

import errno

import pytest
from django.db import OperationalError

from interregions.common.fullness import DISK_FULL, is_disk_full
from interregions.network import services
from interregions.network.models import Group


class FromPostgresql(Exception):  # noqa: N818  as psycopg names its own
    sqlstate = "53100"


def caused_by(cause: Exception) -> OperationalError:
    error = OperationalError("could not extend file")
    error.__cause__ = cause
    return error


FULL = [
    OperationalError("database or disk is full"),
    caused_by(FromPostgresql()),
    OSError(errno.ENOSPC, "No space left on device"),
]


@pytest.mark.parametrize("full", FULL, ids=["SQLite", "PostgreSQL", "files"])
@pytest.mark.django_db
def test_a_full_disk_is_said_and_what_was_typed_is_given_back(full, client_as, facilitator, monkeypatch):
    def open_group(**given):
        raise full

    monkeypatch.setattr(services, "open_group", open_group)
    answer = client_as(facilitator).post("/reseau/groupes/", {"name": "Groupe eau", "purpose": "Écrire à plusieurs"})
    page = answer.content.decode()
    assert answer.status_code == 507
    assert DISK_FULL.split("\u202f")[0] in page
    assert "Écrire à plusieurs" in page
    assert not Group.objects.exists()


def test_any_other_breakdown_is_not_taken_for_it():
    assert not is_disk_full(OperationalError("server closed the connection unexpectedly"))
    assert not is_disk_full(OSError(errno.ECONNREFUSED, "refused"))
