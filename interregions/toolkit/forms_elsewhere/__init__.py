"""Reads an XLSForm file into a neutral questionnaire, with a report in French. Touches no database."""

from .imported import (
    ImportedBlock,
    ImportedChoice,
    ImportedList,
    ImportedQuestion,
    ImportedQuestionnaire,
    ImportedRow,
    Line,
    NotAnXLSForm,
)
from .questions import KindHere
from .reading import read_xlsform

__all__ = [
    "ImportedBlock",
    "ImportedChoice",
    "ImportedList",
    "ImportedQuestion",
    "ImportedQuestionnaire",
    "ImportedRow",
    "KindHere",
    "Line",
    "NotAnXLSForm",
    "read_xlsform",
]
