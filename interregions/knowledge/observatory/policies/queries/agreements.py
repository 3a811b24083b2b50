"""What a Région shows, since when, and to whom: the agreements as they are seen by who gave them."""

from collections import defaultdict
from dataclasses import dataclass

from interregions.knowledge.observatory.policies.models import Indicator, Reading, RegionalPolicy, Showing
from interregions.knowledge.observatory.policies.queries.visible import indicators, open_showings, writing_mandate
from interregions.knowledge.observatory.policies.rules import readings, sheets
from interregions.network.models import Mandate, Member, Organisation
from interregions.toolkit.sources.choices import SourceState


@dataclass(frozen=True)
class Agreement:
    """One indicator: whether we show it, who else does, who reads us and of which years."""

    indicator: Indicator
    showing: Showing | None
    confirmed: int
    others: tuple[str, ...]  # those that show it: they read us, for the years that they too have confirmed
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class AgreementsPage:
    organisation: Organisation
    mandate: Mandate | None
    lines: tuple[Agreement, ...]
    past: tuple[Showing, ...]

    @property
    def shown(self) -> int:
        return sum(line.showing is not None for line in self.lines)


def agreements_page(member: Member | None, organisation: Organisation) -> AgreementsPage:
    """Every indicator with what this Région agreed to."""
    confirmed = _confirmed_by_indicator(organisation)
    others: dict[int, list[str]] = defaultdict(list)
    mine: dict[int, Showing] = {}
    found = open_showings().select_related("organisation", "agreed_by__member").order_by("organisation__sort_name")
    for each in found:
        if each.organisation_id == organisation.pk:
            mine[each.indicator_id] = each
        else:
            others[each.indicator_id].append(each.organisation.short_name)
    lines = tuple(
        Agreement(
            indicator=indicator,
            showing=mine.get(indicator.pk),
            confirmed=confirmed.get(indicator.code, 0),
            others=tuple(others[indicator.pk]),
            reasons=tuple(
                readings.reasons_not_to_show(
                    subject=indicator.subject,
                    is_region=True,
                    confirmed=confirmed.get(indicator.code, 0),
                    shown=indicator.pk in mine,
                )
            ),
        )
        for indicator in indicators()
    )
    past = Showing.objects.filter(organisation=organisation).exclude(withdrawn_at=None)
    last = past.select_related("indicator", "agreed_by__member", "withdrawn_by__member").order_by("-withdrawn_at")[:25]
    return AgreementsPage(organisation, writing_mandate(member, organisation.pk), lines, tuple(last))


def _confirmed_by_indicator(organisation: Organisation) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    found = Reading.objects.filter(organisation=organisation, state=SourceState.CONFIRMED).order_by()
    for code in found.values_list("indicator__code", flat=True):
        counted[code] += 1
    written = RegionalPolicy.objects.filter(organisation=organisation).exclude(devices="", criteria="")
    counted[sheets.SHEET] = written.count()
    return counted
