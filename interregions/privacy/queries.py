"""Everything the product keeps about a person, asked of each room."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from interregions.common.characters import sort_key
from interregions.common.erasure import Somebody
from interregions.common.lists import having_words
from interregions.common.rooms import rooms
from interregions.network import queries as network
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.privacy import rules
from interregions.reception.models import Invitation
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.mail.models import Message


def personal_data_of(member: Member) -> dict[str, Any]:
    """What every room keeps about this person, by the room's French name: the tools, which say how, come last."""
    in_order = sorted(rooms(), key=lambda room: room.name.startswith("interregions.toolkit."))
    return dict(kept for room in in_order if (kept := room.personal_data(member)) is not None)


def flat(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each single value with the way to it; empty ones are left out."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from flat(inside, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for number, inside in enumerate(value, start=1):
            yield from flat(inside, (*path, str(number)))
    elif value not in ("", None, 0):
        yield path, str(value)


@dataclass(frozen=True)
class RoomCount:
    """How many things a room keeps about a person."""

    label: str
    count: int


@dataclass(frozen=True)
class OwnPage:
    """« Mes données »: what is kept, and why one may not be erased now."""

    identity: dict[str, str]
    rooms: tuple[RoomCount, ...]
    reasons_not_to_erase: list[str]


def own_page(member: Member, mandate: Mandate | None) -> OwnPage:
    """The page of the person who asks."""
    kept = personal_data_of(member)
    return OwnPage(
        identity=kept["Annuaire"]["identité"],
        rooms=tuple(RoomCount(label, _count(value)) for label, value in kept.items() if label != "Annuaire"),
        reasons_not_to_erase=erasure_reasons(member, mandate, member),
    )


def _count(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_count(inside) for inside in value.values())
    if isinstance(value, list):
        return len(value)
    return value if isinstance(value, int) else int(bool(value))


def people_erasable_by(member: Member | None) -> QuerySet[Member]:
    """Oneself; everybody still here for the animation."""
    standing = network.standing_of(member)
    found = Member.objects.filter(removed_at__isnull=True)
    if standing.is_facilitator:
        return found
    return found.filter(pk=member.pk) if member else found.none()


def people_found(member: Member | None, words: str) -> QuerySet[Member]:
    """Those of them whose name or address holds these words."""
    found = people_erasable_by(member)
    found = having_words(found, words, "given_name", "family_name", "email", "function")
    return found.prefetch_related("mandates__organisation")


def erasure_reasons(member: Member, by: Mandate | None, asker: Member) -> list[str]:
    """Why this person is not erased by this asker, acting under this mandate."""
    return rules.reasons_not_to_erase(
        is_oneself=asker.pk == member.pk,
        is_facilitator=_acts_as_facilitator(by, asker),
        already_removed=member.removed_at is not None,
        is_last_facilitator=is_last_facilitator(member),
    )


def reasons_about(somebody: Somebody, by: Mandate | None, asker: Member) -> list[str]:
    """Why this person without account is not erased by this asker, acting under this mandate."""
    names = sort_key(f"{somebody.given_name} {somebody.family_name}")
    same = Member.objects.filter(name_key=names, removed_at__isnull=True).exclude(name_key="")
    return rules.reasons_not_to_erase_somebody(
        is_facilitator=_acts_as_facilitator(by, asker),
        is_named=same.exists(),
        is_reached=bool(network.members_at(somebody.email)),
    )


def files_erasable_by(member: Member | None) -> QuerySet[StoredFile]:
    """Every file for the animation, erased ones too: the rule says that nothing is left of them."""
    everything = StoredFile.objects.all()
    return everything if network.standing_of(member).is_facilitator else everything.none()


def file_reasons(file: StoredFile, by: Mandate | None, asker: Member) -> list[str]:
    """Why this file is not erased by this asker."""
    return rules.reasons_not_to_erase_file(
        is_facilitator=_acts_as_facilitator(by, asker), erased=file.erased_at is not None
    )


def _acts_as_facilitator(by: Mandate | None, asker: Member) -> bool:
    current = {mandate.pk for mandate in network.standing_of(asker).mandates if mandate.role == Role.FACILITATOR}
    return by is not None and by.pk in current


def is_last_facilitator(member: Member) -> bool:
    """Whether nobody else would facilitate the network."""
    holders = set(network.facilitators().values_list("member_id", flat=True))
    return holders == {member.pk}


def shares_mailbox(member: Member) -> bool:
    """Whether somebody else reads the same address: it then stays theirs."""
    return any(other.pk != member.pk for other in network.members_at(member.email))


def last_day_of(member: Member) -> date | None:
    """The last day this person acted for anybody; their arrival without mandate; None while one is open."""
    mandates = Mandate.objects.filter(member=member)
    if mandates.filter(ends_on__isnull=True).exists():
        return None
    ended: date | None = mandates.aggregate(last=Max("ends_on"))["last"]
    return ended or timezone.localdate(member.created_at)


def people_without_open_mandate() -> QuerySet[Member]:
    """Real people who may have left; the cast of a demonstration is nobody."""
    open_mandates = Mandate.objects.filter(ends_on__isnull=True).values("member_id")
    return Member.objects.filter(removed_at__isnull=True, fictional=False).exclude(pk__in=open_mandates)


def people_who_never_came() -> QuerySet[Member]:
    """Real people who were invited, never acted for anybody, and whose last invitation is six months old."""
    asked = Invitation.objects.filter(member=OuterRef("pk"))
    lately = asked.filter(invited_at__gte=timezone.now() - timedelta(days=rules.NEVER_CAME_DAYS))
    acted = Mandate.objects.filter(member=OuterRef("pk"))
    found = Member.objects.filter(removed_at__isnull=True, fictional=False)
    return found.filter(Exists(asked), ~Exists(lately), ~Exists(acted))


def notice_key(member: Member, last_day: date) -> str:
    """One notice for each departure."""
    return f"privacy.notice:{member.pk}:{last_day.isoformat()}"


def told_on(member: Member, last_day: date) -> date | None:
    """The day the person was told that their data would be erased."""
    created = Message.objects.filter(key=notice_key(member, last_day)).values_list("created_at", flat=True).first()
    return timezone.localdate(created) if created else None
