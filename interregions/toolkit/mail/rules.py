"""What may become of a message."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from interregions.toolkit.mail.choices import MessageStatus as S

CLAIM_MINUTES = 10
LATE_MINUTES = 15
# How a letter that its reader cannot stop by a link ends: with whom to ask.
NOT_STOPPED = (
    "Ce message va avec votre fonction dans le réseau. Si ces demandes ne vous concernent plus, répondez-y :"
    " elles iront à quelqu’un d’autre."
)
NO_ACCOUNT = "Pour ne plus recevoir de message du réseau, répondez à celui-ci en le disant."
MOST_ATTEMPTS = 12


@dataclass(frozen=True)
class Frame:
    """What stands around the words of a letter: the theme and its Région, who signs, who reads the reply."""

    dossier: str = ""
    signature: tuple[str, ...] = ()
    reply_name: str = ""
    reply_address: str = ""


@dataclass(frozen=True)
class Words:
    """The subject and the body of a letter, with their fields: [organisme], [lien]."""

    subject: str
    body: str

    @property
    def text(self) -> str:
        """Both at once, as they are compared and merged: the subject is the first line."""
        return f"{self.subject}\n\n{self.body}"

    @classmethod
    def from_text(cls, text: str) -> "Words":
        subject, _, body = text.replace("\r\n", "\n").strip().partition("\n")
        return cls(one_line(subject)[:LONGEST_SUBJECT], body.strip())


@dataclass(frozen=True)
class Filled:
    """The words of one letter once its fields are replaced, and where its button stands among its lines."""

    subject: str
    lines: list[str]
    button_after: int


LONGEST_SUBJECT = 200
LINK = "lien"
_FIELD = re.compile(r"\[([^\[\]\n]{1,40})\]")


def filled(words: Words, values: Mapping[str, str]) -> Filled:
    """Each field replaced once, never inside what replaced another; a paragraph left empty is not there."""
    lines: list[str] = []
    place: int | None = None
    for paragraph in re.split(r"\n\s*\n", words.body.strip()):
        if paragraph.strip() == f"[{LINK}]":
            place = len(lines)
        elif line := _replaced(paragraph, values).strip():
            lines.append(line)
    return Filled(one_line(_replaced(words.subject, values)), lines, len(lines) if place is None else place)


def one_line(text: str) -> str:
    """On one line; the narrow and hard spaces of French stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _replaced(text: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda found: values.get(_name(found[1]), found[0]), text)


def _name(written: str) -> str:
    """A field as it is named, whichever apostrophe the keyboard gave."""
    return written.strip().replace("'", "’")


def reasons_not_to_send_words(words: Words, *, fields: Mapping[str, str], kept: Sequence[str]) -> list[str]:
    """Why a letter cannot leave with these words: an empty one, a field missing, a field that nothing replaces."""
    reasons = [] if words.subject.strip() else ["La lettre n’a pas d’objet."]
    written = {_name(name) for name in _FIELD.findall(f"{words.subject} {words.body}")}
    reasons += [
        f"Il manque [{name}] ({fields[name]}) : sans lui, la lettre ne demande plus rien. Remettez-le, ou reprenez le "
        "texte d’origine."
        for name in kept
        if name not in written
    ]
    known = ", ".join(f"[{each}]" for each in fields)
    reasons += [
        f"« [{name}] » n’est remplacé par rien. Les champs de cette lettre : {known}."
        for name in sorted(written - set(fields))
    ]
    alone = any(part.strip() == f"[{LINK}]" for part in re.split(r"\n\s*\n", words.body.strip()))
    if LINK in written and not alone:
        reasons.append(f"Laissez [{LINK}] seul sur sa ligne, entre deux lignes vides : le bouton y prend place.")
    return reasons


def reasons_not_to_change_words(*, over: str) -> list[str]:
    """The words of a letter that has left stay what was read."""
    return [over] if over else []


def signature_of(*, name: str, function: str, organisation: str, phone: str) -> tuple[str, ...]:
    """The lines that sign a letter; what is not known has no line."""
    role = ", ".join(part for part in (function.strip(), organisation.strip()) if part)
    return tuple(line for line in (name, role, f"Téléphone : {phone.strip()}" if phone.strip() else "") if line)


def who_reads(name: str) -> str:
    """The sentence that invites to reply; empty when nobody would read it."""
    return f"Une question\u202f? Répondez à ce message\u202f: {name} le lit." if name else ""


def how_to_stop(*, stoppable: bool, has_account: bool) -> str:
    """The last line of a letter that no link stops; empty for one that a link does."""
    if stoppable:
        return ""
    return NOT_STOPPED if has_account else NO_ACCOUNT


def delay_after(attempts: int) -> timedelta:
    """How long to wait after this many failed attempts: one minute, then twice as long, six hours at most."""
    return timedelta(minutes=min(360, 2 ** max(0, attempts - 1)))


def reasons_not_to_resend(*, status: str, address: str) -> list[str]:
    """By hand, one may send again what was refused or what may not have arrived."""
    if status not in {S.FAILED, S.DOUBTFUL}:
        return ["Ce message n’est ni refusé ni incertain\u202f: il n’y a rien à renvoyer."]
    if not address:
        return ["Ce message n’a plus d’adresse\u202f: la personne a été retirée."]
    return []
