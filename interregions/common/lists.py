"""A list as a page shows it: filtered on the server by words typed without accents, one page at a time.

``common/list.html`` draws it, a table that becomes cards under 640 px; each room gives the template of one line.
"""

from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Func, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from interregions.common.characters import sort_key

PER_PAGE = 25
Row = TypeVar("Row", bound=Model)

_ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
_PLAIN = "aaaaaaceeeeiiiinooooouuuuyy"
_APART = "’'-‐‑\u00a0\u202f"


def _folded(text: str | None) -> str | None:
    return None if text is None else sort_key(text)


class Folded(Func):
    """A text as ``sort_key`` folds it: small, without accents, « ’ » and « - » read as spaces; no extension needed."""

    arity = 1
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        # Given to the connection that is about to run it: SQLite asks Python, and giving it twice costs nothing.
        connection.ensure_connection()
        connection.connection.create_function("FOLDED", 1, _folded, deterministic=True)
        return f"FOLDED({sql})", params

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        letters, plain = _ACCENTED + _APART, _PLAIN + " " * len(_APART)
        sql, params = f"TRANSLATE(LOWER({sql}), %s, %s)", (*params, letters, plain)
        for double, plain in (("œ", "oe"), ("æ", "ae")):
            sql, params = f"REPLACE({sql}, %s, %s)", (*params, double, plain)
        return sql, params


def having_words(rows: QuerySet[Row], words: str, *fields: str, exact: tuple[str, ...] = ()) -> QuerySet[Row]:
    """Those whose ``fields``, put end to end, hold every word in any order, or one of whose codes is just that.

    Words that fold to nothing (« ? ») are found nowhere; no word at all finds everything.
    """
    if not words.strip():
        return rows
    parts: list[Any] = [fields[0]]
    for field in fields[1:]:
        parts += [Value(" "), field]
    text = Concat(*parts, output_field=TextField()) if len(parts) > 1 else fields[0]
    wanted = sort_key(words).split()
    named = Q(*(Q(folded_text__contains=word) for word in wanted)) if wanted else Q(pk__in=())
    for code in exact:
        named |= Q((code, "".join(words.split())))
    found: QuerySet[Row] = rows.alias(folded_text=Folded(text)).filter(named)  # type: ignore[assignment]
    return found


def page_of(rows: Any, number: str | None, per_page: int = PER_PAGE) -> "Page[Any]":
    """The page of that number, the first or the last when it is none."""
    return Paginator(rows, per_page).get_page(number)
