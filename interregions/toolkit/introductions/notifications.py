"""The letters of the room: from one person to another, to both people of an introduction, to those one chose."""

from django.urls import reverse

from interregions.network.models import Mandate
from interregions.toolkit.introductions.models import Circular, Introduction, PersonalLetter
from interregions.toolkit.introductions.queries import answer_token, introduction_reference
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.queries import frame_of
from interregions.toolkit.mail.rules import Frame, signature_of
from interregions.toolkit.mail.services import queue_message

PARTY = "Vous recevez ce message parce qu’une mise en relation vous est proposée dans le réseau."


def _signed_by(mandate: Mandate, *, phone: bool) -> tuple[str, ...]:
    return signature_of(
        name=mandate.member.full_name,
        function=mandate.member.function,
        organisation=mandate.organisation.short_name,
        phone=mandate.member.phone if phone else "",
    )


def _paragraphs(words: str) -> list[str]:
    return [part.strip() for part in words.replace("\r\n", "\n").split("\n\n") if part.strip()]


def send_letter(letter: PersonalLetter) -> Message:
    """Their words, signed by them; the reply reaches them directly only when they show their address."""
    by = letter.by
    direct = letter.shows_address and bool(by.member.email)
    frame = frame_of(None)
    told = (
        f"{by.member.full_name} vous montre son adresse\u202f: répondre à ce message lui écrit directement."
        if direct
        else f"Le bouton répond à {by.member.full_name}\u202f; vos adresses ne sont pas montrées."
    )
    return queue_message(
        key=f"introductions.letter:{letter.pk}",
        to=letter.to.member,
        subject=f"{by.member.full_name}, {by.organisation.short_name}\u202f: {letter.subject}",
        lines=[*_paragraphs(letter.words), told],
        button=("Répondre", letter.get_absolute_url()),
        reason="Vous recevez ce message parce qu’un membre du réseau vous écrit par l’annuaire.",
        about=None,
        kind="" if letter.answers_id else MailKind.LETTERS,
        private=True,
        frame=Frame(
            signature=_signed_by(by, phone=direct),
            reply_name=by.member.full_name if direct else frame.reply_name,
            reply_address=by.member.email if direct else frame.reply_address,
        ),
    )


def propose(introduction: Introduction, mandate: Mandate, other: Mandate) -> Message:
    """Ask one of the two, by a link that answers without signing in. No address is told."""
    role = f", {other.member.function}" if other.member.function else ""
    return queue_message(
        key=f"introductions.propose:{introduction.pk}:{mandate.pk}",
        to=mandate.member,
        subject=f"Accepter ou non une mise en relation avec {other.organisation.short_name}",
        lines=[
            f"{other.member.full_name}{role}, {other.organisation.short_name}, souhaite échanger avec vous.",
            *(f"«\u202f{part}\u202f»" for part in _paragraphs(introduction.words)),
            "Vos coordonnées ne se montrent, à l’un et à l’autre, que si vous acceptez tous les deux.",
        ],
        button=(
            "Lire et répondre",
            reverse("introductions:answer_by_link", args=[answer_token(introduction, mandate)]),
        ),
        reason=PARTY,
        about=introduction_reference(introduction),
        frame=frame_of(None, signed_by=introduction.named_by),
    )


def tell_agreed(introduction: Introduction, mandate: Mandate, other: Mandate) -> Message:
    """Both accepted: each reads how to reach the other, who reads the reply."""
    person = other.member
    role = f", {person.function}" if person.function else ""
    reach = [f"Adresse\u202f: {person.email}"] + ([f"Téléphone\u202f: {person.phone}"] if person.phone else [])
    return queue_message(
        key=f"introductions.agreed:{introduction.pk}:{mandate.pk}",
        to=mandate.member,
        subject=f"Mise en relation acceptée\u202f: {person.full_name}, {other.organisation.short_name}",
        lines=[
            f"{person.full_name}{role}, {other.organisation.short_name}, et vous avez accepté d’être mis en relation.",
            *reach,
            "Répondre à ce message lui écrit directement.",
        ],
        button=("Voir la mise en relation", introduction.get_absolute_url()),
        reason=PARTY,
        about=introduction_reference(introduction),
        frame=frame_of(None, signed_by=introduction.named_by, reply_to=other),
    )


def tell_left_aside(introduction: Introduction) -> Message:
    """To who asked: there will be no introduction. Who declined is not told, nor that somebody was asked."""
    lines = [f"Votre demande de mise en relation («\u202f{introduction.wanted}\u202f») reste sans suite."]
    if introduction.closed_words:
        lines.append(introduction.closed_words)
    return queue_message(
        key=f"introductions.aside:{introduction.pk}",
        to=introduction.first.member,
        subject="Votre demande de mise en relation reste sans suite",
        lines=lines,
        button=("Voir la demande", introduction.get_absolute_url()),
        reason="Vous recevez ce message parce que vous avez demandé cette mise en relation.",
        about=introduction_reference(introduction),
        frame=frame_of(None, signed_by=introduction.named_by),
    )


def send_circular(circular: Circular, mandate: Mandate, *, frame: Frame) -> Message:
    """A free letter of the animation, to one person; the writer’s own copy has no stop link."""
    own = mandate.member_id == circular.by.member_id
    return queue_message(
        key=f"introductions.circular:{circular.pk}:{mandate.member_id}",
        to=mandate.member,
        subject=circular.subject,
        lines=_paragraphs(circular.words),
        button=None,
        reason="Voici votre copie de la lettre que vous avez envoyée."
        if own
        else f"Vous recevez ce message parce que vous agissez pour {mandate.organisation.short_name} dans le réseau.",
        about=None,
        kind="" if own else MailKind.DIGEST,
        frame=frame,
    )
