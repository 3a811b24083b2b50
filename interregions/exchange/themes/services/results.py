"""Closing the choices, freezing the count, retaining themes, recording a decision taken in a meeting."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.exchange.themes import rules
from interregions.exchange.themes.choices import CallStatus, Occasion, ThemeStatus
from interregions.exchange.themes.models import Call, Count
from interregions.exchange.themes.queries import calls, participation, results
from interregions.exchange.themes.services.announcements import tell_referents
from interregions.exchange.themes.services.calls import locked
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record


@transaction.atomic
def close_call(*, call: Call, by: Mandate) -> Count:
    """Close the choices and freeze the count, explained. Retaining the themes is the next gesture."""
    check_mandate(by, roles={Role.FACILITATOR})
    call = locked(call)
    refuse_if(rules.reasons_not_to_close(status=call.status, method=call.method, ballots=call.ballots.count()))
    shares = participation.participation(call)
    asked = {share.college: share.asked for share in shares}
    answered = {share.college: share.answered for share in shares}
    themes = results.tallied(call)
    leading = rules.leading_college(asked)
    count = Count.objects.create(
        call=call,
        figures=_figures(themes, asked, answered, leading),
        explanation=rules.explanation(themes, number=call.retained_number, asked=asked, answered=answered),
        pointed=[theme.theme for theme in rules.pointed(themes, number=call.retained_number, leading=leading)],
        by=by,
    )
    _close(call)
    record("themes.call_closed", calls.call_reference(call), by, answered=answered, asked=asked)
    return count


def _figures(
    themes: Sequence[rules.Tallied], asked: dict[str, int], answered: dict[str, int], leading: str
) -> dict[str, Any]:
    order = rules.ordered(themes, leading=leading)
    return {
        "colleges": [
            {
                "college": college,
                "asked": asked[college],
                "answered": answered[college],
                "themes": [
                    {"theme": theme.theme, "title": theme.title, "choices": theme.choices.get(college, 0)}
                    for theme in order
                ],
            }
            for college in asked
        ],
        "order": [
            {
                "theme": theme.theme,
                "title": theme.title,
                "ready_to_lead": theme.ready_to_lead,
                "endorsements": theme.endorsements,
            }
            for theme in order
        ],
    }


def _close(call: Call) -> None:
    call.status, call.closed_at = CallStatus.CLOSED, timezone.now()
    call.save(update_fields=["status", "closed_at"])


def _retain(call: Call, count: Count, theme_ids: Sequence[int]) -> None:
    count.retained = list(dict.fromkeys(theme_ids))
    count.save()
    standing = call.themes.filter(status=ThemeStatus.PROPOSED)
    standing.filter(pk__in=count.retained).update(status=ThemeStatus.RETAINED)
    standing.exclude(pk__in=count.retained).update(status=ThemeStatus.NOT_RETAINED)


@transaction.atomic
def retain_themes(*, call: Call, theme_ids: Sequence[int], departure_reason: str = "", by: Mandate) -> Count:
    """Retain themes once the count is frozen; other themes than those it points to need a reason, shown to all."""
    check_mandate(by, roles={Role.FACILITATOR})
    call = locked(call)
    count = results.count_of(call)
    pointed = count.pointed if count else []
    refuse_if(
        rules.reasons_not_to_retain(
            status=call.status,
            decided=bool(count and count.retained),
            chosen=theme_ids,
            proposed=list(call.themes.filter(status=ThemeStatus.PROPOSED).values_list("pk", flat=True)),
            pointed=pointed,
            reason=departure_reason,
        )
    )
    assert count is not None  # noqa: S101  a closed call has its count: both are written in one transaction
    departs = rules.departs(pointed=pointed, retained=theme_ids)
    count.departure_reason = departure_reason.strip() if departs else ""
    _retain(call, count, theme_ids)
    record("themes.themes_retained", calls.call_reference(call), by, themes=count.retained, departs=departs)
    tell_referents(call=call, occasion=Occasion.RETAINED, by=by)
    return count


@transaction.atomic
def record_decision(
    *, call: Call, theme_ids: Sequence[int], decided_in: Reference | str, reason: str = "", by: Mandate
) -> Count:
    """Record the choice made in a meeting (a Reference to it, or its name and date in words), and close the call."""
    check_mandate(by, roles={Role.FACILITATOR})
    call = locked(call)
    meeting = decided_in if isinstance(decided_in, Reference) else Reference("", "", decided_in.strip(), "")
    refuse_if(
        rules.reasons_not_to_record_decision(
            status=call.status,
            method=call.method,
            chosen=theme_ids,
            proposed=list(call.themes.filter(status=ThemeStatus.PROPOSED).values_list("pk", flat=True)),
            meeting=meeting.label,
        )
    )
    sentences = [f"Les thèmes ont été choisis en réunion : {meeting.label}."]
    if reason.strip():
        sentences.append(reason.strip())
    count = Count(
        call=call, figures=_figures(results.tallied(call), {}, {}, rules.REGIONS), explanation=sentences,
        decided_in=meeting.as_json(), by=by,
    )  # fmt: skip
    _close(call)
    _retain(call, count, theme_ids)
    record("themes.decision_recorded", calls.call_reference(call), by, themes=count.retained, meeting=meeting.id)
    tell_referents(call=call, occasion=Occasion.RETAINED, by=by)
    return count
