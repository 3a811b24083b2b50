"""On every page, document and table of an edition, a figure less the named answers says nothing of the others."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from interregions.exchange.surveys.answering.services.submission import set_unnamed, submit_response
from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.models import Answer, RestitutionItem, Selection, Survey
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.restitution.queries.behind import base_of, behind_alike, behind_of, is_alike
from interregions.exchange.surveys.restitution.queries.figures import BREAKDOWNS, counted, counted_by, numbers_of
from interregions.exchange.surveys.restitution.queries.restitution import edition_page, told_by_restitution
from interregions.exchange.surveys.restitution.rules.figures.form import Sources
from interregions.exchange.surveys.restitution.rules.reading import EXACT_WORDS, PARTIAL_WORDS, gathered
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.surveys.tests.survey_builder import begun, opened, referents
from interregions.network.services import grant_mandate

pytestmark = pytest.mark.django_db
ASKED = (
    {"name": "role", "kind": "YES_NO", "label": "Un référent ?"},
    {"name": "budget", "kind": "AMOUNT", "label": "Quel budget ?"},
)


@pytest.fixture
def people(france, mandate_of):
    return referents(france, mandate_of)


def edition_of(people, facilitator, says, *, unnamed=(), **options):
    survey = opened(facilitator, questions=ASKED, **options)
    for rank, (by, role) in enumerate(zip(people, says, strict=False)):
        response = begun(survey, by, {"role": role, "budget": str(1000 + rank)})
        if rank in unnamed:
            set_unnamed(response=response, unnamed=True, by=by)
        submit_response(response=response, by=by)
    closed = close_survey(survey=survey, by=facilitator)
    return publish_restitution(restitution=draft_restitution(survey=closed, by=facilitator), by=facilitator)


def counts_of(client, edition):
    """What the table of counts says of the first question: by answer, and of how many."""
    content = client.get(f"{edition.get_absolute_url()}tableau.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))[1:]
    return {row[3]: (row[4], row[5]) for row in rows if row[0] == "Un référent ?"}


def test_one_unnamed_of_eighteen_is_left_out_of_what_the_others_read_everywhere(people, facilitator, client_as):
    says = ["no", *["yes"] * 9, *["no"] * 8]
    edition = edition_of(people, facilitator, says, unnamed=[0])
    reader = client_as(people[3])
    assert counts_of(reader, edition) == {"Oui": ("9", "17"), "Non": ("8", "17")}
    page = " ".join(reader.get(edition.get_absolute_url()).content.decode().split())
    assert "9 Régions sur 17" in page
    assert " ".join(PARTIAL_WORDS.split())[:60] in page
    assert "9 Régions sur 18" not in page
    shown = " ".join(reader.get(f"{edition.get_absolute_url()}?presentation=1").content.decode().split())
    assert "9 Régions sur 17" in shown
    assert counts_of(client_as(facilitator), edition) == {"Oui": ("9", "18"), "Non": ("9", "18")}
    assert counts_of(client_as(people[0]), edition) == {"Oui": ("9", "18"), "Non": ("9", "18")}, "nothing is hidden"
    assert told_by_restitution(edition.pk) == ["18 Régions sur 18 ont répondu."], "not in the minutes either"
    amount = edition_page(edition, people[3].member).sections[1]
    assert amount.n == 17
    assert amount.statistics[0][:2] == ("Total", sum(range(1001, 1018)))


def test_three_unnamed_of_both_opinions_hide_one_another(people, facilitator, client_as):
    says = ["no", "yes", "yes", "no", *["yes"] * 8, *["no"] * 6]
    edition = edition_of(people, facilitator, says, unnamed=[0, 1, 2, 3])
    assert counts_of(client_as(people[5]), edition) == {"Oui": ("10", "18"), "Non": ("8", "18")}
    own = counts_of(client_as(people[0]), edition)
    assert own["Oui"][1] == "15", "who knows its own answer would read those of the three others"


def test_all_named_and_unanimous_is_told_exactly_to_who_reads_the_names(people, facilitator, client_as):
    edition = edition_of(people, facilitator, ["yes"] * 17 + ["no"])
    reader = client_as(people[3])
    assert counts_of(reader, edition) == {"Oui": ("17", "18"), "Non": ("1", "18")}
    page = reader.get(edition.get_absolute_url()).content.decode()
    assert " ".join(EXACT_WORDS.split()) in " ".join(page.split())


def test_before_its_embargo_ends_the_whole_is_not_told_that_the_names_will_solve(people, facilitator, client_as):
    far = timezone.localdate() + timedelta(days=30)
    says = ["no", *["yes"] * 9, *["no"] * 8]
    edition = edition_of(people, facilitator, says, unnamed=[0], embargo_until=far)
    before = counts_of(client_as(people[3]), edition)
    assert before["Oui"][1] == "17"
    Survey.objects.update(embargo_until=None)
    assert counts_of(client_as(people[3]), edition) == before


def test_an_edition_that_kept_nothing_behind_its_figures_is_read_the_same(people, facilitator, client_as):
    says = ["no", *["yes"] * 9, *["no"] * 8]
    edition = edition_of(people, facilitator, says, unnamed=[0])
    told = counts_of(client_as(people[3]), edition)
    for item in RestitutionItem.objects.all():
        item.figure = {name: value for name, value in item.figure.items() if name not in ("behind", "base")}
        item.save()
    assert counts_of(client_as(people[3]), edition) == told


def test_who_acts_for_many_organisations_costs_no_more_queries(
    people, facilitator, client_as, django_assert_max_num_queries
):
    says = ["no", *["yes"] * 9, *["no"] * 8]
    edition = edition_of(people, facilitator, says, unnamed=[0])
    reader = client_as(people[3])
    reader.get(edition.get_absolute_url())
    with django_assert_max_num_queries(60) as before:
        reader.get(edition.get_absolute_url())
    for by in people[4:10]:
        grant_mandate(member=people[3].member, organisation=by.organisation, role="REFERENT")
    with django_assert_max_num_queries(len(before)):
        reader.get(edition.get_absolute_url())


@pytest.mark.parametrize("breakdown", ["", "kind"])
def test_what_stands_behind_the_figures_is_the_same_however_it_is_read(people, facilitator, breakdown):
    edition = edition_of(people, facilitator, [*["yes"] * 9, *["no"] * 9])
    survey_id, base = edition.survey_id, base_of(edition.survey.responses.all())
    questions = [q for block in content_of(edition.survey.questionnaire_id) for q in block.questions]
    answers, chosen = Answer.objects.filter(counted_in=survey_id), Selection.objects.filter(counted_in=survey_id)
    assert is_alike(answers, base)
    groups = counted_by(survey_id, breakdown) if breakdown else {}
    numeric = [variable.id for question in questions for variable in question.variables]
    sources = Sources(counted(survey_id), groups, numbers_of(survey_id, numeric))
    quick = behind_alike(questions, sources, base)
    slow = behind_of(answers, chosen, questions, BREAKDOWNS[breakdown] if breakdown else None)
    for question in questions:
        first, second = gathered(quick[question.id]), gathered(slow[question.id])
        assert (first.counts, first.groups) == (second.counts, second.groups)
        told = [(pk, each.n, each.total, each.largest) for pk, each in first.numbers.items()]
        assert told == [(pk, each.n, each.total, each.largest) for pk, each in second.numbers.items()]
    answers.filter(variable__question__name="role").update(named_to="LEAD")
    assert not is_alike(answers, base)
