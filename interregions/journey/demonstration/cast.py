"""The cast: a host, two facilitators, a referent for each Région, a contributor, forty EPCI, pôles, a bank."""

from dataclasses import dataclass, field
from random import Random

from interregions.journey.demonstration import words
from interregions.network.choices import College, OrganisationKind, Role, college_of
from interregions.network.models import Installation, Mandate, Organisation
from interregions.network.queries import regions
from interregions.network.services import (
    add_member,
    add_organisation,
    add_territorial_organisations,
    change_profile,
    grant_mandate,
    start_installation,
)
from interregions.vocabulary import queries as vocabulary

EPCI_COUNT = 40
WOMEN = frozenset(words.GIVEN_NAMES[::2])  # one in two, from the first


@dataclass
class Cast:
    """Everybody, by the name of their organisation."""

    facilitator: Mandate
    referents: dict[str, Mandate] = field(default_factory=dict)
    epci: list[Mandate] = field(default_factory=list)
    contributor: Mandate | None = None
    clusters: dict[str, Mandate] = field(default_factory=dict)  # three pôles and a cluster, by their short names
    bank: Mandate | None = None

    def referent(self, region: str) -> Mandate:
        """The referent of a Région, by its short name."""
        return self.referents[region]

    @property
    def regions(self) -> list[Mandate]:
        """The referents of the Régions, always in the same order."""
        return list(self.referents.values())


def _names(chance: Random) -> tuple[str, str]:
    return chance.choice(words.GIVEN_NAMES), chance.choice(words.FAMILY_NAMES)


def _person(organisation: Organisation, role: str, number: int, names: tuple[str, str], function: str) -> Mandate:
    member = add_member(
        given_name=names[0],
        family_name=names[1],
        email=f"personne{number}@demonstration.invalid",
        function=function.replace("Chargé ", "Chargée ") if names[0] in WOMEN else function,
        fictional=True,
    )
    return grant_mandate(member=member, organisation=organisation, role=role)


def gather_cast(chance: Random) -> Cast:
    """Start the demonstration’s installation and bring everybody in."""
    installation: Installation = start_installation(
        host_name="France Clusters (démonstration)", short_name="France Clusters", demonstration=True
    )
    claire, hugo = (
        _person(installation.host, Role.FACILITATOR, number, person[:2], person[2])
        for number, person in enumerate(words.FACILITATORS, 1)
    )
    for number, facilitator in enumerate((claire, hugo), 1):
        person, phone = facilitator.member, f"01 99 00 00 0{number}"  # a number kept for fiction by the regulator
        told = {"given_name": person.given_name, "family_name": person.family_name, "function": person.function}
        change_profile(member=person, phone=phone, **told)
    cast = Cast(facilitator=claire)
    add_territorial_organisations([OrganisationKind.REGION])
    for number, region in enumerate(regions().order_by("name"), 10):
        cast.referents[region.short_name] = _person(
            region, Role.REFERENT, number, _names(chance), "Chargé de mission pôles et clusters"
        )
    bretagne = cast.referent("Bretagne")
    cast.contributor = _person(
        bretagne.organisation, Role.CONTRIBUTOR, 3, ("Yann", "Morvan"), "Chargé des fonds européens"
    )
    # Several Régions in one pair of hands: the same person reads for a Région and acts for another.
    grant_mandate(member=bretagne.member, organisation=cast.referent("Normandie").organisation, role=Role.READER)
    cast.epci = _epci(chance)
    bank = add_organisation(
        name="Banque publique (démonstration)", short_name="Banque", kind=OrganisationKind.BANK, college=College.OTHERS
    )
    cast.bank = _person(bank, Role.REFERENT, 4, ("Denis", "Faure"), "Direction régionale")
    cast.clusters = _clusters(cast)
    del hugo
    return cast


def _clusters(cast: Cast) -> dict[str, Mandate]:
    """Pôles of fiction: two of one Région each, one of three; and a cluster without label."""
    found = {}
    for number, each in enumerate(words.CLUSTERS, 5):
        kind = OrganisationKind.CLUSTER
        territories = [cast.referent(name).organisation.territories.get() for name in each.regions]
        organisation = add_organisation(
            name=each.name,
            short_name=each.short_name,
            kind=kind,
            college=college_of(kind),
            territories=territories,
        )
        found[each.short_name] = _person(organisation, Role.REFERENT, number, each.person, each.function)
    return found


def _epci(chance: Random) -> list[Mandate]:
    """Forty EPCI drawn from the official list, some of them in two Régions."""
    known = list(vocabulary.epci().values_list("code", flat=True).order_by("code"))
    straddling = [territory.code for territory in vocabulary.straddling_epci()][:3]
    chosen = sorted({*straddling, *chance.sample(known, EPCI_COUNT)})[: EPCI_COUNT + len(straddling)]
    chosen = [*straddling, *[code for code in chosen if code not in straddling]][:EPCI_COUNT]
    add_territorial_organisations([OrganisationKind.EPCI], chosen)
    found = Organisation.objects.filter(kind=OrganisationKind.EPCI).order_by("name", "pk")
    return [
        _person(organisation, Role.REFERENT, number, _names(chance), "Chargé du développement économique")
        for number, organisation in enumerate(found, 100)
    ]
