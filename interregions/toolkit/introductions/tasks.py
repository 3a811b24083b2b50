"""What introductions ask: that the animation relays a request, that each of the two people answers."""

from typing import Any

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat

from interregions.common.task_rows import task_row
from interregions.common.tasks import ANYBODY, TaskKind
from interregions.toolkit.introductions import task_words as words
from interregions.toolkit.introductions.choices import IntroductionStatus
from interregions.toolkit.introductions.models import Introduction


def _to_relay() -> QuerySet[Any]:
    asker = Concat(
        "first__member__given_name",
        Value(" "),
        "first__member__family_name",
        Value(", "),
        "first__organisation__short_name",
        output_field=TextField(),
    )
    asked = Introduction.objects.filter(status=IntroductionStatus.ASKED)
    return task_row(asked, "introductions.relay", animation=True, label=F("wanted"), detail=asker, moment="asked_at")


def _of(side: str, other: str) -> QuerySet[Any]:
    waiting = Introduction.objects.filter(status=IntroductionStatus.WAITING, **{f"{side}_agreed_at": None})
    return task_row(
        waiting,
        f"introductions.answer_{side}",
        role=ANYBODY,
        member=f"{side}__member_id",
        detail=F(f"{other}__organisation__short_name"),
        moment="asked_at",
    )


def _first_to_answer() -> QuerySet[Any]:
    return _of("first", "second")


def _second_to_answer() -> QuerySet[Any]:
    return _of("second", "first")


ABOUT = "introductions.introduction"
KINDS = (
    TaskKind("introductions.relay", ABOUT, _to_relay, words.relay),
    TaskKind("introductions.answer_first", ABOUT, _first_to_answer, words.answer),
    TaskKind("introductions.answer_second", ABOUT, _second_to_answer, words.answer),
)
