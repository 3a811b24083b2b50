"""Deciding of published lines: confirmed, they become a convention or a European project; discarded, nothing."""

from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import refuse_if
from interregions.common.rows import held_row, hold
from interregions.knowledge.observatory.choices import ProjectPart, PublishedKind
from interregions.knowledge.observatory.clusters.models import (
    Cluster,
    Convention,
    ConventionFunder,
    EuProject,
    ProjectRole,
    PublishedLine,
)
from interregions.knowledge.observatory.clusters.queries import published as queries
from interregions.knowledge.observatory.clusters.rules import conventions as convention_rules
from interregions.knowledge.observatory.clusters.rules import published as rules
from interregions.network.models import Mandate, Member
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.toolkit.sources.choices import SourceState

CONVENTION, FUNDER, PROJECT, ROLE = "convention", "funder", "project", "role"


@transaction.atomic
def confirm_line(*, line: PublishedLine, by: Mandate) -> PublishedLine:
    """Yes, this is ours: it becomes what a convention says, or an identified project."""
    held = _held(line, by)
    refuse_if(rules.reasons_not_to_confirm(state=held.state))
    _confirm(held, by)
    record("observatory.line_confirmed", queries.line_reference(held), by)
    return held


@transaction.atomic
def confirm_lines_of(*, cluster: Cluster, by: Mandate) -> int:
    """All that waits of one pôle, at once; how many."""
    check_mandate(by, roles=queries.WRITERS)
    waiting = PublishedLine.objects.filter(holder=by.organisation_id, cluster=cluster, state=SourceState.PROPOSED)
    hold(waiting)
    lines = list(waiting.select_related("cluster").order_by("pk"))
    refuse_if(rules.reasons_not_to_confirm_all(waiting=len(lines)))
    for line in lines:
        _confirm(line, by)
    record("observatory.lines_confirmed", queries.line_reference(lines[0]), by, lines=len(lines), cluster=cluster.pk)
    return len(lines)


@transaction.atomic
def discard_line(*, line: PublishedLine, by: Mandate) -> PublishedLine:
    """No: it is not ours, or not of this pôle; the same file brought again will not propose it."""
    held = _held(line, by)
    refuse_if(rules.reasons_not_to_discard(state=held.state))
    _decide(held, SourceState.DISCARDED, by)
    held.save()
    record("observatory.line_discarded", queries.line_reference(held), by)
    return held


@transaction.atomic
def take_back_line(*, line: PublishedLine, by: Mandate) -> PublishedLine:
    """Come back on what was decided: what it made leaves with it, unless it has served."""
    held = _held(line, by)
    refuse_if(rules.reasons_not_to_take_back(state=held.state, served=_served(held)))
    _unmake(held)
    held.state, held.checked_by, held.checked_on = SourceState.PROPOSED, None, None
    held.funder = held.project = None
    held.made = []
    held.save()
    record("observatory.line_taken_back", queries.line_reference(held), by)
    return held


def _held(line: PublishedLine, by: Mandate) -> PublishedLine:
    check_mandate(by, roles=queries.WRITERS)
    held = held_row(PublishedLine.objects.select_related("cluster", "funder__convention", "project"), line.pk)
    own = held.holder_id == by.organisation_id
    refuse_if([] if own else ["Seul l’organisme qui a payé décide de cette ligne."])
    return held


def _decide(line: PublishedLine, state: SourceState, by: Mandate) -> None:
    line.state, line.checked_by, line.checked_on = state, by, timezone.localdate()


def _confirm(line: PublishedLine, by: Mandate) -> None:
    _decide(line, SourceState.CONFIRMED, by)
    if line.kind == PublishedKind.SUBSIDY:
        _into_convention(line, by)
    else:
        _into_project(line, by)
    line.save()


def _into_convention(line: PublishedLine, by: Mandate) -> None:
    """The convention of the same decision when there is one: what was voted is only written where nothing was."""
    key = convention_rules.decision_key(deliberation=line.reference, title=line.title)
    known = ConventionFunder.objects.filter(
        organisation=by.organisation_id, convention__cluster=line.cluster_id, decision_key=key
    ).first()
    if known is not None and key:
        if known.voted is None:
            known.voted = line.amount
            known.save(update_fields=["voted"])
            line.made = ["voted"]
        line.funder = known
        return
    convention = Convention.objects.create(
        cluster_id=line.cluster_id,
        title=(line.title or f"Subvention {line.reference}")[:200],
        starts_on=line.starts_on or line.dated_on,
        ends_on=line.ends_on,
        entered_by=by,
    )
    line.funder = ConventionFunder.objects.create(
        convention=convention,
        organisation=by.organisation,
        deliberation=line.reference[:120],
        deliberated_on=line.dated_on,
        voted=line.amount,
        decision_key=key,
    )
    line.made = [CONVENTION, FUNDER]


def _into_project(line: PublishedLine, by: Mandate) -> None:
    """The project of this programme and number, whoever claims it already; the beneficiary leads it."""
    line.made = []
    project, new = EuProject.objects.get_or_create(
        identity=rules.project_identity(line.programme, line.reference),
        defaults={
            "programme": line.programme[:120],
            "number": line.reference[:60],
            "title": (line.title or line.reference)[:300],
            "lead": line.beneficiary[:200],
            "starts_on": line.starts_on,
            "ends_on": line.ends_on,
            "eu_amount": line.eu_amount,
            "source": line.source,
            "as_of": line.as_of,
            "entered_by": by,
            "checked_by": by,
            "checked_on": timezone.localdate(),
            "state": SourceState.CONFIRMED,
        },
    )
    _, joined = ProjectRole.objects.get_or_create(
        project=project, cluster=line.cluster, defaults={"part": ProjectPart.LEAD, "said_by": by}
    )
    line.project = project
    line.made = [name for name, made in ((PROJECT, new), (ROLE, joined)) if made]


def _served(line: PublishedLine) -> bool:
    """Whether somebody has written since on what it made."""
    if line.funder is not None and FUNDER in line.made:
        funder = line.funder
        return (
            funder.voted != line.amount
            or funder.paid is not None
            or funder.documents.exists()
            or funder.shown_to.exists()
            or funder.convention.funders.count() > 1
            or funder.published.exclude(pk=line.pk).exists()
        )
    if line.project is not None and PROJECT in line.made:
        project = line.project
        return (
            project.roles.exclude(cluster=line.cluster_id).exists()
            or project.enterprises.exists()
            or project.published.exclude(pk=line.pk).exists()
        )
    return False


def _unmake(line: PublishedLine) -> None:
    if line.funder is not None and FUNDER in line.made:
        line.funder.convention.delete()
    elif line.funder is not None and "voted" in line.made and line.funder.voted == line.amount:
        ConventionFunder.objects.filter(pk=line.funder.pk).update(voted=None)
    if line.project is not None and PROJECT in line.made:
        line.project.delete()
    elif line.project is not None and ROLE in line.made:
        line.project.roles.filter(cluster=line.cluster_id).delete()


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person’s name out of the words of published lines."""
    for row in queries.lines_naming(member):
        title, beneficiary = without_person([row.title, row.beneficiary], member)
        PublishedLine.objects.filter(pk=row.pk).update(title=title, beneficiary=beneficiary)
