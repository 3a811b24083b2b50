"""What the minutes say of who was there, and the guests who receive them."""

import pytest

from interregions.common.blocks import text_of_blocks
from interregions.common.references import Reference
from interregions.exchange.debate.models import Contribution
from interregions.exchange.meetings.models import Guest
from interregions.exchange.meetings.services.erasure import erase_member as erase_from_meetings
from interregions.exchange.outcomes import exports, notifications
from interregions.exchange.outcomes.models import Delivery
from interregions.exchange.outcomes.queries import composition, deliveries
from interregions.exchange.outcomes.queries.composition import composed_parts, practice_blocks
from interregions.exchange.outcomes.queries.minutes import standing_sections
from interregions.exchange.outcomes.services import sending as services
from interregions.knowledge.practices.models import Practice
from interregions.network.models import Organisation
from interregions.toolkit.documents import Table
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.services import erase_member as erase_from_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def guests(meeting) -> list[Guest]:
    return [
        Guest.objects.create(meeting=meeting, name=name, organisation_name=house, email=email, present=present)
        for name, house, email, present in [
            ("Nora Vidal", "ADEME", "Nora.Vidal@exemple.fr", True),
            ("Jean Petit", "", "", True),
            ("Luc Absent", "CNRS", "luc@exemple.fr", False),
        ]
    ]


def presence(meeting) -> str:
    return text_of_blocks(composed_parts(meeting)[0].blocks)


def presentation(meeting) -> str:
    return text_of_blocks(composed_parts(meeting)[2].blocks)


def test_a_presentation_is_said_to_have_been_made_by_who_was_there(meeting, bretagne):
    assert "Présenté par Bretagne." in presentation(meeting)
    meeting.attendances.filter(organisation=bretagne.organisation).update(present=None)
    assert "Présentation prévue par Bretagne." in presentation(meeting)
    assert "Présenté par" not in presentation(meeting)


def test_the_findings_shown_are_three_and_lead_to_the_others(settings, monkeypatch):
    settings.SITE_URL = "https://exemple.fr"
    told = ["11 Régions sur 18 ont répondu.", "Un ?", "Deux ?", "Trois ?"]
    monkeypatch.setattr(composition, "told_by_restitution", lambda _: told)
    shown = Reference("surveys.restitution", "7", "Restitution", "/restitutions/7/")
    blocks = composition._restitution([shown])
    assert [block["type"] for block in blocks] == ["paragraph", "list", "paragraph"]
    assert blocks[-1]["text"].endswith("https://exemple.fr/restitutions/7/")


def test_a_practice_noted_without_its_sheet_is_told(meeting, normandie):
    assert "sans fiche" not in text_of_blocks(practice_blocks(meeting))
    Contribution.objects.filter(meeting=meeting, kind="PRACTICE").update(practice=None)
    told = text_of_blocks(practice_blocks(meeting))
    assert "Aucune bonne pratique" not in told
    assert "sans fiche pour l’instant" in told
    assert "Normandie\u202f: Un guichet pour les PME." in told
    other = Practice.objects.get()
    other.title = "un guichet pour les PME"
    other.save()
    Contribution.objects.filter(meeting=meeting, kind="REMARK").update(practice=other)
    assert "sans fiche" not in text_of_blocks(practice_blocks(meeting)), "told once, by its sheet"


def test_the_guests_who_came_are_named(meeting, guests):
    assert "Invités présents\u202f: Jean Petit, Nora Vidal (ADEME)." in presence(meeting)
    assert "Luc Absent" not in presence(meeting)


def test_a_guest_who_came_receives_the_minutes_without_a_link(
    guests, approved, facilitator, client_as, django_capture_on_commit_callbacks
):
    page = client_as(facilitator).get(f"{approved.get_absolute_url()}envoyer/").content.decode()
    assert "Nora Vidal, ADEME" in page
    assert "Luc Absent" not in page
    with django_capture_on_commit_callbacks(execute=True):
        services.send_minutes(minutes=approved, by=facilitator)
    services.write_messages(minutes=approved, edition=1, report=lambda done, total: None)
    message = Message.objects.get(to_member=None)
    assert (message.to_name, message.to_address) == ("Nora Vidal", "nora.vidal@exemple.fr")
    assert (message.button_label, message.button_url) == ("", "")
    assert {one.media_type for one in message.attachments.all()} == {
        "application/pdf", "application/vnd.oasis.opendocument.text",
    }  # fmt: skip
    approved.refresh_from_db()
    lines = deliveries.delivery_lines(approved)
    assert len(lines) == Delivery.objects.count() + 1
    assert (lines[-1].organisation, lines[-1].person, lines[-1].label) == ("Invité", "Nora Vidal", "À envoyer")
    assert "Nora Vidal" in client_as(facilitator).get(approved.get_absolute_url()).content.decode()


def test_a_forgotten_person_is_forgotten_as_a_guest_too(
    guests, approved, facilitator, guadeloupe, django_capture_on_commit_callbacks
):
    member, name = guadeloupe.member, guadeloupe.member.family_name
    guests[0].name, guests[0].email = member.full_name, member.email.upper()
    guests[0].save()
    with django_capture_on_commit_callbacks(execute=True):
        services.send_minutes(minutes=approved, by=facilitator)
    assert Message.objects.filter(to_member=None, to_address=member.email).exists()
    erase_from_meetings(member)
    erase_from_mail(member)
    message = Message.objects.get(to_member=None)
    assert (message.to_address, message.attachments.count()) == ("", 0)
    assert name not in message.to_name
    assert Guest.objects.get(pk=guests[0].pk).email == ""


def test_our_tables_have_the_widths_they_need(minutes, facilitator, action):
    Organisation.objects.update(short_name="Guadeloupe")
    document = exports.minutes_document(minutes, standing_sections(minutes, facilitator))
    tables = [part for part in document.parts if isinstance(part, Table)]
    assert len(tables) >= 2
    for table in tables:
        assert table.widths
        assert table.shares[list(table.header).index("Organisme")] >= 0.17


@pytest.mark.parametrize("number", [8, 9, 18])
def test_a_long_list_of_who_was_there_stands_in_two_halves(minutes, number):
    names = [f"Région {rank}" for rank in range(number)]
    rows = [[name, "sur place"] for name in names]
    header = ["Organisme", "Présence"]
    table = {"type": "table", "caption": "Organismes présents", "header": header, "rows": rows}
    document = exports.minutes_document(minutes, [{"title": "Présence", "blocks": [table]}])
    found = next(part for part in document.parts if isinstance(part, Table))
    columns = list(zip(*found.texts, strict=True))
    assert len(found.texts) == (number if number == 8 else (number + 1) // 2)
    assert [name for column in columns[::2] for name in column if name] == names


@pytest.mark.parametrize(("name", "told"), [("Bretagne", "que Bretagne"), ("Île-de-France", "qu’Île-de-France")])
def test_why_one_is_written_to_is_elided(name, told):
    assert notifications.that_name(name) == told


def test_a_deadline_is_told_as_a_day_that_counts(opened, action, mailed):
    subjects = [message.subject for message in mailed()]
    assert any("jusqu’au" in subject for subject in subjects)
    assert not any("avant le" in subject for subject in subjects)
