"""Every kind of question, in the order a menu proposes them: one line each. docs/how-to/add-a-kind-of-question.md."""

from importlib import import_module

from interregions.exchange.surveys.questionnaires.rules.kind import Kind, Storage

MODULES = (
    "text",
    "long_text",
    "one_choice",
    "several_choices",
    "ranking",
    "yes_no",
    "number",
    "whole_number",
    "amount",
    "percentage",
    "day",
    "scale",
    "table",
    "file",
)


def _kind(name: str) -> Kind:
    kind: Kind = import_module(f"{__name__}.{name}").KIND
    return kind


KINDS: dict[str, Kind] = {kind.code: kind for kind in map(_kind, MODULES)}
FIRST = KINDS["TEXT"]  # what a question is before its author says more
AWAITING_A_FORM = KINDS["LONG_TEXT"]  # what a question brought by a note is, until it is given its form


def choices() -> list[tuple[str, str]]:
    """Of a model's or a form's field; a callable, so that a new kind makes no migration."""
    return [(kind.code, kind.label) for kind in KINDS.values()]


def codes_stored_as(storage: Storage) -> list[str]:
    """The kinds whose answers lie there."""
    return [kind.code for kind in KINDS.values() if kind.storage is storage]


def with_written_options() -> str:
    """The kinds whose answers their author proposes: « un seul choix, plusieurs choix, échelle »."""
    return ", ".join(kind.label.partition(" (")[0].lower() for kind in KINDS.values() if kind.takes_options)
