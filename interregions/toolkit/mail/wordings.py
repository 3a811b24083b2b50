"""Letters before they leave: the words that stand, an example of what would be read, and why they cannot leave."""

from dataclasses import dataclass

from interregions.common.rooms import LetterSample, letters
from interregions.common.seen import fingerprint
from interregions.network.choices import Role
from interregions.network.models import Member
from interregions.network.queries import standing_of
from interregions.toolkit.mail import queries, rules
from interregions.toolkit.mail.models import Wording
from interregions.toolkit.mail.rules import Filled, Frame, Words


@dataclass(frozen=True)
class Standing:
    """The words a letter has now; ``changed`` when they are not those of the room any more."""

    words: Words
    revision: int = 0
    changed: bool = False

    @property
    def mark(self) -> str:
        """What the page of the sending carries: another wording meanwhile is refused."""
        return fingerprint(self.words.text)


@dataclass(frozen=True)
class Before:
    """One letter before it leaves, as the pages show it."""

    kind: str
    about: str
    title: str
    standing: Standing
    sample: LetterSample
    fields: dict[str, str]
    kept: tuple[str, ...]
    filled: Filled
    frame: Frame
    reasons: tuple[str, ...]

    @property
    def lines_before(self) -> list[str]:
        return self.filled.lines[: self.filled.button_after]

    @property
    def lines_after(self) -> list[str]:
        return self.filled.lines[self.filled.button_after :]

    @property
    def without_phone(self) -> bool:
        """Whether who signs left no telephone."""
        return bool(self.frame.signature) and not any("Téléphone" in line for line in self.frame.signature)

    @property
    def read_by(self) -> str:
        return rules.who_reads(self.frame.reply_name if self.frame.reply_address else "")


def words_of(kind: str, about: object) -> Standing:
    """The words that stand: those that were kept, else those of the room."""
    kept = Wording.objects.filter(kind=kind, about=str(about)).first()
    if kept is None:
        letter = letters()[kind]
        return Standing(Words(letter.subject, letter.body.strip()))
    return Standing(Words(kept.subject, kept.body), kept.revision, changed=True)


def reasons_not_to_send(kind: str, words: Words) -> list[str]:
    """Why this letter cannot leave with these words."""
    letter = letters()[kind]
    return rules.reasons_not_to_send_words(words, fields=letter.fields, kept=letter.kept)


def sendable_words(kind: str, about: object) -> Words:
    """The words of a letter that leaves by itself: those that were kept, or the room's if those cannot leave."""
    standing = words_of(kind, about).words
    letter = letters()[kind]
    return Words(letter.subject, letter.body.strip()) if reasons_not_to_send(kind, standing) else standing


def sample_of(member: Member | None, kind: str, about: object) -> LetterSample | None:
    """An example of the letter, for whoever may change it; None for the others and for what does not exist."""
    letter = letters().get(kind)
    if letter is None or not standing_of(member).is_facilitator:
        return None
    return letter.sample(member, str(about))


def letter_before(member: Member | None, kind: str, about: object) -> Before | None:
    """The letter as it would leave now, with an example; None when this person does not send it."""
    sample = sample_of(member, kind, about)
    if sample is None or member is None:
        return None
    letter, standing = letters()[kind], words_of(kind, about)
    acting = next((each for each in standing_of(member).mandates if each.role == Role.FACILITATOR), None)
    return Before(
        kind=kind,
        about=str(about),
        title=letter.title,
        standing=standing,
        sample=sample,
        fields=dict(letter.fields),
        kept=tuple(letter.kept),
        filled=rules.filled(standing.words, sample.values),
        frame=queries.frame_of(sample.about, signed_by=sample.signed_by or acting),
        reasons=tuple(reasons_not_to_send(kind, standing.words)),
    )
