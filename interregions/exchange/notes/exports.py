"""The note as a document: the twelve parts, the references, the annexes, its version and its signature."""

from collections.abc import Sequence

from django.utils import timezone

from interregions.common.blocks import Block
from interregions.exchange.notes.parts import SIGN_OFF
from interregions.exchange.notes.queries.content import NoteContent
from interregions.toolkit.documents import BulletList, Document, Facts, Heading, Paragraph, Part, parts_from_blocks


def note_document(content: NoteContent) -> Document:
    """The document of what this person reads: preparatory until it is signed, communicable afterwards."""
    # The title of the document already says the theme.
    facts = [] if content.theme in content.title else [("Thème", content.theme)]
    parts: list[Part] = [Facts([*facts, ("Région responsable", content.lead), ("État", content.state)])]
    empty: list[str] = []
    for part in content.parts:
        written = parts_from_blocks(_without_theme(part["blocks"], content.theme))
        if part["key"] == SIGN_OFF:
            written.append(Paragraph(content.state))
            written += [Paragraph("Parties sans texte dans cette version\u202f:"), BulletList(empty)] if empty else []
        elif not written and content.signed:
            empty.append(part["title"])
            continue
        parts += [Heading(1, part["title"]), *(written or [Paragraph("Rien n’est encore écrit ici.")])]
    return Document(
        title=content.title,
        subtitle=f"Version {content.version}" if content.version else "Projet, version de travail",
        author=content.lead,
        classification="communicable" if content.signed else "preparatory",
        date=timezone.localdate(content.at) if content.at else None,
        fictional=content.fictional,
        parts=parts,
    )


def _without_theme(blocks: Sequence[Block], theme: str) -> list[Block]:
    """The blocks of a part, without the title of the theme when other words follow it."""
    others = [block for block in blocks if " ".join(block.get("text", "").split()) != " ".join(theme.split())]
    return others or list(blocks)


def note_name(content: NoteContent) -> str:
    """The name of the file, without its ending: its theme, then its version."""
    state = f", version {content.version}" if content.version else ", projet"
    return f"Note d’opportunité {content.theme}"[:100].rstrip() + state
