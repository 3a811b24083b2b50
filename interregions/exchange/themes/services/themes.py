"""Proposing a theme, changing it, supporting that of another, saying something of it."""

from collections.abc import Iterable

from django.db import transaction

from interregions.common.deadlines import deadline_day
from interregions.common.errors import Stale, refuse_if
from interregions.common.references import Reference
from interregions.common.rows import held_row
from interregions.exchange.themes import rules
from interregions.exchange.themes.choices import ThemeStatus
from interregions.exchange.themes.models import Call, Endorsement, Theme, ThemeComment
from interregions.exchange.themes.queries import themes as queries
from interregions.exchange.themes.services.calls import locked
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.vocabulary.models import Term


def _check_takes_part(call: Call, by: Mandate) -> None:
    organisation = by.organisation
    refuse_if(
        rules.reasons_not_to_take_part(
            college=organisation.college, consulted=call.colleges, role=by.role, name=organisation.short_name
        )
    )


def _taken_titles(call: Call, besides: int = 0) -> list[str]:
    return list(call.themes.exclude(pk=besides).values_list("title", flat=True))


@transaction.atomic
def propose_theme(
    *,
    call: Call,
    title: str,
    problem: str,
    expected_result: str,
    tags: Iterable[Term] = (),
    ready_to_lead: bool = False,
    by: Mandate,
    origin: Reference | None = None,
) -> Theme:
    """Propose a theme for one's organisation; ``origin`` is what it comes from, an action carried over."""
    check_mandate(by, roles={Role.REFERENT, Role.FACILITATOR})
    call = locked(call)
    _check_takes_part(call, by)
    refuse_if(
        rules.reasons_not_to_propose(status=call.status, proposals_until=call.proposals_until, today=deadline_day())
        + rules.reasons_not_to_title(title=title, taken=_taken_titles(call))
        + rules.reasons_not_to_be_ready_to_lead(college=by.organisation.college, ready=ready_to_lead)
    )
    theme = Theme.objects.create(
        call=call,
        title=title.strip(),
        problem=problem.strip(),
        expected_result=expected_result.strip(),
        proposed_by=by.organisation,
        written_by=by,
        ready_to_lead=ready_to_lead,
        origin=origin.as_json() if origin else None,
    )
    theme.tags.set(tags)
    record("themes.theme_proposed", queries.theme_reference(theme), by, call=call.pk, ready_to_lead=ready_to_lead)
    return theme


def _check_own(theme: Theme, by: Mandate) -> None:
    check_mandate(by, roles={Role.REFERENT, Role.FACILITATOR})
    own = by.organisation_id == theme.proposed_by_id or by.role == Role.FACILITATOR
    refuse_if(rules.reasons_not_to_change_theme(own=own, theme_status=theme.status, call_status=theme.call.status))


def _text(title: str, problem: str, expected_result: str) -> str:
    return f"{title}\n\n{problem}\n\n{expected_result}"


@transaction.atomic
def change_theme(
    *,
    theme: Theme,
    title: str,
    problem: str,
    expected_result: str,
    tags: Iterable[Term] = (),
    ready_to_lead: bool = False,
    revision: int,
    by: Mandate,
) -> Theme:
    """Change one's theme while proposals are open; Stale when a colleague saved since ``revision``."""
    theme = held_row(Theme.objects.select_related("call", "proposed_by"), theme.pk)
    _check_own(theme, by)
    refuse_if(
        rules.reasons_not_to_title(title=title, taken=_taken_titles(theme.call, besides=theme.pk))
        + rules.reasons_not_to_be_ready_to_lead(college=theme.proposed_by.college, ready=ready_to_lead)
    )
    if revision != theme.revision:
        raise Stale(
            mine=_text(title, problem, expected_result),
            theirs=_text(theme.title, theme.problem, theme.expected_result),
            author=theme.written_by.member.full_name,
            revision=theme.revision,
        )
    theme.title, theme.problem, theme.expected_result = title.strip(), problem.strip(), expected_result.strip()
    theme.ready_to_lead, theme.written_by, theme.revision = ready_to_lead, by, theme.revision + 1
    theme.save()
    theme.tags.set(tags)
    record("themes.theme_changed", queries.theme_reference(theme), by, revision=theme.revision)
    return theme


@transaction.atomic
def withdraw_theme(*, theme: Theme, by: Mandate) -> Theme:
    """Take one's theme back while proposals are open; it stays readable, and nobody chooses it."""
    theme = held_row(Theme.objects.select_related("call"), theme.pk)
    _check_own(theme, by)
    theme.status = ThemeStatus.WITHDRAWN
    theme.save(update_fields=["status"])
    record("themes.theme_withdrawn", queries.theme_reference(theme), by)
    return theme


@transaction.atomic
def comment_on_theme(*, theme: Theme, words: str, by: Mandate) -> ThemeComment:
    """Say something of a theme, in the name of one's organisation."""
    check_mandate(by, roles={Role.REFERENT, Role.CONTRIBUTOR, Role.FACILITATOR})
    _check_takes_part(theme.call, by)
    refuse_if(rules.reasons_not_to_comment(words=words, call_status=theme.call.status))
    comment = ThemeComment.objects.create(theme=theme, by=by, words=words.strip())
    record("themes.theme_commented", queries.theme_reference(theme), by)
    return comment


@transaction.atomic
def withdraw_comment(*, comment: ThemeComment, by: Mandate) -> ThemeComment:
    """Take one's own comment back before the close: its words are gone, its place says so."""
    check_mandate(by, roles={Role.REFERENT, Role.CONTRIBUTOR, Role.FACILITATOR})
    comment = held_row(ThemeComment.objects.select_related("theme__call", "by"), comment.pk)
    refuse_if(
        rules.reasons_not_to_withdraw_comment(
            own=comment.by.member_id == by.member_id,
            withdrawn=not comment.words,
            call_status=comment.theme.call.status,
        )
    )
    comment.words = ""
    comment.save(update_fields=["words"])
    record("themes.comment_withdrawn", queries.theme_reference(comment.theme), by, comment=comment.pk)
    return comment


@transaction.atomic
def endorse_theme(*, theme: Theme, ready_to_lead: bool = False, by: Mandate) -> Endorsement:
    """Support the theme of another organisation; said again, it only changes the readiness to lead it."""
    check_mandate(by, roles={Role.REFERENT})
    call = locked(theme.call)
    _check_takes_part(call, by)
    refuse_if(
        rules.reasons_not_to_support(
            own=theme.proposed_by_id == by.organisation_id, theme_status=theme.status, call_status=call.status
        )
        + rules.reasons_not_to_be_ready_to_lead(college=by.organisation.college, ready=ready_to_lead)
    )
    endorsement, _ = Endorsement.objects.update_or_create(
        theme=theme, organisation=by.organisation, defaults={"by": by, "ready_to_lead": ready_to_lead}
    )
    record("themes.theme_endorsed", queries.theme_reference(theme), by, ready_to_lead=ready_to_lead)
    return endorsement


@transaction.atomic
def withdraw_endorsement(*, theme: Theme, by: Mandate) -> None:
    """Stop supporting a theme, before the close."""
    check_mandate(by, roles={Role.REFERENT})
    call = locked(theme.call)
    refuse_if(rules.reasons_not_to_support(own=False, theme_status=theme.status, call_status=call.status))
    removed, _ = Endorsement.objects.filter(theme=theme, organisation=by.organisation).delete()
    if removed:
        record("themes.endorsement_withdrawn", queries.theme_reference(theme), by)
