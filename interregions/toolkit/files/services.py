"""Bring a file, erase it; grant a right, take it back."""

import time
from datetime import date

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import Refused, refuse_if
from interregions.common.references import Reference
from interregions.network.models import Mandate, Member, Organisation
from interregions.toolkit.files import content, queries, rules
from interregions.toolkit.files.apart import read_apart
from interregions.toolkit.files.choices import Classification, Right
from interregions.toolkit.files.models import FileWords, Grant, StoredFile
from interregions.toolkit.journal.services import record

READING_SECONDS = 5  # of one sweep: the mail comes after
READER = "interregions.toolkit.files.words:words_of"


def store_file(*, upload: File, by: Mandate | None, classification: str = Classification.PREPARATORY) -> StoredFile:
    """Check a file by its content and keep it: on the disk first, then as a row. Refuses with French sentences."""
    name = upload.name or ""
    if upload.size is not None and upload.size > settings.MAX_UPLOAD_BYTES:
        megabytes = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise Refused(f"Ce fichier est trop lourd\u202f: {megabytes}\u202fMo au plus.")
    upload.seek(0)
    return store_bytes(body=upload.read(), name=name, by=by, classification=classification)


def store_bytes(*, body: bytes, name: str, by: Mandate | None, classification: str) -> StoredFile:
    """The same for a content that is already at hand."""
    refuse_if(rules.reasons_not_to_store(content=body, name=name, most_bytes=settings.MAX_UPLOAD_BYTES))
    kind = rules.kind_of(body, name)
    if kind is None:
        raise Refused(rules.UNKNOWN)
    if classification not in Classification.values:
        raise Refused("La classe de ce document n’est pas connue.")
    return StoredFile.objects.create(
        sha256=content.keep(body),
        name=rules.clean_name(name, kind),
        media_type=rules.ALLOWED[kind],
        size=len(body),
        classification=classification,
        uploaded_by=by,
    )


def keep_made(*, body: bytes, name: str, media_type: str, classification: str) -> StoredFile:
    """Keep a file that the product itself has made; its room says who takes it away."""
    return StoredFile.objects.create(
        sha256=content.keep(body), name=name, media_type=media_type, size=len(body), classification=classification
    )


@transaction.atomic
def erase_file(*, file: StoredFile, by: Mandate | None) -> None:
    """Erase the content of a file; the row stays and says when."""
    StoredFile.objects.filter(pk=file.pk).update(erased_at=timezone.now(), name="Fichier effacé")
    record("files.erased", Reference(queries.FILE_KIND, str(file.pk), "Fichier effacé", ""), by)
    sha256 = file.sha256
    if not queries.is_content_used(sha256):
        FileWords.objects.filter(sha256=sha256).delete()
    transaction.on_commit(lambda: None if queries.is_content_used(sha256) else content.remove(sha256))


def read_new_files() -> int:
    """Read the words of contents that were never read, for a few seconds; the number read. May run twice at once."""
    until, number = time.monotonic() + READING_SECONDS, 0
    for sha256 in queries.unread_contents():
        if time.monotonic() > until:
            break
        number += 1
        try:
            text = str(read_apart(content.read(sha256), READER))
        except (Refused, FileNotFoundError):
            text = ""
        FileWords.objects.get_or_create(sha256=sha256, defaults={"text": text, "read": bool(text.strip())})
    return number


def grant(
    kind: str,
    object_id: object,
    right: str,
    organisation: Organisation | None = None,
    member: Member | None = None,
    until: date | None = None,
) -> Grant:
    """Give an organisation, or one member, a right on an object; the last one given counts."""
    if (organisation is None) == (member is None):
        raise ValueError("A right is given to an organisation or to a member: exactly one.")
    if right not in Right.values:
        raise ValueError(f"Unknown right: {right}.")
    given, _ = Grant.objects.update_or_create(
        object_kind=kind,
        object_id=str(object_id),
        organisation=organisation,
        member=member,
        defaults={"right": right, "until": until},
    )
    return given


def withdraw(
    kind: str, object_id: object, organisation: Organisation | None = None, member: Member | None = None
) -> int:
    """Take a right back; with nobody named, all of them. The number taken back."""
    rights = Grant.objects.filter(object_kind=kind, object_id=str(object_id))
    if organisation is not None:
        rights = rights.filter(organisation=organisation)
    if member is not None:
        rights = rights.filter(member=member)
    return rights.delete()[0]


@transaction.atomic
def erase_member(member: Member) -> None:
    """Forget the person's own rights and take the name out of the names of files."""
    Grant.objects.filter(member=member).delete()
    for file in StoredFile.objects.all().iterator():
        name = without_person(file.name, member)
        if name != file.name:
            StoredFile.objects.filter(pk=file.pk).update(name=name)
