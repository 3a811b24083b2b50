"""Who sees what, what is expected of whom, and at what price."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from interregions.exchange.themes.models import Call
from interregions.exchange.themes.queries import calls, participation, thread
from interregions.exchange.themes.queries.themes import themes_visible_to
from interregions.exchange.themes.services import ballots, results
from interregions.exchange.themes.services.calls import open_call, open_choices
from interregions.exchange.themes.services.themes import propose_theme
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Member
from interregions.network.services import add_organisation
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db


def fresh(member: Member) -> Member:
    """The same person in another request."""
    return Member.objects.get(pk=member.pk)


def test_a_call_is_seen_by_its_colleges_by_the_animation_and_by_nobody_else(
    facilitator, france, bretagne, contributor, epci, outsider, mandate_of, host, today
):
    call = open_call(season="2027", retained_number=1, proposals_until=today, choices_until=today, by=facilitator)
    theme = propose_theme(call=call, title="T", problem="P", expected_result="R", by=bretagne)
    reader = mandate_of(bretagne.organisation, Role.READER)
    colleague = mandate_of(host, Role.READER)
    state = mandate_of(
        add_organisation(name="DGE", short_name="DGE", kind=OrganisationKind.STATE, college=College.OTHERS)
    )
    for mandate in (facilitator, bretagne, contributor, reader, colleague):
        assert list(calls.calls_visible_to(mandate.member)) == [call], mandate
        assert list(themes_visible_to(mandate.member)) == [theme]
    for member in (epci.member, state.member, outsider, None):
        assert list(calls.calls_visible_to(member)) == []
        assert list(themes_visible_to(member)) == []


def test_each_person_is_expected_to_do_what_is_theirs(call, themes, bretagne, epci, contributor, facilitator, outsider):
    assert [card.gesture for card in cards_of(fresh(epci.member), "themes")] == ["Voir les thèmes"]
    assert cards_of(fresh(bretagne.member), "themes") == []  # has proposed
    open_choices(call=call, by=facilitator)
    (card,) = cards_of(fresh(bretagne.member), "themes")
    assert (card.gesture, card.minutes, card.due) == ("Indiquer nos priorités", 4, call.choices_until)
    ballots.cast_ballot(call=call, theme_ids=[themes[0].pk], by=bretagne)
    assert cards_of(fresh(bretagne.member), "themes") == []
    assert cards_of(fresh(contributor.member), "themes") == []
    assert cards_of(outsider, "themes") == []
    results.close_call(call=call, by=facilitator)
    assert [card.gesture for card in cards_of(fresh(facilitator.member), "themes")] == ["Retenir les thèmes"]


def test_expected_of_costs_the_same_for_one_call_and_for_thirty(
    call, themes, bretagne, facilitator, today, django_assert_num_queries
):
    def cost() -> None:
        with django_assert_num_queries(3):  # the person, their mandates, the tasks
            cards_of(bretagne.member, "themes")

    cost()
    for number in range(30):
        open_call(
            season=f"Saison {number}", retained_number=1, proposals_until=today, choices_until=today, by=facilitator
        )
    cost()
    assert len(cards_of(bretagne.member, "themes")) == 30


def test_what_is_left_of_a_call_goes_from_opening_to_retaining(call, themes, bretagne, facilitator, today):
    def asked() -> list[str]:
        return [card.what for card in cards_of(facilitator.member, "themes")]

    yesterday = today - timedelta(days=1)
    Call.objects.update(proposals_until=yesterday)
    assert asked() == ["Ouvrir les choix : Recueil de thèmes 2026-2027"]
    call.refresh_from_db()
    call = open_choices(call=call, by=facilitator)
    waiting, _ = participation.participation(call)
    assert waiting.asked - waiting.answered == 18
    ballots.cast_ballot(call=call, theme_ids=[themes[0].pk], by=bretagne)
    Call.objects.update(choices_until=yesterday)
    assert asked() == ["Arrêter les choix : Recueil de thèmes 2026-2027"]
    call.refresh_from_db()
    call = results.close_call(call=call, by=facilitator).call
    assert asked() == ["Retenir les thèmes : Recueil de thèmes 2026-2027"]
    results.retain_themes(call=call, theme_ids=[themes[0].pk], by=facilitator)
    assert asked() == []


def test_the_thread_says_the_call_and_the_theme_to_those_who_see_them(call, themes, bretagne, outsider):
    cycle = SimpleNamespace(theme=themes[0])
    lines = thread.thread_of(cycle, bretagne.member)
    assert [line.label for line in lines] == ["Recueil de thèmes 2026-2027", "Thème : Hydrogène"]
    assert lines[1].origins[-1] == calls.call_reference(call)
    assert thread.thread_of(cycle, outsider) == []


def test_participation_counts_without_naming(choosing, themes, bretagne, epci):
    ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=bretagne)
    regions, communities = participation.participation(choosing)
    assert (regions.sentence, communities.sentence) == (
        "1 Région sur 18 a indiqué ses priorités", "0 EPCI sur 1 a indiqué ses priorités"
    )  # fmt: skip
    silent = {each.organisation.short_name: each.has_referent for each in participation.silent_organisations(choosing)}
    assert "Bretagne" not in silent
    assert silent["Rennes Métropole"]
    assert not silent["Mayotte"]


def test_one_more_day_and_the_animation_is_asked_to_go_on(call, themes, facilitator, today):
    assert cards_of(fresh(facilitator.member), "themes") == []
    call.proposals_until = today - timedelta(days=1)
    call.save()
    assert [card.gesture for card in cards_of(fresh(facilitator.member), "themes")] == ["Ouvrir les choix"]
