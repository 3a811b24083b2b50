"""The page of an EPCI: its own people and its Régions; the same number of queries among a thousand."""

from datetime import date

import pytest

from interregions.journey.queries import epci
from interregions.journey.tests.test_ending import pole
from interregions.network.choices import College, OrganisationKind
from interregions.network.services import add_member, add_organisation, grant_mandate
from interregions.vocabulary.choices import EpciKind, TerritoryKind
from interregions.vocabulary.models import ProgrammeMembership, StateProgramme, Territory, TerritoryPart

pytestmark = pytest.mark.django_db
LIST = "/connaissance/intercommunalites/"


def grouping(region, number=0) -> Territory:
    made = Territory.objects.create(
        kind=TerritoryKind.EPCI,
        epci_kind=EpciKind.METROPOLE,
        code=f"2000{number:05d}",
        name=f"Communauté {number}",
        name_folded=f"communaute {number:05d}",
    )
    TerritoryPart.objects.create(
        child=made, parent=region.organisation.territories.get(), share=1, starts_on=date(2026, 1, 1)
    )
    return made


def test_its_region_reads_it_and_no_other(bretagne, normandie, facilitator, client_as):
    url = f"{LIST}{grouping(bretagne).code}/"
    assert client_as(bretagne).get(url).status_code == 200
    assert client_as(normandie).get(url).status_code == 404
    assert client_as(facilitator).get(url).status_code == 404
    assert "Communauté 0" not in client_as(normandie).get(LIST).content.decode()


def test_its_own_referent_reads_it_and_not_the_next_one(bretagne, client_as):
    here, other = grouping(bretagne), grouping(bretagne, 1)
    organisation = add_organisation(
        name="Ici", short_name="Ici", kind=OrganisationKind.EPCI, college=College.EPCI, territories=[here]
    )
    member = add_member(given_name="Ana", family_name="Ici", email="ana@example.org", fictional=True)
    mandate = grant_mandate(member=member, organisation=organisation, role="REFERENT", starts_on=date(2020, 1, 1))
    assert "Ana Ici" in client_as(mandate).get(f"{LIST}{here.code}/").content.decode()
    assert client_as(mandate).get(f"{LIST}{other.code}/").status_code == 404


def test_programmes_are_several_dated_with_their_communes(bretagne, client_as):
    here = grouping(bretagne)
    for slug, phase in (("ti-1", "Phase 1"), ("ti-2", "Phase 2")):
        programme = StateProgramme.objects.create(
            slug=slug, name=f"Territoires d’industrie {phase}", phase=phase, grouped_as="territoire",
            starts_on=date(2019, 1, 1), source="Liste", source_url="https://example.org/", dataset_url="https://example.org/",
        )  # fmt: skip
        for commune in range(14):
            ProgrammeMembership.objects.create(
                programme=programme, kind="commune", code=f"{commune:05d}", name=f"Commune {commune}", epci=here,
                source="Liste", brought=1,
            )  # fmt: skip
    page = epci.epci_page(bretagne.member, here.code)
    assert [len(each.communes) for each in page.programmes] == [12, 12]
    assert [each.more_communes for each in page.programmes] == [2, 2]
    assert "2 autres communes" in client_as(bretagne).get(f"{LIST}{here.code}/").content.decode()


def test_an_empty_territory_says_so(bretagne, client_as):
    read = client_as(bretagne).get(f"{LIST}{grouping(bretagne).code}/").content.decode()
    assert "Aucun pôle de cette intercommunalité" in read
    assert "pas encore dans le réseau" in read


def test_a_thousand_groupings_cost_what_one_does(bretagne, django_assert_max_num_queries):
    region = bretagne.organisation.territories.get()
    made = Territory.objects.bulk_create(
        Territory(
            kind=TerritoryKind.EPCI,
            epci_kind=EpciKind.METROPOLE,
            code=f"3000{n:05d}",
            name=f"C {n}",
            name_folded=f"c {n:05d}",
        )
        for n in range(1000)
    )
    TerritoryPart.objects.bulk_create(
        TerritoryPart(child=each, parent=region, share=1, starts_on=date(2026, 1, 1)) for each in made
    )
    for number in range(30):
        pole(f"Pôle {number}", bretagne.organisation)
    with django_assert_max_num_queries(4):
        assert len(epci.lines_of(list(epci.found_epci(bretagne.member)[:50]))) == 50
    with django_assert_max_num_queries(24):
        assert len(epci.epci_page(bretagne.member, made[0].code).clusters) == 30
