"""``interregions check``: everything the product stands on, on the command line."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from interregions.config.management.commands import check
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.jobs.services import beat
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.transport import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def relay(settings, monkeypatch):
    settings.SMTP = True
    monkeypatch.setattr(check, "Line", lambda timeout: Line())


def told(capsys, *arguments: str) -> tuple[int, str]:
    code = 0
    try:
        call_command("check", *arguments)
    except SystemExit as ended:
        code = int(ended.code)
    return code, capsys.readouterr().out


def test_all_is_well_and_the_code_is_0(relay, capsys):
    beat()
    code, words = told(capsys)
    assert code == 0, words
    for name in ("database", "disk", "files", "queue", "worker", "mail", "clock", "contents", "relay"):
        assert f"bon  {name}" in words


def test_what_is_wrong_has_its_sentence_and_the_code_is_1(capsys):
    StoredFile.objects.create(sha256="0" * 64, name="x.pdf", media_type="application/pdf", size=1)
    Message.objects.create(key="k", to_address="a@example.org", subject="S", next_attempt_at=timezone.now())
    Message.objects.update(
        created_at=timezone.now() - timedelta(hours=1), next_attempt_at=timezone.now() - timedelta(hours=1)
    )
    code, words = told(capsys)
    assert code == 1
    assert "NON  worker" in words
    assert "1 message en retard" in words
    assert "manquent dans" in words
    assert "Aucun serveur d’envoi n’est réglé" in words


def test_with_an_address_a_message_leaves(relay, capsys):
    beat()
    code, words = told(capsys, "--mail", "moi@example.org")
    assert code == 0, words
    assert "accepté pour moi@example.org" in words
    assert [message.to for message in mail.outbox] == [["moi@example.org"]]


def test_the_code_alone_asks_nothing_of_the_database(capsys, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert told(capsys, "--code")[0] == 0
