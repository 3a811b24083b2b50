"""The journal: written by services, read by the animation."""

import pytest

from interregions.common.references import Reference
from interregions.toolkit.journal import queries, services

THEME = Reference("themes.theme", "12", "=Thème de Anne Le Goff", "/themes/12/")


@pytest.mark.django_db
def test_what_was_done_to_a_thing_is_told_latest_first(bretagne) -> None:
    services.record("themes.proposed", THEME, bretagne)
    services.record("themes.endorsed", THEME, None, cycle="3", number=2)
    assert [entry.verb for entry in queries.entries_about("themes.theme", 12)] == ["themes.endorsed", "themes.proposed"]


@pytest.mark.django_db
def test_the_page_is_for_the_animation_and_leaves_as_csv(bretagne, facilitator, client_as) -> None:
    services.record("themes.proposed", THEME, bretagne)
    assert client_as(bretagne).get("/animation/journal/").status_code == 404
    assert "Thème de Anne" in client_as(facilitator).get("/animation/journal/").content.decode()
    table = client_as(facilitator).get("/animation/journal/?format=csv&verbe=themes.proposed").content.decode()
    assert "'=Thème" in table
    assert "themes.proposed" in table


@pytest.mark.django_db
def test_an_erased_person_is_nowhere_in_the_journal(bretagne) -> None:
    entry = services.record("themes.proposed", THEME, bretagne)
    services.erase_member(bretagne.member)
    entry.refresh_from_db()
    assert entry.about["label"] == "=Thème de Personne retirée"
