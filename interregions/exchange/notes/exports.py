"""The note as a document: the twelve parts, the references, the annexes, its version and its signature."""

from django.utils import timezone

from interregions.exchange.notes.parts import SIGN_OFF
from interregions.exchange.notes.queries import NoteContent
from interregions.toolkit.documents import Document, Facts, Heading, Paragraph, Part, parts_from_blocks


def note_document(content: NoteContent) -> Document:
    """The document of what this person reads: preparatory until it is signed, communicable afterwards."""
    parts: list[Part] = [
        Facts([("Thème", content.theme), ("Région responsable", content.lead), ("État", content.state)])
    ]
    for part in content.parts:
        parts.append(Heading(1, part["title"]))
        written = parts_from_blocks(part["blocks"])
        if part["key"] == SIGN_OFF:
            parts += [*written, Paragraph(content.state)]
        else:
            parts += written or [Paragraph("Rien n’est encore écrit ici.")]
    return Document(
        title=content.title,
        subtitle=f"Version {content.version}" if content.version else "Projet, version de travail",
        author=content.lead,
        classification="communicable" if content.signed else "preparatory",
        date=timezone.localdate(content.at) if content.at else None,
        fictional=content.fictional,
        parts=parts,
    )


def note_name(content: NoteContent) -> str:
    """The name of the file, without its ending: its theme, then its version."""
    state = f", version {content.version}" if content.version else ", projet"
    return f"Note d’opportunité {content.theme}"[:100].rstrip() + state
