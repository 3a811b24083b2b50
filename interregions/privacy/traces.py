"""Every place where a person is named, in any text of any table and in the texts they brought."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from interregions.common.erasure import Person, texts_of, traces_in

MOST_LISTED = 200
TEXTS = (models.CharField, models.TextField, models.JSONField)
# What only machines write, and the rows of the person themself.
LEFT_OUT = {"network.member", "sessions.session", "reception.passkey", "contenttypes.contenttype"}


@dataclass(frozen=True)
class Mention:
    """One place: the kind of thing and its number, the name as it is written there, whether it can be nobody else.

    Never the words around: the text may be read by others than whoever reads this.
    """

    kind: str
    number: int
    url: str
    words: str
    sure: bool


def mentions_of(person: Person) -> Iterator[Mention]:
    """Each mention of this person, table by table."""
    for model in apps.get_models():
        if not model.__module__.startswith("interregions.") or model._meta.label_lower in LEFT_OUT:
            continue
        names = [field.attname for field in model._meta.concrete_fields if isinstance(field, TEXTS)]
        for row in model._base_manager.only("pk", *names).iterator() if names else ():
            for name in names:
                for text in texts_of(getattr(row, name)):
                    yield from _mentions(row, text, person)


def to_decide(person: Person) -> list[Mention]:
    """What a machine cannot be sure of, for somebody to read before the erasure: the first of them."""
    found = []
    for mention in mentions_of(person):
        if not mention.sure:
            found.append(mention)
        if len(found) == MOST_LISTED:
            break
    return found


def _mentions(row: models.Model, text: str, person: Person) -> Iterator[Mention]:
    for trace in traces_in(text, person):
        named = " ".join(text[trace.start : trace.end].split())
        yield Mention(str(row._meta.verbose_name), row.pk, _url(row), named, trace.sure)


def _url(row: models.Model) -> str:
    """The page of the thing, when it has one and can say it alone."""
    try:
        return str(row.get_absolute_url())  # type: ignore[attr-defined]
    except (AttributeError, models.ObjectDoesNotExist):
        return ""
