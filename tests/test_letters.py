"""Every letter of the whole story is signed, answered by a person, and says of what it is and how to stop it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interregions.common.references import Reference
from interregions.exchange.cycles import services as cycles
from interregions.exchange.meetings.services import plans, polls, presence
from interregions.exchange.outcomes.models import Action
from interregions.exchange.outcomes.services import actions as outcomes
from interregions.exchange.surveys.answering.services.delegation import delegate_block, finish_block
from interregions.exchange.surveys.collection import jobs as collection
from interregions.exchange.surveys.collection.services.collection import extend, remind
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.restitution.services.announcing import tell_results
from interregions.journey import services as journey
from interregions.network.choices import Role
from interregions.reception.services import people as reception
from interregions.toolkit.approvals.services import ask_for_visa
from interregions.toolkit.mail import queries
from interregions.toolkit.mail.composition import compose
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.services import erase_member, queue_message
from tests import test_one_cycle as story
from tests.letters import faults

pytestmark = pytest.mark.django_db


def test_every_letter_of_a_whole_cycle_says_who_signs_who_reads_of_what_and_how_to_stop(
    france, facilitator, bretagne, normandie, occitanie, guadeloupe, contributor, epci, mailed
) -> None:
    facilitator.member.phone = "01 45 00 00 00"
    facilitator.member.save()
    referents = [bretagne, normandie, occitanie, guadeloupe]
    _invite_and_hand_over(facilitator, epci)
    theme = story.choose_a_theme(facilitator, *referents, epci, title="L’après-phase V")
    cycle = cycles.open_cycle(theme=theme, lead=bretagne.organisation, by=facilitator)
    story.write_the_note(cycle, facilitator, bretagne)
    journey.advance(cycle=cycle, by=facilitator)
    story.ask_everybody(cycle, facilitator, bretagne, france)
    _remind_and_share(cycle, facilitator, bretagne, contributor)
    story.answer_and_publish(cycle, facilitator, referents, contributor)
    tell_results(cycle.surveys.get().restitutions.get().pk, lambda done, total: None)
    cycle.refresh_from_db()
    journey.advance(cycle=cycle, by=facilitator)
    cycle.refresh_from_db()
    _seek_a_date(cycle, facilitator)
    story.meet_and_debate(cycle, facilitator, referents)
    cycle.refresh_from_db()
    journey.advance(cycle=cycle, by=facilitator)
    story.conclude(cycle, facilitator, normandie, "Écrire la suite")
    outcomes.ask_for_progress(action=Action.objects.get(), by=facilitator)
    written = mailed()
    assert {message.key.split(":")[0].split("-")[0] for message in written} >= {
        "cycles.lead",
        "deputy",
        "invitation",
        "meetings.convocation",
        "meetings.guest_convocation",
        "meetings.poll",
        "notes.drafted",
        "notes.signed",
        "outcomes.action",
        "outcomes.ask",
        "outcomes.changes",
        "survey",
        "surveys",
        "surveys.result",
        "themes.opened",
        "themes.choices",
        "themes.retained",
        "visa",
    }
    assert faults(written) == []


def _invite_and_hand_over(facilitator, epci) -> None:
    person = {"given_name": "Sarah", "family_name": "Martin", "email": "sarah@rennes.example", "role": Role.CONTRIBUTOR}
    invitation = reception.invite(organisation=epci.organisation, by=facilitator, **person)
    deputy = reception.accept_invitation(invitation=invitation)
    reception.name_deputy(deputy=deputy, of=epci, by=epci)


def _remind_and_share(cycle, facilitator, bretagne, contributor) -> None:
    survey = cycle.surveys.get()
    collection.invite({"survey": survey.pk}, lambda done, total: None)
    ours = survey.responses.get(organisation=bretagne.organisation)
    block = content_of(survey.questionnaire_id)[0]
    delegate_block(response=ours, block=block, by=bretagne, member=contributor.member)
    finish_block(response=ours, block=block, by=contributor)
    ask_for_visa(
        of=Reference("surveys.response", str(ours.pk), "La réponse", ours.get_absolute_url()),
        version="1",
        words="",
        by=bretagne,
        name="Le directeur",
        email="directeur@bretagne.example",
        content=[],
    ).delete()
    extend(response=ours, until=survey.closes_on + timedelta(days=3), by=facilitator)
    remind(survey=survey, response_ids=list(survey.responses.values_list("pk", flat=True)), by=facilitator)


def _seek_a_date(cycle, facilitator) -> None:
    start = timezone.now() + timedelta(days=30)
    meeting = journey.plan_meeting(title="Autre réunion", cycles=[cycle], starts_at=None, ends_at=None, by=facilitator)
    options = [(start, start + timedelta(hours=2)), (start + timedelta(days=1), start + timedelta(days=1, hours=2))]
    polls.open_date_poll(meeting=meeting, options=options, until=story.in_days(6), by=facilitator)
    presence.invite_guest(
        meeting=meeting, name="Jean Invité", organisation_name="", email="j@cap.example", items=[], by=facilitator
    )
    meeting.refresh_from_db()
    polls.settle_date(meeting=meeting, option=meeting.date_poll.options.first(), by=facilitator)
    meeting.refresh_from_db()
    plans.send_convocations(meeting=meeting, by=facilitator)
    plans.cancel_meeting(meeting=meeting, by=facilitator)
    meeting.cycles.clear()


def test_the_reply_goes_to_the_region_where_the_region_asks(facilitator, bretagne, normandie) -> None:
    frame = queries.frame_of(None, reply_to=bretagne)
    assert frame.reply_address == bretagne.member.email
    assert frame.signature[0] == facilitator.member.full_name


def test_a_letter_is_signed_by_who_animates_today(facilitator, bretagne, mandate_of, host) -> None:
    other = mandate_of(host, Role.FACILITATOR, given_name="Louis", family_name="Second")
    assert queries.signer(other) == other
    other.ended_at = timezone.now()
    other.save()
    assert queries.signer(other) == facilitator
    assert queries.signer(bretagne) == facilitator


def test_a_person_who_is_forgotten_signs_no_letter_any_more(facilitator, bretagne) -> None:

    facilitator.member.phone = "01 45 00 00 00"
    facilitator.member.save()
    letter = queue_message(key="k", to=bretagne.member, subject="S", lines=["L"], button=None, reason="R", about=None)
    assert letter.signature
    erase_member(facilitator.member)
    letter = Message.objects.get(pk=letter.pk)
    assert (letter.signature, letter.reply_address) == ([], "")
    assert "Claire" not in letter.reply_name


@pytest.mark.parametrize(("kind", "said"), [("reminders", "Ne plus recevoir"), ("", "répondez-y")])
def test_a_letter_says_how_to_stop_it(facilitator, bretagne, kind, said) -> None:

    letter = queue_message(
        key="k", to=bretagne.member, subject="S", lines=["L"], button=None, reason="R", about=None, kind=kind
    )
    assert said in compose(letter).body
