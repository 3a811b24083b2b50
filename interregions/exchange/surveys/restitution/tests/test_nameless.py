"""Words without a name: from the quotes, the matrix, the rate and the tables together, nobody is told whose they are.

Surveys are drawn at random; the attacker reads every page a Région reads, and knows who was asked.
"""

import re
from random import Random

import pytest
from django.db.models.sql.compiler import SQLCompiler
from lxml import html

from interregions.exchange.surveys.answering.services.submission import set_unnamed, submit_response
from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.restitution.models import Verbatim
from interregions.exchange.surveys.restitution.queries import quotes as reading
from interregions.exchange.surveys.restitution.queries.quotes import NAMELESS, SHOWN_QUOTES, Reading
from interregions.exchange.surveys.restitution.queries.restitution import sections_of
from interregions.exchange.surveys.restitution.rules.disclosure import hides_one_among_others, unlinkable
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.surveys.tests.survey_builder import begun, opened, referents

pytestmark = pytest.mark.django_db
WORDS = (
    {"name": "avis", "kind": "LONG_TEXT", "label": "Votre avis ?"},
    {"name": "suite", "kind": "LONG_TEXT", "label": "Et ensuite ?"},
    {"name": "role", "kind": "YES_NO", "label": "Un référent ?"},
)


@pytest.fixture
def people(france, mandate_of):
    return referents(france, mandate_of)


def edition_of(people, facilitator, chance, *, answering, unnamed):
    survey = opened(facilitator, questions=WORDS)
    order = chance.sample(people, answering)
    hidden = order[:unnamed]
    for rank, by in enumerate(order):
        said = {"avis": f"avis{rank:02}", "suite": f"suite{rank:02}", "role": chance.choice(["yes", "no"])}
        response = begun(survey, by, said)
        if by in hidden:
            set_unnamed(response=response, unnamed=True, by=by)
        submit_response(response=response, by=by)
    closed = close_survey(survey=survey, by=facilitator)
    edition = publish_restitution(restitution=draft_restitution(survey=closed, by=facilitator), by=facilitator)
    return edition, {by.organisation.short_name for by in order}, {by.organisation.short_name for by in hidden}, order


def quotes(page):
    """(words, source) of each question, in the order of the page."""
    found = []
    for section in html.document_fromstring(page).xpath("//main//section"):
        read = [
            (" ".join(each.find("p").text_content().split()), each.find("footer").text_content().strip())
            for each in section.iter("blockquote")
        ]
        if read:
            found.append(read)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_nobody_is_told_by_elimination(seed, people, facilitator, client_as):
    chance = Random(seed)
    answering, unnamed = chance.randint(8, 18), chance.randint(0, 4)
    edition, _, hidden, _ = edition_of(people, facilitator, chance, answering=answering, unnamed=unnamed)
    browser = client_as(people[0])
    page = browser.get(edition.get_absolute_url()).content.decode()
    matrix = browser.get(f"{edition.get_absolute_url()}matrice/").content.decode()
    named = {by.organisation.short_name for by in people if f">{by.organisation.short_name}<" in matrix}
    candidates = {by.organisation.short_name for by in people} - named
    told = [words for section in quotes(page) for words, source in section if source == NAMELESS]
    if told:
        assert len(candidates - {people[0].organisation.short_name}) >= 3, "three others could have said it"
        assert hidden <= candidates
    else:
        assert not unnamed or len(candidates) < 3 or hidden == {people[0].organisation.short_name}
    for document in (f"{edition.get_absolute_url()}tableau.csv", f"{edition.get_absolute_url()}tableau.ods"):
        content = browser.get(document).content.decode("latin-1")
        if not told:
            assert "préféré" not in content


def test_one_of_eighteen_that_asks_not_to_be_named_is_not_quoted_and_the_page_says_why(people, facilitator, client_as):
    edition, _, hidden, order = edition_of(people, facilitator, Random(1), answering=18, unnamed=1)
    reader = next(by for by in people if by.organisation.short_name not in hidden)
    page = client_as(reader).get(edition.get_absolute_url()).content.decode()
    assert NAMELESS not in page
    assert "avis00" not in page
    assert "1 réponse écrite n’est pas citée" in page
    own = client_as(order[0]).get(edition.get_absolute_url()).content.decode()
    assert "avis00" in own, "one reads one's own words"


def test_what_an_unnamed_organisation_says_here_is_not_tied_to_what_it_says_there(
    people, facilitator, client_as, monkeypatch
):
    # The order of a keyed hash may be any, that of the alphabet included: here it is always the same one.
    monkeypatch.setattr(reading, "_secret", lambda pk: Verbatim.objects.get(pk=pk).text)
    edition, _, hidden, order = edition_of(people, facilitator, Random(2), answering=12, unnamed=4)
    reader = next(by for by in people if by.organisation.short_name not in hidden)
    sections = quotes(client_as(reader).get(edition.get_absolute_url()).content.decode())
    places = [[words for words, source in section if source == NAMELESS] for section in sections]
    ranks = [[re.sub(r"\D", "", words) for words in each] for each in places]
    assert sorted(ranks[0]) == sorted(ranks[1]) == ["00", "01", "02", "03"]
    assert ranks[0] != ranks[1], "an order per question"
    alphabet = sorted((by.organisation.sort_name, f"{rank:02}") for rank, by in enumerate(order[:4]))
    assert [rank for _, rank in alphabet] not in ranks, "nor that of their names"
    for section in sections:
        sources = [source for _, source in section]
        assert sources == sorted(sources, key=lambda source: source == NAMELESS), "named ones first"


@pytest.mark.parametrize("unnamed", [0, 4])
def test_a_page_reads_as_many_rows_of_eighteen_answers_as_of_twelve(unnamed, people, facilitator, monkeypatch):
    plain, read = SQLCompiler.results_iter, []

    def counting(self, *args, **kwargs):
        for row in plain(self, *args, **kwargs):
            read.append(row)
            yield row

    monkeypatch.setattr(SQLCompiler, "results_iter", counting)
    rows = []
    for answering in (12, 18):
        edition, *_ = edition_of(people, facilitator, Random(3), answering=answering, unnamed=unnamed)
        sections = sections_of(edition)
        read.clear()
        reading.quote(edition, {each.item.question_id: each for each in sections}, facilitator.member, Reading(6))
        rows.append(len(read))
        said = [each for each in sections if each.quoted]
        assert [len(each.quoted) for each in said] == [SHOWN_QUOTES, SHOWN_QUOTES]
        assert [each.folded for each in said] == [answering - SHOWN_QUOTES] * 2
    assert rows[1] <= rows[0], "counted in the database, the words of the first ones alone are read"


def test_the_two_rules_alone():
    assert not hides_one_among_others(asked=18, named=16)
    assert hides_one_among_others(asked=18, named=15)
    texts = [f"mot {rank}" for rank in range(9)]
    assert unlinkable(texts, "a") == unlinkable(texts[::-1], "a"), "who said it first changes nothing"
    assert unlinkable(texts, "a") != unlinkable(texts, "b")


def test_words_without_a_name_to_a_conditional_question_would_say_what_was_answered_before(
    people, facilitator, client_as
):
    asked = (
        {"name": "role", "kind": "YES_NO", "label": "Un référent ?"},
        {"name": "avis", "kind": "LONG_TEXT", "label": "Son rôle ?", "condition": "${role} = 'yes'"},
    )
    survey = opened(facilitator, questions=asked)
    for rank, by in enumerate(people[:14]):
        response = begun(survey, by, {"role": "yes", "avis": f"avis{rank:02}"})
        if rank < 4:
            set_unnamed(response=response, unnamed=True, by=by)
        submit_response(response=response, by=by)
    closed = close_survey(survey=survey, by=facilitator)
    edition = publish_restitution(restitution=draft_restitution(survey=closed, by=facilitator), by=facilitator)
    page = client_as(people[8]).get(edition.get_absolute_url()).content.decode()
    assert "avis05" in page
    assert not [f"avis{rank:02}" for rank in range(4) if f"avis{rank:02}" in page], "all four said yes"
    assert NAMELESS not in page
    assert "14 réponses" not in " ".join(page.split())
    assert "avis01" in client_as(people[1]).get(edition.get_absolute_url()).content.decode(), "one's own"
