"""A list as a page shows it: filtered on the server by words (``common/words.py``), one page at a time.

``common/list.html`` draws it, a table that becomes cards under 640 px; each room gives the template of one line.
"""

import json
from functools import lru_cache
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from interregions.common.characters import sort_key
from interregions.common.words import Beginnings, wanted

PER_PAGE = 25
Row = TypeVar("Row", bound=Model)

# PostgreSQL folds as ``sort_key`` does, without an extension: letters taken apart (NFKD), accents left out, what is no
# letter of a name made a space. Nothing depends on the language of its server; OFFSET keeps it from folding twice.
_WHOLE = (("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae"), ("ß", "ss"))
_ACCENTS = "[\u0300-\u036f]+"
_APART = "[\x01-/:-@[-`{-~\u00a0-\u00bf\u00d7\u00f7\u2000-\u206f\u20ac\u2212]+"
_PLAIN = "NORMALIZE(CASE WHEN said.words ~ %s THEN {whole} ELSE said.words END, NFKD)"
_FOLDED = "' ' || LOWER(REGEXP_REPLACE(REGEXP_REPLACE({plain}, %s, '', 'g'), %s, ' ', 'g'))"


class HoldsWords(Func):
    """Whether a text holds, for each word, a word of its own that starts in one of these ways.

    SQLite asks Python once for each row; PostgreSQL folds the text itself.
    """

    output_field = BooleanField()
    conditional = True

    def __init__(self, text: Any, asked: tuple[Beginnings, ...]) -> None:
        super().__init__(text)
        self.asked = asked

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        # Given to the connection that is about to run it: giving it twice costs nothing.
        connection.ensure_connection()
        connection.connection.create_function("HOLDS_WORDS", 2, _holds, deterministic=True)
        return f"HOLDS_WORDS({sql}, %s)", (*params, json.dumps(self.asked))

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        every = " AND ".join("(" + " OR ".join("STRPOS(held.words, %s) > 0" for _ in each) + ")" for each in self.asked)
        needles = [f" {beginning}" for each in self.asked for beginning in each]
        whole, changed = "said.words", [f"[{''.join(letter for letter, _ in _WHOLE)}]"]
        for pair in _WHOLE:
            whole, changed = f"REPLACE({whole}, %s, %s)", [*changed, *pair]
        folded = _FOLDED.format(plain=_PLAIN.format(whole=whole))
        held = f"SELECT {folded} AS words FROM (SELECT {sql} AS words) said OFFSET 0"  # noqa: S608 - what is typed is apart
        return f"(SELECT {every} FROM ({held}) held)", (*needles, *changed, _ACCENTS, _APART, *params)  # noqa: S608


@lru_cache(maxsize=64)
def _asked(asked: str) -> tuple[Beginnings, ...]:
    return tuple(tuple(" " + beginning for beginning in each) for each in json.loads(asked))


def _holds(text: str | None, asked: str) -> bool:
    if text is None:
        return False
    folded = " " + sort_key(text)
    return all(any(beginning in folded for beginning in each) for each in _asked(asked))


def having_words(rows: QuerySet[Row], words: str, *fields: str, exact: tuple[str, ...] = ()) -> QuerySet[Row]:
    """Those whose ``fields``, put end to end, hold every word in any order, or one of whose codes is just that.

    Words that fold to nothing (« ? ») are found nowhere; no word at all finds everything.
    """
    if not words.strip():
        return rows
    found: QuerySet[Row] = rows.filter(naming(words, *fields, exact=exact))
    return found


def naming(words: str, *fields: str, exact: tuple[str, ...] = ()) -> Q:
    """The same as a condition, for a list that looks in several places."""
    parts: list[Any] = [fields[0]]
    for field in fields[1:]:
        parts += [Value(" "), field]
    text = Concat(*parts, output_field=TextField()) if len(parts) > 1 else F(fields[0])
    asked = wanted(words)
    named = Q(HoldsWords(text, asked)) if asked else Q(pk__in=())
    for code in exact:
        named |= Q((code, "".join(words.split())))
    return named


def page_of(rows: Any, number: str | None, per_page: int = PER_PAGE) -> "Page[Any]":
    """The page of that number, the first or the last when it is none."""
    return Paginator(rows, per_page).get_page(number)
