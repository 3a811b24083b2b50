"""Who may do what on a text, and what changed between two texts. Pure decisions."""

import difflib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

# From the least to the most: who may edit may comment, who may comment may read.
ORDER = ("read", "comment", "edit")
NEEDED = {
    "read": "Ce texte ne vous est pas ouvert.",
    "comment": "Ce texte n’est pas ouvert à vos commentaires.",
    "edit": "Vous ne pouvez pas modifier ce texte\u202f: il ne vous est pas confié.",
}
FROZEN = "Ce texte est figé\u202f: il ne change plus que par une correction motivée."
SHORTEST_REASON = 10
MOST_WORDS = 6000
LONGEST_COMMENT = 4000


@dataclass(frozen=True)
class Piece:
    """Some words: in both texts (``same``), only in the later one (``added``) or only in the earlier (``removed``)."""

    kind: str
    words: str


def reasons_not_to(*, gesture: str, right: str | None, frozen: bool) -> list[str]:
    """Why a person with this right may not read, comment or edit; a frozen text is still read and commented."""
    if right is None or ORDER.index(right) < ORDER.index(gesture):
        return [NEEDED[gesture]]
    if frozen and gesture == "edit":
        return [FROZEN]
    return []


def reasons_not_to_comment(*, words: str, answers_resolved: bool = False) -> list[str]:
    """A comment says something, and is not the answer to a thing that is settled."""
    if not words.strip():
        return ["Écrivez votre commentaire avant de l’envoyer."]
    if len(words) > LONGEST_COMMENT:
        return ["Un commentaire fait 4\u202f000 caractères au plus\u202f: proposez plutôt une autre rédaction."]
    return ["Ce commentaire est réglé\u202f: ouvrez-en un autre."] if answers_resolved else []


def reasons_not_to_resolve(*, resolved: bool, may_edit: bool, mine: bool) -> list[str]:
    """A comment is settled once, by who made it or by who writes the text."""
    if resolved:
        return ["Ce commentaire est déjà réglé."]
    return [] if may_edit or mine else ["Seuls l’auteur du commentaire et les rédacteurs du texte peuvent le régler."]


def reasons_not_to_decide_suggestion(*, taken: bool | None) -> list[str]:
    """A suggestion is taken or left once."""
    return [] if taken is None else ["Cette proposition a déjà été " + ("prise." if taken else "laissée de côté.")]


def reasons_not_to_correct(*, frozen: bool, reason: str) -> list[str]:
    """A frozen text is opened again for a correction that says why."""
    if not frozen:
        return ["Ce texte n’est pas figé\u202f: vous pouvez le modifier."]
    if len(reason.strip()) < SHORTEST_REASON:
        return ["Dites en une phrase pourquoi ce texte est corrigé\u202f: cette raison est gardée au journal."]
    return []


def with_captions(blocks: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The plain area cannot hold the caption of a table: one with the same header keeps the caption it had."""
    captions = {tuple(one["header"]): one["caption"] for one in before if one["type"] == "table"}
    return [
        {**one, "caption": captions.get(tuple(one["header"]), "")}
        if one["type"] == "table" and not one["caption"]
        else one
        for one in blocks
    ]


SITTING = timedelta(minutes=10)


def is_one_sitting(*, same_person: bool, before: datetime | None, now: datetime) -> bool:
    """Whether this goes on with what the same person was writing."""
    return same_person and before is not None and now - before < SITTING


def is_stale(*, stands: int, based_on: int, same_words: bool) -> bool:
    """Whether somebody else wrote between; the same words twice are not a conflict."""
    return stands != based_on and not same_words


def pieces_between(before: str, after: str) -> list[Piece]:
    """The later text read with what was removed and what was added, word by word."""
    left, right = _words(before), _words(after)
    if len(left) + len(right) > MOST_WORDS:
        left, right = before.splitlines(keepends=True), after.splitlines(keepends=True)
    pieces: list[Piece] = []
    for gesture, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if gesture == "equal":
            _add(pieces, "same", "".join(left[a:b]))
        else:
            _add(pieces, "removed", "".join(left[a:b]))
            _add(pieces, "added", "".join(right[c:d]))
    return pieces


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\S+", text)


def _add(pieces: list[Piece], kind: str, words: str) -> None:
    """A lone space between two changes is part of them: the reading is not chopped."""
    if words:
        pieces.append(Piece(kind, words))
