"""Which drawing of a figure is kept with an edition, and whether this version of the product made it."""

import hashlib
from functools import cache

from django.db.models import QuerySet
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from interregions.exchange.surveys.choices import RestitutionStatus
from interregions.exchange.surveys.restitution.models import Restitution, RestitutionItem

FIGURE = "surveys/restitution/_figure.html"
DRAWN_WITH = (FIGURE, "charts/bars.html")


@cache
def mark() -> str:
    """The mark of the templates a figure is drawn with: another version of the product draws again."""
    sources = [get_template(name).template.source for name in DRAWN_WITH]  # type: ignore[attr-defined]  # Django’s own
    return hashlib.sha256("".join(sources).encode()).hexdigest()[:12]


def drawing_of(item: RestitutionItem) -> SafeString | None:
    """The figure as it was drawn, or nothing when it has to be drawn now."""
    if item.drawn_with != mark():
        return None
    return mark_safe(item.drawing)  # noqa: S308  what our own template wrote, escaped


def editions_to_draw() -> QuerySet[Restitution]:
    """Published editions some figure of which is not kept as this version would draw it."""
    missing = RestitutionItem.objects.filter(shown=True).exclude(drawn_with=mark()).values("restitution")
    published = Restitution.objects.filter(status=RestitutionStatus.PUBLISHED, pk__in=missing)
    return published.select_related("survey").order_by("-published_at")
