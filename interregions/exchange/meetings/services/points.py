"""Arranging the agenda: add, change, move, remove a point."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from interregions.common.errors import Refused, refuse_if
from interregions.common.seen import fingerprint, reasons_if_changed
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings import rules
from interregions.exchange.meetings.choices import AgendaKind
from interregions.exchange.meetings.models import AgendaItem, Meeting
from interregions.exchange.meetings.services.plans import note, run_by
from interregions.network.models import Mandate, Organisation


def _point(item: AgendaItem, by: Mandate) -> AgendaItem:
    meeting = run_by(item.meeting, by)
    refuse_if(rules.reasons_not_to_prepare(status=meeting.status))
    found = AgendaItem.objects.get(pk=item.pk)
    found.meeting = meeting
    return found


@transaction.atomic
def add_point(
    *,
    meeting: Meeting,
    title: str,
    minutes: int,
    kind: str = AgendaKind.OTHER,
    led_by: Organisation | None = None,
    cycle: Cycle | None = None,
    by: Mandate,
) -> AgendaItem:
    """A point before the last one (decisions and actions), which closes the meeting."""
    meeting = run_by(meeting, by)
    refuse_if(rules.reasons_not_to_prepare(status=meeting.status))
    if not title.strip():
        raise Refused("Donnez un intitulé au point.")
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"]
    item = AgendaItem.objects.create(
        meeting=meeting,
        kind=kind,
        title=title.strip()[:300],
        minutes=minutes,
        led_by=led_by,
        cycle=cycle,
        position=0 if last is None else last + 1,
    )
    order = list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "id"))
    if len(order) > 1 and order[-2].kind == AgendaKind.ACTIONS:
        order[-2], order[-1] = order[-1], order[-2]
    _number(order)
    item.refresh_from_db()
    note("point_added", meeting, by, point=item.pk)
    return item


@dataclass(frozen=True)
class PointLine:
    """One point as the page of the agenda sends it; ``seen`` marks what it showed."""

    item: AgendaItem
    title: str
    minutes: int
    led_by: Organisation | None
    seen: str = ""


@transaction.atomic
def change_point(
    *, item: AgendaItem, title: str, minutes: int, led_by: Organisation | None, seen: str = "", by: Mandate
) -> AgendaItem:
    """Another title, length or leader."""
    item = _point(item, by)
    if not title.strip():
        raise Refused("Donnez un intitulé au point.")
    standing = (item.title, item.minutes, item.led_by_id)
    sent = (title.strip()[:300], minutes, led_by.pk if led_by else None)
    refuse_if(reasons_if_changed(seen=seen, standing=standing, sent=sent))
    item.title, item.minutes, item.led_by = title.strip()[:300], minutes, led_by
    item.save(update_fields=["title", "minutes", "led_by"])
    note("point_changed", item.meeting, by, point=item.pk)
    return item


@transaction.atomic
def change_points(*, points: Sequence[PointLine], by: Mandate) -> int:
    """What was typed in any point of the agenda, kept in one gesture; how many changed."""
    changed = 0
    for point in points:
        typed = fingerprint(point.title.strip()[:300], point.minutes, point.led_by.pk if point.led_by else None)
        if typed != point.seen:
            change_point(**vars(point), by=by)
            changed += 1
    return changed


@transaction.atomic
def move_point(*, item: AgendaItem, up: bool, by: Mandate) -> None:
    """One place up or down; the progress of earlier actions stays first."""
    item = _point(item, by)
    order = list(AgendaItem.objects.filter(meeting=item.meeting).order_by("position", "id"))
    here = next(rank for rank, each in enumerate(order) if each.pk == item.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    if order[0].kind == AgendaKind.PROGRESS:
        refuse_if(rules.reasons_not_to_move_point(kind=item.kind, position=min(here, there)))
    order[here], order[there] = order[there], order[here]
    _number(order)
    note("point_moved", item.meeting, by, point=item.pk)


@transaction.atomic
def remove_point(*, item: AgendaItem, by: Mandate) -> None:
    """Take a point out; earlier actions are never taken out."""
    item = _point(item, by)
    refuse_if(
        rules.reasons_not_to_remove_point(
            kind=item.kind, status=item.meeting.status, current=item.meeting.current_item_id == item.pk
        )
    )
    note("point_removed", item.meeting, by, point=item.pk)
    item.delete()
    _number(list(AgendaItem.objects.filter(meeting=item.meeting).order_by("position", "id")))


def _number(order: list[AgendaItem]) -> None:
    for position, each in enumerate(order):
        if each.position != position:
            AgendaItem.objects.filter(pk=each.pk).update(position=position)
