"""What a note says, as it stands or as it was signed: the same value makes the page of readers and the documents."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from interregions.common.blocks import Block, text_of_blocks
from interregions.common.rooms import AboutVisa
from interregions.common.typography import counted, french_date, french_datetime, of_name, typo
from interregions.exchange.notes.choices import NoteReferenceKind, NoteStatus
from interregions.exchange.notes.models import Note, NoteReference
from interregions.network.models import Mandate, Organisation
from interregions.network.queries import installation
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.prints import Part
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.writing.models import Version
from interregions.toolkit.writing.queries import rights_on, sections_of

REFERENCES, ANNEXES = "references", "annexes"


@dataclass(frozen=True)
class NoteContent:
    """The words of a note: its parts (key, title, blocks) in order, then its references and its annexes."""

    title: str
    theme: str
    lead: str
    parts: tuple[dict[str, Any], ...]
    state: str
    signed: bool
    version: int | None
    at: datetime | None
    fictional: bool


def content_of(note: Note, *, live: bool) -> NoteContent | None:
    """The note as it stands when ``live``, else as it was last signed; None when it never was."""
    signed = note.status == NoteStatus.SIGNED_OFF
    kept = note.text.versions.filter(number=note.signed_version).first() if note.signed_version is not None else None
    if not live and kept is None:
        return None
    as_signed = kept is not None and (signed or not live)
    parts = list(kept.sections) if as_signed and kept else [*sections_of(note.text), *extra_parts(note)]
    known = installation()
    return NoteContent(
        title=note.text.title,
        theme=note.cycle.theme.title,
        lead=note.cycle.lead.name,
        parts=tuple(part for part in parts if part["blocks"] or not part.get("extra")),
        state=_state(note, kept if as_signed else None),
        signed=as_signed,
        version=kept.number if as_signed and kept else None,
        at=kept.at if as_signed and kept else None,
        fictional=bool(known and known.demonstration),
    )


def content_visible_to(note: Note, mandate: Mandate | None) -> NoteContent | None:
    """What this mandate reads of a note it sees: the text as it stands when it is granted, else the signed one."""
    return content_of(note, live=rights_on(note.text, mandate) is not None)


def _state(note: Note, kept: Version | None) -> str:
    if kept is None:
        return "Projet, non signé"
    by = note.signed_off_by
    who = f" par {by.member.full_name}, {_on_behalf(by.organisation)}," if by else ""
    moment = timezone.localtime(note.signed_off_at or kept.at)
    return f"Version {kept.number}, signée{who} {french_datetime(moment)}"


def _on_behalf(organisation: Organisation) -> str:
    """« pour la Région Bretagne »; « au nom de … » for a name whose article is not known."""
    name = organisation.name
    feminine = name.startswith(("Région ", "Collectivité "))
    return f"pour la {name}" if feminine else f"au nom {of_name(organisation.short_name)}"


def state_of(note: Note) -> str:
    """Who signed the note and when, or that it is a draft."""
    kept = note.text.versions.filter(number=note.signed_version).first() if note.signed_version is not None else None
    return _state(note, kept if note.status == NoteStatus.SIGNED_OFF else None)


def extra_parts(note: Note) -> list[dict[str, Any]]:
    """The references and the annexes, as parts a version keeps."""
    rows = list(note.references.select_related("attachment"))
    sources = [one for one in rows if one.kind != NoteReferenceKind.ANNEX]
    annexes = [one for one in rows if one.kind == NoteReferenceKind.ANNEX]
    return [
        {"key": REFERENCES, "title": "Références", "blocks": _table(sources), "extra": True},
        {"key": ANNEXES, "title": "Annexes", "blocks": _annexes(annexes), "extra": True},
    ]


def _table(rows: list[NoteReference]) -> list[Block]:
    if not rows:
        return []
    cells = [
        [
            str(NoteReferenceKind(one.kind).label),
            one.title,
            french_date(one.dated_on) if one.dated_on else "",
            one.url or (one.attachment.name if one.attachment else ""),
        ]
        for one in rows
    ]
    return [{"type": "table", "header": ["Nature", "Intitulé", "Date", "Où la lire"], "rows": cells, "caption": ""}]


def _annexes(rows: list[NoteReference]) -> list[Block]:
    if not rows:
        return []
    items = [typo(f"{one.title} ({one.attachment.name})") if one.attachment else one.title for one in rows]
    return [{"type": "list", "ordered": True, "items": items}]


def visa_files(approval: ApprovalRequest) -> list[StoredFile]:
    """The files of the note whose visa is asked, as they were joined when it was asked."""
    joined = StoredFile.objects.filter(created_at__lte=approval.asked_at, erased_at=None)
    rows = NoteReference.objects.filter(note=int(approval.about_id), attachment__in=joined)
    return [row.attachment for row in rows.select_related("attachment") if row.attachment]


def visa_parts(approval: ApprovalRequest) -> list[Part]:
    """Each part of the note as it reads today, references and annexes included."""
    note = Note.objects.select_related("text", "cycle__theme", "cycle__lead").filter(pk=int(approval.about_id)).first()
    content = content_of(note, live=True) if note is not None else None
    return [
        Part(str(part["key"]), str(part["title"]), text_of_blocks(part["blocks"]))
        for part in (content.parts if content else ())
    ]


def about_visa(approval: ApprovalRequest) -> AboutVisa:
    """What the person whose visa is asked on a note is told."""
    parts = visa_parts(approval)
    written = sum(1 for part in parts if part.text.strip())
    note = Note.objects.select_related("cycle__lead").filter(pk=int(approval.about_id)).first()
    signer = note.cycle.lead.short_name if note else "la Région responsable"
    return AboutVisa(
        progress=f"{counted(written, 'partie écrite', 'parties écrites')} sur {len(parts)}.",
        readers=("Une fois signée, la note est lue par les Régions et les EPCI du réseau, et par l’animation.",),
        afterwards=f"La note est publiée quand {signer} la signe\u202f; rien n’est publié avant.",
    )


def visa_blocks(note: Note) -> list[Block]:
    """The whole note as the person whose visa is asked reads it."""
    content = content_of(note, live=True)
    blocks: list[Block] = []
    for part in content.parts if content else ():
        blocks.append({"type": "heading", "level": 2, "text": part["title"]})
        blocks += part["blocks"]
    return blocks
