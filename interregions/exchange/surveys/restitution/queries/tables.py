"""Tables too long for a page to wait for: what each was made from, and who may take it away."""

from datetime import timedelta

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from interregions.exchange.surveys.answering.queries.answers import named_answers_visible_to
from interregions.exchange.surveys.restitution.models import PreparedTable, Restitution
from interregions.exchange.surveys.restitution.queries.matrix import responses_named
from interregions.exchange.surveys.restitution.queries.restitution import published_visible_to
from interregions.exchange.surveys.restitution.queries.taking import surveys_taken_by
from interregions.network.models import Member
from interregions.network.queries import standing_of

MOST_ROWS = 2_000  # beyond, a table is prepared aside
KEPT = timedelta(days=1)


def readable_mark(edition: Restitution, member: Member | None) -> str:
    """A mark of all that this member may read by name in this edition: one more answer or one less changes it."""
    counted = responses_named(edition, member).values("pk")
    found = named_answers_visible_to(member, edition.survey).filter(response__in=counted).order_by()
    told = found.aggregate(answers=Count("pk"), sum=Sum("pk"))
    return f"{told['answers']}-{told['sum'] or 0}"


def tables_visible_to(member: Member | None) -> QuerySet[PreparedTable]:
    """Those this person asked for, for a day, of editions that they still read."""
    standing = standing_of(member)
    if standing.member is None:
        return PreparedTable.objects.none()
    kept = PreparedTable.objects.filter(by__member=standing.member, asked_at__gt=timezone.now() - KEPT)
    read = published_visible_to(member).order_by().values("pk")
    return kept.filter(restitution__in=read, file__isnull=False).select_related("restitution__survey__cycle", "file")


def answer_tables_visible_to(member: Member | None) -> QuerySet[PreparedTable]:
    """Those of answers that this person asked for, for a day, of surveys whose answers they still take away."""
    standing = standing_of(member)
    if standing.member is None:
        return PreparedTable.objects.none()
    kept = PreparedTable.objects.filter(by__member=standing.member, asked_at__gt=timezone.now() - KEPT)
    taken = surveys_taken_by(member).order_by().values("pk")
    return kept.filter(survey__in=taken, file__isnull=False).select_related("survey__cycle", "file")


def tables_to_forget() -> QuerySet[PreparedTable]:
    """Those whose day is over."""
    return PreparedTable.objects.filter(asked_at__lte=timezone.now() - KEPT).select_related("file")
