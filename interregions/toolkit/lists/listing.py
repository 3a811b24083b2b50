"""What a list is made of, and what an address asks of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpResponse

from interregions.common.lists import PER_PAGE, having_words, page_of
from interregions.toolkit.documents.responses import table_response
from interregions.toolkit.documents.tables import Sheet, Value

WORDS, ORDER, PAGE = "mots", "tri", "page"
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Column:
    """A column of the table, of the file, or of both."""

    label: str
    cell: Callable[[Any], Value] | None = None  # what the file says of one line; None: the page alone has it
    on_page: bool = True


@dataclass(frozen=True)
class Filter:
    """One choice above the list; ``keep`` is asked only for a value that is among the choices."""

    name: str
    label: str
    every: str  # what leaves all of them: « Toutes »
    choices: Callable[[], Choices]
    keep: Callable[[Any, str], Any]


@dataclass(frozen=True)
class Order:
    """A fixed order, by name; never by a value: a list ranks nobody."""

    name: str
    label: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class Listed:
    """A page of the list, as its template draws it."""

    form: forms.Form
    page: "Page[Any]"
    lines: tuple[Any, ...]
    columns: tuple[str, ...]
    narrowed: bool  # whether something was asked: an empty list then says so
    of: "ListPage"


@dataclass(frozen=True)
class ListPage:
    """A list: what it shows, how it is narrowed, in which orders, and what is taken away.

    ``lines`` turns the rows of one page, or of the whole file, into what the columns and the template read, in a number
    of queries that does not depend on theirs.
    """

    name: str  # of the file
    noun: str  # « pôle »
    row: str  # the template of one line, which reads « item »
    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    orders: tuple[Order, ...] = ()
    search: tuple[str, ...] = ()  # the fields in which words are looked for
    codes: tuple[str, ...] = ()  # those that are found whole
    lines: Callable[[Sequence[Any]], Sequence[Any]] = list

    def shown(self, rows: QuerySet[Any], asked: Mapping[str, Any]) -> Listed:
        """The page that an address asks."""
        form = self._form(asked)
        page = page_of(self._narrowed(rows, form), str(asked.get(PAGE, "")), PER_PAGE)
        labels = tuple(column.label for column in self.columns if column.on_page)
        given = self._given(form)
        narrowed = any(value for name, value in given.items() if name != ORDER)
        return Listed(form, page, tuple(self.lines(list(page.object_list))), labels, narrowed, self)

    def file(self, rows: QuerySet[Any], asked: Mapping[str, Any], format: str) -> HttpResponse:
        """The same lines, all of them, to take away."""
        found = self.lines(list(self._narrowed(rows, self._form(asked))))
        cells = [(column.label, column.cell) for column in self.columns if column.cell is not None]
        sheet = Sheet(self.name, [label for label, _ in cells], [[cell(line) for _, cell in cells] for line in found])
        return table_response([sheet], format, self.name)

    def _narrowed(self, rows: QuerySet[Any], form: forms.Form) -> QuerySet[Any]:
        given = self._given(form)
        if self.search:
            rows = having_words(rows, given.get(WORDS, ""), *self.search, exact=self.codes)
        for each in self.filters:
            if value := given.get(each.name, ""):
                rows = each.keep(rows, value)
        chosen = next((order for order in self.orders if order.name == given.get(ORDER)), None)
        order = chosen or (self.orders[0] if self.orders else None)
        return rows.order_by(*order.by) if order else rows

    @staticmethod
    def _given(form: forms.Form) -> dict[str, str]:
        """What is asked and means something; a value of no meaning filters nothing."""
        form.is_valid()
        return {name: str(value) for name, value in form.cleaned_data.items()}

    def _form(self, asked: Mapping[str, Any]) -> forms.Form:
        form = forms.Form(asked)
        if self.search:
            form.fields[WORDS] = forms.CharField(label="Mots", required=False, max_length=200)
        for each in self.filters:
            form.fields[each.name] = forms.ChoiceField(
                label=each.label, required=False, choices=[("", each.every), *each.choices()]
            )
        if len(self.orders) > 1:
            choices: Iterable[tuple[str, str]] = [(order.name, order.label) for order in self.orders]
            form.fields[ORDER] = forms.ChoiceField(label="Ordre", required=False, choices=list(choices))
        return form
