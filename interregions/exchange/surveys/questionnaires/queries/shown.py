"""A question as it stands on the screen: in a response, or before anybody was asked."""

from dataclasses import dataclass

from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent
from interregions.exchange.surveys.questionnaires.rules import promises


@dataclass(frozen=True)
class RowShown:
    """One field: the question itself, or one row of a table."""

    id: int
    label: str
    typed: tuple[str, ...] = ()  # what stands in its fields
    text: str = ""
    revision: int = 0
    fingerprint: str = "-"
    file_name: str = ""
    file_url: str = ""
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionShown:
    """A question as it stands on the screen, with its answer, its circle and what went wrong."""

    content: QuestionContent
    rows: tuple[RowShown, ...]
    shown: bool = True
    circle: str = ""
    circles: tuple[tuple[str, str], ...] = ()
    readers: str = ""
    locked: str = ""
    notes: tuple[str, ...] = ()
    saved: str = ""
    save_url: str = ""
    theirs: str = ""
    stale_author: str = ""

    @property
    def template(self) -> str:
        """Its fields, as its kind draws them."""
        return f"surveys/answering/kinds/{self.content.kind.template}.html"

    @property
    def is_group(self) -> bool:
        return self.content.kind.is_group(self.content)

    @property
    def row(self) -> RowShown:
        return self.rows[0]

    @property
    def errors(self) -> tuple[str, ...]:
        """Every sentence said under the question, each once."""
        return tuple(dict.fromkeys(reason for row in self.rows for reason in row.errors))


def question_preview(content: QuestionContent) -> QuestionShown:
    """A question as it will look, with no response behind it."""
    rows = tuple(RowShown(variable.id, variable.label) for variable in content.variables)
    return QuestionShown(content, rows or (RowShown(0, ""),), readers=promises.readers_of(content.named_to, ""))
