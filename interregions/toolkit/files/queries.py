"""Every read of files and grants."""

from collections.abc import Iterator

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from interregions.common.deadlines import deadline_day
from interregions.network.models import Member
from interregions.network.queries import standing_of
from interregions.toolkit.files import content
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.models import FileWords, Grant, StoredFile

AT_LEAST: dict[str, list[str]] = {
    Right.READ: [Right.READ, Right.COMMENT, Right.EDIT],
    Right.COMMENT: [Right.COMMENT, Right.EDIT],
    Right.EDIT: [Right.EDIT],
}
FILE_KIND = "files.storedfile"


def grants_of(member: Member | None, right: str = Right.READ) -> QuerySet[Grant]:
    """The grants that give this member at least this right today."""
    standing = standing_of(member)
    if standing.member is None:
        return Grant.objects.none()
    return Grant.objects.filter(
        Q(organisation__in=standing.organisation_ids) | Q(member_id=standing.member.pk),
        Q(until__isnull=True) | Q(until__gte=deadline_day()),
        right__in=AT_LEAST[right],
    )


def may(member: Member | None, kind: str, object_id: object, right: str = Right.READ) -> bool:
    """Whether this member has at least this right on the object today."""
    return grants_of(member, right).filter(object_kind=kind, object_id=str(object_id)).exists()


def granted(member: Member | None, kind: str, key: str, right: str = Right.READ) -> Exists:
    """The condition « the object of this kind whose number stands in the column ``key`` is granted to the member »."""
    object_id = Cast(OuterRef(key), CharField(max_length=64))
    return Exists(grants_of(member, right).filter(object_kind=kind, object_id=object_id))


def grants_on(kind: str, object_id: object) -> QuerySet[Grant]:
    """Who has a right on this object."""
    return Grant.objects.filter(object_kind=kind, object_id=str(object_id)).select_related("organisation", "member")


def files_visible_to(member: Member | None) -> QuerySet[StoredFile]:
    """Files this member brought, or was granted; a room shows its own files through its own view."""
    standing = standing_of(member)
    if standing.member is None:
        return StoredFile.objects.none()
    mine = Q(uploaded_by__in=[mandate.pk for mandate in standing.mandates])
    return StoredFile.objects.filter(Q(granted(member, FILE_KIND, "pk")) | mine, erased_at__isnull=True)


def latest_contents(most: int) -> list[str]:
    """The hashes of the files brought last."""
    kept = StoredFile.objects.filter(erased_at__isnull=True).order_by("-pk")
    return list(kept.values_list("sha256", flat=True)[:most])


def content_of(file: StoredFile) -> bytes:
    """The bytes of a file."""
    return content.read(file.sha256)


def is_content_used(sha256: str) -> bool:
    """Whether a file that is not erased still has this content."""
    return StoredFile.objects.filter(sha256=sha256, erased_at__isnull=True).exists()


def unread_contents() -> list[str]:
    """The contents of kept files whose words were not read yet, the oldest first."""
    kept = StoredFile.objects.filter(erased_at__isnull=True).exclude(sha256__in=FileWords.objects.values("sha256"))
    return list(dict.fromkeys(kept.order_by("pk").values_list("sha256", flat=True)))


def kept_files() -> QuerySet[StoredFile]:
    """Every file that is not erased, with who brought it: for the door that looks for a person in them."""
    return StoredFile.objects.filter(erased_at__isnull=True).select_related("uploaded_by__organisation")


def words_of_files() -> Iterator[FileWords]:
    """The words of every content, one at a time."""
    return FileWords.objects.iterator(chunk_size=20)


def personal_data_of(member: Member) -> list[dict[str, str]]:
    """The files this person brought."""
    rows = StoredFile.objects.filter(uploaded_by__member=member).values_list("name", "created_at")
    return [{"name": name, "at": at.isoformat()} for name, at in rows]
