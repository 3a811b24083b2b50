import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interregions.common.blocks import text_of_blocks
from interregions.common.errors import Refused
from interregions.common.references import Reference
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.cycles.services import open_cycle
from interregions.exchange.meetings.services import plans as meetings
from interregions.exchange.notes.services import interviews as notes
from interregions.exchange.outcomes.services.actions import add_action
from interregions.exchange.themes.models import Theme
from interregions.exchange.themes.services import ballots, calls, results
from interregions.exchange.themes.services.themes import propose_theme
from interregions.journey import queries, rules, services
from interregions.journey.demonstration.story import build_demonstration
from interregions.journey.queries import tasks
from interregions.journey.steps import STEPS
from interregions.network.choices import College
from interregions.network.models import Mandate
from interregions.toolkit.publication.queries import opened_lines
from interregions.vocabulary.services import load_vocabulary
from tests.tasks import cards_of


def test_after_a_change_of_lead_the_region_before_no_longer_writes_the_note(
    cycle, facilitator, bretagne, normandie, client_as
):
    held = notes.record_interview(
        cycle=cycle, held_on=timezone.localdate(), people="X", pasted_text="Tout.", by=facilitator
    )
    note = services.draft_note(cycle=cycle, interview=held, by=facilitator)
    section = note.text.sections.get(key="context")
    page = f"/cycles/{cycle.pk}/region-responsable/"
    sent = {"lead": normandie.organisation_id, "reason": "Bretagne passe la main."}
    client_as(facilitator).post(page, sent)
    write = reverse("writing:section", args=[note.text_id, "context"])
    typed = {"text": "Nos mots", "revision": section.revision, "next": "/a-faire/"}
    assert client_as(bretagne).post(write, typed).status_code == 404
    assert client_as(normandie).post(write, typed).status_code == 302
    section.refresh_from_db()
    assert text_of_blocks(section.blocks) == "Nos mots"


@pytest.fixture
def cycle(france, facilitator, bretagne) -> Cycle:
    """A cycle just opened, led by Bretagne."""
    return opened_cycle(facilitator, bretagne, "L’après-phase V")


def test_the_page_of_a_cycle_leads_the_animation_to_a_change_of_lead(
    installation, facilitator, bretagne, normandie, client_as
):
    cycle = opened_cycle(facilitator, bretagne, "L’après-phase V")
    page = client_as(facilitator).get(cycle.get_absolute_url()).content.decode()
    address = re.search(r'href="([^"]+)">Changer de Région responsable', page).group(1)
    assert "Changer de Région responsable" not in client_as(bretagne).get(cycle.get_absolute_url()).content.decode()
    assert client_as(bretagne).get(address).status_code == 404
    sent = {"lead": normandie.organisation_id, "reason": "Bretagne passe la main."}
    said = client_as(facilitator).post(address, sent, follow=True).content.decode()
    assert "Normandie est désormais responsable de ce cycle." in said
    assert "Région responsable\u202f: Normandie" in said
    assert cards_of(normandie.member, "notes")
    assert not cards_of(bretagne.member, "notes")


def opened_cycle(facilitator: Mandate, lead: Mandate, title: str) -> Cycle:
    day = timezone.localdate() + timedelta(days=5)
    call = calls.open_call(
        season=title,
        retained_number=1,
        colleges=[College.REGIONS],
        proposals_until=day,
        choices_until=day,
        by=facilitator,
    )
    theme = propose_theme(call=call, title=title, problem="P", expected_result="R", ready_to_lead=True, by=lead)
    calls.open_choices(call=call, by=facilitator)
    ballots.cast_ballot(call=call, theme_ids=[theme.pk], by=lead)
    results.close_call(call=call, by=facilitator)
    results.retain_themes(call=call, theme_ids=[theme.pk], by=facilitator)
    return open_cycle(theme=Theme.objects.get(pk=theme.pk), lead=lead.organisation, by=facilitator)


def test_every_stage_but_the_last_has_its_step():
    assert [step.stage for step in STEPS] == [stage for stage in Stage if stage != Stage.CLOSED]


def test_the_cycle_page_says_what_is_left_and_who_holds_it(client_as, facilitator, cycle):
    page = client_as(facilitator).get(cycle.get_absolute_url()).content.decode()
    assert "Il reste" in page
    assert "interview" in page.lower()
    assert "disabled" in page


def test_a_cycle_with_nothing_left_says_what_happens_now(client_as, facilitator, bretagne, cycle, monkeypatch):
    monkeypatch.setattr(tasks, "task_kinds", lambda: (tasks.ADVANCE,))
    told = {who: client_as(who).get(cycle.get_absolute_url()).content.decode() for who in (facilitator, bretagne)}
    assert "vous pouvez faire passer le cycle à l’étape «\u202fEnquête\u202f»" in told[facilitator]
    assert "l’animation va maintenant faire passer le cycle à l’étape «\u202fEnquête\u202f»" in told[bretagne]


def test_the_header_of_every_page_counts_what_is_expected(client_as, facilitator, cycle):
    waiting = tasks.tasks_of(facilitator.member)
    assert waiting
    page = client_as(facilitator).get("/reunions/").content.decode()
    assert f'à faire">{len(waiting)}</span>' in page


def test_the_address_of_a_cycle_is_the_one_lower_rooms_know(client_as, facilitator, cycle):
    assert client_as(facilitator).get(f"/cycles/{cycle.pk}/").status_code == 200
    assert client_as(facilitator).post(f"/cycles/{cycle.pk}/note/", {"interview": ""}).status_code == 404


def test_a_cycle_does_not_advance_while_something_is_left(client_as, facilitator, cycle):
    response = client_as(facilitator).post(f"/cycles/{cycle.pk}/avancer/")
    assert response.status_code == 409
    assert "Il reste" in response.content.decode()
    cycle.refresh_from_db()
    assert cycle.stage == Stage.THEME


def test_only_the_animation_advances_a_cycle(bretagne, cycle):
    with pytest.raises(Refused, match="Ce geste revient"):
        services.advance(cycle=cycle, by=bretagne)


def test_pages_by_role(client_as, facilitator, bretagne, epci, outsider, cycle):
    for address in ("/a-faire/", "/echanges/", "/connaissance/"):
        for who in (facilitator, bretagne, epci, outsider):
            assert client_as(who).get(address).status_code == 200, (address, who)
    for address in ("/animation/", "/echanges/reunion/"):
        assert client_as(facilitator).get(address).status_code == 200
        for who in (bretagne, epci, outsider):
            assert client_as(who).get(address).status_code == 404
    assert client_as(outsider).get(cycle.get_absolute_url()).status_code == 404
    assert client_as(bretagne).get(cycle.get_absolute_url()).status_code == 200


def test_a_meeting_is_planned_from_its_page_and_opens_with_open_actions(client_as, facilitator, normandie, cycle):
    client = client_as(facilitator)
    form = {
        "title": "Réunion",
        "cycles": [cycle.pk],
        "all_regions": "on",
        "place": "Paris",
        "day": (timezone.localdate() + timedelta(days=30)).isoformat(),
        "starts": "10:00",
        "ends": "12:00",
    }
    first = client.post("/echanges/reunion/", form)
    meeting = cycle.meetings.get()
    assert first.url == meeting.get_absolute_url()
    add_action(
        meeting=meeting,
        cycle=cycle,
        title="Une suite",
        organisation=normandie.organisation,
        person=normandie.member,
        due_on=timezone.localdate() + timedelta(days=60),
        success_sign="",
        by=facilitator,
    )
    assert "1 action ouverte" in client.get("/echanges/reunion/").content.decode().replace("\u202f", " ")
    client.post("/echanges/reunion/", {**form, "title": "Suivante"})
    following = cycle.meetings.get(title="Suivante")
    assert [line["title"] for line in following.agenda.order_by("position").first().content] == ["Une suite"]


def test_lineage_tells_the_cycle_a_theme_became(bretagne, outsider, cycle):
    theme = cycle.theme
    reference = Reference("themes.theme", str(theme.pk), theme.title, theme.get_absolute_url())
    assert cycle.get_absolute_url() in {each.url for each in queries.lineage_of(reference, bretagne.member).outcomes}
    assert queries.lineage_of(reference, outsider).outcomes == ()
    assert queries.lineage_of(Reference("no.such", "1", "", ""), bretagne.member).outcomes == ()


def test_the_animation_finds_what_its_cycles_wait_for(facilitator, bretagne, cycle):
    cards = tasks.tasks_of(facilitator.member)
    assert sum("interview" in card.what.lower() for card in cards) == 1


def test_an_action_is_carried_over_only_while_a_call_takes_proposals():
    assert rules.reasons_not_to_carry_over(is_facilitator=True, is_open=True, call_takes_proposals=True) == []
    assert len(rules.reasons_not_to_carry_over(is_facilitator=False, is_open=False, call_takes_proposals=False)) == 3


def test_pages_cost_the_same_whatever_the_number_of_cycles_of_others(client_as, facilitator, bretagne, cycle):
    def cost(address: str) -> int:
        client = client_as(bretagne)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    before = {address: cost(address) for address in ("/echanges/", "/a-faire/", cycle.get_absolute_url())}
    for number in range(12):
        opened_cycle(facilitator, bretagne, f"Thème {number}")
    after = {address: cost(address) for address in before}
    assert after == before


@pytest.mark.parametrize("stage", ["empty", "note", "outcomes"])
def test_the_demonstration_stops_where_asked(db, today, stage):
    load_vocabulary(on=today)
    cast = build_demonstration(stage=stage)
    reached = {
        "empty": 0,
        "themes": 1,
        "note": 2,
        "survey": 2,
        "restitution": 2,
        "meeting": 2,
        "debate": 2,
        "outcomes": 2,
    }
    assert Cycle.objects.count() == reached[stage]
    assert all(mandate.member.fictional for mandate in [cast.facilitator, *cast.regions, *cast.epci])
    assert (len(cast.regions), len(cast.epci), len(cast.clusters)) == (18, 40, 4)
    if stage == "empty":
        return
    asked = [*cast.clusters.values(), cast.bank]
    waiting = [mandate for mandate in asked if cards_of(mandate.member, "surveys")]
    assert waiting == asked[1:], "one has answered, each of the others has its card"
    assert all(opened_lines(mandate.member) for mandate in asked)


def test_a_cycle_nothing_holds_any_more_waits_for_the_animation_to_move_it(cycle, facilitator, bretagne, monkeypatch):
    moving = "Faire passer le cycle à l’étape « Enquête »"
    assert moving not in [card.what for card in cards_of(facilitator.member)]
    monkeypatch.setattr(tasks, "task_kinds", lambda: (tasks.ADVANCE,))
    assert [card.what for card in cards_of(facilitator.member)] == [moving]
    assert cards_of(bretagne.member) == []


def test_the_cockpit_shows_the_calls_that_are_open(client_as, facilitator, bretagne, france):
    day = timezone.localdate() + timedelta(days=5)
    calls.open_call(
        season="2031",
        retained_number=1,
        colleges=[College.REGIONS],
        proposals_until=day,
        choices_until=day,
        by=facilitator,
    )
    page = client_as(facilitator).get("/animation/").content.decode()
    assert "Recueils de thèmes ouverts" in page
    assert "2031" in page
    assert "Chaque thème retenu à la fin d’un recueil ouvre un cycle." in page


def test_the_cockpit_begins_with_what_waits_and_lists_what_is_to_come(client_as, facilitator, bretagne, france):
    start = timezone.now() + timedelta(days=3)
    meetings.plan_meeting(
        title="Réunion d’essai", cycles=[], starts_at=start, ends_at=start + timedelta(hours=1), place="Ici",
        organisations=[bretagne.organisation], by=facilitator,
    )  # fmt: skip
    client = client_as(facilitator)
    asked = {"title": "Une date", "label_1": "Le 14 janvier ?", "kind_1": "YES_NO", "audience": "all_regions"}
    asked |= {"confirmed": "18"}
    asked |= {"named_to": "REGIONS_AND_EPCI", "closes_on": (timezone.localdate() + timedelta(days=2)).isoformat()}
    client.post("/consultations/nouvelle/", asked)
    page = client.get("/animation/").content.decode()
    headings = ("Ce qui vous attend", "Cycles en cours", "Réunions à venir", "Consultations express en cours")
    assert [page.index(heading) for heading in headings] == sorted(page.index(heading) for heading in headings)
    assert "Réunion d’essai" in page
    assert "0 réponse sur 18" in page
