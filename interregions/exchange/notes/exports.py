"""The note as a document: the twelve parts, the references, the annexes, its version and its signature."""

from interregions.exchange.notes.queries import NoteContent
from interregions.toolkit.documents import Document, Facts, Heading, Paragraph, Part, parts_from_blocks


def note_document(content: NoteContent) -> Document:
    """The document of what this person reads: preparatory until it is signed, communicable afterwards."""
    parts: list[Part] = [
        Facts([("Thème", content.theme), ("Région responsable", content.lead), ("État", content.state)])
    ]
    for part in content.parts:
        parts.append(Heading(1, part["title"]))
        parts += parts_from_blocks(part["blocks"]) or [Paragraph("Rien n’est encore écrit ici.")]
    parts += [Heading(1, "Signature"), Paragraph(content.state)]
    return Document(
        title=content.title,
        subtitle=f"Version {content.version}" if content.version else "Projet, version de travail",
        author=content.lead,
        classification="communicable" if content.signed else "preparatory",
        date=content.at.date() if content.at else None,
        fictional=content.fictional,
        parts=parts,
    )
