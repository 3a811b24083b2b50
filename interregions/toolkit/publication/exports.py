"""What is open to everybody, as a dataset, a feed and a plan of the site."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from interregions.common.typography import french_date
from interregions.toolkit.documents import Sheet
from interregions.toolkit.publication.queries import OpenedLine

LICENCE = "Licence Ouverte 2.0 (Etalab)"
HEADER = ["Intitulé", "Nature", "Organisme", "Ouvert le", "Adresse", "Licence", "Données"]


def absolute(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"


def dataset_sheets(name: str, lines: Sequence[OpenedLine], *, fictional: bool) -> list[Sheet]:
    """One line for each thing; each says its licence and whether it is of a demonstration."""
    origin = "fictives (démonstration)" if fictional else "publiées par leur organisme"
    said = (LICENCE, origin)
    rows = [
        [each.reference.label, each.label, each.owner, french_date(each.at.date()), absolute(each.public_url), *said]
        for each in lines
    ]
    return [Sheet(name, HEADER, rows)]


def feed_of(lines: Sequence[OpenedLine], *, network: str) -> str:
    """An Atom feed (RFC 4287), latest first."""
    here = absolute(reverse("publication:feed"))
    feed = Atom1Feed(
        title=f"{network} : ce qui est ouvert à tous",
        link=absolute(reverse("publication:open_data")),
        description="Ce que le réseau et ses organismes ouvrent à tous.",
        language="fr",
        feed_url=here,
    )
    for line in lines:
        address = absolute(line.public_url)
        feed.add_item(
            title=line.reference.label,
            link=address,
            description=f"{line.label}. {line.owner}".strip(),
            unique_id=address,
            pubdate=line.at,
            updateddate=line.at,
        )
    return feed.writeString("utf-8")


def sitemap_of(addresses: Sequence[str]) -> str:
    """The pages that a search engine may read (sitemaps.org)."""
    urls = "".join(f"<url><loc>{escape(absolute(each))}</loc></url>" for each in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return f"{head}{urls}</urlset>"
