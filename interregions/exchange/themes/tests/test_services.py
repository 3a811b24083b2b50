"""What each person may do in a call, and what is refused, with its sentence."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused, Stale
from interregions.common.references import Reference
from interregions.exchange.themes.choices import CallMethod, CallStatus, ThemeStatus
from interregions.exchange.themes.models import Ballot, Theme
from interregions.exchange.themes.queries import participation, personal, results
from interregions.exchange.themes.queries.themes import ready_organisations, retained_themes, theme_page
from interregions.exchange.themes.services import announcements, ballots, calls, erasure
from interregions.exchange.themes.services import themes as theme_services
from interregions.exchange.themes.services.results import close_call, record_decision, retain_themes
from interregions.network.choices import Role
from interregions.network.services import erase_member
from interregions.toolkit.journal.models import Entry
from interregions.toolkit.mail.choices import MailKind, MessageStatus
from interregions.toolkit.mail.models import Message
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db


def entry(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).latest("id")


def test_opening_a_call_writes_to_the_referents_of_its_colleges_once(bretagne, epci, contributor, call, mailed):
    assert {message.to_member for message in mailed()} == {bretagne.member, epci.member}
    announcements.announce(call=call, occasion="OPENED", day=timezone.localdate())
    assert len(mailed()) == 2
    assert mailed()[0].subject.startswith("Proposer un thème jusqu’au ")
    assert mailed()[0].button_url == call.get_absolute_url()


def test_only_the_animation_opens_a_call(bretagne, today):
    with pytest.raises(Refused, match="l’animation"):
        calls.open_call(season="2027", retained_number=1, proposals_until=today, choices_until=today, by=bretagne)


def test_a_call_leaves_time_and_asks_somebody(facilitator, today):
    yesterday = today - timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        calls.open_call(
            season="2027",
            retained_number=0,
            colleges=[],
            proposals_until=today,
            choices_until=yesterday,
            by=facilitator,
        )
    assert len(refusal.value.reasons) == 4


def test_many_referents_are_written_to_by_a_job(
    facilitator, france, mandate_of, today, mailed, django_capture_on_commit_callbacks, monkeypatch
):
    monkeypatch.setattr("interregions.exchange.themes.services.announcements.MANY", 5)
    for organisation in france[:8]:
        mandate_of(organisation)
    with django_capture_on_commit_callbacks(execute=True):
        call = calls.open_call(
            season="2027", retained_number=1, proposals_until=today, choices_until=today, by=facilitator
        )
        assert mailed() == []
    assert len(mailed()) == 8
    assert call.colleges == ["REGIONS"]


def test_a_theme_carried_over_remembers_where_it_comes_from(call, facilitator):
    origin = Reference("outcomes.action", "7", "Cartographier les plateaux", "/actions/7/")
    theme = theme_services.propose_theme(
        call=call, title="Plateaux", problem="P", expected_result="R", by=facilitator, origin=origin
    )
    assert theme_page(theme, facilitator).origin == origin


def test_the_same_title_is_not_proposed_twice(propose, bretagne, normandie):
    propose(bretagne, "Hydrogène")
    with pytest.raises(Refused, match="soutenez-le"):
        propose(normandie, " hydrogène ")


def test_an_epci_proposes_and_supports_but_is_no_responsible_region(propose, bretagne, epci):
    with pytest.raises(Refused, match="Seule une Région"):
        propose(epci, "Friches", ready_to_lead=True)
    theme = propose(epci, "Friches")
    theme_services.endorse_theme(theme=theme, ready_to_lead=True, by=bretagne)
    assert ready_organisations(theme) == [bretagne.organisation]


def test_a_college_that_is_not_consulted_neither_proposes_nor_chooses(facilitator, epci, bretagne, today):
    call = calls.open_call(season="2027", retained_number=1, proposals_until=today, choices_until=today, by=facilitator)
    with pytest.raises(Refused, match="ne consulte pas"):
        theme_services.propose_theme(call=call, title="T", problem="P", expected_result="R", by=epci)
    theme = theme_services.propose_theme(call=call, title="T", problem="P", expected_result="R", by=bretagne)
    calls.open_choices(call=call, by=facilitator)
    with pytest.raises(Refused, match="ne consulte pas"):
        ballots.cast_ballot(call=call, theme_ids=[theme.pk], by=epci)


def test_one_changes_ones_own_theme_only_and_until_the_choices_open(themes, normandie, bretagne, facilitator, call):
    texts = {"title": "Hydrogène vert", "problem": "P", "expected_result": "R", "revision": 1}
    with pytest.raises(Refused, match="Seul l’organisme"):
        theme_services.change_theme(theme=themes[0], **texts, by=normandie)
    changed = theme_services.change_theme(theme=themes[0], **texts, by=bretagne)
    assert (changed.title, changed.revision) == ("Hydrogène vert", 2)
    calls.open_choices(call=call, by=facilitator)
    with pytest.raises(Refused, match="même texte"):
        theme_services.change_theme(theme=themes[0], **{**texts, "revision": 2}, by=bretagne)


def test_the_second_of_two_people_gets_both_versions(themes, bretagne, facilitator):
    texts = {"title": "Hydrogène", "expected_result": "R", "revision": 1}
    theme_services.change_theme(theme=themes[0], problem="Le sien", **texts, by=facilitator)
    with pytest.raises(Stale) as stale:
        theme_services.change_theme(theme=themes[0], problem="Le mien", **texts, by=bretagne)
    assert "Le sien" in stale.value.theirs
    assert "Le mien" in stale.value.mine
    assert (stale.value.author, stale.value.revision) == ("Claire Animatrice", 2)
    assert Theme.objects.get(pk=themes[0].pk).problem == "Le sien"


def test_a_theme_withdrawn_is_read_but_not_chosen(call, themes, bretagne, normandie, facilitator):
    theme_services.withdraw_theme(theme=themes[0], by=bretagne)
    calls.open_choices(call=call, by=facilitator)
    with pytest.raises(Refused, match="n’est plus proposé"):
        ballots.cast_ballot(call=call, theme_ids=[themes[0].pk], by=normandie)


def test_supporting_twice_counts_once_and_changes_the_readiness(themes, normandie, bretagne):
    theme_services.endorse_theme(theme=themes[0], by=normandie)
    theme_services.endorse_theme(theme=themes[0], ready_to_lead=True, by=normandie)
    assert themes[0].endorsements.get().ready_to_lead
    with pytest.raises(Refused, match="votre propre thème"):
        theme_services.endorse_theme(theme=themes[0], by=bretagne)
    theme_services.withdraw_endorsement(theme=themes[0], by=normandie)
    assert not themes[0].endorsements.exists()


def test_a_contributor_comments_and_a_reader_does_not(themes, contributor, mandate_of, bretagne):
    theme_services.comment_on_theme(theme=themes[1], words="Nous avons le même problème.", by=contributor)
    reader = mandate_of(bretagne.organisation, Role.READER)
    with pytest.raises(Refused):
        theme_services.comment_on_theme(theme=themes[1], words="Moi aussi.", by=reader)


def test_a_second_choice_replaces_the_first_and_the_journal_says_so_without_telling_it(choosing, themes, bretagne):
    ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk, themes[1].pk], by=bretagne)
    ballots.cast_ballot(call=choosing, theme_ids=[themes[2].pk], by=bretagne)
    ballot = Ballot.objects.get()
    assert participation.chosen_ids(participation.ballot_of(choosing, bretagne.organisation_id)) == {themes[2].pk}
    assert ballot.revision == 2
    assert entry("themes.ballot_replaced").details == {"choices_before": 2, "choices": 1}


def test_a_contributor_does_not_choose_nor_a_mandate_that_has_ended(choosing, themes, contributor, bretagne, today):
    with pytest.raises(Refused, match="un référent"):
        ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=contributor)
    bretagne.ends_on = today - timedelta(days=1)
    with pytest.raises(Refused, match="a pris fin"):
        ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=bretagne)


def test_choices_wait_for_their_opening_and_stop_at_their_date(call, themes, bretagne, facilitator, today):
    with pytest.raises(Refused, match="pas encore ouverts"):
        ballots.cast_ballot(call=call, theme_ids=[themes[0].pk], by=bretagne)
    calls.open_choices(call=call, by=facilitator)
    call.refresh_from_db()
    call.proposals_until = call.choices_until = today - timedelta(days=1)
    call.save()
    with pytest.raises(Refused, match="étaient attendus"):
        ballots.cast_ballot(call=call, theme_ids=[themes[0].pk], by=bretagne)
    calls.change_dates(call=call, proposals_until=today, choices_until=today, by=facilitator)
    assert ballots.cast_ballot(call=call, theme_ids=[themes[0].pk], by=bretagne)


def test_a_deadline_lasts_until_its_day_has_ended_in_the_last_time_zone(
    call, themes, bretagne, facilitator, client_as, today, night
):
    """« Jusqu’au 18 », read at one in the morning in Paris on the 19th: it is the 18th in Martinique."""
    call.proposals_until = today - timedelta(days=1)
    call.save()
    assert theme_services.propose_theme(call=call, title="Un autre", problem="…", expected_result="…", by=bretagne)
    calls.open_choices(call=call, by=facilitator)
    calls.change_dates(call=call, proposals_until=today, choices_until=today, by=facilitator)
    call.refresh_from_db()
    call.proposals_until = call.choices_until = today - timedelta(days=1)
    call.save()
    assert "Indiquer nos priorités" in client_as(bretagne).get("/a-faire/").content.decode()
    page = client_as(bretagne).get(reverse("themes:choose", args=[call.pk])).content.decode()
    assert "étaient attendus" not in page
    assert ballots.cast_ballot(call=call, theme_ids=[themes[0].pk], by=bretagne)


def test_reminders_go_once_a_day_to_silent_organisations_and_stop_when_they_answer(
    choosing, themes, bretagne, normandie, facilitator
):
    ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=bretagne)
    told = ballots.remind_non_choosers(call=choosing, by=facilitator)
    assert ballots.remind_non_choosers(call=choosing, by=facilitator) == 0  # once a day: nothing is written again
    reminders = Message.objects.filter(kind=MailKind.REMINDERS)
    assert told == reminders.count() == 2  # Normandie and Occitanie
    assert not reminders.filter(to_member=bretagne.member).exists()
    ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=normandie)
    assert reminders.get(to_member=normandie.member).status == MessageStatus.WITHDRAWN


def test_the_count_is_frozen_apart_by_college_and_explained(
    choosing, themes, bretagne, normandie, occitanie, guadeloupe, epci, facilitator
):
    hydrogen, funds, phase = (theme.pk for theme in themes)
    for mandate, chosen in [
        (bretagne, [hydrogen, funds]), (normandie, [funds]), (occitanie, [phase, funds]), (guadeloupe, [hydrogen]),
        (epci, [phase]),
    ]:  # fmt: skip
        ballots.cast_ballot(call=choosing, theme_ids=chosen, by=mandate)
    count = close_call(call=choosing, by=facilitator)
    assert count.pointed == [funds, hydrogen]
    assert count.retained == []
    regions, communities = count.figures["colleges"]
    assert (regions["asked"], regions["answered"]) == (18, 4)
    assert {line["theme"]: line["choices"] for line in regions["themes"]} == {funds: 3, hydrogen: 2, phase: 1}
    assert (communities["college"], communities["answered"]) == ("EPCI", 1)
    assert (
        "Le collège des Régions a été consulté : 4 organismes ont indiqué leurs priorités, sur 18." in count.explanation
    )
    with pytest.raises(Refused, match="figé"):
        ballots.cast_ballot(call=choosing, theme_ids=[phase], by=bretagne)
    page = results.result_page(count.call)
    assert [row.choices for row in page.rows] == [(3, None), (2, None), (1, None)]  # one EPCI alone is not told


def test_departing_from_the_count_is_refused_without_a_reason_and_shown_with_it(
    choosing, themes, bretagne, facilitator, mailed
):
    ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=bretagne)
    close_call(call=choosing, by=facilitator)
    with pytest.raises(Refused, match="dites pourquoi"):
        retain_themes(call=choosing, theme_ids=[themes[1].pk], by=facilitator)
    count = retain_themes(
        call=choosing, theme_ids=[themes[1].pk], departure_reason="Le règlement européen sort en mars.", by=facilitator
    )
    assert [theme.title for theme in retained_themes(choosing)] == ["Fonds européens des PME"]
    assert results.result_page(count.call).departs
    assert any("règlement européen" in " ".join(message.lines) for message in mailed())
    with pytest.raises(Refused, match="déjà retenus"):
        retain_themes(call=choosing, theme_ids=[themes[0].pk], by=facilitator)


def test_a_choice_made_in_a_meeting_is_recorded_with_the_meeting(facilitator, bretagne, france, today):
    call = calls.open_call(
        season="2027", retained_number=1, method=CallMethod.MEETING, proposals_until=today, choices_until=today,
        by=facilitator,
    )  # fmt: skip
    theme = theme_services.propose_theme(call=call, title="T", problem="P", expected_result="R", by=bretagne)
    with pytest.raises(Refused, match="en réunion"):
        calls.open_choices(call=call, by=facilitator)
    with pytest.raises(Refused, match="dans quelle réunion"):
        record_decision(call=call, theme_ids=[theme.pk], decided_in=" ", by=facilitator)
    meeting = Reference("meetings.meeting", "3", "Réunion du 12 janvier", "/reunions/3/")
    count = record_decision(call=call, theme_ids=[theme.pk], decided_in=meeting, reason="", by=facilitator)
    assert count.decided_in["url"] == "/reunions/3/"
    theme.refresh_from_db()
    assert theme.status == ThemeStatus.RETAINED
    assert cards_of(facilitator.member, "themes") == []
    assert count.call.status == CallStatus.CLOSED


def test_erasing_a_person_takes_the_name_out_of_the_texts_and_leaves_the_choices(choosing, themes, bretagne):
    theme_services.comment_on_theme(theme=themes[0], words="Demandez à Anne Le Goff.", by=bretagne)
    ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=bretagne)
    assert personal.personal_data_of(bretagne.member)["comments"][0]["words"] == "Demandez à Anne Le Goff."
    erasure.erase_member(bretagne.member)
    erase_member(bretagne.member)
    assert themes[0].comments.get().words == "Demandez à Personne retirée."
    assert Ballot.objects.get().organisation == bretagne.organisation


def test_the_card_that_asks_a_theme_ends_with_a_proposal_or_a_support(call, propose, bretagne, normandie, occitanie):
    theme = propose(bretagne, "Hydrogène")
    theme_services.endorse_theme(theme=theme, by=normandie)
    assert cards_of(bretagne.member, "themes") == []
    assert cards_of(normandie.member, "themes") == []
    assert len(cards_of(occitanie.member, "themes")) == 1
