"""A field to choose among many: a few words typed without accents find, boxes keep what is chosen.

It works without a script: « Chercher » sends the form to its own page, which comes back with what was found and acts
on nothing (``PickingForm``). With ``picker.js`` the same request leaves as one types, and the field alone is replaced.
Nothing is searched in the browser: a list of 1,274 organisations never leaves the server.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from interregions.common.lists import having_words
from interregions.common.words import matches, score

SEARCH = "_chercher"  # the button's name; its value is the field's, or « field:set » to take a whole set
WORDS = "_mots"  # what is typed lies under the field's name with this ending
ALREADY = "_deja"  # and the words whose findings are on the page, under this one
MOST_SHOWN = 12  # of what a search finds, the closest first
MOST_RANKED = 60  # of which those are chosen, in the order of the list
SHOWN_WHOLE = 24  # a list so short is shown before any word: eighteen Régions are


@dataclass(frozen=True, slots=True)
class Pick:
    """One line of the field."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Found:
    """What is shown under the search; ``total`` counts what matches and is not chosen yet."""

    picks: tuple[Pick, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.picks)


class Picker(forms.Widget):
    """The widget of a choice field, of one or several values, of a list or of a query.

    ``among`` names the fields of the query in which words are looked for. ``sets`` maps words of a button (« Toutes les
    Régions ») to a function that gives the values it takes.
    """

    template_name = "common/picker.html"
    is_choice_group = True
    is_picker = True
    choices: Any = ()

    def __init__(
        self,
        *,
        many: bool = True,
        among: Sequence[str] = ("short_name", "name"),
        sets: Mapping[str, Callable[[], Iterable[Any]]] | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.many = many
        self.among = tuple(among)
        self.sets = dict(sets or {})
        self.words = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
        self.words = str(data.get(name + WORDS, "")).strip()[:80]
        field, _, taken = str(data.get(SEARCH, "")).partition(":")
        if field == name and taken in self.sets:
            given = [*given, *map(str, self.sets[taken]())]
        values = list(dict.fromkeys(value for value in given if value))
        return values if self.many else (values[-1] if values else "")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = self._named(_texts(value))
        context["widget"].update(
            chosen=chosen,
            found=self._matching({pick.value for pick in chosen}),
            words=self.words,
            words_name=name + WORDS,
            already_name=name + ALREADY,
            search=SEARCH,
            sets=list(self.sets),
            nobody=self._nobody(),
            kind="checkbox" if self.many else "radio",
        )
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        # By the engine of the pages, which knows our filters; the renderer of forms has its own.
        return mark_safe(render_to_string(self.template_name, self.get_context(name, value, attrs)))  # noqa: S308 - a template's

    def _named(self, values: Sequence[str]) -> tuple[Pick, ...]:
        """What is chosen, in the order of the list; an unknown value is left to the field, which refuses it."""
        wanted = set(values)
        if not wanted:
            return ()
        if (query := self._query()) is not None:
            rows = query.filter(pk__in=[value for value in wanted if value.isdecimal()])
            return tuple(Pick(str(row.pk), self._words(row)) for row in rows)
        return tuple(pick for pick in self._listed() if pick.value in wanted)

    def _matching(self, chosen: set[str]) -> Found:
        """The first that hold every word; all of them, when nothing is typed and the list is short."""
        if (query := self._query()) is not None:
            left = having_words(query, self.words, *self.among).exclude(pk__in=[int(value) for value in chosen])
            total = left.count()
            picks = [Pick(str(row.pk), self._words(row)) for row in left[: _read(self.words, total)]]
        else:
            picks = [pick for pick in self._listed() if pick.value not in chosen and matches(pick.label, self.words)]
            total = len(picks)
        if self.words:
            picks.sort(key=lambda pick: -score(pick.label, self.words))
        return Found(tuple(picks[: _shown(self.words, total)]), total)

    def _query(self) -> "QuerySet[Any] | None":
        return getattr(self.choices, "queryset", None)

    def _words(self, row: Any) -> str:
        """A row as its field calls it."""
        field = getattr(self.choices, "field", None)
        return str(field.label_from_instance(row)) if field is not None else str(row)

    def _nobody(self) -> str:
        """What an optional field calls choosing nothing; empty for the others."""
        if self.many or self.is_required:
            return ""
        return next((str(label) for value, label in self.choices if not str(value)), "Aucun")

    def _listed(self) -> list[Pick]:
        return [Pick(str(value), str(label)) for value, label in self.choices if str(value)]


def _shown(words: str, total: int) -> int:
    """How many of what matches are shown."""
    if words:
        return MOST_SHOWN
    return total if total <= SHOWN_WHOLE else 0


def _read(words: str, total: int) -> int:
    """How many rows are read to show those."""
    return MOST_RANKED if words else _shown(words, total)


def _texts(value: Any) -> list[str]:
    """The values as a form holds them: numbers, texts or rows, one or several."""
    if value is None or value == "":
        return []
    several = value if isinstance(value, list | tuple | set | QuerySet) else [value]
    return [str(getattr(each, "pk", each)) for each in several]


def pick_when_long(form: forms.Form, *names: str, among: Sequence[str] = ("short_name", "name")) -> None:
    """These fields are lists of the browser as long as they are short; beyond, a few letters find."""
    for name in names:
        field: Any = form.fields[name]
        queryset = getattr(field, "queryset", None)
        if (len(field.choices) if queryset is None else queryset.count()) <= SHOWN_WHOLE:
            continue
        picker = Picker(many=False, among=among)
        picker.is_required = field.required
        field.widget = picker
        picker.choices = field.choices


class PickingForm(forms.Form):
    """A form with pickers: while one of them searches, nothing is wrong and nothing is done."""

    @property
    def searches(self) -> bool:
        """Whether « Chercher » was pressed, or words were typed whose findings nobody has seen yet."""
        if not self.is_bound:
            return False
        pickers = [self.add_prefix(name) for name, field in self.fields.items() if isinstance(field.widget, Picker)]
        pressed = str(self.data.get(SEARCH, "")).partition(":")[0]
        return pressed in pickers or any(
            self.data.get(name + WORDS, "").strip() not in ("", self.data.get(name + ALREADY, "").strip())
            for name in pickers
        )

    def full_clean(self) -> None:
        if self.searches:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def is_valid(self) -> bool:
        return not self.searches and super().is_valid()
