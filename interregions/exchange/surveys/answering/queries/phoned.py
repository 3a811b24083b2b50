"""What the animation entered in a response by telephone, as its organisation is told."""

from dataclasses import dataclass
from datetime import datetime

from interregions.exchange.surveys.answering.models import Response
from interregions.exchange.surveys.answering.queries.answers import Draft
from interregions.exchange.surveys.answering.queries.screens import in_words
from interregions.exchange.surveys.choices import AnswerSource, ResponseStatus

MOST_TOLD = 40
LONGEST_TOLD = 400


@dataclass(frozen=True)
class Entered:
    """One line by answer, who entered them, and how many more there are than a letter holds."""

    lines: tuple[str, ...]
    by: str
    more: int


def entered_in(draft: Draft, *, since: datetime | None = None) -> Entered:
    """What was entered after this moment and still stands, in the order of the questions."""
    lines, names = [], set[str]()
    for block in draft.blocks:
        for question in block.questions:
            for variable in question.variables:
                row = draft.rows.get(variable.id)
                if row is None or row.source != AnswerSource.PHONE or (since is not None and row.at <= since):
                    continue
                label = question.label if len(question.variables) == 1 else f"{question.label}, {variable.label}"
                lines.append(f"{_short(label)} : {_short(in_words(question, row))}")
                names.add(row.author)
    return Entered(tuple(lines[:MOST_TOLD]), ", ".join(sorted(names)), max(0, len(lines) - MOST_TOLD))


def was_sent_for(response: Response) -> bool:
    """Whether the animation sent it for its organisation."""
    by = response.submitted_by
    sent = response.status == ResponseStatus.SUBMITTED
    return sent and by is not None and by.organisation_id != response.organisation_id


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST_TOLD else flat[: LONGEST_TOLD - 1].rstrip() + "…"
