"""Who sees what, what is expected of whom, and at what price."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from interregions.exchange.themes import queries, services
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Member
from interregions.network.services import add_organisation

pytestmark = pytest.mark.django_db


def fresh(member: Member) -> Member:
    """The same person in another request."""
    return Member.objects.get(pk=member.pk)


def test_a_call_is_seen_by_its_colleges_by_the_animation_and_by_nobody_else(
    facilitator, france, bretagne, contributor, epci, outsider, mandate_of, host, today
):
    call = services.open_call(
        season="2027", retained_number=1, proposals_until=today, choices_until=today, by=facilitator
    )
    theme = services.propose_theme(call=call, title="T", problem="P", expected_result="R", by=bretagne)
    reader = mandate_of(bretagne.organisation, Role.READER)
    colleague = mandate_of(host, Role.READER)
    state = mandate_of(
        add_organisation(name="DGE", short_name="DGE", kind=OrganisationKind.STATE, college=College.OTHERS)
    )
    for mandate in (facilitator, bretagne, contributor, reader, colleague):
        assert list(queries.calls_visible_to(mandate.member)) == [call], mandate
        assert list(queries.themes_visible_to(mandate.member)) == [theme]
    for member in (epci.member, state.member, outsider, None):
        assert list(queries.calls_visible_to(member)) == []
        assert list(queries.themes_visible_to(member)) == []


def test_each_person_is_expected_to_do_what_is_theirs(call, themes, bretagne, epci, contributor, facilitator, outsider):
    assert [card.gesture for card in queries.expected_of(fresh(epci.member))] == ["Voir les thèmes"]
    assert queries.expected_of(fresh(bretagne.member)) == []  # has proposed
    services.open_choices(call=call, by=facilitator)
    (card,) = queries.expected_of(fresh(bretagne.member))
    assert (card.gesture, card.minutes, card.due) == ("Indiquer nos priorités", 4, call.choices_until)
    services.cast_ballot(call=call, theme_ids=[themes[0].pk], by=bretagne)
    assert queries.expected_of(fresh(bretagne.member)) == []
    assert queries.expected_of(fresh(contributor.member)) == []
    assert queries.expected_of(outsider) == []
    services.close_call(call=call, by=facilitator)
    assert [card.gesture for card in queries.expected_of(fresh(facilitator.member))] == ["Retenir les thèmes"]


def test_expected_of_costs_the_same_for_one_call_and_for_thirty(
    call, themes, bretagne, facilitator, today, django_assert_num_queries
):
    def cost() -> None:
        with django_assert_num_queries(4):  # the person's mandates, the calls, choices, themes
            queries.expected_of(member)

    member = fresh(bretagne.member)
    cost()
    for number in range(30):
        services.open_call(
            season=f"Saison {number}", retained_number=1, proposals_until=today, choices_until=today, by=facilitator
        )
    member = fresh(bretagne.member)
    cost()


def test_what_is_left_of_a_call_goes_from_opening_to_retaining(call, themes, bretagne, facilitator):
    assert [left.sentence for left in queries.remaining_work(call)] == ["Ouvrir les choix"]
    call = services.open_choices(call=call, by=facilitator)
    waiting, close = queries.remaining_work(call)
    assert waiting.sentence == "18 organismes n’ont pas encore indiqué leurs priorités"
    assert not waiting.blocking
    assert close.blocking
    services.cast_ballot(call=call, theme_ids=[themes[0].pk], by=bretagne)
    call = services.close_call(call=call, by=facilitator).call
    assert [left.sentence for left in queries.remaining_work(call)] == ["Retenir les thèmes"]
    services.retain_themes(call=call, theme_ids=[themes[0].pk], by=facilitator)
    assert queries.remaining_work(call) == []


def test_the_thread_says_the_call_and_the_theme_to_those_who_see_them(call, themes, bretagne, outsider):
    cycle = SimpleNamespace(theme=themes[0])
    lines = queries.thread_of(cycle, bretagne.member)
    assert [line.label for line in lines] == ["Recueil de thèmes 2026-2027", "Thème : Hydrogène"]
    assert lines[1].origins[-1] == queries.call_reference(call)
    assert queries.thread_of(cycle, outsider) == []


def test_participation_counts_without_naming(choosing, themes, bretagne, epci):
    services.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=bretagne)
    regions, communities = queries.participation(choosing)
    assert (regions.sentence, communities.sentence) == (
        "1 Région sur 18 a indiqué ses priorités", "0 EPCI sur 1 a indiqué ses priorités"
    )  # fmt: skip
    silent = {each.organisation.short_name: each.has_referent for each in queries.silent_organisations(choosing)}
    assert "Bretagne" not in silent
    assert silent["Rennes Métropole"]
    assert not silent["Mayotte"]


def test_one_more_day_and_the_animation_is_asked_to_go_on(call, themes, facilitator, today):
    assert queries.expected_of(fresh(facilitator.member)) == []
    call.proposals_until = today - timedelta(days=1)
    call.save()
    assert [card.gesture for card in queries.expected_of(fresh(facilitator.member))] == ["Ouvrir les choix"]
