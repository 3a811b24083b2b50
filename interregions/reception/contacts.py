"""People brought as a list: what each line says against the directory, who waits to be invited, who is missing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from interregions.common.addresses import normal_address, reasons_not_to_take_address
from interregions.common.characters import sort_key
from interregions.common.erasure import traces_in
from interregions.common.importing import Read, Values
from interregions.common.lists import having_words, naming
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import current, current_organisations, standing_of
from interregions.reception import rules
from interregions.reception.models import Invitation, PersonToInvite

AT_A_TIME = 500  # addresses of one query


@dataclass(frozen=True)
class Found:
    """What the house knows of the organisations and the addresses of a list, read once for all its lines."""

    organisations: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    names: dict[int, str] = field(default_factory=dict)
    members: dict[str, list[Member]] = field(default_factory=lambda: defaultdict(list))
    acting: dict[int, list[Mandate]] = field(default_factory=lambda: defaultdict(list))
    invited: dict[tuple[int, int], Invitation] = field(default_factory=dict)
    waiting: dict[str, PersonToInvite] = field(default_factory=dict)
    namesakes: dict[tuple[int, str], Member] = field(default_factory=dict)  # who acts there under that name


def read_lines(lines: Sequence[Values], by: Mandate) -> list[Read]:
    """What each line of a list of people would keep."""
    found = _found({normal_address(line.get("email", "")) for line in lines} - {""})
    return [_read(line, found) for line in lines]


def key_of(after: Values) -> str:
    """Of two lines with one address, the second is refused."""
    return normal_address(after["email"])


def _found(addresses: set[str]) -> Found:
    found = Found()
    for organisation in current_organisations().only("pk", "name", "short_name", "siren", "kind"):
        found.names[organisation.pk] = organisation.short_name
        names = {organisation.name, organisation.short_name, organisation.name.removeprefix("Région ")}
        for name in {sort_key(each) for each in names} | {organisation.siren} - {""}:
            found.organisations[name].add(organisation.pk)
    through = Organisation.territories.through.objects.filter(organisation__kind=OrganisationKind.REGION)
    for pk, code in through.values_list("organisation_id", "territory__code"):
        found.organisations[f"insee {code.lower()}"].add(pk)
    for some in _portions(sorted(addresses)):
        for member in Member.objects.filter(address_key__in=some, removed_at=None):
            found.members[member.address_key].append(member)
    found.waiting.update(waiting_at(sorted(addresses)))
    held = Mandate.objects.filter(current(timezone.localdate()), member__removed_at=None)
    for mandate in held.select_related("member").order_by():
        found.namesakes[(mandate.organisation_id, mandate.member.name_key)] = mandate.member
    people = [member.pk for members in found.members.values() for member in members]
    for pks in _portions(people):
        held = Mandate.objects.filter(current(timezone.localdate()), member_id__in=pks)
        for mandate in held.select_related("organisation").order_by("pk"):
            found.acting[mandate.member_id].append(mandate)
        for invitation in Invitation.objects.filter(member_id__in=pks, accepted_at=None, withdrawn_at=None):
            found.invited[(invitation.member_id, invitation.organisation_id)] = invitation
    return found


def _portions(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), AT_A_TIME):
        yield values[start : start + AT_A_TIME]


def _read(line: Values, found: Found) -> Read:
    typed = line.get("siren", "") or line.get("organisation", "")
    there = _organisations(typed, found)
    if not there and line.get("siren"):
        there = _organisations(line.get("organisation", ""), found)
    given_name, family_name = line.get("given_name", ""), line.get("family_name", "")
    for column, family_first in (("person", False), ("person_reversed", True)):
        if line.get(column) and not (given_name and family_name):
            given_name, family_name = rules.name_parts(line[column], family_first=family_first)
    after = {
        "organisation": found.names.get(next(iter(there), 0), "") if len(there) == 1 else typed,
        "role": line.get("role", ""),
        "function": line.get("function", ""),
        "given_name": given_name,
        "family_name": family_name,
        "email": line.get("email", "").strip(),
    }
    person = {name: after[name] for name in ("given_name", "family_name", "email", "role", "function")}
    reasons = [
        *rules.reasons_against_organisation(typed=typed, found=len(there)),
        *rules.reasons_against_person(**person),
        *_reasons_against_address(after["email"]),
    ]
    if reasons:
        return Read(after, reasons=tuple(reasons))
    after["organisation_id"] = str(next(iter(there)))
    after["role"] = Role(rules.role_of(after["role"]) or Role.REFERENT).label
    return _against_people(after, found)


def _organisations(typed: str, found: Found) -> set[int]:
    """The organisations that a cell may name: SIREN (a SIRET begins with it), INSEE code of a Région, or name."""
    digits = "".join(typed.split())
    if digits.isascii() and digits.isdigit():
        if len(digits) in (9, 14):
            return found.organisations.get(digits[:9], set())
        return found.organisations.get(f"insee {digits.zfill(2)}", set())
    plain = sort_key(typed)
    return found.organisations.get(plain, set()) or found.organisations.get(plain.removeprefix("region "), set())


def _reasons_against_address(email: str) -> list[str]:
    if not email:
        return []
    if reasons := reasons_not_to_take_address(email):
        return reasons
    try:
        validate_email(email)
    except ValidationError:
        return [f"« {email} » n’est pas une adresse."]
    return []


def _against_people(after: dict[str, str], found: Found) -> Read:
    """The line against who reads its address already."""
    address, name = normal_address(after["email"]), sort_key(f"{after['given_name']} {after['family_name']}")
    organisation = int(after["organisation_id"])
    members = found.members.get(address, [])
    for member in members:
        if member.name_key != name:
            continue
        if any(mandate.organisation_id == organisation for mandate in found.acting[member.pk]):
            return Read(after, after, note="Agit déjà pour cet organisme.")
        if invitation := found.invited.get((member.pk, organisation)):
            return Read(after, after, note=rules.already_invited(timezone.localdate(invitation.invited_at)))
    if len(members) == 1 and members[0].name_key == name and not _is_reached(members[0], found):
        return Read(after)
    if members:
        where = {mandate.organisation.short_name for member in members for mandate in found.acting[member.pk]}
        names = [member.full_name for member in members]
        return Read(after, reasons=tuple(rules.taken_by(names, organisations=", ".join(sorted(where)))))
    if namesake := found.namesakes.get((organisation, name)):
        return Read(after, reasons=tuple(rules.acts_under_another_address(namesake.full_name)))
    waiting = found.waiting.get(address)
    if waiting is None:
        return Read(after)
    if waiting.organisation_id != organisation:
        where_else = found.names.get(waiting.organisation_id, "")
        return Read(after, reasons=tuple(rules.waits_elsewhere(waiting.full_name, where_else)))
    return Read(after, values_of(waiting, found.names[organisation]), note="Déjà à inviter.")


def _is_reached(member: Member, found: Found) -> bool:
    """Whether this person acts somewhere, or is asked to."""
    return bool(found.acting[member.pk]) or any(pk == member.pk for pk, _ in found.invited)


def values_of(person: PersonToInvite, organisation: str) -> dict[str, str]:
    """A person to invite as a line says it."""
    return {
        "organisation": organisation,
        "role": Role(person.role).label,
        "function": person.function,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
        "organisation_id": str(person.organisation_id),
    }


def may_invite_together(member: Member) -> bool:
    """Whether this person sees who waits; under which mandate they act is for the services to say."""
    return standing_of(member).is_facilitator


ORGANISATION = ("organisation__name", "organisation__short_name")


def people_to_invite(member: Member | None, words: str = "") -> QuerySet[PersonToInvite]:
    """Those who wait for their invitation, for the animation; nobody for the others."""
    if not standing_of(member).is_facilitator:
        return PersonToInvite.objects.none()
    found = PersonToInvite.objects.filter(invitation=None).select_related("organisation")
    return having_words(found, words, "given_name", "family_name", "function", "email", *ORGANISATION)


def without_referent(kind: str = "", words: str = "") -> QuerySet[Organisation]:
    """Régions and EPCI for which nobody is a referent, is invited to be, nor waits to be invited: Régions first."""
    today = timezone.localdate()
    acting = Mandate.objects.filter(
        current(today), role=Role.REFERENT, organisation=OuterRef("pk"), member__removed_at=None
    )
    asked = Invitation.objects.filter(
        role=Role.REFERENT, organisation=OuterRef("pk"), accepted_at=None, withdrawn_at=None
    )
    waiting = PersonToInvite.objects.filter(role=Role.REFERENT, organisation=OuterRef("pk"), invitation=None)
    kinds = (
        [kind]
        if kind in (OrganisationKind.REGION, OrganisationKind.EPCI)
        else [
            OrganisationKind.REGION,
            OrganisationKind.EPCI,
        ]
    )
    found = current_organisations(kinds).filter(college__in=[College.REGIONS, College.EPCI])
    found = having_words(found, words, "name", "short_name", exact=("siren",))
    return found.filter(~Exists(acting), ~Exists(asked), ~Exists(waiting)).order_by("-college", "sort_name", "pk")


def organisations_numbered(numbers: Sequence[int]) -> list[Organisation]:
    """These organisations, in the order of their page."""
    return list(current_organisations().filter(pk__in=numbers[:100]).order_by("-college", "sort_name", "pk"))


def prepared_lines(by: Mandate) -> list[dict[str, str]]:
    """The lines of the template: each organisation without referent, and what nobody has to type."""
    return [
        {"organisation": each.name, "siren": each.siren, "role": Role.REFERENT.label} for each in without_referent()
    ]


def waiting_at(keys: Sequence[str]) -> dict[str, PersonToInvite]:
    """Who waits to be invited at each of these addresses."""
    found: dict[str, PersonToInvite] = {}
    for some in _portions(sorted(set(keys))):
        people = PersonToInvite.objects.filter(address_key__in=some, invitation=None)
        found |= {person.address_key: person for person in people}
    return found


def people_naming(member: Member) -> list[PersonToInvite]:
    """The people to invite who surely are this person, by name or by address; they are kept a month."""
    named = Q(address_key=normal_address(member.email)) if member.email else Q(pk__in=())
    if family := member.family_name or member.given_name:
        named |= naming(family, "given_name", "family_name")
    return [
        person
        for person in PersonToInvite.objects.filter(named).select_related("organisation")
        if any(trace.sure for text in (person.full_name, person.email) for trace in traces_in(text, member))
    ]
