"""The pages, by role: what each sees, and what a link alone may do."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from interregions.common.typography import french_date
from interregions.exchange.meetings import exports
from interregions.exchange.meetings.forms import MeetingForm
from interregions.exchange.meetings.models import Attendance
from interregions.exchange.meetings.queries import meetings, pages, polls, thread
from interregions.exchange.meetings.services import plans, presence, sittings
from tests.tasks import cards_of


def address(name: str, meeting, *more) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk, *more])


def test_a_meeting_is_seen_by_those_convened_and_the_animation(
    convened, facilitator, bretagne, contributor, epci, outsider, client_as
):
    seen = [(facilitator, 200), (bretagne, 200), (contributor, 200), (epci, 404), (outsider, 404)]
    for who, status in seen:
        client = client_as(who)
        assert client.get(convened.get_absolute_url()).status_code == status
        assert client.get(address("calendar", convened)).status_code == status
        assert client.get(address("dossier", convened, "odt")).status_code == status
        assert ("Réunion de printemps" in client.get("/reunions/").content.decode()) == (status == 200)


def test_the_first_point_shows_the_actions_or_says_there_is_none(convened, plan, bretagne, facilitator, client_as):
    page = client_as(bretagne).get(convened.get_absolute_url()).content.decode()
    assert page.count("Action 2") == 1
    assert page.index("Avancées depuis les réunions précédentes") < page.index("Présentation du thème")
    assert "/restitutions/3/" in page
    empty = client_as(facilitator).get(plan(progress=[]).get_absolute_url()).content.decode()
    assert "Aucune action ouverte." in empty


def test_the_silent_are_named_to_the_animation_only(convened, bretagne, facilitator, client_as):
    assert "Mayotte" in client_as(facilitator).get(convened.get_absolute_url()).content.decode()
    page = client_as(bretagne).get(convened.get_absolute_url()).content.decode()
    assert "Mayotte" not in page
    assert "18 sans réponse" in page


def test_only_the_animation_reaches_the_pages_that_prepare(convened, bretagne, facilitator, client_as):
    for name in ("agenda", "move", "people", "cancel", "sheet"):
        assert client_as(facilitator).get(address(name, convened)).status_code == 200
        assert client_as(bretagne).get(address(name, convened)).status_code == 404
    assert client_as(bretagne).post(address("open", convened)).status_code == 404


def test_the_agenda_is_arranged_by_plain_forms(meeting, facilitator, client_as):
    client = client_as(facilitator)
    client.post(address("agenda", meeting), {"title": "Actualités", "minutes": 5, "led_by": ""})
    item = meetings.agenda_of(meeting)[-2]
    assert item.title == "Actualités"
    point = address("change_point", meeting, item.pk)
    client.post(point, {"gesture": "up"})
    client.post(point, {"gesture": "save", f"p{item.pk}-title": "Nouvelles", f"p{item.pk}-minutes": 10})
    assert [(each.title, each.minutes) for each in meetings.agenda_of(meeting)][-3] == ("Nouvelles", 10)
    client.post(point, {"gesture": "remove"})
    assert "Nouvelles" not in [each.title for each in meetings.agenda_of(meeting)]


def agenda_typed(client, meeting, **changes):
    """The whole agenda as its page sends it, with what one typed."""
    rows = client.get(address("agenda", meeting)).context["rows"]
    sent = {form[name].html_name: form[name].value() for _, form in rows for name in ("title", "minutes", "seen")}
    return sent | changes


def test_every_point_typed_is_kept_with_one_gesture(meeting, facilitator, client_as):
    client = client_as(facilitator)
    first, second = meetings.agenda_of(meeting)[:2]
    point = address("change_point", meeting, first.pk)
    sent = agenda_typed(client, meeting, **{f"p{first.pk}-minutes": 33, f"p{second.pk}-minutes": 44}, gesture="save")
    stale = agenda_typed(client, meeting, **{f"p{second.pk}-minutes": 12}, gesture="save")
    assert client.post(point, sent).status_code == 302
    assert [each.minutes for each in meetings.agenda_of(meeting)[:2]] == [33, 44]
    assert client.post(point, stale).status_code == 409, "another has changed this point meanwhile"
    assert [each.minutes for each in meetings.agenda_of(meeting)[:2]] == [33, 44]
    wrong = client.post(
        point, agenda_typed(client, meeting, **{f"p{first.pk}-minutes": 0, f"p{second.pk}-title": "Autre"})
    )
    assert wrong.status_code == 409
    assert 'value="Autre"' in wrong.content.decode(), "what was typed elsewhere is still there"


def test_a_meeting_held_before_its_day_says_so(convened, facilitator, times, client_as):
    client = client_as(facilitator)
    assert "Ouvrir la séance avant son jour" in client.get(convened.get_absolute_url()).content.decode()
    sittings.open_meeting(meeting=convened, by=facilitator)
    line = meetings.attendances_of(convened)[0]
    typed = sheet_of(client, convened) | {f"remote_{line.pk}": "on"}
    assert client.post(address("sheet", convened), typed).status_code == 302
    sittings.close_meeting(meeting=convened, by=facilitator)
    page = client.get(convened.get_absolute_url()).content.decode()
    today, planned = french_date(timezone.localdate()), french_date(timezone.localtime(times[0]).date())
    assert f", prévue le {planned} à 10\u202fh, s’est tenue le {today} à" in page
    assert f'tag-done">Tenue</span> {today}' in page
    convened.refresh_from_db()
    assert pages.when(convened).startswith(today)
    assert today in exports.dossier(pages.meeting_page(convened, facilitator)).subtitle
    (line,) = thread.thread_of(convened.cycles.get(), facilitator.member)
    assert timezone.localdate(line.at) == timezone.localdate()
    assert "Qui était là" in page
    assert "organisme présent" in page


def test_dates_that_are_refused_stay_typed(plan, facilitator, client_as, times):
    meeting = plan(starts_at=None, ends_at=None)
    day = timezone.localtime(times[0]).date().isoformat()
    typed = {"until": timezone.localdate().isoformat()}
    for row in (1, 2):
        typed |= {f"day_{row}": day, f"starts_{row}": "10:00", f"ends_{row}": "09:00"}
    answer = client_as(facilitator).post(address("poll", meeting), typed)
    assert answer.status_code == 409
    assert 'value="09:00"' in answer.content.decode()


def test_a_link_opened_by_a_mail_scanner_changes_nothing_then_the_person_answers(convened, bretagne, mailed):
    message = next(message for message in mailed() if message.to_name == "Anne Le Goff")
    path = urlsplit(message.button_url).path
    client = Client()
    for _ in range(3):
        assert client.get(path).status_code == 200
    attendance = Attendance.objects.get(meeting=convened, organisation=bretagne.organisation)
    assert attendance.answer == "AWAITED"
    answer = client.post(path, {"answer": "REMOTE", "people": "Anne Le Goff"})
    assert "Votre réponse est enregistrée" in answer.content.decode()
    attendance.refresh_from_db()
    assert (attendance.answer, attendance.answered_by) == ("REMOTE", bretagne)
    assert client.get(path[:-3] + "x/").status_code == 409
    bretagne.ends_on = timezone.localdate() - timedelta(days=1)
    bretagne.save()
    assert client.post(path, {"answer": "ABSENT"}).status_code == 409
    attendance.refresh_from_db()
    assert attendance.answer == "REMOTE"


def test_the_calendar_file_is_read_by_a_calendar(convened, bretagne, client_as):
    answer = client_as(bretagne).get(address("calendar", convened))
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["dtstart"].dt == convened.starts_at
    assert "Rennes" in event["location"]


def test_the_dossier_and_the_sheet_leave_as_documents(convened, facilitator, client_as):
    client = client_as(facilitator)
    assert client.get(address("dossier", convened, "pdf")).content.startswith(b"%PDF")
    assert client.get(address("dossier", convened, "docx")).content.startswith(b"PK")
    assert client.get(address("sheet_file", convened, "pdf")).content.startswith(b"%PDF")
    assert client.get(address("sheet_file", convened, "exe")).status_code == 404


def test_a_region_writes_and_the_text_is_read_at_its_point(convened, bretagne, normandie, client_as):
    item = meetings.agenda_of(convened)[3]
    typed = {"agenda_item": item.pk, "text": "Nous avons un électrolyseur.", "revision": 0}
    assert client_as(bretagne).post(address("write", convened), typed).status_code == 302
    assert "Nous avons un électrolyseur." in client_as(normandie).get(convened.get_absolute_url()).content.decode()


def test_the_date_poll_by_plain_forms(plan, facilitator, bretagne, client_as, times):
    meeting = plan(starts_at=None, ends_at=None)
    client = client_as(facilitator)
    typed = {"until": (timezone.localdate() + timedelta(days=3)).isoformat()}
    for row, week in ((1, 0), (2, 7)):
        day = timezone.localtime(times[0]).date() + timedelta(days=week)
        typed |= {f"day_{row}": day.isoformat(), f"starts_{row}": "10:00", f"ends_{row}": "12:00"}
    assert client.post(address("poll", meeting), typed).status_code == 302
    options = list(polls.poll_of(meeting).options.all())
    answers = {f"option_{option.pk}": "YES" for option in options}
    (card,) = cards_of(bretagne.member, "meetings")
    assert "le moins de « non », puis le plus de « oui »" in card.why, "the rule that orders the dates, as it is"
    assert client_as(bretagne).post(address("poll", meeting), answers).status_code == 302
    page = client_as(bretagne).get(address("poll", meeting)).content.decode()
    assert "2 dates sont à égalité" in page
    assert "convient le mieux" not in page
    answers[f"option_{options[0].pk}"] = "NO"
    assert client_as(bretagne).post(address("poll", meeting), answers).status_code == 302
    assert "convient le mieux" in client_as(bretagne).get(address("poll", meeting)).content.decode()
    assert client.post(address("settle", meeting, options[1].pk)).status_code == 302
    meeting.refresh_from_db()
    assert timezone.localtime(meeting.starts_at).hour == 10


def test_the_attendance_sheet_is_kept_by_the_animation(convened, facilitator, client_as):
    sittings.open_meeting(meeting=convened, by=facilitator)
    first = meetings.attendances_of(convened)[0]
    typed = {f"present_{first.pk}": "on", f"arrived_{first.pk}": "10:05", f"people_{first.pk}": "Deux personnes"}
    assert client_as(facilitator).post(address("sheet", convened), typed).status_code == 302
    first.refresh_from_db()
    assert (first.present, first.arrived_at.hour, first.people) == (True, 10, "Deux personnes")
    wrong = {**typed, f"left_{first.pk}": "09:00"}
    answer = client_as(facilitator).post(address("sheet", convened), wrong)
    assert answer.status_code == 409
    assert 'value="09:00"' in answer.content.decode(), "what was typed stays in the sheet"


def sheet_of(client, meeting):
    """What the page would send untouched: each field with what it shows."""
    return sent_by(client.get(address("sheet", meeting)).context["form"])


def sent_by(form):
    shown = {name: form[name].value() for name in form.fields}
    return {name: "on" if value is True else str(value) for name, value in shown.items() if value not in (None, False)}


def test_two_people_keep_one_sheet_and_replace_nothing(convened, facilitator, client_as):
    sittings.open_meeting(meeting=convened, by=facilitator)
    client = client_as(facilitator)
    first, second = meetings.attendances_of(convened)[:2]
    one, other = sheet_of(client, convened), sheet_of(client, convened)
    assert client.post(address("sheet", convened), {**one, f"present_{first.pk}": "on"}).status_code == 302
    assert client.post(address("sheet", convened), {**other, f"remote_{second.pk}": "on"}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.present, second.present, second.remote) == (True, True, True)
    stale = client.post(address("sheet", convened), {**other, f"people_{first.pk}": "Anne Le Goff"})
    assert stale.status_code == 409
    page = stale.content.decode()
    assert "quelqu’un d’autre vient de noter" in page
    assert "Anne Le Goff" in page
    assert client.post(address("sheet", convened), sent_by(stale.context["form"])).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.people, second.present) == ("Anne Le Goff", True)


def test_a_guest_is_ticked_on_the_sheet_and_printed(convened, facilitator, client_as):
    guest = presence.invite_guest(
        meeting=convened, name="Jean Invité", organisation_name="Cap Digital", email="", items=[], by=facilitator
    )
    sittings.open_meeting(meeting=convened, by=facilitator)
    client = client_as(facilitator)
    typed = sheet_of(client, convened)
    assert client.post(address("sheet", convened), {**typed, f"guest_{guest.pk}": "on"}).status_code == 302
    guest.refresh_from_db()
    assert guest.present is True
    assert client.post(address("sheet", convened), typed).status_code == 302, "an older page unticks nobody"
    guest.refresh_from_db()
    assert guest.present is True
    sheet = exports.attendance_sheet(convened, meetings.attendances_of(convened), [guest], fictional=True)
    assert "Jean Invité" in str(sheet.parts)
    assert "absent" not in str(sheet.parts), "nobody is absent on a sheet still to be signed"


def test_lists_ask_as_many_queries_for_thirty_as_for_one(plan, facilitator, client_as):
    client = client_as(facilitator)
    plan()
    client.get("/reunions/")
    with CaptureQueriesContext(connection) as one:
        client.get("/reunions/")
    for number in range(29):
        plan(title=f"Réunion {number}")
    with CaptureQueriesContext(connection) as thirty:
        client.get("/reunions/")
    assert len(thirty) <= len(one)


@pytest.fixture
def typed_meeting(france, cycle):
    return {"title": "Réunion", "cycles": [cycle.pk], "day": "2027-01-14", "starts": "10:00", "ends": "12:00",
            "all_regions": "on", "link": "https://visio.example.org/abc"}  # fmt: skip


def test_the_form_gives_what_planning_takes(typed_meeting, cycle, epci, facilitator):
    form = MeetingForm(typed_meeting)
    assert form.is_valid(), form.errors
    values = form.values()
    assert values["cycles"] == [cycle]
    assert values["organisations"] is None
    meeting = plans.plan_meeting(**values, by=facilitator)
    assert timezone.localtime(meeting.starts_at).hour == 10
    chosen = MeetingForm({**typed_meeting, "organisations": [epci.organisation_id]})
    assert chosen.is_valid()
    assert len(chosen.values()["organisations"]) == 19


def test_the_form_asks_a_date_or_that_it_be_sought(typed_meeting):
    form = MeetingForm({**typed_meeting, "day": ""})
    assert not form.is_valid()
    form = MeetingForm({**typed_meeting, "day": "", "date_to_find": "on"})
    assert form.is_valid()
    assert form.values()["starts_at"] is None
    assert not MeetingForm({**typed_meeting, "all_regions": ""}).is_valid()


def test_the_second_of_two_people_who_move_a_meeting_is_told(meeting, facilitator, client_as):
    """Both opened the page on the same date; nothing of the first is replaced without a word."""
    client = client_as(facilitator)
    address = f"/reunions/{meeting.pk}/deplacer/"
    seen = client.get(address).context["form"]["seen"].value()
    sent = {"title": meeting.title, "day": "2027-03-04", "starts": "10:00", "ends": "12:00", "link": "", "seen": seen}
    assert client.post(address, {**sent, "place": "Salle de Rennes"}).status_code == 302
    answer = client.post(address, {**sent, "place": "Salle de Caen"})
    assert answer.status_code == 409
    assert "Salle de Caen" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.place == "Salle de Rennes"


def test_the_second_of_two_people_who_change_a_point_is_told(meeting, facilitator, client_as):
    client = client_as(facilitator)
    item = meeting.agenda.order_by("position").last()
    page = client.get(f"/reunions/{meeting.pk}/ordre-du-jour/")
    seen = next(form["seen"].value() for line, form in page.context["rows"] if line.item.pk == item.pk)
    address, mark = f"/reunions/{meeting.pk}/ordre-du-jour/{item.pk}/", f"p{item.pk}-"
    first = {f"{mark}title": "Le premier titre", f"{mark}minutes": "20", f"{mark}led_by": "", f"{mark}seen": seen}
    assert client.post(address, first).status_code == 302
    answer = client.post(address, {**first, f"{mark}title": "Le second titre"})
    assert answer.status_code == 409
    assert "Le second titre" in answer.content.decode()
    item.refresh_from_db()
    assert item.title == "Le premier titre"


def test_a_meeting_that_was_held_leads_to_its_minutes(convened, facilitator, bretagne, client_as):
    assert "/comptes-rendus/" not in client_as(facilitator).get(convened.get_absolute_url()).content.decode()
    sittings.open_meeting(meeting=convened, by=facilitator)
    sittings.close_meeting(meeting=convened, by=facilitator)
    drafting = f'href="/comptes-rendus/rediger/{convened.pk}/"'
    assert drafting in client_as(facilitator).get(convened.get_absolute_url()).content.decode()
    read = client_as(bretagne).get(convened.get_absolute_url()).content.decode()
    assert drafting not in read
    assert 'href="/comptes-rendus/"' in read
