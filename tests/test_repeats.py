"""A double click and the « back » button: one gesture, one effect."""

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache

from interregions.common import repeats
from interregions.network import services
from interregions.network.models import Group

pytestmark = pytest.mark.django_db
FORM = {"name": "Groupe hydrogène", "purpose": "Écrire à plusieurs", "csrfmiddlewaretoken": "a" * 64}


@pytest.fixture(autouse=True)
def _remembering(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "repeats"}}
    cache.clear()


def test_the_same_page_sent_twice_acts_once_and_leads_to_the_same_place(client_as, facilitator):
    client = client_as(facilitator)
    first, second = (client.post("/reseau/groupes/", FORM) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Group.objects.count() == 1


def test_the_page_shown_again_is_another_form(client_as, facilitator):
    client = client_as(facilitator)
    client.post("/reseau/groupes/", FORM)
    again = client.post("/reseau/groupes/", {**FORM, "csrfmiddlewaretoken": "b" * 64})
    assert again.status_code == 409  # the name is taken: the service has its say


def test_what_was_refused_may_be_tried_again(client_as, bretagne, facilitator):
    refused = client_as(bretagne).post("/reseau/groupes/", FORM)
    assert refused.status_code == 409
    assert client_as(facilitator).post("/reseau/groupes/", FORM).status_code == 302


def test_a_form_whose_process_was_killed_may_be_sent_again_soon(client_as, facilitator, monkeypatch):
    """The mark of a gesture under way stays behind a ``kill -9``: it must not say for long that all is done."""
    monkeypatch.setattr(repeats, "UNDER_WAY_SECONDS", 1)
    client = client_as(facilitator)
    with monkeypatch.context() as killing:
        killing.setattr(LocMemCache, "delete", lambda self, key, version=None: False)  # it had no time to
        killing.setattr(services, "open_group", killed)
        with pytest.raises(SystemExit):
            client.post("/reseau/groupes/", FORM)
    assert client.post("/reseau/groupes/", FORM).status_code == 302
    assert Group.objects.count() == 1


def killed(**given):
    raise SystemExit


def test_two_people_are_never_taken_for_one(client_as, bretagne, normandie):
    form = {"given_name": "Anne", "family_name": "Nom", "csrfmiddlewaretoken": "c" * 64}
    for mandate in (bretagne, normandie):
        assert client_as(mandate).post("/reseau/moi/", form).status_code == 302
        mandate.member.refresh_from_db()
        assert mandate.member.family_name == "Nom"
