"""Every read of the network: who is who, and how far a member's mandates reach."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from interregions.common.addresses import normal_address, same_address
from interregions.common.characters import sort_key
from interregions.common.lists import having_words, naming
from interregions.common.ports import opened_to
from interregions.common.prepared import Given
from interregions.common.references import Reference
from interregions.common.rooms import PublicPart
from interregions.common.tasks import ACTING, ANYBODY, Row
from interregions.network import rules
from interregions.network.choices import TAKING_PART, College, OrganisationKind, Role
from interregions.network.models import Group, Installation, Mandate, Member, Organisation
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Territory

KIND = "network.organisation"


@dataclass(frozen=True)
class Standing:
    """How far a member's current mandates reach today."""

    member: Member | None
    mandates: tuple[Mandate, ...]

    @property
    def organisation_ids(self) -> frozenset[int]:
        """Organisations this member acts for, in whatever role."""
        return frozenset(mandate.organisation_id for mandate in self.mandates)

    @property
    def by_organisation(self) -> tuple[Mandate, ...]:
        """One mandate for each organisation, the one that reaches furthest: one acts for it under no other."""
        furthest: dict[int, Mandate] = {}
        for mandate in self.mandates:
            furthest.setdefault(mandate.organisation_id, mandate)
        return tuple(furthest.values())

    @property
    def referent_ids(self) -> frozenset[int]:
        """Organisations this member is a referent of."""
        return frozenset(m.organisation_id for m in self.mandates if m.role == Role.REFERENT)

    @property
    def colleges(self) -> frozenset[str]:
        """Colleges of those organisations that take part; pôles and partners read what names their organisation, and
        what is opened to them."""
        return frozenset(mandate.organisation.college for mandate in self.mandates) & TAKING_PART

    @property
    def is_facilitator(self) -> bool:
        """Whether one of the mandates is of the animation."""
        return any(mandate.role == Role.FACILITATOR for mandate in self.mandates)

    @property
    def takes_part(self) -> bool:
        """Whether one acts for a Région, an EPCI or the animation: they read what the network publishes."""
        return self.is_facilitator or bool(self.colleges)

    @property
    def is_cluster(self) -> bool:
        """Whether one acts for a pôle or a cluster."""
        return any(mandate.organisation.college == College.CLUSTERS for mandate in self.mandates)

    @property
    def is_partner(self) -> bool:
        """Whether one acts for a partner: a bank, a State service, an association."""
        return any(mandate.organisation.college == College.OTHERS for mandate in self.mandates)


def current(today: date | Given) -> Q:
    """The condition « this mandate holds today »."""
    last_day = Q(ends_on=today, ended_at__isnull=True)
    return Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gt=today) | last_day)


def standing_of(member: Member | None) -> Standing:
    """The member's standing today, read once per member object (that is, per request)."""
    if member is None or not getattr(member, "pk", None) or member.removed_at is not None:
        return Standing(None, ())
    kept: Standing | None = getattr(member, "_standing", None)
    if kept is None:
        held = Mandate.objects.filter(current(timezone.localdate()), member=member)
        kept = standing_from(member, held.select_related("organisation").order_by())
    return kept


def standing_from(member: Member, held: Iterable[Mandate]) -> Standing:
    """The standing that these mandates of today make, kept with the member."""
    mandates = sorted(held, key=lambda each: each.pk)
    for mandate in mandates:
        mandate.member = member
    kept = Standing(member, _furthest_first(mandates))
    member._standing = kept  # type: ignore[attr-defined]
    return kept


def members_standing(member_ids: Collection[int]) -> list[Member]:
    """These members with their standing today, in two queries whatever their number."""
    members = {member.pk: member for member in Member.objects.filter(pk__in=member_ids, removed_at=None)}
    held: dict[int, list[Mandate]] = {pk: [] for pk in members}
    mandates = Mandate.objects.filter(current(timezone.localdate()), member__in=members)
    for mandate in mandates.select_related("organisation").order_by("pk"):
        mandate.member = members[mandate.member_id]
        held[mandate.member_id].append(mandate)
    for pk, member in members.items():
        member._standing = Standing(member, _furthest_first(held[pk]))  # type: ignore[attr-defined]
    return list(members.values())


def _furthest_first(mandates: Iterable[Mandate]) -> tuple[Mandate, ...]:
    """Organisations in the order the person came to them; in each, the mandate that reaches furthest first.

    A contributor who stands in for the referent acts as the referent as long as it lasts.
    """
    found, came = list(mandates), dict[int, int]()
    for mandate in found:
        came.setdefault(mandate.organisation_id, mandate.pk)
    ranks = {role: rank for rank, role in enumerate(Role.values)}
    return tuple(sorted(found, key=lambda each: (came[each.organisation_id], ranks[each.role], each.pk)))


def is_facilitator(mandate: Mandate | None) -> bool:
    """Whether this acting mandate is of the animation."""
    return mandate is not None and mandate.role == Role.FACILITATOR


def installation() -> Installation | None:
    """What this database is, or None before the first command."""
    return Installation.objects.select_related("host").first()


def members_at(address: str) -> list[Member]:
    """The people who read this mailbox, however it is written; compared again in Python, whatever the database does."""
    key = normal_address(address)
    found = Member.objects.filter(address_key=key, removed_at__isnull=True) if key else Member.objects.none()
    people = found.order_by("family_name", "given_name", "id")
    return [member for member in people if same_address(member.email, address)]


def member_named(given_name: str, family_name: str, address: str) -> Member | None:
    """The person of this name at this address: a generic mailbox may hold several others."""
    name = sort_key(f"{given_name} {family_name}")
    return next((member for member in members_at(address) if member.name_key == name), None)


def real_member_count() -> int:
    """How many people are not part of a demonstration's cast."""
    return Member.objects.filter(fictional=False, removed_at__isnull=True).count()


def organisations_visible_to(member: Member | None) -> QuerySet[Organisation]:
    """The directory: every organisation for whoever takes part; for the others, those they act for, and those that
    opened their page to them."""
    standing = standing_of(member)
    if standing.takes_part:
        return Organisation.objects.all()
    return Organisation.objects.filter(Q(pk__in=standing.organisation_ids) | Q(pk__in=opened_to(standing, KIND)))


def organisation_reference(organisation: Organisation) -> Reference:
    """The organisation as other rooms store it."""
    return Reference(KIND, str(organisation.pk), organisation.short_name, organisation.get_absolute_url())


def public_parts_of(organisation: Organisation) -> list[PublicPart]:
    """What anybody reads of an organisation that opened its page: what it is and where, nobody’s name."""
    places = ", ".join(territory.name for territory in organisation.territories.all())
    told = [
        ("Nom", organisation.name),
        ("Nature", str(organisation.get_kind_display())),
        ("Territoire", places),
        ("SIREN", organisation.siren),
    ]
    return [PublicPart(heading, (words,)) for heading, words in told if words]


def groups_visible_to(member: Member | None) -> QuerySet[Group]:
    """Working groups: all for the animation, one's own for the others."""
    standing = standing_of(member)
    if standing.is_facilitator:
        return Group.objects.all()
    return Group.objects.filter(members__in=standing.organisation_ids).distinct()


def open_groups_visible_to(member: Member | None) -> QuerySet[Group]:
    """The groups that may still be asked or convened."""
    return groups_visible_to(member).filter(closed_on=None)


def group_run_by(member: Member | None, group_id: int) -> Group | None:
    """A group the animation changes or ends; None for the others."""
    if not standing_of(member).is_facilitator:
        return None
    return Group.objects.prefetch_related("members").filter(pk=group_id).first()


def current_organisations(kinds: Collection[str] | None = None, on: date | None = None) -> QuerySet[Organisation]:
    """Organisations that exist on that day (today if not said), of those kinds if said."""
    day = on or timezone.localdate()
    found = Organisation.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
    return found.filter(kind__in=kinds) if kinds is not None else found


def regions() -> QuerySet[Organisation]:
    """The Régions of the network."""
    return current_organisations([OrganisationKind.REGION]).order_by("sort_name")


def epci_of_regions(codes: Collection[str]) -> QuerySet[Organisation]:
    """EPCI organisations that touch at least one of these Régions (INSEE codes), each once."""
    return (
        current_organisations([OrganisationKind.EPCI]).filter(territories__parents__parent__code__in=codes).distinct()
    )


def clusters_of_regions(codes: Collection[str]) -> QuerySet[Organisation]:
    """Pôles and clusters that touch at least one of these Régions (INSEE codes), each once; all when none is said.

    A pôle says where it is by a Région, or by a grouping inside one.
    """
    found = current_organisations([OrganisationKind.CLUSTER])
    return found.filter(pk__in=touching_regions(codes).values("pk")) if codes else found


def touching_regions(codes: Collection[str]) -> QuerySet[Organisation]:
    """Organisations one of whose territories is one of these Régions, or lies in it."""
    here = Territory.objects.filter(kind=TerritoryKind.REGION, code__in=codes).values("pk")
    within = Territory.objects.filter(parents__parent__in=here, parents__ends_on=None).values("pk")
    return Organisation.objects.filter(Q(territories__in=here) | Q(territories__in=within)).distinct()


def mandates_of(organisations: Iterable[Organisation | int], roles: Collection[str] | None = None) -> QuerySet[Mandate]:
    """Current mandates in these organisations, with their people."""
    ids = [item if isinstance(item, int) else item.pk for item in organisations]
    found = Mandate.objects.filter(
        current(timezone.localdate()), organisation_id__in=ids, member__removed_at__isnull=True
    ).select_related("member", "organisation")
    return found.filter(role__in=roles) if roles is not None else found


def referents_of(organisations: Iterable[Organisation | int]) -> QuerySet[Mandate]:
    """Current referents of these organisations, deputies included."""
    return mandates_of(organisations, [Role.REFERENT])


ADDRESSED = {ACTING: {Role.REFERENT, Role.CONTRIBUTOR}, ANYBODY: set(Role)}


def people_asked(rows: Iterable[Row]) -> list[tuple[Row, list[Mandate]]]:
    """Each of these rows with who answers it for its organisation: one mandate by person, one query for them all."""
    asked = list(rows)
    here: dict[int | None, list[Mandate]] = {}
    for mandate in mandates_of({row.organisation for row in asked if row.organisation is not None}).order_by("pk"):
        here.setdefault(mandate.organisation_id, []).append(mandate)
    found = []
    for row in asked:
        roles = ADDRESSED.get(row.role, {row.role})
        people: dict[int, Mandate] = {}
        for mandate in here.get(row.organisation, ()):
            if mandate.role in roles and row.member in (None, mandate.member_id):
                people.setdefault(mandate.member_id, mandate)
        found.append((row, list(people.values())))
    return found


def facilitators() -> QuerySet[Mandate]:
    """Current mandates of the animation."""
    return Mandate.objects.filter(
        current(timezone.localdate()), role=Role.FACILITATOR, member__removed_at__isnull=True
    ).select_related("member", "organisation")


def mandate_visible_to(member: Member | None, mandate_id: int) -> Mandate | None:
    """One of the member's own current mandates, to act under."""
    return next((mandate for mandate in standing_of(member).mandates if mandate.pk == mandate_id), None)


def mandates_manageable_by(member: Member | None) -> QuerySet[Mandate]:
    """Mandates this member may end or hand over: all for the animation, those of one's organisations for a referent."""
    standing = standing_of(member)
    found = Mandate.objects.select_related("member", "organisation")
    if standing.is_facilitator:
        return found
    return found.filter(organisation_id__in=standing.referent_ids)


def directory(member: Member | None, *, kind: str = "", college: str = "", words: str = "") -> QuerySet[Organisation]:
    """The directory page: organisations with their current people, filtered by the address."""
    found = organisations_visible_to(member)
    if kind in OrganisationKind.values:
        found = found.filter(kind=kind)
    if college in College.values:
        found = found.filter(college=college)
    people = Mandate.objects.filter(current(timezone.localdate())).select_related("member")
    if words.strip():
        found = found.filter(naming(words, "name", "short_name", exact=("siren",)) | _where_is(words, people))
    return found.prefetch_related(Prefetch("mandates", queryset=people, to_attr="current_mandates"))


def _where_is(words: str, people: QuerySet[Mandate]) -> Q:
    """The organisations for which acts somebody of that name or function; their organisation may be named beside."""
    organisation = ("organisation__name", "organisation__short_name")
    person = ("member__given_name", "member__family_name", "member__function")
    return Q(pk__in=having_words(people.order_by(), words, *organisation, *person).values("organisation_id"))


def directory_lists() -> dict[str, list[tuple[str, str]]]:
    """The closed lists of the directory's filters."""
    return {"kinds": list(OrganisationKind.choices), "colleges": list(College.choices)}


def reasons_not_to_add_organisations(mandate: Mandate | None) -> list[str]:
    """Why this acting mandate does not keep the directory."""
    return rules.reasons_not_to_manage_network(is_facilitator=is_facilitator(mandate))


@dataclass(frozen=True)
class OrganisationPage:
    """What a member may read of an organisation."""

    organisation: Organisation
    mandates: tuple[Mandate, ...]
    shows_addresses: bool
    manages: bool


def organisation_page(member: Member | None, pk: int) -> OrganisationPage | None:
    """An organisation of the directory; addresses only for its own people and the animation."""
    found = organisations_visible_to(member).prefetch_related("territories").filter(pk=pk).first()
    if found is None:
        return None
    standing = standing_of(member)
    return OrganisationPage(
        organisation=found,
        mandates=tuple(mandates_of([found]).order_by("role", "id")),
        shows_addresses=standing.is_facilitator or pk in standing.organisation_ids,
        manages=standing.is_facilitator or pk in standing.referent_ids,
    )


def personal_data_of(member: Member) -> dict[str, object]:
    """What the network keeps of a person."""
    return {
        "identité": {
            "prénom": member.given_name,
            "nom": member.family_name,
            "adresse": member.email,
            "fonction": member.function,
            "téléphone": member.phone,
        },
        "habilitations": [
            {
                "organisme": mandate.organisation.name,
                "rôle": mandate.get_role_display(),
                "depuis": mandate.starts_on.isoformat(),
                "jusqu’au": mandate.ends_on.isoformat() if mandate.ends_on else "",
            }
            for mandate in Mandate.objects.filter(member=member).select_related("organisation")
        ],
    }
