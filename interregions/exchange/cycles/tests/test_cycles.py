"""A cycle from its opening to its close, for each person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interregions.common.errors import Refused
from interregions.exchange.cycles import queries, services
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.themes.choices import ThemeStatus
from interregions.network.choices import College, OrganisationKind
from interregions.network.models import Member
from interregions.network.services import add_organisation
from interregions.toolkit.journal.models import Entry
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db


def opening(theme) -> str:
    return f"/cycles/ouvrir/{theme.pk}/"


def test_a_cycle_opens_on_a_retained_theme_once(theme, facilitator, bretagne, normandie):
    with pytest.raises(Refused, match="l’animation"):
        services.open_cycle(theme=theme, lead=bretagne.organisation, by=bretagne)
    services.open_cycle(theme=theme, lead=bretagne.organisation, by=facilitator)
    with pytest.raises(Refused, match="déjà ouvert"):
        services.open_cycle(theme=theme, lead=bretagne.organisation, by=facilitator)


def test_a_theme_that_is_not_retained_opens_nothing(theme, facilitator, bretagne):
    type(theme).objects.filter(pk=theme.pk).update(status=ThemeStatus.PROPOSED)
    with pytest.raises(Refused, match="thème retenu"):
        services.open_cycle(theme=theme, lead=bretagne.organisation, by=facilitator)


def test_an_epci_is_not_a_responsible_region(theme, facilitator, epci):
    with pytest.raises(Refused, match="n’est pas une Région"):
        services.open_cycle(theme=theme, lead=epci.organisation, by=facilitator)


def test_the_referents_of_the_lead_are_told_once(cycle, normandie, mailed):
    told = [message for message in mailed() if message.key.startswith("cycles.lead")]
    assert [message.to_member for message in told] == [normandie.member]
    assert told[0].button_url == cycle.get_absolute_url() == f"/cycles/{cycle.pk}/"


def test_a_cycle_walks_to_its_close_and_each_move_is_written(cycle, facilitator, bretagne):
    with pytest.raises(Refused, match="ne passe pas"):
        services.move_stage(cycle=cycle, to=Stage.DEBATE, by=facilitator)
    with pytest.raises(Refused, match="l’animation"):
        services.move_stage(cycle=cycle, to=Stage.SURVEY, by=bretagne)
    for stage in list(Stage)[1:]:
        cycle = services.move_stage(cycle=cycle, to=stage, by=facilitator)
    assert cycle.closed_at is not None
    assert [move.stage_after for move in cycle.moves.all()] == list(Stage)[1:]
    assert Entry.objects.filter(verb="cycles.stage_moved", cycle=str(cycle.pk)).count() == 5


def test_the_lead_changes_with_a_reason_until_the_close(cycle, facilitator, occitanie):
    with pytest.raises(Refused, match="pourquoi"):
        services.change_lead(cycle=cycle, lead=occitanie.organisation, reason=" ", by=facilitator)
    cycle = services.change_lead(
        cycle=cycle, lead=occitanie.organisation, reason="La chargée de mission est partie.", by=facilitator
    )
    assert queries.is_lead(cycle, occitanie)
    with pytest.raises(Refused, match="déjà responsable"):
        services.change_lead(cycle=cycle, lead=occitanie.organisation, reason="Encore une fois.", by=facilitator)


def test_each_region_that_becomes_responsible_is_told_even_when_it_comes_back(
    cycle, facilitator, normandie, occitanie, mailed
):
    for lead in (occitanie, normandie):
        cycle = services.change_lead(cycle=cycle, lead=lead.organisation, reason="Une autre année.", by=facilitator)
    told = [message for message in mailed() if message.key.startswith("cycles.lead")]
    assert [message.to_member for message in told] == [normandie.member, occitanie.member, normandie.member]
    assert told[0].subject.startswith("Interview à préparer")
    assert told[1].subject.startswith("Cycle à reprendre")
    assert "prend la suite d’Occitanie" in told[2].lines[0]
    assert [len(message.lines) for message in told] == [3, 3, 3]


def test_cycles_are_seen_by_regions_epci_and_the_host_and_by_nobody_else(
    cycle, facilitator, bretagne, contributor, epci, outsider, mandate_of
):
    state = mandate_of(
        add_organisation(name="DGE", short_name="DGE", kind=OrganisationKind.STATE, college=College.OTHERS)
    )
    for mandate in (facilitator, bretagne, contributor, epci):
        member = Member.objects.get(pk=mandate.member_id)
        assert queries.cycle_visible_to(member, cycle.pk) == cycle
    for member in (outsider, state.member, None):
        assert queries.cycle_visible_to(member, cycle.pk) is None
        assert queries.thread_of(cycle, member) == []


def test_the_lead_proposed_is_the_region_that_offered_and_the_previous_cycle_is_offered(
    theme, facilitator, normandie, bretagne, client_as
):
    page = client_as(facilitator).get(opening(theme))
    form = page.context["form"]
    assert form["lead"].value() == normandie.organisation_id
    assert form["lead"].field.choices[1][0] == "Se sont proposées"
    sent = {"lead": normandie.organisation_id, "previous": ""}
    assert client_as(facilitator).post(opening(theme), sent).status_code == 302
    cycle = Cycle.objects.get()
    assert (cycle.lead, cycle.previous, cycle.stage) == (normandie.organisation, None, Stage.THEME)
    assert queries.previous_choices() == [(cycle.pk, "Hydrogène (2026-2027)")]
    assert client_as(facilitator).get(opening(theme)).url == cycle.get_absolute_url()


def test_only_the_animation_finds_the_pages(cycle, theme, bretagne, outsider, facilitator, occitanie, client_as):
    lead_page = f"/cycles/{cycle.pk}/region-responsable/"
    for who in (bretagne, outsider):
        assert client_as(who).get(opening(theme)).status_code == 404
        assert client_as(who).get(lead_page).status_code == 404
    assert "Normandie" in client_as(facilitator).get(lead_page).content.decode()
    sent = {"lead": occitanie.organisation_id, "reason": "Normandie passe la main."}
    client_as(facilitator).post(lead_page, sent)
    cycle.refresh_from_db()
    assert cycle.lead == occitanie.organisation


def test_the_animation_is_expected_to_open_the_cycles_of_retained_themes(theme, facilitator, bretagne):
    (card,) = cards_of(facilitator.member, "cycles")
    assert card.url == opening(theme)
    assert cards_of(bretagne.member, "cycles") == []
    services.open_cycle(theme=theme, lead=bretagne.organisation, by=facilitator)
    assert cards_of(facilitator.member, "cycles") == []


def test_the_thread_tells_the_theme_before_and_the_cycle_after(cycle, theme, facilitator, bretagne):
    (line,) = queries.thread_of(cycle, bretagne.member)
    assert line.label == "Cycle ouvert, Région responsable : Normandie"
    assert [each.kind for each in line.origins] == ["themes.theme"]
    with CaptureQueriesContext(connection) as captured:
        queries.thread_of(cycle, Member.objects.get(pk=bretagne.member_id))
    assert len(captured) <= 4
