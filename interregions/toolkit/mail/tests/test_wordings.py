"""A letter before it leaves: changed, read as it will be, refused when it asks nothing any more."""

import pytest
from django.urls import reverse

from interregions.common.errors import Refused, Stale
from interregions.common.rooms import EditableLetter, LetterSample, letters
from interregions.toolkit.mail import rules, services, wordings
from interregions.toolkit.mail.composition import compose
from interregions.toolkit.mail.models import Wording
from interregions.toolkit.mail.rules import Words, filled

FIELDS = {"nom": "le nom", "lien": "le bouton", "échéance": "le jour"}
VALUES = {"nom": "Bretagne", "échéance": "18 décembre", "mot": "[nom]"}
KIND = "tests.letter"


@pytest.fixture
def letter(monkeypatch):
    over: list[str] = []

    def sample(member, about):
        if about != "1":
            return None
        return LetterSample(values=VALUES, to="Anne", button="Répondre", back="/", over="".join(over))

    made = EditableLetter(
        "Une lettre", "Jusqu’au [échéance]", "\nBonne lecture, [nom].\n\n[lien]\n\nMerci.\n", FIELDS, ("lien",), sample
    )
    monkeypatch.setitem(letters(), KIND, made)
    return over


def test_the_letters_of_the_rooms_can_leave_as_they_are() -> None:
    assert letters()
    for kind, each in letters().items():
        words = Words(each.subject, each.body.strip())
        assert rules.reasons_not_to_send_words(words, fields=each.fields, kept=each.kept) == [], kind


def test_a_field_is_replaced_once_and_the_button_stands_where_it_was_written() -> None:
    words = Words("Pour [nom]", "Avant [mot].\n\n[lien]\n\n[rien]\n\nAprès, l'[échéance].")
    read = filled(words, {**VALUES, "rien": ""})
    assert (read.subject, read.lines, read.button_after) == (
        "Pour Bretagne",
        ["Avant [nom].", "Après, l'18 décembre."],
        1,
    )


@pytest.mark.parametrize(
    ("subject", "body", "said"),
    [
        ("", "[lien]", "pas d’objet"),
        ("S", "Sans bouton", r"manque \[lien\]"),
        ("S", "[lien]\n\n[prénom]", r"« \[prénom\] » n’est remplacé par rien"),
        ("S", "Ouvrez [lien] vite", "seul sur sa ligne"),
    ],
)
def test_words_that_ask_nothing_any_more_are_refused_when_they_leave(letter, subject, body, said) -> None:
    reasons = rules.reasons_not_to_send_words(Words(subject, body), fields=FIELDS, kept=("lien",))
    assert len(reasons) == 1
    with pytest.raises(Refused, match=said):
        raise Refused(reasons)


@pytest.mark.django_db
def test_what_is_typed_is_kept_even_unfinished_and_refused_when_it_leaves(letter, facilitator, client_as) -> None:
    page = reverse("mail:letter", args=[KIND, "1"])
    client = client_as(facilitator)
    assert "Bonne lecture, Bretagne." in client.get(page).content.decode()
    said = client.post(page, {"text": "Un autre objet\n\nPlus de bouton.", "revision": "0"}, follow=True)
    told = next(str(each) for each in said.context["messages"])
    assert told.startswith("La lettre ne peut pas partir ainsi : Il manque")
    html = client.get(page).content.decode()
    assert "Un autre objet" in html
    assert "Il manque [lien]" in html
    with pytest.raises(Refused, match="Il manque"):
        services.check_wording(kind=KIND, about="1")
    assert wordings.sendable_words(KIND, "1").subject == "Jusqu’au [échéance]"
    client.post(page, {"gesture": "back"})
    assert not Wording.objects.exists()
    assert "Il manque" not in client.get(page).content.decode()


@pytest.mark.django_db
def test_what_leaves_is_what_was_read(letter, facilitator) -> None:
    seen = wordings.letter_before(facilitator.member, KIND, "1").standing.mark
    assert services.check_wording(kind=KIND, about="1", seen=seen).subject == "Jusqu’au [échéance]"
    services.keep_wording(kind=KIND, about="1", words=Words("Autre", "[lien]"), revision=0, by=facilitator)
    with pytest.raises(Refused, match="Quelqu’un d’autre a modifié"):
        services.check_wording(kind=KIND, about="1", seen=seen)


@pytest.mark.django_db
def test_the_second_of_two_people_on_a_letter_sees_both_versions(letter, facilitator) -> None:
    services.keep_wording(kind=KIND, about="1", words=Words("Un", "[lien]"), revision=0, by=facilitator)
    services.keep_wording(kind=KIND, about="1", words=Words("Deux", "[lien]"), revision=1, by=facilitator)
    with pytest.raises(Stale) as stale:
        services.keep_wording(kind=KIND, about="1", words=Words("Trois", "[lien]"), revision=1, by=facilitator)
    assert stale.value.theirs.startswith("Deux")


@pytest.mark.django_db
def test_a_letter_that_has_left_does_not_change(letter, facilitator) -> None:
    letter.append("Elle est partie.")
    with pytest.raises(Refused, match="Elle est partie"):
        services.keep_wording(kind=KIND, about="1", words=Words("Un", "[lien]"), revision=0, by=facilitator)
    with pytest.raises(Refused, match="Elle est partie"):
        services.put_wording_back(kind=KIND, about="1", by=facilitator)


@pytest.mark.django_db
def test_only_the_animation_changes_letters(letter, facilitator, bretagne, client_as) -> None:
    page = reverse("mail:letter", args=[KIND, "1"])
    assert client_as(bretagne).get(page).status_code == 404
    assert client_as(facilitator).get(reverse("mail:letter", args=[KIND, "2"])).status_code == 404
    with pytest.raises(Refused):
        services.keep_wording(kind=KIND, about="1", words=Words("Un", "[lien]"), revision=0, by=bretagne)


@pytest.mark.django_db
def test_a_letter_saves_itself_and_gives_back_what_will_be_read(letter, facilitator, client_as) -> None:
    page = reverse("mail:letter", args=[KIND, "1"])
    sent = {"text": "Objet neuf\n\nPour [nom] seul.\n\n[lien]", "revision": "0"}
    html = client_as(facilitator).post(page, sent, headers={"HX-Request": "true"}).content.decode()
    assert "Pour Bretagne seul." in html
    assert 'value="1"' in html


@pytest.mark.django_db
def test_the_button_stands_in_the_letter_where_its_words_say(bretagne, facilitator) -> None:
    message = services.queue_message(
        key="k",
        to=bretagne.member,
        subject="S",
        lines=["Avant.", "Après."],
        button=("Répondre", "/a-faire/"),
        button_after=1,
        reason="R",
        about=None,
    )
    body = compose(message).body
    assert body.index("Avant.") < body.index("Répondre") < body.index("Après.")
