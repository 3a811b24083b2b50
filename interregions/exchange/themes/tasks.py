"""What a call for themes asks: propose, choose; for the animation, open the choices, close them, retain."""

from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat

from interregions.common.task_rows import number_of, task_row
from interregions.common.tasks import TODAY, TaskKind
from interregions.exchange.themes import task_words as words
from interregions.exchange.themes.choices import CallStatus, ThemeStatus
from interregions.exchange.themes.models import Ballot, Call, Theme
from interregions.network.choices import Role
from interregions.network.models import Organisation
from interregions.network.queries import current_organisations


def _asked(status: CallStatus, until: str) -> QuerySet[Any]:
    """Each open call in this status with each organisation of its colleges: no key joins the two."""
    call, organisation = Call._meta.db_table, Organisation._meta.db_table
    asked: QuerySet[Any] = current_organisations(on=TODAY).extra(  # noqa: S610  names of our own tables
        tables=[call],
        where=[
            f"{call}.status = %s",
            f"CAST({call}.colleges AS text) LIKE '%%\"' || {organisation}.college || '\"%%'",
        ],
        params=[status.value],
    )
    return asked.annotate(
        call=RawSQL(f"{call}.id", (), IntegerField()),  # noqa: S611
        season=RawSQL(f"{call}.season", (), CharField()),  # noqa: S611
        last_day=RawSQL(f"{call}.{until}", (), DateField()),  # noqa: S611
    )


def _to_choose() -> QuerySet[Any]:
    asked = _asked(CallStatus.CHOICES, "choices_until")
    chosen = Ballot.objects.filter(call=OuterRef("call"), organisation=OuterRef("pk"))
    return _of_referent("themes.choose", asked.filter(~Exists(chosen)))


def _to_propose() -> QuerySet[Any]:
    asked = _asked(CallStatus.PROPOSALS, "proposals_until")
    alive = Theme.objects.filter(call=OuterRef("call")).exclude(status=ThemeStatus.WITHDRAWN)
    spoke = alive.filter(Q(proposed_by=OuterRef("pk")) | Q(endorsements__organisation=OuterRef("pk")))
    return _of_referent("themes.propose", asked.filter(~Exists(spoke)))


def _of_referent(kind: str, asked: QuerySet[Any]) -> QuerySet[Any]:
    return task_row(
        asked,
        kind,
        about="call",
        organisation="pk",
        role=Role.REFERENT.value,
        until="last_day",
        due="last_day",
        label=F("season"),
    )


def _to_run() -> QuerySet[Any]:
    undecided = Call.objects.filter(Q(count=None) | Q(count__retained=[])).exclude(status=CallStatus.CANCELLED)
    alive = Theme.objects.filter(call=OuterRef("pk")).exclude(status=ThemeStatus.WITHDRAWN)
    choosing = Case(When(status=CallStatus.CHOICES, then=F("choices_until")), default=F("proposals_until"))
    return task_row(
        undecided,
        "themes.run",
        animation=True,
        due=choosing,
        label=F("season"),
        detail=Concat(F("status"), Value(" "), F("method"), output_field=TextField()),
        a=number_of(alive, "call"),
    )


KINDS = (
    TaskKind("themes.propose", "themes.call", _to_propose, words.propose),
    TaskKind("themes.choose", "themes.call", _to_choose, words.choose),
    TaskKind("themes.run", "themes.call", _to_run, words.run),
)
