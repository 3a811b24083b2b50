"""What was promised to organisations: time to read, a wording that is really put in, a card for who holds an action."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interregions.common.blocks import blocks_from_text
from interregions.common.errors import Refused
from interregions.exchange.outcomes.models import Action, Minutes
from interregions.exchange.outcomes.queries import deliveries, progress, visibility
from interregions.exchange.outcomes.services import actions, changes
from interregions.exchange.outcomes.services.minutes import approve_minutes, correct_minutes, open_to_changes
from interregions.exchange.outcomes.tests.test_services import debate_key, words
from interregions.exchange.outcomes.wording import is_said_in
from interregions.network.models import Mandate, Member
from interregions.toolkit.journal.models import Entry
from interregions.toolkit.writing.services import save_section
from tests.tasks import cards_of, later_of

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def test_approving_before_the_promised_day_is_said_on_purpose(opened, facilitator, bretagne, client_as):
    changes.mark_reread(minutes=opened, by=bretagne)
    client, url = client_as(facilitator), reverse("outcomes:approve", args=[opened.pk])
    page = text(client.get(url))
    assert "invités à relire jusqu’au" in page
    assert "1 organisme a relu sur 3" in page
    assert 'name="early"' in page
    refused = client.post(url)
    assert refused.status_code == 409
    assert "cochez la case" in text(refused)
    with pytest.raises(Refused, match="peuvent relire jusqu’au"):
        approve_minutes(minutes=opened, by=facilitator)
    assert client.post(url, {"early": "on"}).status_code == 302
    assert Entry.objects.get(verb="outcomes.minutes_approved").details["early"] is True


def test_after_the_promised_day_nothing_more_is_asked(opened, facilitator, client_as):
    Minutes.objects.filter(pk=opened.pk).update(changes_until=timezone.localdate() - timedelta(days=1))
    url = reverse("outcomes:approve", args=[opened.pk])
    assert 'name="early"' not in text(client_as(facilitator).get(url))
    assert client_as(facilitator).post(url).status_code == 302


def test_a_region_that_comes_too_late_reads_why_without_the_form(approved, bretagne, client_as):
    page = text(client_as(bretagne).get(reverse("outcomes:request_change", args=[approved.pk])))
    assert "est approuvé depuis le" in page
    assert "<textarea" not in page


def test_a_passage_that_is_not_there_is_told_on_the_form(opened, bretagne, client_as):
    key, url = debate_key(opened), reverse("outcomes:request_change", args=[opened.pk])
    sent = {"section_key": key, "wording": "Autre.", "reason": ""}
    refused = text(client_as(bretagne).post(url, {**sent, "passage": "introuvable"}))
    assert "Ce passage n’est pas dans le compte rendu\u202f: recopiez-le mot à mot." in refused
    assert "introuvable</textarea>" in refused
    wrong_part = {**sent, "section_key": "presence", "passage": "manquent d'acheteurs"}
    elsewhere = text(client_as(bretagne).post(url, wrong_part))
    assert "choisissez-la" in elsewhere
    assert client_as(bretagne).post(url, {**sent, "passage": "manquent\u00a0 d’acheteurs"}).status_code == 302


def test_a_passage_copied_over_several_lines_is_there():
    blocks = [{"type": "list", "ordered": False, "items": ["Un « guichet ».", "Deux."]}]
    assert is_said_in(blocks, "• Un «\u202fguichet\u202f».\n• Deux.")
    assert not is_said_in(blocks, "Deux. Un")


def test_a_request_whose_passage_is_gone_waits_until_the_wording_is_put_in(
    opened, facilitator, bretagne, mailed, client_as
):
    key = debate_key(opened)
    section = opened.text.sections.get(key=key)
    given = {"minutes": opened, "section_key": key, "wording": "attendent", "reason": "", "by": bretagne}
    asked = changes.request_change(**given, passage="manquent d’acheteurs")
    answered = {"change_request": asked, "taken": True, "answer": "", "by": facilitator}
    with pytest.raises(Refused, match="n’a pas changé depuis la demande"):
        changes.answer_change_request(**answered, rewritten=True)
    save_section(section=section, blocks=blocks_from_text("Autre chose."), revision=section.revision, by=facilitator)
    before = len(mailed())
    with pytest.raises(Refused, match="mot à mot"):
        changes.answer_change_request(**answered)
    asked.refresh_from_db()
    assert (asked.status, len(mailed())) == ("ASKED", before)
    client = client_as(facilitator)
    page = text(client.get(opened.get_absolute_url()))
    assert f'href="#texte-{key}"' in page
    assert "La rédaction est reportée" in page
    assert "Reprendre cette demande" not in page
    url = reverse("outcomes:answer_request", args=[opened.pk, asked.pk])
    assert client.post(url, {"taken": "reportee", "answer": ""}).status_code == 302
    asked.refresh_from_db()
    assert (asked.status, asked.applied) == ("TAKEN", False)
    assert words(opened, key) == "Autre chose."


def test_an_action_is_a_card_of_the_person_in_charge_else_of_the_referents(
    action, facilitator, bretagne, contributor, normandie, today
):
    def told() -> list[bool]:
        wanted = f"Dire où en est l’action : {action.title}"
        people = [Member.objects.get(pk=who.member_id) for who in (bretagne, contributor)]
        return [wanted in [card.what for card in cards_of(person, "outcomes")] for person in people]

    Action.objects.filter(pk=action.pk).update(person=contributor.member, due_on=today + timedelta(days=31))
    assert told() == [False, False]
    Action.objects.filter(pk=action.pk).update(due_on=today + timedelta(days=30))
    assert told() == [False, True]
    Mandate.objects.filter(pk=contributor.pk).update(ends_on=today - timedelta(days=1))
    assert told() == [True, False], "who no longer acts there is relieved by the referents"
    Action.objects.filter(pk=action.pk).update(person=None, due_on=today - timedelta(days=1))
    assert told() == [True, False]
    assert cards_of(normandie.member, "outcomes") == []


def decided(minutes, organisation, facilitator, today):
    return actions.add_action(
        meeting=minutes.meeting, cycle=None, title="Écrire le guide commun", organisation=organisation, person=None,
        due_on=today + timedelta(days=30), by=facilitator,
    )  # fmt: skip


def told_of(action, mailed):
    return [message for message in mailed() if message.key.startswith(f"outcomes.action:{action.pk}:")]


def test_a_draft_of_minutes_tells_nobody_of_its_actions(minutes, bretagne, normandie, facilitator, today, mailed):
    action = decided(minutes, bretagne.organisation, facilitator, today)
    assert told_of(action, mailed) == []
    assert action not in visibility.actions_visible_to(bretagne.member)
    assert cards_of(bretagne.member, "outcomes") == []
    assert later_of(bretagne.member) == []
    assert progress.progress_lines() == []
    with pytest.raises(Refused, match="à l’approbation"):
        actions.ask_for_progress(action=action, by=facilitator)
    assert actions.ask_due_progress() == 0


def test_actions_are_announced_when_the_minutes_are_approved_to_who_holds_them_then(
    minutes, bretagne, normandie, facilitator, today, mailed
):
    action = decided(minutes, bretagne.organisation, facilitator, today)
    actions.change_action(
        action=action, title=action.title, organisation=normandie.organisation, person=None, due_on=action.due_on,
        by=facilitator,
    )  # fmt: skip
    open_to_changes(minutes=minutes, until=today + timedelta(days=9), by=facilitator)
    assert told_of(action, mailed) == []
    approve_minutes(minutes=minutes, early=True, by=facilitator)
    assert [message.to_member_id for message in told_of(action, mailed)] == [normandie.member_id]
    assert action in visibility.actions_visible_to(bretagne.member)


def test_an_action_of_a_correction_waits_for_its_edition_and_those_before_are_not_told_again(
    minutes, bretagne, facilitator, today, mailed
):
    first = decided(minutes, bretagne.organisation, facilitator, today)
    open_to_changes(minutes=minutes, until=today + timedelta(days=9), by=facilitator)
    approve_minutes(minutes=minutes, early=True, by=facilitator)
    minutes.refresh_from_db()
    correct_minutes(minutes=minutes, reason="Une action a été oubliée.", by=facilitator)
    second = decided(minutes, bretagne.organisation, facilitator, today)
    assert (len(told_of(first, mailed)), len(told_of(second, mailed))) == (1, 0)
    open_to_changes(minutes=minutes, until=today + timedelta(days=9), by=facilitator)
    approve_minutes(minutes=minutes, early=True, by=facilitator)
    assert (len(told_of(first, mailed)), len(told_of(second, mailed))) == (1, 1)


def test_minutes_leave_by_role_and_to_who_holds_an_action_and_the_page_says_who_first(
    approved, action, bretagne, contributor, facilitator, client_as
):
    """A colleague who was once handed a block of a survey does not receive them."""
    told = [mandate.member_id for mandate in deliveries.recipients_of(approved)]
    assert bretagne.member_id in told
    assert contributor.member_id not in told
    page = text(client_as(facilitator).get(reverse("outcomes:send", args=[approved.pk])))
    assert contributor.member.full_name not in page
    assert f"{bretagne.member.full_name}, Bretagne" in page
    Action.objects.filter(pk=action.pk).update(person=contributor.member)
    assert contributor.member_id in [mandate.member_id for mandate in deliveries.recipients_of(approved)]
