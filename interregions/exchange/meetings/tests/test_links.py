"""Answering without signing in: presence, dates, an invitation from outside; and what each link does once late."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from interregions.common.errors import Refused
from interregions.exchange.meetings.models import Guest, Meeting
from interregions.exchange.meetings.queries import meetings
from interregions.exchange.meetings.queries.pages import when
from interregions.exchange.meetings.queries.signed_links import dates_url, guest_url, presence_url
from interregions.exchange.meetings.services import plans, polls, presence, sittings
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Organisation
from interregions.network.places import place_of
from interregions.network.services import grant_mandate
from interregions.reception.services.people import end_mandate
from interregions.toolkit.journal.models import Entry
from interregions.vocabulary.choices import EpciKind, TerritoryKind
from interregions.vocabulary.models import Territory, TerritoryPart
from tests.tasks import cards_of


def text_of(answer) -> str:
    return answer.content.decode()


def journalled(verb: str) -> int:
    return Entry.objects.filter(verb=f"meetings.{verb}").count()


@pytest.fixture
def sought(plan, facilitator, bretagne, normandie, times):
    meeting = plan(starts_at=None, ends_at=None)
    options = [times, (times[0] + timedelta(days=1), times[1] + timedelta(days=1))]
    polls.open_date_poll(meeting=meeting, options=options, until=timezone.localdate(), by=facilitator)
    return meeting


@pytest.fixture
def invited(meeting, facilitator):
    def invite(**more):
        given = {"name": "Jean Invité", "organisation_name": "Cap Digital", "email": "jean@cap.example", "items": []}
        return presence.invite_guest(meeting=meeting, **{**given, **more}, by=facilitator)

    return invite


@pytest.fixture
def la_reunion(france):
    """The Région, its zone known by the code of its territory."""
    return Organisation.objects.get(territories__kind=TerritoryKind.REGION, territories__code="04")


def attendance(meeting, mandate):
    return meetings.attendance_of(meeting, mandate.organisation_id)


# --- presence


def ended_by(how: str, meeting, facilitator) -> str:
    if how == "cancelled":
        plans.cancel_meeting(meeting=meeting, by=facilitator)
        return "est annulée"
    if how == "held":
        sittings.open_meeting(meeting=meeting, by=facilitator)
        sittings.close_meeting(meeting=meeting, by=facilitator)
        return "s’est tenue le"
    start = timezone.now() - timedelta(hours=3)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=start, ends_at=start + timedelta(hours=2))
    return "L’heure de cette réunion est passée"


@pytest.mark.parametrize("how", ["cancelled", "held", "past"])
def test_a_late_presence_link_says_what_happened_shows_nothing_else_and_leads_to_the_door(
    how, convened, bretagne, facilitator
):
    url = presence_url(attendance(convened, bretagne), bretagne)
    words = ended_by(how, convened, facilitator)
    page = text_of(Client().get(url))
    assert words in page
    assert "/entrer/courrier/" in page
    assert "<textarea" not in page
    assert "visio.example.org" not in page
    late = Client().post(url, {"answer": "COMING"})
    assert late.status_code == 409
    assert attendance(convened, bretagne).answer == "AWAITED"
    assert Client().get(convened.get_absolute_url()).url.startswith("/entrer/"), "the link opened no door"


def test_the_same_answer_twice_by_a_link_is_written_once_and_says_so(convened, bretagne):
    url, said = presence_url(attendance(convened, bretagne), bretagne), {"answer": "REMOTE", "words": "À bientôt"}
    assert "Votre réponse est enregistrée" in text_of(Client().post(url, said))
    assert "était déjà enregistrée" in text_of(Client().post(url, said))
    assert journalled("convocation_answered") == 1


# --- dates


def test_dates_are_answered_by_the_link_of_the_letter_which_tells_them(sought, bretagne, mailed):
    message = next(message for message in mailed() if message.to_name == "Anne Le Goff")
    first, second = sought.date_poll.options.all()
    told = [line for part in message.lines for line in part.split("\n") if line.startswith("–")]
    assert len(told) == 2
    assert "à 10\u202fh, jusqu’à 12\u202fh" in told[0]
    url, browser = urlsplit(message.button_url).path, Client()
    for _ in range(3):  # a scanner
        assert "Dites quelles dates conviennent" in text_of(browser.get(url))
    assert journalled("date_poll_answered") == 0
    said = {f"option_{first.pk}": "YES", f"option_{second.pk}": "NO"}
    assert "Vos réponses sont enregistrées" in text_of(browser.post(url, said))
    assert "était déjà enregistrée" in text_of(browser.post(url, said))
    assert journalled("date_poll_answered") == 1
    changed = {**said, f"option_{second.pk}": "IF_NEEDED"}
    assert "Vos réponses sont enregistrées" in text_of(browser.post(url, changed))
    assert [answer.value for answer in second.answers.all()] == ["IF_NEEDED"]
    assert browser.get(f"/reunions/{sought.pk}/date/").status_code == 302, "this gesture and no page"


def test_a_poll_is_asked_until_its_day_has_ended_in_the_last_time_zone(sought, bretagne, today, night):
    sought.date_poll.until = today - timedelta(days=1)
    sought.date_poll.save()
    assert [card.kind for card in cards_of(bretagne.member, "meetings")] == ["meetings.dates"]


@pytest.mark.parametrize("how", ["chosen", "cancelled"])
def test_once_the_date_is_chosen_or_the_meeting_cancelled_the_link_says_so_and_takes_nothing(
    how, sought, bretagne, facilitator
):
    url, option = dates_url(attendance(sought, bretagne), bretagne), sought.date_poll.options.first()
    if how == "chosen":
        polls.settle_date(meeting=sought, option=option, by=facilitator)
    else:
        plans.cancel_meeting(meeting=sought, by=facilitator)
    page = text_of(Client().get(url))
    assert ("La date est choisie" if how == "chosen" else "Cette réunion est annulée") in page
    assert "/entrer/courrier/" in page
    options = {f"option_{each.pk}": "YES" for each in sought.date_poll.options.all()}
    assert Client().post(url, options).status_code == 409
    assert journalled("date_poll_answered") == 0


def test_a_link_of_an_ended_mandate_says_no_dates(sought, normandie, facilitator):
    url = dates_url(attendance(sought, normandie), normandie)
    end_mandate(mandate=normandie, by=facilitator, knows_it_is_last=True)
    answer = Client().get(url)
    assert answer.status_code == 409
    assert "n’est plus habilitée" in text_of(answer)


# --- a guest


def test_a_guest_reads_their_hour_and_answers_by_the_link_and_reads_nothing_of_the_network(
    meeting, invited, facilitator, bretagne, mailed
):
    item = meetings.agenda_of(meeting)[1]
    guest = invited(items=[item])
    plans.send_convocations(meeting=meeting, by=facilitator)
    presence.file_written_contribution(
        meeting=meeting, organisation=bretagne.organisation, agenda_item=item, text="Texte interne", by=bretagne
    )
    message = next(message for message in mailed() if message.to_name == "Jean Invité")
    url, browser = urlsplit(message.button_url).path, Client()
    page = text_of(browser.get(url))
    assert page.count("vous y êtes attendu") == 1
    assert "10\u202fh\u202f20" in page.split("vous y êtes attendu")[1].split("</li>")[0]
    for kept in ("Texte interne", "Action 1", "Restitution : hydrogène", "/restitutions/"):
        assert kept not in page, kept
    assert "Votre réponse est enregistrée" in text_of(browser.post(url, {"answer": "REMOTE", "words": "Dix minutes"}))
    assert "était déjà enregistrée" in text_of(browser.post(url, {"answer": "REMOTE", "words": "Dix minutes"}))
    assert journalled("guest_answered") == 1
    guest.refresh_from_db()
    assert (guest.answer, guest.words) == ("REMOTE", "Dix minutes")
    assert browser.post(url, {"answer": "SUBSTITUTE"}).status_code == 200, "nobody stands in for a guest"
    assert Guest.objects.get(pk=guest.pk).answer == "REMOTE"
    assert browser.get(meeting.get_absolute_url()).status_code == 302
    assert browser.get(f"{url}ordre-du-jour.pdf")["Content-Type"] == "application/pdf"
    calendar = Calendar.from_ical(browser.get(f"{url}reunion.ics").content)
    assert url.split("/")[2] in str(calendar.walk("VEVENT")[0]["description"])


def test_a_guest_added_once_the_convocations_left_is_written_to_at_once(convened, facilitator, client_as, mailed):
    people, typed = f"/reunions/{convened.pk}/convies/", {"name": "Jeanne Tardive", "email": "jeanne@cap.example"}
    page = text_of(client_as(facilitator).post(people, typed, follow=True))
    assert re.search(r"Jeanne Tardive est parmi les invités\. 1\s?personne est prévenue", page)
    assert [message.button_label for message in mailed() if message.to_name == "Jeanne Tardive"] == ["Dire si je viens"]
    page = text_of(client_as(facilitator).post(people, {"name": "Sans Adresse"}, follow=True))
    assert "Sans Adresse est parmi les invités." in page
    assert "prévenue" not in page.partition("Sans Adresse est parmi les invités.")[2][:80]


def test_the_animation_reads_what_a_guest_answered(meeting, invited, facilitator, client_as):
    guest = invited()
    plans.send_convocations(meeting=meeting, by=facilitator)
    people = f"/reunions/{meeting.pk}/convies/"
    assert "Sans réponse" in text_of(client_as(facilitator).get(people)).split("Jean Invité")[1]
    Client().post(guest_url(guest), {"answer": "ABSENT", "words": "Je regrette"})
    page = text_of(client_as(facilitator).get(people))
    assert "Absence annoncée" in page
    assert "Je regrette" in page


@pytest.mark.parametrize("how", ["cancelled", "held", "past", "taken back"])
def test_the_link_of_a_guest_ends_with_the_meeting_or_when_taken_back(how, meeting, invited, facilitator):
    guest = invited()
    plans.send_convocations(meeting=meeting, by=facilitator)
    url = guest_url(guest)
    if how == "taken back":
        presence.remove_guest(guest=guest, by=facilitator)
        answer = Client().get(url)
        assert answer.status_code == 409
        assert "a été retirée" in text_of(answer)
        return
    words = ended_by(how, meeting, facilitator)
    page = text_of(Client().get(url))
    assert words in page
    assert "Ordre du jour" not in page
    assert "visio.example.org" not in page
    assert Client().post(url, {"answer": "COMING"}).status_code == 409
    for part in ("reunion.ics", "ordre-du-jour.pdf"):
        assert Client().get(url + part).status_code == 404


def test_a_guest_who_answers_as_they_are_taken_back_reads_it(meeting, invited, facilitator):
    guest = invited()
    plans.send_convocations(meeting=meeting, by=facilitator)
    presence.remove_guest(guest=Guest.objects.get(pk=guest.pk), by=facilitator)
    with pytest.raises(Refused, match="a été retirée"):
        presence.answer_as_guest(guest=guest, answer="COMING")


# --- changing a meeting


def test_title_and_place_are_changed_from_the_page_even_while_the_date_is_sought(
    sought, convened, facilitator, client_as, mailed
):
    client, address = client_as(facilitator), f"/reunions/{sought.pk}/deplacer/"
    assert f'href="{address}"' in text_of(client.get(sought.get_absolute_url()))
    seen = client.get(address).context["form"]["seen"].value()
    before = len(mailed())
    sent = {"title": "Réunion d’été", "place": "Caen", "link": "", "seen": seen}
    assert client.post(address, sent).status_code == 302
    sought.refresh_from_db()
    assert (sought.title, sought.place, sought.starts_at) == ("Réunion d’été", "Caen", None)
    assert len(mailed()) == before
    assert (journalled("meeting_moved"), journalled("meeting_changed")) == (1, 0)


def test_a_new_title_is_told_to_whoever_was_convened(convened, facilitator, mailed):
    plans.change_meeting(
        meeting=convened, title="Réunion d’hiver", starts_at=convened.starts_at, ends_at=convened.ends_at,
        place=convened.place, link=convened.link, by=facilitator,
    )  # fmt: skip
    assert (journalled("meeting_moved"), journalled("meeting_changed")) == (0, 1)
    assert any("Réunion d’hiver" in message.subject for message in mailed())
    event = Calendar.from_ical(bytes(mailed()[-1].attachments.get().content)).walk("VEVENT")[0]
    assert (str(event["summary"]), event["sequence"]) == ("Réunion d’hiver", 1)


# --- the hours of La Réunion


def test_la_reunion_reads_its_own_hour_everywhere_a_time_is_told(
    plan, la_reunion, mandate_of, facilitator, bretagne, client_as, mailed
):
    zone = ZoneInfo("Europe/Paris")
    start = datetime(timezone.localdate().year + 1, 1, 14, 10, tzinfo=zone)
    meeting = plan(starts_at=start, ends_at=start + timedelta(hours=2))
    there = mandate_of(la_reunion)
    plans.send_convocations(meeting=meeting, by=facilitator)
    both = "10\u202fh à Paris, 13\u202fh à La Réunion"
    messages = {message.to_name: message for message in mailed()}
    message = messages[there.member.full_name]
    assert both in message.subject
    assert any(both in line for line in message.lines)
    calendar = Calendar.from_ical(bytes(message.attachments.get(name="reunion.ics").content))
    description = str(calendar.walk("VEVENT")[0]["description"])
    assert both in description
    client = client_as(there)
    link = text_of(Client().get(urlsplit(message.button_url).path))
    pages = [link, *(text_of(client.get(url)) for url in ("/a-faire/", "/reunions/", meeting.get_absolute_url()))]
    pages.append(text_of(client.get(f"/reunions/{meeting.pk}/presence/")))
    for page in pages:
        assert both in page
    assert "12\u202fh à Paris, 15\u202fh à La Réunion" in pages[3], "the end, and the points"
    calendar = client.get(f"/reunions/{meeting.pk}/reunion.ics").content
    assert both in str(Calendar.from_ical(calendar).walk("VEVENT")[0]["description"])
    other = messages["Anne Le Goff"]
    assert any("10\u202fh, heure de Paris" in line for line in other.lines)
    assert "La Réunion" not in text_of(client_as(bretagne).get(meeting.get_absolute_url())).split("Qui vient")[0]


def test_what_happened_is_told_at_the_hour_of_la_reunion_too(convened, la_reunion, mandate_of, facilitator):
    there = mandate_of(la_reunion)
    plans.cancel_meeting(meeting=convened, by=facilitator)
    page = text_of(Client().get(presence_url(attendance(convened, there), there)))
    assert "à La Réunion, est annulée" in page


def test_an_epci_of_la_reunion_reads_its_hour_too(db, facilitator):
    region = Territory.objects.create(kind=TerritoryKind.REGION, code="04", name="La Réunion")
    around = Territory.objects.create(
        kind=TerritoryKind.EPCI, code="249740119", name="CINOR", epci_kind=EpciKind.values[0]
    )
    TerritoryPart.objects.create(child=around, parent=region, share=1, starts_on=timezone.localdate())
    organisation = Organisation.objects.create(
        name="CINOR", short_name="CINOR", kind=OrganisationKind.EPCI, college=College.EPCI
    )
    organisation.territories.add(around)
    mandate = grant_mandate(member=facilitator.member, organisation=organisation, role=Role.REFERENT)
    assert when(Meeting(starts_at=datetime(2027, 7, 1, 8, tzinfo=ZoneInfo("UTC"))), place_of(mandate)).endswith(
        "10\u202fh à Paris, 12\u202fh à La Réunion"
    )
