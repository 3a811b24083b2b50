"""A thing opened to a circle is read there and nowhere else; closed, it is read by nobody more than before."""

from datetime import timedelta

import pytest
from django.urls import reverse

from interregions.common.errors import Refused
from interregions.common.rooms import publishables
from interregions.knowledge.practices import services as practices
from interregions.network.choices import OrganisationKind, college_of
from interregions.network.models import Mandate
from interregions.network.queries import standing_of
from interregions.network.services import add_organisation
from interregions.toolkit.journal.models import Entry
from interregions.toolkit.publication import queries, services
from interregions.toolkit.publication.choices import Circle
from interregions.toolkit.publication.models import Opened

pytestmark = pytest.mark.django_db
PRACTICE, ORGANISATION = "practices.practice", "network.organisation"
PARTS = {
    "what_was_done": "Un guichet.",
    "what_did_not_work": "Les délais étaient trop longs.",
    "contact": "Anne au guichet",
}


def acting_for(kind: OrganisationKind, mandate_of) -> Mandate:
    name = f"Un {kind.label}"
    return mandate_of(add_organisation(name=name, short_name=name, kind=kind, college=college_of(kind)))


@pytest.fixture
def pole(france, mandate_of) -> Mandate:
    return acting_for(OrganisationKind.CLUSTER, mandate_of)


@pytest.fixture
def bank(france, mandate_of) -> Mandate:
    return acting_for(OrganisationKind.BANK, mandate_of)


@pytest.fixture
def practice(bretagne):
    found = practices.draft_practice(
        title="Guichet des filières", organisation=bretagne.organisation, observed_result="Deux fois plus vite.",
        by=bretagne,
    )  # fmt: skip
    found = practices.complete_practice(practice=found, texts=PARTS, seen={}, revision=0, by=bretagne)
    return practices.publish_practice(practice=found, by=bretagne)


def open_practice(practice, by, to=Circle.CLUSTERS, until=None) -> Opened:
    return services.open_to(kind=PRACTICE, thing=practice, to=to, until=until, by=by)


def status(client, thing) -> int:
    return client.get(thing.get_absolute_url()).status_code


def test_what_the_network_published_is_opened_to_one_circle_at_a_time(practice, bretagne, pole, bank, client_as):
    assert [status(client_as(each), practice) for each in (pole, bank)] == [404, 404]
    open_practice(practice, bretagne)
    assert [status(client_as(each), practice) for each in (pole, bank)] == [200, 404]
    open_practice(practice, bretagne, Circle.PARTNERS)
    services.close_to(kind=PRACTICE, thing=practice, to=Circle.CLUSTERS, by=bretagne)
    assert [status(client_as(each), practice) for each in (pole, bank)] == [404, 200]


def test_what_is_open_to_all_is_read_by_clusters_and_partners_in_their_pages(practice, bretagne, pole, bank, client_as):
    open_practice(practice, bretagne, Circle.PUBLIC)
    assert [status(client_as(each), practice) for each in (pole, bank)] == [200, 200]


def test_a_day_said_is_the_last_one(practice, bretagne, pole, client_as, today):
    opened = open_practice(practice, bretagne, until=today)
    assert status(client_as(pole), practice) == 200
    Opened.objects.filter(pk=opened.pk).update(until=today - timedelta(days=1))
    assert status(client_as(pole), practice) == 404
    open_practice(practice, bretagne)  # what has ended is opened again
    assert status(client_as(pole), practice) == 200
    with pytest.raises(Refused, match="est passé"):
        open_practice(practice, bretagne, Circle.PARTNERS, until=today - timedelta(days=1))


def test_the_organisation_that_did_it_opens_and_nobody_else(practice, bretagne, normandie, facilitator, contributor):
    for by in (normandie, facilitator):
        with pytest.raises(Refused, match="Seul un référent de Bretagne"):
            open_practice(practice, by)
    with pytest.raises(Refused, match="contributeur"):
        open_practice(practice, contributor)
    open_practice(practice, bretagne)
    for by in (normandie, facilitator):
        with pytest.raises(Refused, match="Seul un référent de Bretagne"):
            services.close_to(kind=PRACTICE, thing=practice, to=Circle.CLUSTERS, by=by)


def test_it_is_opened_once_and_what_is_closed_is_not_closed_again(practice, bretagne):
    open_practice(practice, bretagne)
    with pytest.raises(Refused, match="déjà ouvert aux pôles"):
        open_practice(practice, bretagne)
    services.close_to(kind=PRACTICE, thing=practice, to=Circle.CLUSTERS, by=bretagne)
    with pytest.raises(Refused, match="n’est pas ouvert"):
        services.close_to(kind=PRACTICE, thing=practice, to=Circle.CLUSTERS, by=bretagne)
    verbs = list(Entry.objects.filter(about_kind=PRACTICE).order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["publication.opened", "publication.closed"]


def test_a_draft_is_opened_to_nobody(bretagne):
    draft = practices.draft_practice(
        title="Brouillon", organisation=bretagne.organisation, observed_result="", by=bretagne
    )
    with pytest.raises(Refused, match="publiez-le d’abord"):
        open_practice(draft, bretagne)


def test_who_is_opened_a_sheet_reads_neither_its_contact_nor_a_way_to_write(practice, bretagne, pole, client_as):
    open_practice(practice, bretagne)
    services.open_to(kind=ORGANISATION, thing=bretagne.organisation, to=Circle.CLUSTERS, by=bretagne)
    browser = client_as(pole)
    sheet = browser.get(practice.get_absolute_url()).content.decode()
    assert "Anne au guichet" not in sheet
    assert "demandez une mise en relation" in sheet
    listed = browser.get(reverse("practices:practices_file", args=["csv"])).content.decode()
    assert "Guichet des filières" in listed
    assert "Anne au guichet" not in listed
    entry = browser.get(bretagne.organisation.get_absolute_url()).content.decode()
    assert "Anne Le Goff" in entry
    assert bretagne.member.email not in entry
    assert "/reseau/ecrire/" not in entry
    assert browser.get(reverse("introductions:write", args=[bretagne.pk])).status_code == 404


def test_the_gesture_stands_on_the_page_of_its_owner_and_is_seen_by_the_others(
    practice, bretagne, normandie, client_as
):
    owner, other = client_as(bretagne), client_as(normandie)
    place = reverse("publication:open", args=["pratiques", practice.pk])
    assert place in owner.get(practice.get_absolute_url()).content.decode()
    assert "Qui d’autre peut lire" not in other.get(practice.get_absolute_url()).content.decode()
    assert owner.post(place, {"to": "CLUSTERS"}).status_code == 302
    seen = other.get(practice.get_absolute_url()).content.decode()
    assert "Les pôles et clusters du réseau" in seen
    assert reverse("publication:close", args=["pratiques", practice.pk]) not in seen
    assert owner.post(reverse("publication:close", args=["pratiques", practice.pk]), {"to": "CLUSTERS"}).url
    assert not Opened.objects.exists()


def test_anybody_reads_what_is_open_to_all_and_nothing_else(practice, bretagne, client):
    page = reverse("publication:public", args=["pratiques", practice.pk])
    assert client.get(page).status_code == 404
    open_practice(practice, bretagne)
    assert client.get(page).status_code == 404
    open_practice(practice, bretagne, Circle.PUBLIC)
    shown = client.get(page).content.decode()
    assert "Deux fois plus vite." in shown
    assert "Anne au guichet" not in shown
    for name, arguments in (
        ("open_data", []), ("public_list", ["pratiques"]), ("feed", []), ("public_table", ["pratiques", "csv"]),
    ):  # fmt: skip
        assert "Guichet des filières" in client.get(reverse(f"publication:{name}", args=arguments)).content.decode()
    assert page in client.get(reverse("publication:sitemap")).content.decode()
    table = client.get(reverse("publication:public_table", args=["pratiques", "csv"])).content.decode()
    assert "Licence Ouverte 2.0" in table
    services.close_to(kind=PRACTICE, thing=practice, to=Circle.PUBLIC, by=bretagne)
    assert client.get(page).status_code == 404
    assert "Guichet" not in client.get(reverse("publication:feed")).content.decode()


def test_what_names_people_is_not_opened_to_all(france, client):
    closed = [each for each in publishables().values() if each.names_people]
    assert {each.slug for each in closed} == {"notes", "comptes-rendus"}
    for each in closed:
        assert client.get(reverse("publication:public_list", args=[each.slug])).status_code == 404


def test_what_is_open_is_a_set_of_numbers_asked_in_one_query(practice, bretagne, pole, django_assert_num_queries):
    open_practice(practice, bretagne)
    standing = standing_of(pole.member)
    with django_assert_num_queries(1):
        assert list(type(practice).objects.filter(pk__in=queries.opened_to(standing, PRACTICE))) == [practice]
    with django_assert_num_queries(2):
        assert [line.reference.label for line in queries.opened_lines(pole.member)] == ["Guichet des filières"]


def test_nobody_without_mandate_is_in_a_circle(practice, bretagne, outsider):
    open_practice(practice, bretagne, Circle.PUBLIC)
    assert not queries.circles_of(standing_of(outsider))
    assert queries.opened_lines(outsider) == []
