"""A visa that says « à revoir », and the opinion of the Régions: what is expected of whom, and until when."""

import pytest
from django.urls import reverse

from interregions.exchange.notes.choices import NoteStatus
from interregions.exchange.notes.models import Note
from interregions.exchange.notes.parts import PARTS
from interregions.exchange.notes.services import notes, signing
from interregions.network.models import Mandate, Member
from interregions.toolkit.approvals.services import decide_visa, withdraw_visa
from interregions.toolkit.writing.services import add_comment, save_section
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db


def gestures(mandate: Mandate) -> list[str]:
    return [card.gesture for card in cards_of(Member.objects.get(pk=mandate.member_id), "notes")]


def write(note: Note, key: str, by: Mandate, words: str = "Tout est dit.") -> None:
    section = note.text.sections.get(key=key)
    save_section(section=section, blocks=[{"type": "paragraph", "text": words}], revision=section.revision, by=by)


@pytest.fixture
def complete(note, bretagne) -> Note:
    for part in PARTS:
        if not note.text.sections.get(key=part.key).blocks:
            write(note, part.key, bretagne)
    return note


def ask(note: Note, by: Mandate) -> object:
    return signing.ask_note_visa(
        note=note, name="Hélène Le Goff", email="h@example.org", words="Merci de votre lecture.", by=by
    )


def test_a_note_whose_visa_says_a_revoir_is_signed_after_a_page_that_says_who_said_what(
    complete, bretagne, contributor, client_as
):
    visa = ask(complete, bretagne)
    decide_visa(approval=visa, agreed=False, words="Le calendrier est trop court.")
    browser, url = client_as(bretagne), reverse("notes:sign", args=[complete.pk])
    assert browser.post(url).status_code == 409
    complete.refresh_from_db()
    assert complete.status == NoteStatus.DRAFT
    page = browser.get(url).content.decode()
    for words in ("Hélène Le Goff a répondu", "Le calendrier est trop court.", "n’a pas changé depuis"):
        assert words in page
    (card,) = cards_of(bretagne.member, "notes")
    assert (card.what, card.gesture) == (
        "Revoir la note\u202f: le visa dit «\u202fà revoir\u202f»", "Revoir la note"
    )  # fmt: skip
    assert gestures(contributor) == ["Compléter la note"], "the card is for who asked"
    write(complete, "risks", bretagne, "Six mois.")
    assert gestures(bretagne) == ["Relire et signer"]
    assert "La note a changé depuis." in browser.get(url).content.decode()
    assert browser.post(url, {"confirmed": "yes"}).status_code == 302
    assert gestures(bretagne) == []


def test_the_visa_of_somebody_without_account_has_a_card_with_whoever_signs_after_it(complete, bretagne, facilitator):
    visa = ask(complete, bretagne)
    (card,) = cards_of(bretagne.member, "notes")
    assert card.what == "Obtenir le visa de Hélène Le Goff, ou retirer la demande"
    assert gestures(facilitator) == []
    withdraw_visa(approval=visa, by=bretagne)
    assert gestures(bretagne) == ["Relire et signer"]


def test_another_visa_ends_the_card_of_the_one_to_revise_and_agreed_takes_the_page_away(
    complete, bretagne, facilitator, client_as
):
    decide_visa(approval=ask(complete, facilitator), agreed=False, words="Le ton.")
    assert gestures(facilitator) == ["Revoir la note"]
    again = ask(complete, bretagne)
    assert gestures(facilitator) == []
    withdraw_visa(approval=again, by=bretagne)
    assert gestures(facilitator) == ["Revoir la note"], "a request taken back answers nothing"
    decide_visa(approval=ask(complete, bretagne), agreed=True)
    assert gestures(facilitator) == []
    assert client_as(bretagne).post(reverse("notes:sign", args=[complete.pk])).status_code == 302


def test_the_covering_words_of_a_visa_say_whose_they_are(note, bretagne, client, client_as, mailed):
    visa = ask(note, bretagne)
    (asked,) = [each for each in mailed() if each.key.startswith(f"visa-{visa.pk}-")]
    name = bretagne.member.full_name
    assert f"Message de {name}" in " ".join(asked.lines)
    page = client.get(asked.button_url).content.decode()
    assert (
        f"<footer>{name}, {bretagne.organisation.short_name}</footer>" in page.partition("Merci de votre lecture.")[2]
    )


def test_the_form_of_a_visa_says_where_its_giver_is_for_who_opens_it(note, bretagne, facilitator, client_as):
    url = reverse("notes:visa", args=[note.pk])
    assert "dans votre Région." in client_as(bretagne).get(url).content.decode()
    page = client_as(facilitator).get(url).content.decode()
    assert "dans votre Région" not in page
    assert "dans la Région responsable\u202f: Bretagne." in page


def test_the_regions_asked_have_a_card_until_they_commented_or_the_note_is_signed(
    note, bretagne, normandie, epci, contributor, mandate_of
):
    colleague = mandate_of(normandie.organisation)
    assert gestures(normandie) == []
    notes.open_to_comments(note=note, by=bretagne)
    assert gestures(normandie) == gestures(colleague) == ["Lire et commenter"]
    (card,) = cards_of(normandie.member, "notes")
    assert (card.url, card.due, card.late) == (note.get_absolute_url(), None, False)
    for other in (bretagne, contributor, epci):
        assert "Lire et commenter" not in gestures(other)
    add_comment(section=note.text.sections.get(key="risks"), words="Et les assurances ?", by=colleague)
    assert gestures(normandie) == gestures(colleague) == []


def test_a_signed_note_awaits_no_opinion(note, bretagne, normandie):
    notes.open_to_comments(note=note, by=bretagne)
    signing.sign_off_note(note=note, by=bretagne)
    assert gestures(normandie) == []


def test_a_visa_is_of_a_content_and_a_signature_after_a_change_is_on_purpose(complete, bretagne, client_as):
    decide_visa(approval=ask(complete, bretagne), agreed=True)
    browser, url = client_as(bretagne), reverse("notes:sign", args=[complete.pk])
    assert "depuis" not in browser.get(complete.get_absolute_url()).content.decode().split("gestes")[0]
    write(complete, "risks", bretagne, "Six mois, et non trois.")
    assert browser.post(url).status_code == 409
    page = browser.get(url).content.decode()
    assert "mais 1 partie a changé depuis" in page
    title = complete.text.sections.get(key="risks").title
    assert title in page
    decide_visa(approval=ask(complete, bretagne), agreed=True)
    assert browser.post(url).status_code == 302, "asked again, and given on what stands"
