"""The count: how it is made, and how it is shown."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from interregions.common.ports import lineage_of
from interregions.common.references import Reference
from interregions.exchange.themes import rules
from interregions.exchange.themes.choices import CallMethod, ThemeStatus
from interregions.exchange.themes.models import BallotChoice, Call, Count, Endorsement, Theme
from interregions.network.choices import College
from interregions.network.models import Member
from interregions.network.queries import standing_of


@dataclass(frozen=True)
class ResultRow:
    """One theme of the table: its place, and its choices by college, as the college's page may show them."""

    place: int
    theme: Theme
    choices: tuple[int | None, ...]
    ready_to_lead: int
    endorsements: int
    pointed: bool
    retained: bool


@dataclass(frozen=True)
class ResultPage:
    """The frozen result of a call."""

    call: Call
    count: Count
    colleges: tuple[tuple[str, int, int, bool], ...]
    rows: tuple[ResultRow, ...]
    explanation: tuple[str, ...]
    rule: tuple[str, ...]
    retained: tuple[Theme, ...]
    departs: bool
    decided_in: Reference | None
    counted: bool

    @property
    def decided(self) -> bool:
        """Whether the themes are retained."""
        return bool(self.count.retained)


def count_of(call: Call) -> Count | None:
    """The frozen count, once there is one."""
    return Count.objects.filter(call=call).select_related("by__member", "by__organisation").first()


def tallied(call: Call) -> list[rules.Tallied]:
    """Every theme still proposed with what the order depends on; four queries whatever the number of choices."""
    themes = list(call.themes.exclude(status=ThemeStatus.WITHDRAWN).order_by("created_at", "pk"))
    choices: dict[int, Counter[str]] = defaultdict(Counter)
    for theme_id, college in BallotChoice.objects.filter(ballot__call=call).values_list(
        "theme_id", "ballot__organisation__college"
    ):
        choices[theme_id][college] += 1
    supports: Counter[int] = Counter()
    ready: dict[int, set[int]] = defaultdict(set)
    for theme_id, organisation_id, is_ready in Endorsement.objects.filter(theme__call=call).values_list(
        "theme_id", "organisation_id", "ready_to_lead"
    ):
        supports[theme_id] += 1
        if is_ready:
            ready[theme_id].add(organisation_id)
    for theme in themes:
        if theme.ready_to_lead:
            ready[theme.pk].add(theme.proposed_by_id)
    return [
        rules.Tallied(
            theme=theme.pk,
            title=theme.title,
            choices=dict(choices[theme.pk]),
            ready_to_lead=len(ready[theme.pk]),
            endorsements=supports[theme.pk],
            rank=rank,
        )
        for rank, theme in enumerate(themes, start=1)
    ]


def result_page(call: Call) -> ResultPage | None:
    """The frozen figures, as they may be shown: a college with fewer than three answers is not told by theme."""
    count = count_of(call)
    if count is None:
        return None
    figures = count.figures
    shown = [(each, each["answered"] >= rules.LEAST_SHOWN) for each in figures.get("colleges", [])]
    themes = {theme.pk: theme for theme in call.themes.select_related("proposed_by")}
    by_college = [{line["theme"]: line["choices"] for line in each["themes"]} for each, _ in shown]
    rows = tuple(
        ResultRow(
            place=place,
            theme=themes[line["theme"]],
            choices=tuple(
                numbers.get(line["theme"], 0) if visible else None
                for numbers, (_, visible) in zip(by_college, shown, strict=True)
            ),
            ready_to_lead=line["ready_to_lead"],
            endorsements=line["endorsements"],
            pointed=line["theme"] in count.pointed,
            retained=line["theme"] in count.retained,
        )
        for place, line in enumerate(figures.get("order", []), start=1)
    )
    counted = call.method == CallMethod.APPROVAL
    return ResultPage(
        call=call,
        count=count,
        colleges=tuple((str(College(e["college"]).label), e["answered"], e["asked"], visible) for e, visible in shown),
        rows=rows,
        explanation=tuple(count.explanation),
        rule=tuple(rules.rule_of_order(call.colleges)) if counted else (),
        retained=tuple(themes[pk] for pk in count.retained if pk in themes),
        departs=counted and bool(count.retained) and rules.departs(pointed=count.pointed, retained=count.retained),
        decided_in=Reference.from_json(count.decided_in),
        counted=counted,
    )


@dataclass(frozen=True)
class CycleLink:
    """A retained theme and its cycle, or where the animation opens one."""

    theme: Theme
    cycle: Reference | None
    opening_url: str


def cycle_links(page: ResultPage, member: Member | None) -> list[CycleLink]:
    """For each retained theme, its cycle as the thread knows it; else, for the animation, the page that opens it."""
    runs = standing_of(member).is_facilitator
    links = []
    for theme in page.retained:
        outcomes = lineage_of(Reference("themes.theme", str(theme.pk), theme.title, ""), member).outcomes
        cycle = next((each for each in outcomes if each.kind == "cycles.cycle"), None)
        # The page is of the room above: the address is a contract, kept by a test there.
        links.append(CycleLink(theme, cycle, f"/cycles/ouvrir/{theme.pk}/" if runs and cycle is None else ""))
    return links
