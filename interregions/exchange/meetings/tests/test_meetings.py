"""Planning, convening, answering, holding: the services of the room."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from icalendar import Calendar

from interregions.common.errors import Refused, Stale
from interregions.exchange.meetings.choices import AgendaKind, AttendanceAnswer, MeetingStatus
from interregions.exchange.meetings.models import Attendance, Meeting
from interregions.exchange.meetings.queries import meetings, pages, personal, polls, thread
from interregions.exchange.meetings.services import erasure, plans, points, sittings
from interregions.exchange.meetings.services import presence as presence_services
from interregions.exchange.meetings.services.polls import answer_date_poll, open_date_poll, settle_date
from interregions.exchange.meetings.tests.conftest import progress_line
from interregions.network.choices import Role
from interregions.toolkit.live.models import LiveEvent
from tests.tasks import cards_of, left_in


def test_every_region_is_convened_unless_others_are_chosen(meeting, plan, epci, region_count):
    assert meeting.attendances.count() == region_count == 18
    assert [a.organisation for a in plan(organisations=[epci.organisation]).attendances.all()] == [epci.organisation]


def test_the_first_point_holds_each_open_action_once(meeting, facilitator):
    first = pages.agenda_lines(meeting)[0]
    assert [line.action_id for line in first.progress] == [1, 2]
    plans.refresh_progress(meeting=meeting, progress=[progress_line(5)], by=facilitator)
    assert [line.action_id for line in pages.agenda_lines(meeting)[0].progress] == [5]


def test_only_the_animation_plans_a_meeting(plan, bretagne):
    with pytest.raises(Refused):
        plan(by=bretagne)


def test_points_are_added_before_the_last_moved_and_removed(meeting, facilitator):
    item = points.add_point(meeting=meeting, title="Actualités", minutes=5, by=facilitator)
    titles = [line.title for line in meetings.agenda_of(meeting)]
    assert titles[-2:] == ["Actualités", "Décisions et actions"]
    points.move_point(item=item, up=True, by=facilitator)
    assert meetings.agenda_of(meeting)[-3].pk == item.pk
    second = meetings.agenda_of(meeting)[1]
    with pytest.raises(Refused):
        points.move_point(item=second, up=True, by=facilitator)
    points.remove_point(item=item, by=facilitator)
    assert [each.position for each in meetings.agenda_of(meeting)] == [0, 1, 2, 3, 4]
    with pytest.raises(Refused):
        points.remove_point(item=meetings.agenda_of(meeting)[0], by=facilitator)


def test_convocations_leave_once_with_a_calendar_file(convened, facilitator, mailed):
    plans.send_convocations(meeting=convened, by=facilitator)
    messages = mailed()
    assert sorted(message.to_name for message in messages) == ["Anne Le Goff", "Paul Lemaire"]
    attachment = messages[0].attachments.get(name="reunion.ics")
    calendar = Calendar.from_ical(bytes(attachment.content))
    (event,) = calendar.walk("VEVENT")
    assert calendar["method"] == "REQUEST"
    assert event["uid"].startswith(f"meeting-{convened.pk}@")
    assert "/reunions/presence/" in messages[0].button_url
    convened.refresh_from_db()
    assert convened.status == MeetingStatus.CONVENED
    assert not Attendance.objects.filter(meeting=convened, convened_at=None).exists()


def test_a_moved_then_cancelled_meeting_writes_again_with_a_higher_sequence(convened, facilitator, mailed, times):
    later = [moment + timedelta(days=1) for moment in times]
    moved = {"starts_at": later[0], "ends_at": later[1], "place": "Caen", "link": ""}
    plans.change_meeting(meeting=convened, title=convened.title, **moved, by=facilitator)
    plans.cancel_meeting(meeting=convened, reason="Grève", by=facilitator)
    found = []
    for message in mailed():
        if message.to_name == "Anne Le Goff":
            calendar = Calendar.from_ical(bytes(message.attachments.get(name="reunion.ics").content))
            event = calendar.walk("VEVENT")[0]
            found.append((str(calendar["method"]), event["sequence"], str(event["uid"])))
    assert [(method, sequence) for method, sequence, _ in found] == [("REQUEST", 0), ("REQUEST", 1), ("CANCEL", 2)]
    assert len({uid for *_, uid in found}) == 1
    with pytest.raises(Refused):
        plans.send_convocations(meeting=convened, by=facilitator)


def test_many_organisations_are_written_to_by_a_job(
    plan, facilitator, mandate_of, monkeypatch, mailed, django_capture_on_commit_callbacks, bretagne
):
    monkeypatch.setattr("interregions.exchange.meetings.services.messages.MANY", 3)
    meeting = plan()
    with django_capture_on_commit_callbacks(execute=True):
        plans.send_convocations(meeting=meeting, by=facilitator)
    assert [message.to_name for message in mailed()] == ["Anne Le Goff"]


def test_an_organisation_answers_for_itself_and_the_animation_for_any(
    convened, contributor, normandie, facilitator, epci
):
    bretagne = contributor.organisation
    presence_services.answer_convocation(
        meeting=convened, organisation=bretagne, answer=AttendanceAnswer.COMING, people="Yann Morvan", by=contributor
    )
    with pytest.raises(Refused):
        presence_services.answer_convocation(
            meeting=convened, organisation=bretagne, answer=AttendanceAnswer.ABSENT, by=normandie
        )
    presence_services.answer_convocation(
        meeting=convened, organisation=normandie.organisation, answer=AttendanceAnswer.REMOTE, by=facilitator
    )
    with pytest.raises(Refused):
        presence_services.answer_convocation(
            meeting=convened, organisation=epci.organisation, answer=AttendanceAnswer.COMING, by=epci
        )
    presence = pages.meeting_page(convened, normandie).presence
    assert (presence.on_site, presence.remote, presence.awaited) == (1, 1, 16)
    assert presence.announced_names == ("Bretagne", "Normandie")
    assert presence.silent_names == ()
    assert presence.people == ()
    assert len(pages.meeting_page(convened, facilitator).presence.silent_names) == 16


def test_a_date_is_sought_answered_and_settled(plan, facilitator, bretagne, normandie, epci, times, mailed):
    meeting = plan(starts_at=None, ends_at=None)
    other = (times[0] + timedelta(days=7), times[1] + timedelta(days=7))
    poll = open_date_poll(
        meeting=meeting, options=[other, times], until=timezone.localdate() + timedelta(days=5), by=facilitator
    )
    assert {message.to_name for message in mailed()} == {"Anne Le Goff", "Paul Lemaire"}
    first, second = poll.options.all()
    assert [card.gesture for card in cards_of(bretagne.member, "meetings")] == ["Répondre"]
    answer_date_poll(meeting=meeting, answers={first.pk: "NO", second.pk: "YES"}, by=bretagne)
    answer_date_poll(meeting=meeting, answers={first.pk: "YES", second.pk: "IF_NEEDED"}, by=normandie)
    answer_date_poll(meeting=meeting, answers={first.pk: "NO", second.pk: "YES"}, by=normandie)
    assert cards_of(bretagne.member, "meetings") == []
    with pytest.raises(Refused):
        answer_date_poll(meeting=meeting, answers={first.pk: "YES"}, by=epci)
    page = polls.poll_page(meeting, bretagne)
    assert [(line.yes, line.no, line.best) for line in page.options] == [(0, 2, False), (2, 0, True)]
    assert page.options[0].names == ()
    assert len(polls.poll_page(meeting, facilitator).options[0].names) == 2
    settle_date(meeting=meeting, option=second, by=facilitator)
    meeting.refresh_from_db()
    assert meeting.starts_at == other[0]
    with pytest.raises(Refused):
        settle_date(meeting=meeting, option=first, by=facilitator)
    with pytest.raises(Refused):
        answer_date_poll(meeting=meeting, answers={first.pk: "YES"}, by=bretagne)


def test_a_written_contribution_changed_by_two_colleagues_shows_both(convened, bretagne, contributor):
    item = meetings.agenda_of(convened)[3]
    given = {"meeting": convened, "organisation": bretagne.organisation, "agenda_item": item}
    first = presence_services.file_written_contribution(**given, text="Nous soutenons", by=bretagne)
    presence_services.file_written_contribution(
        **given, text="Nous soutenons tout", revision=first.revision, by=contributor
    )
    with pytest.raises(Stale) as refusal:
        presence_services.file_written_contribution(**given, text="Nous hésitons", revision=1, by=bretagne)
    assert (refusal.value.theirs, refusal.value.revision) == ("Nous soutenons tout", 2)
    assert refusal.value.author == "Yann Morvan"


def test_a_meeting_opens_goes_from_point_to_point_and_closes(convened, facilitator, bretagne):
    with pytest.raises(Refused):
        sittings.close_meeting(meeting=convened, by=facilitator)
    sittings.open_meeting(meeting=convened, by=facilitator)
    convened.refresh_from_db()
    assert convened.current_item.kind == AgendaKind.PROGRESS
    third = meetings.agenda_of(convened)[2]
    sittings.set_current_item(meeting=convened, item=third, by=facilitator)
    lines = [
        presence_services.SheetLine(
            attendance.pk, attendance.organisation_id == bretagne.organisation_id, False, None, None
        )
        for attendance in meetings.attendances_of(convened)
    ]
    presence_services.record_attendance_sheet(meeting=convened, lines=lines, by=facilitator)
    assert Attendance.objects.filter(meeting=convened, present=True).count() == 1
    sittings.close_meeting(meeting=convened, by=facilitator)
    kinds = list(LiveEvent.objects.filter(channel=meetings.channel_of(convened)).values_list("kind", flat=True))
    assert kinds == ["item", "item", "closed_meeting"]
    with pytest.raises(Refused):
        points.add_point(meeting=convened, title="Trop tard", minutes=5, by=facilitator)


def test_an_organisation_is_taken_back_until_it_was_written_to(plan, facilitator, bretagne):
    meeting = plan()
    line = meetings.attendance_of(meeting, bretagne.organisation_id)
    plans.withdraw_organisation(meeting=meeting, attendance=line, by=facilitator)
    assert meetings.attendance_of(meeting, bretagne.organisation_id) is None
    plans.convene_organisation(meeting=meeting, organisation=bretagne.organisation, by=facilitator)
    plans.send_convocations(meeting=meeting, by=facilitator)
    line = meetings.attendance_of(meeting, bretagne.organisation_id)
    with pytest.raises(Refused, match="a reçu sa convocation"):
        plans.withdraw_organisation(meeting=meeting, attendance=line, by=facilitator)


def test_what_is_left_of_the_step_follows_the_meeting(cycle, plan, facilitator):
    assert [left.sentence for left in left_in(cycle, "meetings")] == ["Préparer la réunion"]
    meeting = plan()
    blocking = [left.sentence for left in left_in(cycle, "meetings") if left.blocking]
    assert blocking == ["Envoyer les convocations", "Ouvrir la séance"]
    plans.send_convocations(meeting=meeting, by=facilitator)
    assert [left.sentence for left in left_in(cycle, "meetings") if left.blocking] == ["Ouvrir la séance"]
    sittings.open_meeting(meeting=meeting, by=facilitator)
    assert left_in(cycle, "meetings") == []


def test_the_thread_says_where_the_meeting_comes_from(cycle, meeting, bretagne, epci, outsider):
    (line,) = thread.thread_of(cycle, bretagne.member)
    assert [origin.kind for origin in line.origins] == ["cycles.cycle", "surveys.restitution"]
    assert thread.thread_of(cycle, epci.member) == []
    assert thread.thread_of(cycle, outsider) == []


def test_what_is_expected_comes_with_its_date(convened, bretagne, facilitator, epci, times):
    (card,) = cards_of(bretagne.member, "meetings")
    assert (card.gesture, card.due) == ("Répondre", times[0].date())
    assert cards_of(epci.member, "meetings") == []
    presence_services.answer_convocation(
        meeting=convened, organisation=bretagne.organisation, answer=AttendanceAnswer.ABSENT, by=bretagne
    )
    assert cards_of(bretagne.member, "meetings") == []


def test_forgetting_a_person_leaves_what_the_organisation_answered(convened, bretagne, facilitator):
    presence_services.answer_convocation(
        meeting=convened, organisation=bretagne.organisation, answer=AttendanceAnswer.COMING,
        people="Anne Le Goff, directrice", by=bretagne,
    )  # fmt: skip
    guest = presence_services.invite_guest(
        meeting=convened, name="Anne Le Goff", organisation_name="État", email=bretagne.member.email, items=[],
        by=facilitator,
    )  # fmt: skip
    assert personal.personal_data_of(bretagne.member)["named_in"]
    erasure.erase_member(bretagne.member)
    guest.refresh_from_db()
    attendance = Attendance.objects.get(meeting=convened, organisation=bretagne.organisation)
    assert attendance.people == "Personne retirée, directrice"
    assert (guest.name, guest.email) == ("Personne retirée", "")
    assert attendance.answer == AttendanceAnswer.COMING


def test_a_reader_does_not_answer(convened, bretagne, mandate_of):
    reader = mandate_of(bretagne.organisation, Role.READER)
    with pytest.raises(Refused):
        presence_services.answer_convocation(
            meeting=convened, organisation=bretagne.organisation, answer=AttendanceAnswer.COMING, by=reader
        )


def test_sittings_opened_on_another_day_before_this_was_kept_are_told_right_too(convened, facilitator):
    migration = import_module("interregions.exchange.meetings.migrations.0003_meeting_planned_for")
    planned = convened.starts_at, convened.ends_at
    opened = sittings.open_meeting(meeting=convened, by=facilitator)
    real = opened.starts_at
    Meeting.objects.update(starts_at=planned[0], ends_at=planned[1], planned_for=None)
    for _ in range(2):
        migration.tell_the_real_day(apps, None)
        opened.refresh_from_db()
        assert (opened.starts_at, opened.planned_for) == (real, planned[0])
    migration.tell_the_planned_day(apps, None)
    opened.refresh_from_db()
    assert (opened.starts_at, opened.ends_at) == planned


def test_an_agenda_counts_what_is_open_apart_from_what_is_done_and_says_of_which_day(plan, facilitator, client_as):
    day = "2026-11-20"
    lines = [progress_line(1, as_of=day), progress_line(2, done=True, as_of=day)]
    meeting = plan(progress=lines)
    words = " ".join(client_as(facilitator).get(meeting.get_absolute_url()).content.decode().split())
    assert "1 action ouverte des réunions précédentes, 1 faite depuis, état du vendredi 20 novembre 2026" in (
        words.replace("\u202f", " ").replace("\xa0", " ")
    )
