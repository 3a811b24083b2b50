"""Every write of the network that is not the door's: organisations, members, mandates, groups."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from interregions.common.addresses import reasons_not_to_take_address
from interregions.common.errors import Refused, refuse_if
from interregions.common.rows import hold
from interregions.network import rules
from interregions.network.choices import College, OrganisationKind, Role, college_of
from interregions.network.models import Group, Installation, Mandate, Member, Organisation
from interregions.network.queries import current, member_named
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Territory


def check_mandate(by: Mandate | None, *, roles: Collection[str], organisation: Organisation | None = None) -> None:
    """Refuse when there is no mandate, or when it has ended, has another role, or does not reach the organisation."""
    if by is None:
        raise Refused(rules.WITHOUT_MANDATE)
    refuse_if(
        rules.reasons_not_to_act(
            role=by.role,
            required=[str(role) for role in roles],
            starts_on=by.starts_on,
            ends_on=by.ends_on,
            at_once=by.ended_at is not None,
            today=timezone.localdate(),
        )
    )
    if by.member.removed_at is not None:
        raise Refused("Cette personne a été retirée du réseau.")
    if organisation is not None:
        refuse_if(
            rules.reasons_not_to_act_for(
                same_organisation=by.organisation_id == organisation.pk, is_facilitator=by.role == Role.FACILITATOR
            )
        )


def speaking_for(by: Mandate, organisation: Organisation | None, *, roles: Collection[str]) -> Organisation:
    """Whose gesture it is: one's own, under one of these roles; another's, when the animation enters what it was told
    on the telephone."""
    if organisation is None or organisation.pk == by.organisation_id:
        check_mandate(by, roles=roles)
        return by.organisation
    check_mandate(by, roles={Role.FACILITATOR})
    return organisation


def add_organisation(
    *,
    name: str,
    short_name: str,
    kind: str,
    college: str,
    siren: str = "",
    territories: Iterable[Territory] = (),
    is_host: bool = False,
    starts_on: date | None = None,
) -> Organisation:
    """Enter an organisation in the directory. Refuses a SIREN that is not one, or a second host."""
    if siren and not rules.is_valid_siren(siren):
        raise Refused(f"« {siren} » n’est pas un numéro SIREN : neuf chiffres, dont le dernier contrôle les autres.")
    if siren and Organisation.objects.filter(siren=siren).exists():
        raise Refused(f"Un organisme porte déjà le SIREN {siren}.")
    organisation = Organisation.objects.create(
        name=name,
        short_name=short_name or name[:60],
        kind=kind,
        college=college,
        siren=siren,
        is_host=is_host,
        starts_on=starts_on,
    )
    organisation.territories.set(territories)
    return organisation


def add_territorial_organisations(kinds: Collection[str], codes: Collection[str] | None = None) -> int:
    """One organisation for each Région or EPCI of the vocabulary that has none yet; the number added.

    ``codes`` limits it to these territories (INSEE code of a Région, SIREN of an EPCI).
    """
    territory_kinds = {OrganisationKind.REGION: TerritoryKind.REGION, OrganisationKind.EPCI: TerritoryKind.EPCI}
    added = 0
    with transaction.atomic():
        for kind in kinds:
            missing = Territory.objects.filter(
                kind=territory_kinds[OrganisationKind(kind)], withdrawn_on__isnull=True
            ).exclude(organisations__kind=kind)
            if codes is not None:
                missing = missing.filter(code__in=codes)
            territories = list(missing)
            organisations = Organisation.objects.bulk_create(
                Organisation(
                    name=territory.name if kind == OrganisationKind.EPCI else f"Région {territory.name}",
                    short_name=(territory.short_name or territory.name)[:60],
                    kind=kind,
                    college=college_of(kind),
                    siren=territory.siren or "",
                )
                for territory in territories
            )
            Organisation.territories.through.objects.bulk_create(
                Organisation.territories.through(organisation_id=organisation.pk, territory_id=territory.pk)
                for organisation, territory in zip(organisations, territories, strict=True)
            )
            added += len(organisations)
    return added


def add_member(*, given_name: str, family_name: str, email: str, function: str = "", fictional: bool = False) -> Member:
    """Enter a person; who may sign in with which address is decided by the door."""
    refuse_if(reasons_not_to_take_address(email))
    member = Member(
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        email=email.strip().lower(),
        function=function.strip(),
        fictional=fictional,
    )
    member.set_unusable_password()
    member.save()
    return member


def known_or_new_member(
    *, given_name: str, family_name: str, email: str, fictional: bool = False, function: str = ""
) -> Member:
    """The person of this name at this address, entered when there is none: asked twice at once, they are one."""
    found = member_named(given_name, family_name, email)
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return add_member(
                given_name=given_name, family_name=family_name, email=email, fictional=fictional, function=function
            )
    except IntegrityError:
        found = member_named(given_name, family_name, email)
        if found is None:
            raise
        return found


def grant_mandate(
    *,
    member: Member,
    organisation: Organisation,
    role: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
    deputy_of: Mandate | None = None,
) -> Mandate:
    """Give a member a role in an organisation; an open mandate of the same role is given back, not doubled."""
    mandate, _ = Mandate.objects.get_or_create(
        member=member,
        organisation=organisation,
        role=role,
        ends_on=None,
        defaults={"starts_on": starts_on or timezone.localdate(), "deputy_of": deputy_of},
    )
    if ends_on is not None:
        mandate.ends_on = ends_on
        mandate.save(update_fields=["ends_on"])
    return mandate


def hold_peers(mandate: Mandate) -> Mandate:
    """The mandate as it stands, and all those among which it may be the last, held until the end of the transaction.

    Two facilitators who end each other at once would otherwise both see that the other is left.
    """
    peers = Mandate.objects.filter(role=mandate.role)
    if mandate.role != Role.FACILITATOR:
        peers = peers.filter(organisation_id=mandate.organisation_id)
    hold(peers)
    mandate.refresh_from_db()
    return mandate


def hold_installation() -> None:
    """Nobody else does until the end of the transaction what this gesture does: for what no row holds yet."""
    hold(Installation.objects.all())


def end_mandate(mandate: Mandate) -> None:
    """Today is the last day of this mandate, and it no longer acts from now on; those of its deputies end with it."""
    today = timezone.localdate()
    for ending in [mandate, *mandate.deputies.filter(current(today), role=mandate.role)]:
        ending.ends_on, ending.ended_at = max(today, ending.starts_on), timezone.now()
        ending.save(update_fields=["ends_on", "ended_at"])


def start_installation(*, host_name: str, short_name: str = "", demonstration: bool = False) -> Installation:
    """Name the host association: the first thing a real installation does, once."""
    refuse_if(rules.reasons_not_to_start_installation(already_started=Installation.objects.exists()))
    with transaction.atomic():
        host = add_organisation(
            name=host_name,
            short_name=short_name or host_name[:60],
            kind=OrganisationKind.ASSOCIATION,
            college=College.ANIMATION,
            is_host=True,
        )
        return Installation.objects.create(host=host, demonstration=demonstration)


@transaction.atomic
def open_group(*, name: str, purpose: str, members: Iterable[Organisation], by: Mandate) -> Group:
    """Open a working group. Kept for the animation."""
    check_mandate(by, roles={Role.FACILITATOR})
    refuse_if(rules.reasons_not_to_name_group(name=name, taken=Group.objects.filter(name=name).exists()))
    group = Group.objects.create(name=name, purpose=purpose)
    group.members.set(members)
    return group


@transaction.atomic
def change_group(*, group: Group, name: str, purpose: str, members: Iterable[Organisation], by: Mandate) -> Group:
    """Give a group another name, purpose or members: what it was asked before keeps those it was asked with."""
    check_mandate(by, roles={Role.FACILITATOR})
    group = Group.objects.select_for_update().get(pk=group.pk)
    taken = Group.objects.filter(name=name).exclude(pk=group.pk).exists()
    refuse_if(
        rules.reasons_not_to_change_group(closed=group.closed_on is not None)
        + rules.reasons_not_to_name_group(name=name, taken=taken)
    )
    group.name, group.purpose = name, purpose
    group.save(update_fields=["name", "purpose"])
    group.members.set(members)
    return group


@transaction.atomic
def close_group(*, group: Group, by: Mandate, closed: bool = True) -> Group:
    """End a group: it is no longer asked nor convened, and stays to be read. ``closed=False`` takes it up again."""
    check_mandate(by, roles={Role.FACILITATOR})
    group = Group.objects.select_for_update().get(pk=group.pk)
    group.closed_on = timezone.localdate() if closed else None
    group.save(update_fields=["closed_on"])
    return group


@transaction.atomic
def add_partner(
    *, name: str, short_name: str, kind: str, siren: str, by: Mandate, region_codes: Collection[str] = ()
) -> Organisation:
    """Enter a pôle, or a partner: a bank, a State service. Kept for the animation."""
    check_mandate(by, roles=[Role.FACILITATOR])
    return add_in_regions(name=name, short_name=short_name, kind=kind, siren=siren, region_codes=region_codes)


def add_in_regions(*, name: str, short_name: str, kind: str, siren: str, region_codes: Collection[str]) -> Organisation:
    """The organisation, of the college of its kind, in these Régions (INSEE codes)."""
    return add_organisation(
        name=name,
        short_name=short_name,
        kind=kind,
        college=college_of(kind),
        siren=siren,
        territories=Territory.objects.filter(kind=TerritoryKind.REGION, code__in=region_codes),
    )


@transaction.atomic
def add_epci(*, codes: Collection[str], by: Mandate) -> int:
    """Bring EPCI of the official list into the network, by SIREN; the number added. Unknown ones are refused."""
    check_mandate(by, roles=[Role.FACILITATOR])
    known = set(
        Territory.objects.filter(kind=TerritoryKind.EPCI, code__in=codes, withdrawn_on__isnull=True).values_list(
            "code", flat=True
        )
    )
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise Refused(f"Ces SIREN ne sont pas ceux d’EPCI de la liste officielle : {', '.join(unknown[:10])}.")
    return add_territorial_organisations([OrganisationKind.EPCI], codes)


@transaction.atomic
def change_profile(*, member: Member, given_name: str, family_name: str, function: str, phone: str) -> Member:
    """A person corrects their own name, function and telephone."""
    member.given_name, member.family_name = given_name.strip(), family_name.strip()
    member.function, member.phone = function.strip(), phone.strip()
    member.save(update_fields=["given_name", "family_name", "name_key", "function", "phone"])
    return member


def erase_member(member: Member) -> None:
    """Forget who the person was: name, address, function, phone. Mandates stay, dated, without a name."""
    member.given_name = member.family_name = member.email = member.function = member.phone = ""
    member.removed_at = member.removed_at or timezone.now()
    member.set_unusable_password()
    member.save()
    for mandate in Mandate.objects.filter(current(timezone.localdate()), member=member):
        end_mandate(mandate)
