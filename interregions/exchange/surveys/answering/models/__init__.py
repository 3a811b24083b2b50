"""A survey put to organisations, and what each of them answers, stored to be counted."""

from interregions.exchange.surveys.answering.models.answers import Answer, AnswerRevision, Selection
from interregions.exchange.surveys.answering.models.surveys import AnswerOpening, Delegation, Response, Survey

__all__ = [
    "Answer",
    "AnswerOpening",
    "AnswerRevision",
    "Delegation",
    "Response",
    "Selection",
    "Survey",
]
