"""A list of pôles: wrong SIREN, doubles, unknown names, dates and parts as text, two encodings; taken once, undone."""

import pytest

from interregions.common.errors import Refused
from interregions.knowledge.observatory.clusters.cluster_list import CLUSTERS
from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.clusters.queries import clusters as queries
from interregions.knowledge.observatory.clusters.rules import lines, typed
from interregions.knowledge.observatory.clusters.services import profile
from interregions.knowledge.observatory.clusters.services.loading import load_clusters
from interregions.knowledge.observatory.policies.models import Reading
from interregions.knowledge.observatory.policies.services.loading import load_observatory
from interregions.network.models import Organisation
from interregions.toolkit.imports.models import Import
from interregions.toolkit.imports.services import bring_file, take_import, undo_import
from interregions.toolkit.sources.choices import SourceState

HEADER = "Nom du pôle;SIRET;Région;Domaine;Label;Début;Fin;Adhérents;ETP;Autofinancement"
LINES = (
    "Pôle Algues;732 829 320 00074;Bretagne;Algues;oui;01/01/2023;31 décembre 2026;148;14,5;52 %",
    "Cluster Lune;123456789;53;Espace;;;;;;",
    "Cluster Mer;;Atlantide;Mer;;;;;;",
    "Cluster Bois;;Bretagne / Normandie;Bois;;;;douze;;",
    "Cluster Date;;76;Dates;oui;le printemps;;;;",
    "Pôle Algues;732829320;Bretagne;Algues;;;;;;",
    "Cluster Vrai;;76, 53;Vrai;;;;;;0,4",
)


def bring(by, text, encoding="utf-8", name="poles.csv"):
    return bring_file(
        importer=CLUSTERS, content=text.encode(encoding), name=name, source="Région", given_on=None, by=by, at_once=True
    )


def verdicts(brought):
    return [row.verdict for row in brought.rows.order_by("line")]


def whole():
    """Everything a list of pôles may write, to compare before and after."""
    found = []
    for cluster in queries.with_what_is_shown(Cluster.objects.select_related("organisation")).order_by("pk"):
        labels = sorted(
            (str(each), str(each.starts_on), str(each.ends_on), each.sequel_unverified) for each in cluster.labels.all()
        )
        found.append((cluster.pk, queries.values_of(cluster), labels))
    return found, Organisation.objects.count(), list(Reading.objects.values_list("brought_key", "value", "state"))


@pytest.fixture
def known(france, facilitator):
    load_observatory()
    load_clusters()
    return facilitator


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_each_line_says_what_becomes_of_it_and_nothing_is_half_loaded(known, encoding):
    before = whole()
    brought = bring(known, "\n".join((HEADER, *LINES)), encoding)
    assert whole() == before
    assert verdicts(brought) == ["NEW", "REFUSED", "REFUSED", "REFUSED", "REFUSED", "REFUSED", "NEW"]
    reasons = " ".join(reason for row in brought.rows.all() for reason in row.reasons)
    for words in ("123456789", "Atlantide", "douze", "le printemps", "répète"):
        assert words in reasons
    take_import(brought=brought, by=known)
    algues = Cluster.objects.get(organisation__siren="732829320")
    assert (algues.state, algues.entered_by) == (SourceState.PROPOSED, known)
    label = algues.labels.get()
    assert (label.phase_id is None, str(label.ends_on)) == (not label.phase_id, "2026-12-31")
    said = dict(Reading.objects.filter(organisation=algues.organisation).values_list("indicator__code", "value"))
    assert {code: float(value) for code, value in said.items()} == {
        "pole-adherents": 148.0,
        "pole-equipe": 14.5,
        "pole-part-privee": 52.0,
    }
    assert set(Reading.objects.filter(organisation__cluster=algues).values_list("state", flat=True)) == {"PROPOSED"}


def test_the_same_file_again_changes_nothing_and_undo_is_exact(known):
    before = whole()
    text = "\n".join((HEADER, LINES[0], LINES[6], "Derbi;;Occitanie;Soleil;oui;2023-01-01;2026-12-31;57;;"))
    brought = bring(known, text)
    assert verdicts(brought) == ["NEW", "NEW", "CHANGED"]
    take_import(brought=brought, by=known)
    assert whole() != before
    again = bring(known, text)
    assert verdicts(again) == ["SAME", "SAME", "SAME"]
    with pytest.raises(Refused):
        take_import(brought=again, by=known)
    undo_import(brought=Import.objects.get(pk=brought.pk), by=known)
    assert whole() == before


def test_undo_keeps_what_has_served_since(known, mandate_of):
    brought = bring(known, "\n".join((HEADER, LINES[0], LINES[6])))
    take_import(brought=brought, by=known)
    algues = Cluster.objects.get(organisation__siren="732829320")
    pole = mandate_of(algues.organisation)
    profile.confirm_profile(cluster=algues, by=pole)
    assert "1 gardée" in undo_import(brought=Import.objects.get(pk=brought.pk), by=known)
    assert Cluster.objects.filter(pk=algues.pk).exists()
    assert not Cluster.objects.filter(organisation__name="Cluster Vrai").exists()


def test_a_confirmed_profile_is_left_aside(known, mandate_of):
    algues = profile.enter_cluster(values={"name": "Pôle Algues", "regions": "53", "siren": "732829320"}, by=known)
    profile.confirm_profile(cluster=algues, by=mandate_of(algues.organisation))
    assert verdicts(bring(known, "\n".join((HEADER, LINES[0])))) == ["LEFT"]


def test_a_region_brings_its_own_only(known, bretagne, normandie):
    assert verdicts(bring(bretagne, "\n".join((HEADER, LINES[0])))) == ["NEW"]
    assert verdicts(bring(normandie, "\n".join((HEADER, LINES[0])))) == ["REFUSED"]


def test_a_homonym_of_another_siren_is_never_taken_for_it(known):
    profile.enter_cluster(values={"name": "Pôle Algues", "regions": "76", "siren": "552100554"}, by=known)
    brought = bring(known, "\n".join((HEADER, LINES[0])))
    assert verdicts(brought) == ["REFUSED"]
    assert "552100554" in brought.rows.get().reasons[0]


def test_thousands_of_lines_are_not_asked_one_by_one(known, django_assert_max_num_queries):
    def text(number):
        return "\n".join((HEADER, *(f"Cluster {each:05};;53;;;;;;;" for each in range(number))))

    with django_assert_max_num_queries(600):
        brought = bring(known, text(3000))
        take_import(brought=brought, by=known, at_once=True)
    assert Cluster.objects.filter(organisation__name__startswith="Cluster ").count() == 3000


def test_percentages_and_days_as_people_write_them():
    assert [str(typed.read_rate(text)) for text in ("52 %", "0,52", "52")] == ["52.00"] * 3
    assert typed.day_text(typed.read_day("1er janvier 2023")) == "2023-01-01"
    assert lines.figure_text(typed.read_amount("1 480")) == "1480"
