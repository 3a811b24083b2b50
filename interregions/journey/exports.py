"""The page of a priority of the Union as a document, ready to quote."""

from interregions.journey.queries.europe import EuropePage, Line
from interregions.toolkit.documents import BulletList, Document, Facts, Heading, Paragraph, Part, Table
from interregions.toolkit.documents.parts import Cell


def europe_document(page: EuropePage) -> Document:
    """The paragraph first, then how many of each kind by term, then each thing by name."""
    scheme = page.scheme
    parts: list[Part] = [Paragraph(page.paragraph)]
    if scheme:
        parts.append(Facts([("Liste", scheme.name_and_doubt), ("Source", scheme.source), ("À savoir", scheme.note)]))
    if page.said:
        header = ["Terme", *[each.name for each in page.said]]
        rows: list[list[Cell]] = [[term.label_and_doubt, *numbers] for term, numbers in page.by_term if any(numbers)]
        parts += [Heading(2, "Par terme"), Table("Ce que porte chaque terme de la liste", header, rows)]
    for section in page.said:
        parts += [Heading(2, section.name), BulletList([_told(line) for line in section.lines])]
    return Document(
        title=page.priority.name,
        subtitle="Priorité de l’Union européenne",
        author=page.reader,
        classification="preparatory",
        date=page.on,
        fictional=page.fictional,
        parts=parts,
    )


def _told(line: Line) -> str:
    detail = f", {line.detail}" if line.detail else ""
    return f"{line.label}{detail} ({', '.join(term.label for term in line.terms)})"
