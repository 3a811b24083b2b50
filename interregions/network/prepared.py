"""What a page asks as far as its reader sees it: compiled once for each way of standing in the network."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from interregions.common.prepared import PreparedQuery, PreparedToday
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import Standing, standing_of

Row = TypeVar("Row", bound=Model)
Shape = tuple[tuple[str, str, int], ...] | None  # role, college, and which organisation, of each mandate


class PreparedFor(PreparedToday[Row]):
    """A QuerySet that depends on who reads: ``build(member, …)`` makes it as usual, through ``…_visible_to(member)``.

    It is compiled with a person whose numbers are places to fill, once for each sequence of roles and colleges, and
    again when the day changes, for a condition may hold today’s date. What ``build`` looks at in Python is therefore
    the roles and colleges of the reader alone; it asks the database nothing, and what else it is given are numbers. In
    the tests each reading is compared with the statement of the plain QuerySet.
    """

    def __init__(self, build: Callable[..., "QuerySet[Row]"]) -> None:
        super().__init__()
        self.build = build

    def read(self, member: Member | None, **given: int) -> list[Row]:
        """The rows this member sees: one query."""
        standing = standing_of(member)
        return self._prepared(_shape_of(standing), given).read(**_numbers_of(standing), **given)

    def one(self, member: Member | None, **given: int) -> Row | None:
        """The first of them, of a key that is unique; None when it does not exist for this member."""
        return next(iter(self.read(member, **given)), None)

    def statement(self, member: Member | None, **given: int) -> tuple[str, list[Any]]:
        """What ``read`` asks, and its values; "" when nothing can be found."""
        standing = standing_of(member)
        return self._prepared(_shape_of(standing), given).statement(**_numbers_of(standing), **given)

    def _prepared(self, shape: Shape, given: Mapping[str, int]) -> PreparedQuery[Row]:
        return self.kept(
            shape,
            [*_numbers_named(shape), *given],
            lambda places: self.build(_somebody(shape, places), **{name: places[name] for name in given}),
        )


def visible(build: Callable[[Member | None], "QuerySet[Row]"]) -> PreparedFor[Row]:
    """``…_visible_to`` on one key, given as ``pk``; without order, which costs more than reading one row."""
    return PreparedFor(lambda member, pk: build(member).filter(pk=pk).order_by())


def _shape_of(standing: Standing) -> Shape:
    if standing.member is None:
        return None
    ranks: dict[int, int] = {}
    return tuple(
        (mandate.role, mandate.organisation.college, ranks.setdefault(mandate.organisation_id, len(ranks)))
        for mandate in standing.mandates
    )


def _numbers_named(shape: Shape) -> list[str]:
    if shape is None:
        return []
    mandates = [f"mandate_{rank}" for rank in range(len(shape))]
    return ["person", *mandates, *dict.fromkeys(f"organisation_{which}" for *_, which in shape)]


def _numbers_of(standing: Standing) -> dict[str, int]:
    if standing.member is None:
        return {}
    organisations = dict.fromkeys(mandate.organisation_id for mandate in standing.mandates)
    return {
        "person": standing.member.pk,
        **{f"mandate_{rank}": mandate.pk for rank, mandate in enumerate(standing.mandates)},
        **{f"organisation_{which}": pk for which, pk in enumerate(organisations)},
    }


def _somebody(shape: Shape, places: Mapping[str, int]) -> Member | None:
    """A person of these roles and colleges whose numbers are given at each reading."""
    if shape is None:
        return None
    member = Member(pk=places["person"])
    held = []
    for rank, (role, college, which) in enumerate(shape):
        organisation = Organisation(pk=places[f"organisation_{which}"], college=college)
        held.append(Mandate(pk=places[f"mandate_{rank}"], member=member, organisation=organisation, role=role))
    member._standing = Standing(member, tuple(held))  # type: ignore[attr-defined]
    return member
