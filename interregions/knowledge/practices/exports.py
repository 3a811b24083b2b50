"""Practices as documents and tables to take away."""

from collections.abc import Sequence

from django.utils import timezone

from interregions.common.typography import french_date, typo
from interregions.knowledge.practices import queries, rules
from interregions.network.models import Mandate
from interregions.toolkit.documents import BulletList, Document, Facts, Heading, Paragraph, Part, Sheet


def practice_document(page: queries.PracticePage) -> Document:
    """The sheet: level and evidence first, what did not work as visible as the rest."""
    practice = page.practice
    parts: list[Part] = [
        Facts(
            [
                ("Porté par", practice.organisation.name),
                ("Niveau", page.level),
                ("État", str(practice.get_status_display())),
                ("Vient de", page.origin.label if page.origin else "—"),
            ]
        ),
        Heading(2, "Résultats observés"),
        Paragraph(practice.observed_result or "Pas encore renseigné."),
    ]
    if page.evidence:
        parts.append(BulletList([typo(_evidence(each.words, each.source, each.dated_on)) for each in page.evidence]))
    for part in page.parts:
        parts += [Heading(2, part.name), Paragraph(part.text)]
        if part.key == "what_was_done":
            parts += _failure(page)
    if not any(part.key == "what_was_done" for part in page.parts):
        parts += _failure(page)
    return Document(
        title=practice.title,
        subtitle=f"Bonne pratique, {practice.organisation.short_name}",
        classification="communicable" if page.published else "preparatory",
        date=timezone.localdate(practice.published_at or practice.created_at),
        fictional=page.fictional,
        parts=parts,
    )


def _failure(page: queries.PracticePage) -> list[Part]:
    return [Heading(2, rules.PARTS["what_did_not_work"]), Paragraph(page.failure or "Pas encore renseigné.")]


def _evidence(words: str, source: str, dated_on: object) -> str:
    when = f", {french_date(dated_on)}" if dated_on else ""  # type: ignore[arg-type]
    return f"{words} ({source}{when})"


def practice_sheets(lines: Sequence[queries.PracticeLine], mandate: Mandate | None) -> list[Sheet]:
    """The list as a table, as this mandate reads it."""
    header = ["Intitulé", "Porté par", "Niveau", "État", *[name for key, name in rules.PARTS.items() if key != "title"]]
    rows = [
        [
            line.practice.title,
            line.practice.organisation.name,
            line.level,
            str(line.practice.get_status_display()),
            *[text for key, text in queries.texts_read(line.practice, mandate).items() if key != "title"],
        ]
        for line in lines
    ]
    return [Sheet("Bonnes pratiques", header, rows)]
