"""An edition as a document or as tables: the page's own content, nothing more, through the same queries."""

from collections.abc import Iterable, Sequence

from interregions.common.typography import counted, number
from interregions.exchange.surveys.restitution.queries.matrix import Matrix
from interregions.exchange.surveys.restitution.queries.restitution import EditionPage, Section
from interregions.exchange.surveys.restitution.rules.figures.form import Part
from interregions.toolkit.charts.figures import bars
from interregions.toolkit.documents import (
    Document,
    Facts,
    Figure,
    Heading,
    Paragraph,
    Quote,
    Sheet,
    Table,
    parts_from_blocks,
)
from interregions.toolkit.documents import Part as DocumentPart
from interregions.toolkit.documents.tables import Value


def edition_document(page: EditionPage, *, fictional: bool) -> Document:
    """The report: rates, then one section for each question."""
    edition = page.restitution
    quoted = [each for section in page.sections for each in section.quoted]
    parts: list[DocumentPart] = [Paragraph(f"{edition.answered} {page.noun} sur {edition.asked} ont répondu.")]
    if edition.reason:
        parts.append(Paragraph(f"Édition {edition.edition} : {edition.reason}"))
    if edition.response_rate:
        rows: list[list[str | int]] = [
            [rate["college"], rate["answered"], rate["asked"]] for rate in edition.response_rate
        ]
        parts.append(Table("Réponses par collège", ["Collège", "Réponses", "Interrogés"], rows, numeric_columns=[1, 2]))
    parts += parts_from_blocks(edition.summary)
    for section in page.sections:
        parts += _section(section)
    return Document(
        title=page.survey.title,
        subtitle="Restitution" + (f", édition {edition.edition}" if edition.edition > 1 else ""),
        date=edition.published_at.date() if edition.published_at else None,
        # What somebody wrote is quoted for one reader’s circles: it is taken out before the document goes further.
        classification="redacted" if quoted else "communicable",
        caution=f"Document à occulter\u202f: {caution(each.circle for each in quoted)}" if quoted else "",
        fictional=fictional,
        parts=parts,
    )


def caution(circles: Iterable[str]) -> str:
    """Why what is taken away is not for everybody, and of which circles it is when they are several."""
    told = sorted({circle for circle in circles if circle})
    asked = "ôtez-les avant de le transmettre à qui n’est pas de leur cercle."
    if len(told) < 2:
        return f"il cite des réponses qui ne sont pas ouvertes à tous\u202f; {asked}"
    return f"il réunit des réponses ouvertes à des cercles différents ({', '.join(told)})\u202f; {asked}"


def _section(section: Section) -> list[DocumentPart]:
    parts: list[DocumentPart] = [Heading(2, section.label), Paragraph(section.finding, keeps_next=True)]
    for part in section.parts:
        parts += _figure(section, part)
    if section.statistics:
        parts.append(Facts([(label, f"{number(value)}{unit}") for label, value, unit in section.statistics]))
    parts += [Paragraph(reason) for reason in section.withheld]
    parts.append(Paragraph(f"{section.base}."))
    parts += [Quote(quoted.text, quoted.source) for quoted in section.quoted]
    if section.item.commentary:
        parts.append(Paragraph(section.item.commentary))
    return parts


def _figure(section: Section, part: Part) -> list[DocumentPart]:
    # The heading above already says the question: only a row of a table has a title of its own.
    title, answers = part.label, counted(part.n, "réponse")
    caption = f"{title} ({answers})" if title else answers
    if part.drawn is not None:
        rows: list[list[str | int]] = [[label, int(count)] for label, count, _ in part.drawn.rows]
        drawing = bars([label for label, _, _ in part.drawn.rows], [count for _, count, _ in part.drawn.rows], "", "")
        table = Table("", ["Réponse", "Nombre"], rows, numeric_columns=[1])
        told = " ; ".join(f"{label} : {count}" for label, count in rows)
        made: list[DocumentPart] = [Figure(drawing, f"{title or section.label} : {told}", caption, table)]
    elif part.words:
        made = [Table(caption, ["Réponse", "Nombre"], [list(pair) for pair in part.words])]
    else:
        made = [Paragraph(part.withheld)]
    if part.beside is not None:
        beside: list[list[str | int]] = [list(row) for row in part.beside.rows]
        made.append(Table(part.beside.caption, list(part.beside.header), beside, numeric_columns=[1]))
    if part.groups:
        made.append(Table(f"{title}, ventilation" if title else "Ventilation", part.header, part.groups))
    return made


def edition_sheets(page: EditionPage, matrix: Matrix, circles: Sequence[str] = ()) -> list[Sheet]:
    """The published counts, the statistics, the named answers this reader may read, and their circles."""
    counts: list[list[Value]] = []
    for section in page.sections:
        for part in section.parts:
            drawn = part.drawn.rows if part.drawn else []
            counts += [[section.label, part.label, "", label, int(count), part.n] for label, count, _ in drawn]
            counts += [[section.label, part.label, "", label, words, part.n] for label, words in part.words]
            if part.beside is not None:
                head = part.beside.header[1].lower()
                rows = part.beside.rows
                counts += [[section.label, part.label, "", f"{label} ({head})", told, part.n] for label, told in rows]
            counts += [
                [section.label, part.label, group[0], label, int(count), int(group[1])]
                for group in part.groups
                for label, count in zip(part.header[2:], group[2:], strict=True)
            ]
        counts += [
            [section.label, "", "", f"{label} ({unit.strip()})" if unit.strip() else label, value, section.n]
            for label, value, unit in section.statistics
        ]
    return [
        Sheet("Nombres", ["Question", "Ligne", "Groupe", "Réponse", "Nombre", "n"], counts),
        Sheet("Réponses nommées", ["Organisme", *matrix.questions], [[name, *cells] for name, cells in matrix.rows]),
        *(
            [
                Sheet(
                    "À occulter",
                    ["Avant de transmettre ce fichier"],
                    [[f"Fichier à occulter\u202f: {caution(circles)}"]],
                )
            ]
            if matrix.rows
            else []
        ),
    ]
