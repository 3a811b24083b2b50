"""Kinds answered in one's own words. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interregions.exchange.surveys.questionnaires.rules.kind import Cell, FigureForm, Kind, Question, Storage
from interregions.exchange.surveys.questionnaires.rules.typed import Given, Read
from interregions.toolkit.expressions import Value

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class Written(Kind):
    storage: Storage = Storage.TEXT
    figure: FigureForm = FigureForm.WORDS
    most: int  # characters

    def understood(self, question: Question, values: Sequence[str]) -> Read:
        typed = values[-1]
        if len(typed) > self.most:
            over, limit = (f"{count:,}".replace(",", "\u202f") for count in (len(typed), self.most))
            return Read(
                reasons=[f"Ce texte compte {over} caractères\u202f; la réponse en accepte {limit}. Raccourcissez-le."]
            )
        return Read(Given(text=_CONTROL.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()))

    def words(self, question: Question, given: Given) -> str:
        return given.text

    def cell(self, question: Question, given: Given) -> Cell:
        return given.text

    def typed_again(self, given: Given) -> tuple[str, ...]:
        return (given.text,)

    def value(self, given: Given) -> Value:
        return given.text or None
