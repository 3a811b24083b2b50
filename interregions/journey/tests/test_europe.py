"""The page of a priority of the Union: what carries it, each reader’s own, in a paragraph and in documents."""

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from interregions.exchange.themes.services.calls import open_call
from interregions.exchange.themes.services.themes import propose_theme
from interregions.journey import europe
from interregions.journey.queries.europe import europe_page
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.equipment.models import Equipment
from interregions.knowledge.observatory.priorities.models import Priority, PriorityCode, PriorityServed
from interregions.knowledge.practices.models import Practice
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.services import add_organisation
from interregions.vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db
GREEN = europe.priority_of("pacte-vert")
ADDRESS = "/connaissance/priorites-europeennes/pacte-vert/"


@pytest.fixture
def terms():
    scheme = Scheme.objects.create(slug="pacte-vert", name="Axes du Pacte vert", source="Essai", verified=False)
    labels = ("Énergie propre", "Mobilité durable")
    return [Term.objects.create(scheme=scheme, code=str(n), label=label, position=n) for n, label in enumerate(labels)]


def pole(name, **values):
    organisation = add_organisation(
        name=name, short_name=name, kind=OrganisationKind.CLUSTER, college=College.CLUSTERS, territories=[]
    )
    return Cluster.objects.create(organisation=organisation, **values)


def practice(title, by, term, status="PUBLISHED"):
    row = Practice.objects.create(title=title, organisation=by.organisation, caught_by=by, status=status)
    row.tags.add(term)
    return row


def equipment(name, by, term, status="PUBLISHED"):
    scheme, _ = Scheme.objects.get_or_create(slug="equipements", defaults={"name": "Équipements", "source": "Essai"})
    kind, _ = Term.objects.get_or_create(scheme=scheme, code="plateforme", defaults={"label": "Plate-forme"})
    row = Equipment.objects.create(
        name=name, owner=by.organisation, kind=kind, entered_by=by, status=status, department="35", opening="ALL"
    )
    row.tags.add(term)
    return row


def served_by(cluster, by, *terms):
    row = Priority.objects.create(organisation=by.organisation, title="Énergies marines", entered_by=by)
    for term in terms:
        PriorityCode.objects.create(priority=row, term=term, confirmed_by=by)
    PriorityServed.objects.create(priority=row, organisation=cluster.organisation, said_by=by)
    return row


def names(page, key):
    return [line.label for section in page.sections if section.key == key for line in section.lines]


@pytest.fixture
def filled(terms, bretagne, normandie, facilitator, today):
    """Something of each kind, and a draft of each that is not to be quoted."""
    energy, mobility = terms
    practice("Appels groupés", bretagne, energy)
    practice("Brouillon", bretagne, energy, status="DRAFT")
    equipment("Banc d’essai", bretagne, mobility)
    equipment("Banc en attente", bretagne, mobility, status="WAITING")
    call = open_call(season="2027", retained_number=1, proposals_until=today, choices_until=today, by=facilitator)
    propose_theme(
        call=call, title="Pôles et énergie", problem="Un problème.", expected_result="Un résultat.", tags=[energy],
        by=normandie,
    )  # fmt: skip
    served_by(pole("Pôle Mer", state="CONFIRMED", subject="la mer"), bretagne, energy, mobility)
    return terms


def test_a_page_gathers_what_carries_the_priority_and_no_draft(filled, bretagne):
    page = europe_page(GREEN, bretagne.member, bretagne)
    assert names(page, "pratiques") == ["Appels groupés"]
    assert names(page, "themes") == ["Pôles et énergie"]
    assert names(page, "priorites") == ["Énergies marines"]
    assert names(page, "poles") == ["Pôle Mer"]
    assert names(page, "equipements") == ["Banc d’essai"]
    assert dict(page.by_term) == {filled[0]: [1, 1, 1, 1, 0], filled[1]: [0, 0, 1, 1, 1]}


def test_a_thing_of_two_terms_is_counted_once(filled, bretagne):
    page = europe_page(GREEN, bretagne.member, bretagne)
    assert "1 pôle ou cluster" in page.paragraph
    assert "1 priorité de Région" in page.paragraph
    assert page.paragraph.endswith("d’après ce que lit Bretagne.")


def test_a_profile_that_its_pole_has_not_confirmed_says_so(terms, bretagne):
    pole("Pôle Neuf").ecosystems.add(terms[0])
    page = europe_page(GREEN, bretagne.member, bretagne)
    assert [line.detail for section in page.sections for line in section.lines] == ["fiche à confirmer par le pôle"]


def test_a_bank_reads_nothing_that_was_not_opened_to_it(filled, mandate_of, client_as):
    bank = add_organisation(
        name="Banque", short_name="Banque", kind=OrganisationKind.BANK, college=College.OTHERS, territories=[]
    )
    reader = mandate_of(bank, Role.REFERENT)
    assert europe_page(GREEN, reader.member, reader).said == ()
    read = client_as(reader).get(ADDRESS).content.decode()
    for hidden in ("Appels groupés", "Pôles et énergie", "Énergies marines", "Pôle Mer", "Banc d’essai"):
        assert hidden not in read


def test_an_empty_page_says_who_makes_something_appear(client_as, bretagne):
    read = client_as(bretagne).get(ADDRESS).content.decode()
    assert "rien n’est encore rattaché" in read
    assert "Qui propose un thème le rattache" in read
    assert client_as(bretagne).get("/connaissance/priorites-europeennes/inconnue/").status_code == 404


@pytest.mark.parametrize("format", ["odt", "pdf", "docx"])
def test_the_document_holds_the_paragraph_and_each_thing(filled, bretagne, client_as, format):
    answer = client_as(bretagne).get(f"{ADDRESS}document.{format}")
    if format == "pdf":
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    else:
        part = "content.xml" if format == "odt" else "word/document.xml"
        text = zipfile.ZipFile(io.BytesIO(answer.content)).read(part).decode()
    for told in ("Banc d’essai", "Pôle Mer", "Appels groupés", "à vérifier"):
        assert told in text
    assert "Brouillon" not in text


def test_a_page_costs_the_same_with_forty_things(filled, bretagne):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            europe_page(GREEN, bretagne.member, bretagne)
        return len(asked)

    cost()
    one = cost()
    for number in range(40):
        practice(f"Pratique {number}", bretagne, filled[0])
        equipment(f"Banc {number}", bretagne, filled[1])
        pole(f"Pôle {number}").ecosystems.add(filled[0])
    assert cost() == one


def test_the_paragraph_is_said_as_one_speaks(today):
    told = europe.paragraph(name="PME", on=today, counted=["1 thème", "2 pôles", "1 équipement"], reader="")
    assert "rattache à cette priorité de l’Union 1 thème, 2 pôles et 1 équipement." in told
