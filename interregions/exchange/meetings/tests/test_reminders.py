"""A convocation is read with its recipients before it leaves; who has not answered is reminded, once a day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.common.references import Reference
from interregions.exchange.meetings import notifications
from interregions.exchange.meetings.choices import AttendanceAnswer
from interregions.exchange.meetings.letters import CONVOCATION, DATES, REMINDER
from interregions.exchange.meetings.models import AgendaItem
from interregions.exchange.meetings.services import plans, polls, presence, reminding
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.rules import Words
from interregions.toolkit.mail.services import keep_wording, set_preference
from interregions.toolkit.mail.wordings import letter_before

pytestmark = pytest.mark.django_db


def reminders() -> list[Message]:
    return list(Message.objects.filter(key__startswith="meetings.reminder:").order_by("to_name"))


def page(name: str, meeting) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk])


def test_a_convocation_is_read_with_its_recipients_before_it_leaves(
    meeting, facilitator, bretagne, normandie, mailed, client_as
) -> None:
    presence.invite_guest(
        meeting=meeting, name="Jean Invité", organisation_name="", email="j@cap.example", items=[], by=facilitator
    )
    client = client_as(facilitator)
    html = client.get(page("convene", meeting)).content.decode()
    for read in ("Anne Le Goff", "Paul Lemaire", "Jean Invité", "Ordre du jour", "à inviter", "Modifier la lettre"):
        assert read in html
    assert mailed() == []
    mark = letter_before(facilitator.member, CONVOCATION, meeting.pk).standing.mark
    client.post(page("convene", meeting), {"letter": mark})
    assert {message.to_name for message in mailed()} >= {"Anne Le Goff", "Paul Lemaire", "Jean Invité"}


def test_a_convocation_holds_the_agenda_and_the_documents_of_its_points(meeting, facilitator, bretagne, mailed) -> None:
    item = AgendaItem.objects.filter(meeting=meeting).last()
    document = Reference("surveys.restitution", "7", "Restitution de « Filières »", "/restitutions/7/")
    item.references = [document.as_json(), document.as_json()]
    item.save()
    plans.send_convocations(meeting=meeting, by=facilitator)
    text = "\n".join(next(each for each in mailed() if each.to_name == "Anne Le Goff").lines)
    for point in AgendaItem.objects.filter(meeting=meeting):
        assert point.title.replace("«\u202f", "")[:12] in text.replace("«\u202f", "")
    assert text.count("http://localhost:8000/restitutions/7/") == 1


def test_a_convocation_carries_its_dossier_and_says_where_it_is_when_it_is_too_heavy(
    plan, facilitator, bretagne, normandie, mailed, monkeypatch
) -> None:
    plans.send_convocations(meeting=plan(), by=facilitator)
    letter = next(each for each in mailed() if each.to_name == "Anne Le Goff")
    file = letter.attachments.get(name="dossier.pdf")
    assert bytes(file.content).startswith(b"%PDF")
    assert "Le dossier de la réunion est joint." in " ".join(letter.lines)
    monkeypatch.setattr(notifications, "HEAVIEST", 1_000)
    heavy = plan(title="Une réunion lourde")
    plans.send_convocations(meeting=heavy, by=facilitator)
    letter = next(each for each in mailed() if each.to_name == "Anne Le Goff" and "lourde" in each.subject)
    assert [each.name for each in letter.attachments.all()] == ["reunion.ics"]
    words = " ".join(letter.lines)
    assert "est joint" not in words
    assert f"/reunions/{heavy.pk}/dossier.pdf" in words


def test_the_letter_that_seeks_a_date_may_be_changed_before_it_leaves(
    plan, facilitator, bretagne, mailed, client_as, times
) -> None:
    meeting = plan(starts_at=None, ends_at=None)
    client = client_as(facilitator)
    html = client.get(page("poll", meeting)).content.decode()
    assert "La lettre qui part" in html
    assert "les dates que vous proposez" in html
    words = Words("Une date : [réunion]", "Choisissez avant le [échéance].\n\n[dates]\n\n[lien]")
    keep_wording(kind=DATES, about=str(meeting.pk), words=words, revision=0, by=facilitator)
    options = [times, tuple(moment + timedelta(days=1) for moment in times)]
    until = timezone.localdate() + timedelta(days=3)
    with pytest.raises(Refused, match="Quelqu’un d’autre a modifié"):
        polls.open_date_poll(meeting=meeting, options=options, until=until, seen="autre", by=facilitator)
    polls.open_date_poll(meeting=meeting, options=options, until=until, by=facilitator)
    letter = next(each for each in mailed() if each.to_name == "Anne Le Goff")
    assert letter.subject.startswith("Une date")
    assert meeting.title in letter.subject
    assert letter_before(facilitator.member, DATES, meeting.pk).sample.over


def test_the_convocation_that_was_read_is_the_one_that_leaves(meeting, facilitator, bretagne, mailed) -> None:
    mark = letter_before(facilitator.member, CONVOCATION, meeting.pk).standing.mark
    words = Words("Venez : [réunion]", "Réservez la date.\n\n[où et quand]\n\n[lien]")
    keep_wording(kind=CONVOCATION, about=str(meeting.pk), words=words, revision=0, by=facilitator)
    with pytest.raises(Refused, match="Quelqu’un d’autre a modifié"):
        plans.send_convocations(meeting=meeting, seen=mark, by=facilitator)
    plans.send_convocations(meeting=meeting, by=facilitator)
    letter = next(each for each in mailed() if each.to_name == "Anne Le Goff")
    assert letter.subject.startswith("Venez")
    assert letter.lines[0] == "Réservez la date."


def test_only_those_who_have_not_answered_are_reminded_once_a_day(
    convened, facilitator, bretagne, normandie, occitanie
) -> None:
    presence.answer_convocation(
        meeting=convened, organisation=bretagne.organisation, answer=AttendanceAnswer.COMING, by=bretagne
    )
    done = reminding.remind(meeting=convened, by=facilitator)
    names = [message.to_name for message in reminders()]
    assert "Anne Le Goff" not in names
    assert "Paul Lemaire" in names
    assert (done.people, done.organisations) == (len(names), len(names))
    assert all("jusqu’au" not in message.subject for message in reminders())
    with pytest.raises(Refused, match="invitez d’abord un référent"):
        reminding.remind(meeting=convened, by=facilitator)
    assert [message.to_name for message in reminders()] == names


def test_the_count_of_a_reminder_is_true_and_who_has_nobody_is_to_invite(
    convened, facilitator, bretagne, normandie, client_as
) -> None:
    set_preference(member_id=normandie.member_id, kind="reminders", wanted=False)
    html = client_as(facilitator).get(page("remind", convened)).content.decode().replace("\u202f", " ")
    assert "organismes n’ont personne" in html
    assert f"/invitations/nouvelle/?organisme={normandie.organisation_id}" in html
    sent = client_as(facilitator).post(page("remind", convened), follow=True).content.decode().replace("\u202f", " ")
    assert len(reminders()) == 1
    assert "La relance part à 1 personne, pour 1 organisme" in sent.replace("\u00a0", " ")


def test_a_reminder_answers_without_signing_in(convened, facilitator, bretagne, client) -> None:
    reminding.remind(meeting=convened, by=facilitator)
    letter = next(message for message in reminders() if message.to_name == "Anne Le Goff")
    assert client.get(letter.button_url).status_code == 200
    client.post(letter.button_url, {"answer": "ABSENT"})
    assert convened.attendances.get(organisation=bretagne.organisation).answer == "ABSENT"


def test_who_has_not_said_which_dates_suit_is_reminded(plan, facilitator, bretagne, normandie, times) -> None:
    meeting = plan(starts_at=None, ends_at=None)
    options = [times, (times[0] + timedelta(days=1), times[1] + timedelta(days=1))]
    until = timezone.localdate() + timedelta(days=3)
    poll = polls.open_date_poll(meeting=meeting, options=options, until=until, by=facilitator)
    meeting.refresh_from_db()
    answers = {option.pk: "YES" for option in poll.options.all()}
    polls.answer_date_poll(meeting=meeting, answers=answers, by=bretagne)
    reminding.remind(meeting=meeting, by=facilitator)
    written = Message.objects.filter(key__startswith="meetings.dates_reminder:")
    assert "Anne Le Goff" not in {message.to_name for message in written}
    letter = written.get(to_name="Paul Lemaire")
    assert "jusqu’au" in letter.subject
    assert len([line for line in "\n".join(letter.lines).splitlines() if line.startswith("–")]) == 2


def test_only_the_animation_reminds(convened, bretagne, client_as) -> None:
    assert client_as(bretagne).get(page("remind", convened)).status_code == 404
    with pytest.raises(Refused):
        reminding.remind(meeting=convened, by=bretagne)


def test_the_page_of_a_meeting_leads_to_the_reminder_until_all_have_answered(convened, facilitator, client_as) -> None:
    assert page("remind", convened) in client_as(facilitator).get(convened.get_absolute_url()).content.decode()
    assert letter_before(facilitator.member, REMINDER, convened.pk) is not None
    for attendance in convened.attendances.select_related("organisation"):
        presence.answer_convocation(
            meeting=convened, organisation=attendance.organisation, answer=AttendanceAnswer.ABSENT, by=facilitator
        )
    assert page("remind", convened) not in client_as(facilitator).get(convened.get_absolute_url()).content.decode()
    with pytest.raises(Refused, match="aucune réponse n’est attendue"):
        reminding.remind(meeting=convened, by=facilitator)
