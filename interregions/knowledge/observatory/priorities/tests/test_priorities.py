"""Priorities in the words of their Région; their coding is proposed by these words and counts once it is confirmed."""

import pytest

from interregions.common.errors import Refused
from interregions.knowledge.observatory.priorities import rules
from interregions.knowledge.observatory.priorities.models import Priority, PriorityCode
from interregions.knowledge.observatory.priorities.queries import priorities as queries
from interregions.knowledge.observatory.priorities.services import erasure
from interregions.knowledge.observatory.priorities.services import priorities as services
from interregions.network.choices import College, OrganisationKind
from interregions.network.services import add_organisation
from interregions.vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db
LIST = "/observatoire/priorites/"


def write(by, title="Filière bois", text="Construction en bois et mobilité durable", **more):
    words = {"source": "S3 2021-2027", "address": "", "starts_on": None, "ends_on": None, **more}
    return services.write_priority(title=title, text=text, **words, by=by)


@pytest.fixture
def terms(db):
    scheme = Scheme.objects.create(slug="filieres", name="Filières", source="x", verified=False)
    labels = ("Bois", "Santé", "Chimie et matériaux")
    return {label: Term.objects.create(scheme=scheme, code=label[:3].lower(), label=label) for label in labels}


@pytest.fixture
def pole(mandate_of):
    return mandate_of(
        add_organisation(name="Pôle", short_name="Pôle", kind=OrganisationKind.CLUSTER, college=College.CLUSTERS)
    )


def test_the_words_propose_the_terms_that_they_hold():
    labels = [(1, "Bois"), (2, "Aéronautique et espace"), (3, "Mobilité durable et intelligente"), (4, "Santé")]
    text = "La construction en bois, et une mobilité plus durable"
    assert rules.proposed(text, labels) == [1, 3]
    assert rules.proposed("", labels) == []
    assert rules.proposed("nouveaux services industriels", [(5, "Industries et services nouveaux")]) == []


def test_a_referent_of_a_region_alone_writes_and_a_title_is_its_own(bretagne, normandie, contributor, epci):
    priority = write(bretagne)
    with pytest.raises(Refused, match="déjà une priorité"):
        write(bretagne)
    write(normandie)
    for other in (contributor, epci):
        with pytest.raises(Refused):
            write(other, title="Autre")
    with pytest.raises(Refused):
        services.write_priority(
            priority=priority, title="x", text="", source="", address="", starts_on=None, ends_on=None, by=normandie
        )
    assert write(bretagne, title="Récrite", text="x", priority=priority).revision == 2


def test_a_proposal_counts_nowhere_until_the_region_confirms_it(bretagne, normandie, terms):
    priority = write(bretagne)
    choice = queries.coding_choices(priority)[0]
    assert [term.label for term in choice.proposed] == ["Bois"]
    assert not choice.verified
    assert not PriorityCode.objects.exists()
    services.code_priority(priority=priority, terms=[terms["Bois"], terms["Santé"]], by=bretagne)
    services.code_priority(priority=priority, terms=[terms["Bois"]], by=bretagne)
    assert [code.term.label for code in priority.codes.all()] == ["Bois"]
    with pytest.raises(Refused):
        services.code_priority(priority=priority, terms=[], by=normandie)


def test_a_term_is_shared_from_two_regions_on(bretagne, normandie, terms):
    rows = queries.priorities_visible_to(bretagne.member)
    services.code_priority(priority=write(bretagne), terms=[terms["Bois"]], by=bretagne)
    assert queries.shared_terms(rows) == []
    services.code_priority(priority=write(normandie), terms=[terms["Bois"]], by=normandie)
    assert [(str(each.term), each.regions) for each in queries.shared_terms(rows)] == [
        ("Bois", ("Bretagne", "Normandie"))
    ]
    assert queries.found(rows, term="filieres:boi").count() == 2
    assert queries.found(rows, words="breton").count() == 0
    assert queries.found(rows, words="bretagne").count() == 1


def test_a_pole_says_what_it_serves_once_and_takes_it_back(bretagne, pole):
    priority = write(bretagne)
    services.serve_priority(priority=priority, by=pole)
    with pytest.raises(Refused, match="déjà"):
        services.serve_priority(priority=priority, by=pole)
    with pytest.raises(Refused, match="lui-même"):
        services.serve_priority(priority=priority, by=bretagne)
    services.serve_no_more(priority=priority, by=pole)
    assert not priority.served_by.exists()


def test_what_is_withdrawn_leaves_the_lists_and_frees_its_title(bretagne):
    services.withdraw_priority(priority=write(bretagne), by=bretagne)
    assert not queries.priorities_visible_to(bretagne.member).exists()
    write(bretagne)
    assert Priority.objects.count() == 2


def test_the_pages_are_read_by_a_region_and_a_pole_and_written_by_the_region(
    client_as, bretagne, normandie, pole, terms, outsider
):
    client = client_as(bretagne)
    sent = {"title": "Filière bois", "text": "Le bois", "source": "S3", "ends_on": "2027-12-31"}
    answer = client.post(f"{LIST}ecrire/", sent)
    priority = Priority.objects.get()
    assert answer["Location"] == f"{LIST}{priority.pk}/listes/"
    assert "proposé" in client.get(answer["Location"]).content.decode()
    client.post(answer["Location"], {"term": [str(terms["Bois"].pk), "x", "99999999999999999999"]})
    page = client_as(pole).get(priority.get_absolute_url()).content.decode()
    assert "Filières (à vérifier)" in page
    assert "Notre pôle la sert" in page
    assert "Confirmer les listes" not in page
    assert client_as(normandie).get(f"{LIST}{priority.pk}/ecrire/").status_code == 404
    assert client_as(outsider).get(LIST).status_code == 404
    assert "Bois" in client_as(normandie).get(LIST).content.decode()


def test_the_list_costs_the_same_for_one_and_for_thirty(client_as, bretagne, terms, django_assert_max_num_queries):
    for number in range(30):
        priority = write(bretagne, title=f"Priorité {number}")
        services.code_priority(priority=priority, terms=list(terms.values()), by=bretagne)
    client = client_as(bretagne)
    client.get(LIST)
    with django_assert_max_num_queries(14):
        client.get(LIST)


def test_a_person_named_in_a_priority_leaves_it(bretagne):
    priority = write(bretagne, text=f"Portée par {bretagne.member.given_name} {bretagne.member.family_name}")
    erasure.erase_member(bretagne.member)
    priority.refresh_from_db()
    assert bretagne.member.family_name not in priority.text
