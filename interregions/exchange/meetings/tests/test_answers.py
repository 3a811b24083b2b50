"""Answering a convocation or a date poll, as a person and as a guest; what only the animation reads."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interregions.common.typography import typo
from interregions.exchange.meetings.queries import meetings as queries
from interregions.exchange.meetings.services import plans, polls, presence
from interregions.network.choices import Role
from interregions.network.services import grant_mandate
from tests.tasks import cards_of


def address(name: str, meeting, *more) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk, *more])


def test_the_balance_of_the_agenda_is_told_to_who_prepares_only(plan, facilitator, bretagne, client_as, times):
    meeting = plan(ends_at=times[0] + timedelta(minutes=30))
    assert "de trop" in client_as(facilitator).get(meeting.get_absolute_url()).content.decode()
    assert "de trop" not in client_as(bretagne).get(meeting.get_absolute_url()).content.decode()


def test_a_substitute_without_a_name_is_asked_by_the_form(convened, bretagne, mailed, client_as):
    message = next(message for message in mailed() if message.to_name == "Anne Le Goff")
    typed = {"answer": "SUBSTITUTE", "people": "", "words": "À bientôt"}
    for client, path in [
        (Client(), urlsplit(message.button_url).path),
        (client_as(bretagne), address("answer", convened)),
    ]:
        assert "(nécessaire si quelqu’un vous remplace)" in client.get(path).content.decode()
        answer = client.post(path, typed)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Dites qui vous remplace." in page
        assert "À bientôt" in page
        assert "enregistrée" not in page
    assert queries.attendance_of(convened, bretagne.organisation_id).answer == "AWAITED"


def test_an_organisation_that_will_be_absent_has_no_substitute_any_more(convened, bretagne, client_as):
    client = client_as(bretagne)
    for said in ("SUBSTITUTE", "ABSENT"):
        client.post(address("answer", convened), {"answer": said, "people": "Sarah Martin"})
    page = client.get(convened.get_absolute_url()).content.decode()
    assert "Absence annoncée" in page
    assert "Sarah" not in page


def test_the_answer_of_a_meeting_that_is_over_is_not_asked(convened, bretagne, facilitator, mailed, client_as):
    message = next(message for message in mailed() if message.to_name == "Anne Le Goff")
    plans.cancel_meeting(meeting=convened, by=facilitator)
    for client, path in [
        (Client(), urlsplit(message.button_url).path),
        (client_as(bretagne), address("answer", convened)),
    ]:
        page = client.get(path).content.decode()
        assert re.search(r"Cette réunion(, prévue le .*,)? est annulée\.", page)
        assert "Dites si" not in page
        assert 'name="people"' not in page
        assert client.post(path, {"answer": "COMING"}).status_code == 409


def test_a_guest_reads_the_agenda_and_whom_to_answer(meeting, facilitator, mailed):
    item = queries.agenda_of(meeting)[1]
    presence.invite_guest(
        meeting=meeting,
        name="Jean Invité",
        organisation_name="",
        email="jean@cap.example",
        items=[item],
        by=facilitator,
    )
    plans.send_convocations(meeting=meeting, by=facilitator)
    letter = next(message for message in mailed() if message.to_name == "Jean Invité")
    lines = letter.lines
    assert any(line.startswith("2. 10\u202fh\u202f20, Présentation du thème") for line in lines)
    assert lines[-2] == typo(f"Vous y êtes attendu pour : « {item.title} ».")
    assert "répondez à ce message" in lines[-1]
    assert letter.reply_address == facilitator.member.email


def test_dates_are_asked_of_each_organisation_one_acts_for(plan, facilitator, bretagne, normandie, times):
    meeting = plan(starts_at=None, ends_at=None)
    options = [times, (times[0] + timedelta(days=1), times[1] + timedelta(days=1))]
    poll = polls.open_date_poll(meeting=meeting, options=options, until=timezone.localdate(), by=facilitator)
    grant_mandate(member=bretagne.member, organisation=normandie.organisation, role=Role.REFERENT)
    assert {card.holder for card in cards_of(bretagne.member, "meetings")} == {"Bretagne", "Normandie"}
    answers = {option.pk: "YES" for option in poll.options.all()}
    polls.answer_date_poll(meeting=meeting, answers=answers, by=normandie)
    assert [card.holder for card in cards_of(bretagne.member, "meetings")] == ["Bretagne"]
