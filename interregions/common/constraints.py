"""Two people at once: the constraint of the database that stopped the second is told in the words of its rule."""

from typing import Any

from django.apps import apps
from django.db import IntegrityError
from django.db.models import UniqueConstraint

SAME_GESTURE = (
    "Le même geste vient d’être fait par quelqu’un d’autre\u202f: rien n’a été enregistré une seconde fois. "
    "Revenez à la page pour voir où elle en est."
)
PG_UNIQUE = "23505"


def sentence_of(error: IntegrityError) -> str | None:
    """Why the second of two gestures was stopped; None when what is wrong is not that something was already there."""
    cause = error.__cause__
    told = getattr(getattr(cause, "diag", None), "constraint_name", None)
    if getattr(cause, "sqlstate", None) == PG_UNIQUE:
        return _sentences().get(told or "", SAME_GESTURE)
    words = str(error)
    if words.startswith("UNIQUE constraint failed: "):
        return _sentences().get(words.removeprefix("UNIQUE constraint failed: "), SAME_GESTURE)
    return None


def _sentences() -> dict[str, str]:
    """By the name of each constraint (PostgreSQL) and by its columns (SQLite)."""
    found = {}
    for model in apps.get_models():
        table = model._meta.db_table
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and _is_ours(str(constraint.violation_error_message)):
                fields: list[Any] = [model._meta.get_field(name) for name in constraint.fields]
                columns = ", ".join(f"{table}.{field.column}" for field in fields)
                found[constraint.name] = found[columns] = str(constraint.violation_error_message)
    return found


def _is_ours(words: str) -> bool:
    return words != str(UniqueConstraint.default_violation_error_message) and "%(name)s" not in words
