"""Who a session is of, for whom they act and on what installation: one query, asked by every page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, IntegerField, QuerySet, Subquery
from django.utils import timezone

from interregions.common.prepared import Given, PreparedQuery
from interregions.network.models import Installation, Mandate, Member
from interregions.network.queries import current, installation, standing_from

NETWORK_NAME = "Cluster’s InterRégions & Co"


@dataclass(frozen=True)
class Here:
    """What every page says of the installation."""

    network_name: str
    demonstration: bool


def _mandates_held() -> QuerySet[Mandate]:
    person, today = Given("person", IntegerField()), Given("today", DateField())
    held = Mandate.objects.filter(current(today), member_id=person, member__removed_at=None)
    only = Installation.objects.order_by()
    return held.select_related("member", "organisation").order_by().annotate(
        network_name=Subquery(only.values("network_name")[:1]),
        demonstration=Subquery(only.values("demonstration")[:1]),
    )  # fmt: skip


_HELD = PreparedQuery(_mandates_held)


def person_of_session(pk: int) -> Member | None:
    """The person, unless removed since, with today's mandates; one who holds none costs a query more."""
    mandates = _HELD.read(person=pk, today=timezone.localdate())
    if not mandates:
        return Member.objects.filter(pk=pk, removed_at=None).first()
    member, here = mandates[0].member, mandates[0]
    standing_from(member, mandates)
    member._here = _here(here)  # type: ignore[attr-defined]
    return member


def here_for(member: Member | None) -> Here:
    """The installation, read with the person when somebody has signed in."""
    kept: Here | None = getattr(member, "_here", None)
    return kept or _here(installation())


def _here(said: Any) -> Here:
    name = getattr(said, "network_name", None)
    return Here(name or NETWORK_NAME, bool(getattr(said, "demonstration", False)))
