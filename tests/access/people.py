"""Who reads what in the sweep: thirteen people, and a canary word for each thing that some of them should not read."""

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document

from interregions.network.choices import College, OrganisationKind, Role, college_of
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.services import (
    add_member,
    add_organisation,
    grant_mandate,
    open_group,
    start_installation,
)
from interregions.vocabulary.choices import EpciKind, TerritoryKind
from interregions.vocabulary.models import Territory, TerritoryPart

# --- who reads ----------------------------------------------------------------------------------------------------

ANIMATION = frozenset({"animation"})
BRETAGNE = frozenset({"lead", "contributor"})  # leads the first cycle
NORMANDIE = frozenset({"region", "reader"})  # leads the second
OCCITANIE = frozenset({"other"})
EPCI = frozenset({"epci"})
REGIONS = BRETAGNE | NORMANDIE | OCCITANIE
MEMBERS = ANIMATION | REGIONS | EPCI
PARTNERS = frozenset({"pole", "bank", "state"})  # they act for an organisation that no circle names of itself
POLE = frozenset({"pole"})
BANKS = frozenset({"bank", "state"})  # the partners
STRANGERS = frozenset({"outsider", "former"})  # an account without mandate; a mandate that has ended
WITH_MANDATE = MEMBERS | PARTNERS
SIGNED_IN = WITH_MANDATE | STRANGERS
EVERYBODY = SIGNED_IN | {"anonymous"}
PEOPLE = (
    *("animation", "lead", "contributor", "region", "reader", "other", "epci"),
    *("pole", "bank", "state", "outsider", "former", "anonymous"),
)

OF = {"Bretagne": BRETAGNE, "Normandie": NORMANDIE, "Occitanie": OCCITANIE, "Rennes Métropole": EPCI}
CIRCLES = ("REGIONS_AND_EPCI", "REGIONS", "LEAD", "FACILITATORS")


@dataclass(frozen=True)
class Canary:
    """A word that only these people may meet, wherever they look."""

    word: str
    label: str
    readers: frozenset[str]


@dataclass
class World:
    """Who is who, and every object by the name the table of addresses gives it."""

    mandates: dict[str, Mandate] = field(default_factory=dict)
    members: dict[str, Member | None] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    canaries: dict[str, Canary] = field(default_factory=dict)

    def canary(self, label: str, readers: frozenset[str]) -> str:
        """A new word, read by these people only."""
        word = f"Q7X{len(self.canaries):03d}Z"
        self.canaries[word] = Canary(word, label, readers)
        return word

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["things"][name]
        except KeyError:
            raise AttributeError(name) from None

    def keep(self, **things: Any) -> None:
        """Give names to things, each once: a second one would take its place in the addresses of others."""
        assert not (taken := self.things.keys() & things.keys()), taken
        self.things |= things

    def by(self, person: str) -> Mandate:
        """The mandate somebody acts under."""
        return self.mandates[person]


# --- people -------------------------------------------------------------------------------------------------------


def organisation(kind: TerritoryKind, code: str, name: str, college: College) -> Organisation:
    more = {"siren": code, "epci_kind": EpciKind.METROPOLE, "population": 470000} if kind == TerritoryKind.EPCI else {}
    territory = Territory.objects.create(kind=kind, code=code, name=name, **more)
    return add_organisation(
        name=name,
        short_name=name,
        kind=OrganisationKind.EPCI if kind == TerritoryKind.EPCI else OrganisationKind.REGION,
        college=college,
        siren=more.get("siren", ""),
        territories=[territory],
    )


def partner(kind: OrganisationKind, name: str) -> Organisation:
    return add_organisation(name=name, short_name=name, kind=kind, college=college_of(kind))


def gather(world: World) -> None:
    """Three Régions, one EPCI, the host, three partners; two people who belong to nobody."""
    host = start_installation(host_name="Association hôte", demonstration=True).host
    regions = {
        name: organisation(TerritoryKind.REGION, code, name, College.REGIONS)
        for code, name in (("53", "Bretagne"), ("28", "Normandie"), ("76", "Occitanie"))
    }
    rennes = organisation(TerritoryKind.EPCI, "243500139", "Rennes Métropole", College.EPCI)
    TerritoryPart.objects.create(
        child=rennes.territories.get(), parent=Territory.objects.get(code="53"), share=1, starts_on=date(2026, 1, 1)
    )
    partners = {
        "pole": partner(OrganisationKind.CLUSTER, "Pôle fictif"),
        "bank": partner(OrganisationKind.BANK, "Banque fictive"),
        "state": partner(OrganisationKind.STATE, "Direction fictive"),
    }
    cast = (
        ("animation", host, Role.FACILITATOR),
        ("lead", regions["Bretagne"], Role.REFERENT),
        ("contributor", regions["Bretagne"], Role.CONTRIBUTOR),
        ("region", regions["Normandie"], Role.REFERENT),
        ("reader", regions["Normandie"], Role.READER),
        ("other", regions["Occitanie"], Role.REFERENT),
        ("epci", rennes, Role.REFERENT),
        ("pole", partners["pole"], Role.REFERENT),
        ("bank", partners["bank"], Role.CONTRIBUTOR),
        ("state", partners["state"], Role.REFERENT),
    )
    for person, where, role in cast:
        member = somebody(person)
        world.members[person] = member
        world.mandates[person] = grant_mandate(member=member, organisation=where, role=role, starts_on=date(2020, 1, 1))
    world.members |= {"outsider": somebody("outsider"), "former": somebody("former"), "anonymous": None}
    ended = timezone.localdate() - timedelta(days=1)
    for where in (regions["Bretagne"], host):
        role = Role.FACILITATOR if where.is_host else Role.REFERENT
        grant_mandate(
            member=world.members["former"], organisation=where, role=role, starts_on=date(2020, 1, 1), ends_on=ended
        )
    add_organisation(
        name=world.canary("name of an organisation", MEMBERS),
        short_name="Autre EPCI",
        kind=OrganisationKind.EPCI,
        college=College.EPCI,
    )
    world.keep(
        host=host, rennes=rennes, pole=partners["pole"], **{name.lower(): found for name, found in regions.items()}
    )
    for readers, where in ((NORMANDIE, regions["Normandie"]), (POLE, partners["pole"])):
        group = world.canary(f"working group of {where}", ANIMATION | readers)
        open_group(name=f"Groupe {group}", purpose="Écrire", members=[where], by=world.by("animation"))


def somebody(name: str) -> Member:
    return add_member(given_name=name.capitalize(), family_name="Fictif", email=f"{name}@example.org", fictional=True)


def word_file(words: str) -> SimpleUploadedFile:
    """A real Word file, small."""
    made, written = Document(), io.BytesIO()
    made.add_paragraph(words)
    made.save(written)
    return SimpleUploadedFile("entretien.docx", written.getvalue())
