"""The sheet of one Région and year: its words, its figures, whom each is shown to."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from interregions.knowledge.observatory.choices import ManagingAuthority, StateEndowment, Subject
from interregions.knowledge.observatory.policies.models import Indicator, Reading, RegionalPolicy, Reply
from interregions.knowledge.observatory.policies.queries.figures import (
    IndicatorFigures,
    figure,
    sorted_figures,
)
from interregions.knowledge.observatory.policies.queries.visible import (
    indicators,
    open_showings,
    readings_visible_to,
    region_mandate,
    writing_mandate,
)
from interregions.knowledge.observatory.policies.rules import readings as reading_rules
from interregions.knowledge.observatory.policies.rules import sheets
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import standing_of
from interregions.toolkit.journal.queries import entries_about
from interregions.toolkit.sources.choices import SourceState

NOT_OPEN, NOT_TOLD = "non ouvert", "non renseigné"


@dataclass(frozen=True)
class SheetPage:
    """The sheet of one Région and year, as this person reads it."""

    organisation: Organisation
    year: int
    years: tuple[int, ...]
    own: bool
    mandate: Mandate | None  # under which this person writes here
    policy: RegionalPolicy | None
    reads_words: bool
    parts: tuple[tuple[str, str], ...]
    dated: tuple[str, ...]
    lines: tuple[IndicatorFigures, ...]
    waiting: int

    @property
    def readable(self) -> tuple[IndicatorFigures, ...]:
        """The indicators of which something is read."""
        return tuple(line for line in self.lines if line.figures or line.discarded)

    @property
    def silent(self) -> tuple[IndicatorFigures, ...]:
        """The others, told by one word."""
        return tuple(line for line in self.lines if not line.figures and not line.discarded)


def texts_of(policy: RegionalPolicy | None) -> dict[str, str]:
    """The parts of the sheet by key."""
    return {part: str(getattr(policy, part)) if policy else "" for part in sheets.PARTS}


def last_author(policy: RegionalPolicy) -> str:
    """Who wrote on this sheet last, after the journal."""
    entry = entries_about("observatory.regionalpolicy", policy.pk).exclude(by=None).first()
    return entry.by.member.full_name if entry is not None and entry.by is not None else "une autre personne"


def policy_of(organisation: Organisation, year: int) -> RegionalPolicy | None:
    """The words of a year, for who writes them."""
    return RegionalPolicy.objects.filter(organisation=organisation, year=year).select_related("organisation").first()


def sheet_page(member: Member | None, acting: Mandate | None, organisation: Organisation, year: int) -> SheetPage:
    """The sheet as this person reads it: whole for the Région's own people, else what is shown to them."""
    own = organisation.pk in standing_of(member).organisation_ids
    found = readings_visible_to(member).filter(organisation=organisation, indicator__subject=Subject.REGION)
    by_indicator = _by_indicator(found.filter(year=year))
    showing = _showings()
    words_open = own or _words_open(member, acting, organisation, year, showing)
    policy = policy_of(organisation, year) if words_open else None
    lines = _lines(organisation, year, own, by_indicator, showing)
    return SheetPage(
        organisation=organisation,
        year=year,
        years=_years(found, organisation, own),
        own=own,
        mandate=writing_mandate(member, organisation.pk),
        policy=policy,
        reads_words=words_open,
        parts=tuple(sheets.parts_told(texts_of(policy))),
        dated=_dated(policy),
        lines=lines,
        waiting=sum(each.waits for line in lines for each in line.figures),
    )


def _by_indicator(found: QuerySet[Reading]) -> dict[int, list[Reading]]:
    grouped: dict[int, list[Reading]] = defaultdict(list)
    for each in found.select_related(
        "organisation", "indicator", "replaces__indicator", "checked_by__member", "entered_by__member"
    ):
        grouped[each.indicator_id].append(each)
    return grouped


def _showings() -> dict[int, dict[int, str]]:
    """Indicator → the Régions that show it, by their short name."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = open_showings().order_by("organisation__sort_name")
    for indicator, organisation, name in rows.values_list(
        "indicator_id", "organisation_id", "organisation__short_name"
    ):
        found[indicator][organisation] = name
    return found


def _words_open(
    member: Member | None, acting: Mandate | None, organisation: Organisation, year: int, showing: Mapping[int, object]
) -> bool:
    """Whether the words of the year are shown to this reader, who shows and has written theirs."""
    reader = region_mandate(member, acting)
    sheet = Indicator.objects.filter(code=sheets.SHEET).values_list("pk", flat=True).first()
    shown = showing.get(sheet or 0, {})
    if reader is None or organisation.pk not in shown or reader.organisation_id not in shown:  # type: ignore[operator]
        return False
    written = RegionalPolicy.objects.filter(organisation_id=reader.organisation_id, year=year)
    return written.exclude(devices="", criteria="").exists()


def _lines(
    organisation: Organisation,
    year: int,
    own: bool,
    by_indicator: Mapping[int, list[Reading]],
    showing: Mapping[int, Mapping[int, str]],
) -> tuple[IndicatorFigures, ...]:
    confirmed = _confirmed_pairs(year) if own else set()
    replies = {each.indicator_id: each for each in Reply.objects.filter(organisation=organisation, year=year)}
    lines = []
    for indicator in indicators():
        if indicator.code == sheets.SHEET:
            continue
        found = by_indicator.get(indicator.pk, [])
        figures = [figure(each, own=own, among=found) for each in found]
        read = sorted_figures(each for each in figures if not each.is_discarded)
        shown = organisation.pk in showing.get(indicator.pk, {})
        others = (
            name
            for pk, name in showing.get(indicator.pk, {}).items()
            if pk != organisation.pk and (pk, indicator.pk) in confirmed
        )
        lines.append(
            IndicatorFigures(
                indicator=indicator,
                figures=read,
                discarded=sorted_figures(each for each in figures if each.is_discarded) if own else (),
                silence="" if read else NOT_TOLD if own else NOT_OPEN,
                shown=shown,
                shown_to=tuple(others) if shown else (),
                reasons_to_show=tuple(
                    reading_rules.reasons_not_to_show(
                        subject=indicator.subject,
                        is_region=True,
                        confirmed=sum(each.is_confirmed for each in figures),
                        shown=shown,
                    )
                ),
                reply=replies.get(indicator.pk) if own or any(each.is_confirmed for each in read) else None,
            )
        )
    return tuple(lines)


def _confirmed_pairs(year: int) -> set[tuple[int, int]]:
    """The Régions and indicators confirmed for the year: who then reads those that show."""
    found = Reading.objects.filter(year=year, state=SourceState.CONFIRMED, indicator__subject=Subject.REGION)
    return set(found.order_by().values_list("organisation_id", "indicator_id"))


def _years(found: QuerySet[Reading], organisation: Organisation, own: bool) -> tuple[int, ...]:
    years = set(found.order_by().values_list("year", flat=True).distinct())
    if own:
        years |= set(RegionalPolicy.objects.filter(organisation=organisation).values_list("year", flat=True))
    return tuple(sorted(years | {timezone.localdate().year}, reverse=True))


def _dated(policy: RegionalPolicy | None) -> tuple[str, ...]:
    """The dated facts of the sheet, in sentences."""
    if policy is None:
        return ()
    told = []
    if policy.managing_authority:
        told.append(
            "Autorité de gestion des fonds européens\u202f: "
            f"{ManagingAuthority(policy.managing_authority).label}{_since(policy.managing_authority_since, 'depuis')}."
        )
    if policy.state_endowment:
        told.append(
            "Dotation de l’État pour les pôles\u202f: "
            f"{StateEndowment(policy.state_endowment).label}{_since(policy.state_endowment_on, 'au')}."
        )
    return tuple(told)


def _since(day: date | None, word: str) -> str:
    return f", {word} {day:%d/%m/%Y}" if day else ""


def reply_of(organisation: Organisation, indicator: Indicator, year: int) -> str:
    """The words that stand beside this figure."""
    found = Reply.objects.filter(organisation=organisation, indicator=indicator, year=year).first()
    return found.words if found else ""
