"""What is opened, and to whom: as sets of numbers that each room asks in its own ``…_visible_to``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from interregions.common.deadlines import deadline_day
from interregions.common.references import Reference
from interregions.common.rooms import PublicPart, Publishable, publishables
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import Standing, installation, is_facilitator, standing_of
from interregions.toolkit.publication import rules
from interregions.toolkit.publication.choices import Circle
from interregions.toolkit.publication.models import Opened

MOST_IN_FEED = 50
MOST_IN_SITEMAP = 5_000


def circles_of(standing: Standing) -> frozenset[Circle]:
    """The circles that somebody’s mandates put them in; what is open to everybody is open to them too."""
    found = {Circle.PUBLIC} if standing.mandates else set()
    found |= {Circle.CLUSTERS} if standing.is_cluster else set()
    return frozenset(found | ({Circle.PARTNERS} if standing.is_partner else set()))


def circles_for(each: Publishable) -> tuple[Circle, ...]:
    """Those to which things of this kind may be opened."""
    return tuple(circle for circle in Circle if circle is not Circle.PUBLIC or not each.names_people)


def holding() -> QuerySet[Opened]:
    """What is open today: the last day has ended in no time zone of the network."""
    return Opened.objects.filter(Q(until=None) | Q(until__gte=deadline_day()))


def opened_to(standing: Standing, kind: str) -> QuerySet[Any]:
    """The numbers of the things of this kind that are open to this person: one column, for ``pk__in=``."""
    return holding().filter(kind=kind, to__in=sorted(circles_of(standing))).order_by().values("object_id")


def public_of(kind: str) -> QuerySet[Any]:
    """The numbers of the things of this kind that anybody reads, without account."""
    return holding().filter(kind=kind, to=Circle.PUBLIC).order_by().values("object_id")


def publishable_of(slug: str) -> tuple[str, Publishable] | None:
    """The kind that an address names, and what its room says of it."""
    return next(((kind, each) for kind, each in publishables().items() if each.slug == slug), None)


def owns(each: Publishable, thing: Any, mandate: Mandate | None) -> bool:
    """A referent of the organisation that did it; the animation, for what is the network’s."""
    owner = each.owner(thing)
    if mandate is None:
        return False
    if owner is None:
        return is_facilitator(mandate)
    return mandate.role == Role.REFERENT and mandate.organisation_id == owner.pk


def holder_words(owner: Organisation | None) -> str:
    return "l’animation" if owner is None else f"un référent de {owner.short_name}"


def finished(each: Publishable, thing: Any) -> bool:
    """Whether the thing is one that may be opened: published, signed, approved."""
    return bool(each.things().filter(pk=thing.pk).exists())


def opening_of(kind: str, thing_id: int, to: str) -> Opened | None:
    return holding().filter(kind=kind, object_id=thing_id, to=to).first()


@dataclass(frozen=True)
class CircleLine:
    """One circle on the page of a thing, and since when the thing is open to it."""

    circle: Circle
    opened: Opened | None


@dataclass(frozen=True)
class OpeningBlock:
    """What the page of a thing says of its readers; its gestures for whom it belongs to."""

    slug: str
    thing_id: int
    lines: tuple[CircleLine, ...]
    may_handle: bool
    public_url: str

    @property
    def opened(self) -> tuple[CircleLine, ...]:
        return tuple(line for line in self.lines if line.opened is not None)


def opening_block(kind: str, thing: Any, member: Member | None, mandate: Mandate | None) -> OpeningBlock | None:
    """For its owner once the thing is finished, and for whoever takes part once it is open; nothing for the others."""
    each = publishables()[kind]
    may_handle = owns(each, thing, mandate) and finished(each, thing)
    if not may_handle and not standing_of(member).takes_part:
        return None
    rows = {row.to: row for row in holding().filter(kind=kind, object_id=thing.pk)}
    lines = tuple(CircleLine(circle, rows.get(circle)) for circle in circles_for(each))
    public = reverse("publication:public", args=[each.slug, thing.pk]) if Circle.PUBLIC in rows else ""
    return OpeningBlock(each.slug, thing.pk, lines, may_handle, public) if may_handle or rows else None


def reasons_not_to_open(kind: str, thing: Any, to: str, until: Any, by: Mandate) -> list[str]:
    """The rules, with what they ask of the database."""
    each = publishables()[kind]
    return rules.reasons_not_to_handle(
        owns=owns(each, thing, by), holder=holder_words(each.owner(thing))
    ) or rules.reasons_not_to_open(
        finished=finished(each, thing),
        to=to,
        circles=circles_for(each),
        already=opening_of(kind, thing.pk, to) is not None,
        until=until,
        today=deadline_day(),
    )


@dataclass(frozen=True)
class OpenedLine:
    """One thing in a list of what is open."""

    label: str  # « Bonne pratique »
    reference: Reference
    owner: str
    at: datetime
    public_url: str


def opened_lines(member: Member | None, limit: int = 25) -> list[OpenedLine]:
    """What is open to this person, latest first: one query, and one for each kind met."""
    standing = standing_of(member)
    known = publishables()
    rows = list(holding().filter(to__in=sorted(circles_of(standing)), kind__in=known)[: 3 * limit])
    return _lines(rows, {kind: each.visible(member) for kind, each in known.items()})[:limit]


def public_rows(kind: str = "") -> QuerySet[Opened]:
    """What anybody reads, latest first; of one kind when it is said."""
    return holding().filter(to=Circle.PUBLIC, kind__in=[kind] if kind else list(publishables()))


def public_lines(rows: Sequence[Opened]) -> list[OpenedLine]:
    """These rows as they are listed; a thing that is no longer what may be opened is left out."""
    return _lines(rows, {kind: each.things() for kind, each in publishables().items()})


def _lines(rows: Sequence[Opened], things: dict[str, QuerySet[Any]]) -> list[OpenedLine]:
    known, found = publishables(), dict[tuple[str, int], OpenedLine]()
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.kind, set()).add(row.object_id)
    read = {kind: things[kind].in_bulk(ids) for kind, ids in wanted.items()}
    for row in rows:
        thing, each = read[row.kind].get(row.object_id), known[row.kind]
        if thing is not None and (row.kind, row.object_id) not in found:
            owner = each.owner(thing)
            public = reverse("publication:public", args=[each.slug, thing.pk])
            name = owner.name if owner is not None else ""
            found[row.kind, row.object_id] = OpenedLine(each.label, each.reference(thing), name, row.at, public)
    return list(found.values())


@dataclass(frozen=True)
class PublicPage:
    """One thing as anybody reads it."""

    line: OpenedLine
    parts: tuple[PublicPart, ...]


def public_page(slug: str, thing_id: int) -> PublicPage | None:
    """The thing, when it is open to everybody and still what may be opened."""
    known = publishable_of(slug)
    if known is None:
        return None
    kind, each = known
    thing = each.things().filter(pk__in=public_of(kind)).filter(pk=thing_id).first()
    lines = public_lines(list(public_rows(kind).filter(object_id=thing_id))) if thing is not None else []
    return PublicPage(lines[0], tuple(each.page(thing))) if lines else None


@dataclass(frozen=True)
class Dataset:
    """One list of what is open to everybody."""

    slug: str
    plural: str
    count: int


def datasets() -> list[Dataset]:
    """Every kind that may be open to everybody, with how many are."""
    kinds = [row.kind for row in public_rows()]
    return [
        Dataset(each.slug, each.plural, kinds.count(kind))
        for kind, each in publishables().items()
        if not each.names_people
    ]


def is_fictional() -> bool:
    """Whether everything here is of a demonstration: a file that leaves says so."""
    here = installation()
    return bool(here and here.demonstration)
