"""The figures of an edition, drawn once as they are published, and kept with it: a page only reads them."""

from django.db import transaction
from django.template.loader import render_to_string

from interregions.exchange.surveys.restitution.models import Restitution, RestitutionItem
from interregions.exchange.surveys.restitution.queries.drawings import FIGURE, editions_to_draw, mark
from interregions.exchange.surveys.restitution.queries.restitution import breakdown_of, sections_of

MOST_EDITIONS = 5  # in one sweep


@transaction.atomic
def keep_drawings(restitution: Restitution) -> None:
    """Draw every figure shown in this edition."""
    items, page = [], {"breakdown": breakdown_of(restitution)}
    for section in sections_of(restitution):
        section.item.drawing = render_to_string(FIGURE, {"section": section, "page": page})
        section.item.drawn_with = mark()
        items.append(section.item)
    RestitutionItem.objects.bulk_update(items, ["drawing", "drawn_with"], batch_size=100)


def keep_missing_drawings() -> None:
    """Every minute: what an earlier version of the product drew, or what an erasure took away, is drawn again."""
    for restitution in editions_to_draw()[:MOST_EDITIONS]:
        keep_drawings(restitution)


def forget_drawings() -> None:
    """After somebody was erased: no drawing keeps a name that the texts no longer have."""
    RestitutionItem.objects.exclude(drawn_with="").update(drawing="", drawn_with="")
