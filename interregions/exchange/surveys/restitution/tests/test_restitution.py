"""Publishing an edition, and who reads what of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.exchange.surveys.answering.tests.test_answering import asking
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services.collection import answer_consent, close_survey
from interregions.exchange.surveys.models import (
    AnswerOpening,
    Response,
    Restitution,
    RestitutionItem,
    Survey,
    Verbatim,
)
from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.questionnaires.rules.typed import Given
from interregions.exchange.surveys.restitution.queries import restitution as queries
from interregions.exchange.surveys.restitution.queries.matrix import matrix_of, responses_named
from interregions.exchange.surveys.restitution.rules.restitution import placed
from interregions.exchange.surveys.restitution.services.restitution import (
    ItemChoice,
    arrange_restitution,
    draft_restitution,
    publish_restitution,
)
from interregions.exchange.surveys.tests.survey_builder import begun, opened, referents, sent
from interregions.network.models import Organisation
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(france, mandate_of):
    return referents(france, mandate_of)


@pytest.fixture
def closed(people, facilitator):
    """Eleven Régions answered: 7 yes, 4 no; amounts from 100 to 1 100."""
    survey = opened(facilitator)
    for rank, by in enumerate(people[:11]):
        values = {
            "role": "yes" if rank < 7 else "no",
            "moyens": [0] if rank % 2 else [0, 1],
            "budget": str(100 * (rank + 1)),
        }
        sent(survey, by, {**values, "avis": f"MOT{rank} sur les filières"})
    return close_survey(survey=survey, by=facilitator)


@pytest.fixture
def published(closed, facilitator):
    return publish_restitution(restitution=draft_restitution(survey=closed, by=facilitator), by=facilitator)


def item(restitution, name):
    return restitution.items.get(question__name=name)


def test_an_edition_freezes_its_figures(published):
    [row] = item(published, "role").figure["rows"]
    assert (row["n"], [(cell["label"], cell["low"], cell["high"]) for cell in row["cells"]]) == (
        11,
        [("Oui", 7, 7), ("Non", 4, 4)],
    )
    assert (published.asked, published.answered, len(published.fingerprint)) == (18, 11, 64)


def test_the_finding_says_what_the_figure_shows(published):
    assert item(published, "role").finding == "7 Régions sur 11 répondent « Oui »."


def test_almost_everyone_is_told_as_almost_everyone(published):
    cells = item(published, "moyens").figure["rows"][0]["cells"]
    assert [(cell["low"], cell["high"]) for cell in cells] == [(10, 11), (6, 6), (0, 1)]
    assert "Presque toutes" in item(published, "moyens").finding


def test_numbers_have_a_median_from_ten_answers_and_a_total(published):
    statistics = item(published, "budget").figure["statistics"]
    assert Decimal(statistics["median"]) == 600
    assert Decimal(statistics["sum"]) == 6600
    assert (Decimal(statistics["lower"]), Decimal(statistics["upper"])) == (300, 900)


def test_publishing_counts_in_two_grouped_reads(closed, facilitator):
    draft = draft_restitution(survey=closed, by=facilitator)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        publish_restitution(restitution=draft, by=facilitator)
    counting = [
        q["sql"]
        for q in captured.captured_queries
        if "GROUP BY" in q["sql"] and "counted_in" in q["sql"] and "SUM" not in q["sql"]
    ]
    assert len(counting) == 2
    assert not any("surveys_response" in sql for sql in counting)


def test_an_open_survey_has_no_restitution(people, facilitator):
    with pytest.raises(Refused, match="fermez-la"):
        draft_restitution(survey=opened(facilitator), by=facilitator)


def test_a_region_that_is_not_responsible_prepares_nothing(closed, bretagne):
    with pytest.raises(Refused, match="Région responsable"):
        draft_restitution(survey=closed, by=bretagne)


def test_what_is_shown_its_order_and_its_words_are_chosen(closed, facilitator):
    draft = draft_restitution(survey=closed, by=facilitator)
    first, *others = draft.items.all()
    choices = [ItemChoice(first.pk, 9, True, True, "Un constat à nous.", "À débattre.")]
    choices += [ItemChoice(other.pk, 1, False, False, "", "") for other in others]
    arrange_restitution(restitution=draft, items=choices, breakdown="college", summary=[], by=facilitator, revision=1)
    edition = publish_restitution(restitution=draft, by=facilitator)
    page = queries.edition_page(edition, facilitator.member)
    assert [section.finding for section in page.sections] == ["Un constat à nous."]
    assert Verbatim.objects.count() == 0
    with pytest.raises(Refused, match="est publiée"):
        arrange_restitution(restitution=edition, items=[], breakdown="", summary=[], by=facilitator)


def test_a_second_edition_says_why_and_prints_the_same_figures(published, facilitator):
    again = draft_restitution(survey=published.survey, by=facilitator)
    assert again.edition == 2
    with pytest.raises(Refused, match="Dites pourquoi"):
        publish_restitution(restitution=again, by=facilitator)
    edition = publish_restitution(restitution=again, by=facilitator, reason="Un commentaire manquait.")
    assert edition.fingerprint == published.fingerprint


def test_a_replaced_edition_says_so_and_travels_no_further(published, facilitator, bretagne, client_as):
    again = draft_restitution(survey=published.survey, by=facilitator)
    second = publish_restitution(restitution=again, by=facilitator, reason="Un commentaire manquait.")
    client = client_as(bretagne)
    assert "a été remplacée" in client.get(published.get_absolute_url()).content.decode()
    assert "a été remplacée" not in client.get(second.get_absolute_url()).content.decode()
    assert str(second).endswith(", édition 2")
    both = [second, Restitution.objects.get(pk=published.pk)]
    assert queries.latest_editions(both) == queries.latest_editions(reversed(both)) == [second]


def test_an_edition_is_told_in_a_few_sentences(published):
    rate, *findings = queries.told_by_restitution(published.pk)
    assert rate == "11 Régions sur 18 ont répondu."
    assert "Votre Région a-t-elle un référent ? 7 Régions sur 11 répondent « Oui »." in findings


def test_one_response_that_came_late_makes_no_new_edition(people, facilitator):
    survey = opened(facilitator)
    for by in people[:6]:
        sent(survey, by, {"role": "yes" if by in people[:3] else "no"})
    for by in people[6:10]:
        begun(survey, by, {"role": "yes" if by in people[6:8] else "no"})
    survey = close_survey(survey=survey, by=facilitator, partial="consented")
    first = publish_restitution(restitution=draft_restitution(survey=survey, by=facilitator), by=facilitator)
    assert first.answered == 6
    late = {response.organisation_id: response for response in Response.objects.filter(survey=survey, status="STARTED")}
    answer_consent(response=late[people[6].organisation_id], agrees=True, by=people[6])
    draft = draft_restitution(survey=survey, by=facilitator)
    with pytest.raises(Refused, match="Une ou deux réponses"):
        publish_restitution(restitution=draft, by=facilitator, reason="Accords reçus.")
    for by in people[7:10]:
        answer_consent(response=late[by.organisation_id], agrees=True, by=by)
    second = publish_restitution(restitution=draft, by=facilitator, reason="Accords reçus.")
    assert second.answered == 10
    cells = item(second, "role").figure["rows"][0]["cells"]
    assert [cell["low"] for cell in cells] == [5, 5]


def test_a_late_group_that_is_too_alike_leaves_the_earlier_figure(people, facilitator):
    survey = opened(facilitator)
    for by in people[:6]:
        sent(survey, by, {"role": "yes" if by in people[:3] else "no"})
    for by in people[6:9]:
        begun(survey, by, {"role": "yes"})
    survey = close_survey(survey=survey, by=facilitator, partial="consented")
    publish_restitution(restitution=draft_restitution(survey=survey, by=facilitator), by=facilitator)
    for by in people[6:9]:
        response = Response.objects.get(survey=survey, organisation=by.organisation)
        answer_consent(response=response, agrees=True, by=by)
    second = publish_restitution(
        restitution=draft_restitution(survey=survey, by=facilitator), by=facilitator, reason="Accords reçus."
    )
    figure = item(second, "role").figure
    assert (figure["kept"], figure["rows"][0]["n"]) == (1, 6)


def test_words_are_read_within_their_circle(closed, facilitator, people, epci, client_as):
    RestitutionItem.objects.all()
    questions = closed.questionnaire.blocks.first().questions
    questions.filter(name="avis").update(named_to="REGIONS")
    from interregions.exchange.surveys.questionnaires.queries import content  # noqa: PLC0415

    content._FROZEN.clear()
    edition = publish_restitution(restitution=draft_restitution(survey=closed, by=facilitator), by=facilitator)

    def read(member):
        return next(s for s in queries.edition_page(edition, member).sections if s.item.question.name == "avis")

    assert len(read(people[12].member).quoted) == 11
    assert len(read(facilitator.member).quoted) == 11
    assert (len(read(epci.member).quoted), read(epci.member).unread) == (0, 11)
    assert (len(read(facilitator.member).first_quoted), len(read(facilitator.member).more_quoted)) == (5, 6)
    page = client_as(facilitator).get(edition.get_absolute_url()).content.decode()
    assert "Lire 6 autres réponses écrites" in page
    assert page.count("<blockquote>") == 11


def test_a_page_holds_some_quotes_and_leads_to_the_others(published, client_as, people, monkeypatch):
    reader, url = client_as(people[12]), published.get_absolute_url()
    assert "<summary>Lire 6 autres réponses écrites" in reader.get(url).content.decode()
    monkeypatch.setattr("interregions.exchange.surveys.restitution.views.restitution.QUOTES_AT_ONCE", 10)
    page = reader.get(url).content.decode()
    assert page.count("<blockquote>") == 5
    assert "autre" not in page[page.index("<blockquote>") : page.index("</blockquote>")]
    (item,) = [
        section.item for section in queries.edition_page(published, people[12].member).sections if section.quoted
    ]
    assert f'<a href="?citations={item.pk}#question-{item.pk}">Lire 6 autres réponses écrites</a>' in page
    whole = reader.get(f"{url}?citations={item.pk}").content.decode()
    assert whole.count("<blockquote>") == 11
    assert "<details open><summary>Lire 6 autres" in whole


def named(edition, member):
    """The names of the matrix, read whole."""
    return [name for name, _ in matrix_of(edition.survey, member, dict(responses_named(edition, member))).rows]


def test_an_organisation_that_prefers_it_is_quoted_without_its_name(people, facilitator):
    survey = opened(facilitator)
    for by in people[:4]:
        response = begun(survey, by)
        Response.objects.filter(pk=response.pk).update(unnamed=by == people[0])
        sent(survey, by)
    survey = close_survey(survey=survey, by=facilitator)
    edition = publish_restitution(restitution=draft_restitution(survey=survey, by=facilitator), by=facilitator)
    page = queries.edition_page(edition, people[9].member)
    sources = [quoted.source for section in page.sections for quoted in section.quoted]
    assert people[0].organisation.short_name not in sources
    assert "un organisme qui a préféré ne pas être nommé" in sources
    names = named(edition, people[9].member)
    assert people[0].organisation.short_name not in names
    assert len(names) == 3


def test_under_embargo_names_are_not_read(published, people):
    Survey.objects.filter(pk=published.survey_id).update(embargo_until=timezone.localdate() + timedelta(days=5))
    edition = Restitution.objects.get(pk=published.pk)
    assert named(edition, people[12].member) == []
    assert named(edition, people[0].member) == [people[0].organisation.short_name]


def test_participants_open_every_form_of_an_edition(published, client_as, people):
    reader = client_as(people[12])
    documents = [f"document.{format}" for format in ("pdf", "odt", "docx")]
    for ending in ("", "?presentation=2", "matrice/", *documents, "tableau.ods", "tableau.csv"):
        answer = reader.get(f"/restitutions/{published.pk}/{ending}")
        assert answer.status_code == 200, ending


def test_the_table_holds_the_counts_and_only_readable_names(published, client_as, people):
    text = client_as(people[12]).get(f"/restitutions/{published.pk}/tableau.csv").content.decode("utf-8-sig")
    assert "Votre Région a-t-elle un référent ?;;;Oui;7;11" in text


def test_only_what_was_shown_is_recorded_as_read(published, client_as, people, monkeypatch):
    reader = client_as(people[12])
    reader.get(f"/restitutions/{published.pk}/tableau.csv")
    assert not AnswerOpening.objects.exists()
    monkeypatch.setattr("interregions.exchange.surveys.restitution.views.restitution.MATRIX_ROWS", 4)
    page = reader.get(f"/restitutions/{published.pk}/matrice/").content.decode()
    assert page.count('<th scope="row">') == AnswerOpening.objects.count() == 4
    assert "11 organismes lisibles" in page
    reader.get(f"/restitutions/{published.pk}/tableau.ods")
    assert AnswerOpening.objects.count() == 11


def test_the_matrix_reads_as_many_times_whatever_the_rows(published, client_as, people, monkeypatch):
    reader, asked = client_as(people[12]), []
    reader.get(f"/restitutions/{published.pk}/matrice/")  # the questions of a frozen questionnaire are read once
    for rows in (2, 11):
        monkeypatch.setattr("interregions.exchange.surveys.restitution.views.restitution.MATRIX_ROWS", rows)
        with CaptureQueriesContext(connection) as queried:
            reader.get(f"/restitutions/{published.pk}/matrice/")
        asked.append(len(queried))
    assert asked[0] == asked[1]


def test_a_draft_is_for_the_animation_and_the_responsible_region(closed, client_as, people, facilitator):
    draft = draft_restitution(survey=closed, by=facilitator)
    assert client_as(people[3]).get(f"/restitutions/{draft.pk}/preparer/").status_code == 404
    assert client_as(people[3]).get(f"/restitutions/{draft.pk}/").status_code == 404
    assert client_as(facilitator).get(f"/restitutions/{draft.pk}/preparer/").status_code == 200


def test_the_animation_publishes_from_the_page(closed, client_as, facilitator):
    client = client_as(facilitator)
    draft = Restitution.objects.get(pk=client.post(f"/enquetes/{closed.pk}/restitution/").url.split("/")[2])
    posted = {"breakdown": "", "summary": "Sept sur onze.", "revision": draft.revision, "publish": "1"}
    for each in draft.items.all():
        posted |= {f"finding-{each.pk}": "Constat", f"shown-{each.pk}": "on", f"position-{each.pk}": "1"}
    answer = client.post(f"/restitutions/{draft.pk}/preparer/", posted, follow=True)
    assert "Constat" in answer.content.decode()
    assert Restitution.objects.get(pk=draft.pk).status == "PUBLISHED"


def test_a_declared_breakdown_is_told_by_college_and_adds_up(people, facilitator, mandate_of):
    epci = [
        Organisation.objects.create(name=f"CC {n}", short_name=f"CC {n}", kind="EPCI", college="EPCI") for n in range(6)
    ]
    asked = [by.organisation_id for by in people] + [organisation.pk for organisation in epci]
    survey = opened(facilitator, Audience("chosen", organisation_ids=tuple(asked)))
    for rank, by in enumerate(people[:6] + referents(epci, mandate_of)):
        sent(survey, by, {"role": "yes" if rank % 2 else "no", "moyens": [0]})
    survey = close_survey(survey=survey, by=facilitator)
    draft = draft_restitution(survey=survey, by=facilitator)
    arrange_restitution(restitution=draft, items=[], breakdown="college", summary=[], by=facilitator)
    edition = publish_restitution(restitution=draft, by=facilitator)
    groups = item(edition, "role").figure["rows"][0]["groups"]
    assert {(group["label"], group["n"], group["counts"][0][1]) for group in groups} == {
        ("Collège des Régions", 6, 3),
        ("Collège des EPCI", 6, 3),
    }
    assert item(edition, "moyens").figure["rows"][0]["groups"] == []
    assert {rate["college"]: rate["asked"] for rate in edition.response_rate} == {
        "Collège des Régions": 18,
        "Collège des EPCI": 6,
    }
    assert item(edition, "role").finding.startswith("« ")


def test_a_later_edition_is_not_broken_down_otherwise(closed, facilitator):
    draft = draft_restitution(survey=closed, by=facilitator)
    arrange_restitution(restitution=draft, items=[], breakdown="college", summary=[], by=facilitator)
    publish_restitution(restitution=draft, by=facilitator)
    again = draft_restitution(survey=closed, by=facilitator)
    arrange_restitution(restitution=again, items=[], breakdown="kind", summary=[], by=facilitator)
    with pytest.raises(Refused, match="ventilée autrement"):
        publish_restitution(restitution=again, by=facilitator, reason="Autre ventilation.")


def test_a_closed_survey_asks_the_animation_for_its_restitution(france, facilitator, bretagne):
    survey = opened(facilitator)
    sent(survey, bretagne)
    assert cards_of(facilitator.member, "surveys") == []
    close_survey(survey=survey, partial="left_out", by=facilitator)
    assert [card.gesture for card in cards_of(facilitator.member, "surveys")] == ["Préparer la restitution"]
    assert cards_of(bretagne.member, "surveys") == []


def test_an_answer_is_read_in_french_and_taken_away_as_figures():
    amount, day = Given(number=Decimal("12500.50")), Given(day=date(2027, 1, 14))
    asked = asking()
    assert KINDS["AMOUNT"].words(asked, amount) == "12\u202f500,50\u202f€"
    assert KINDS["AMOUNT"].cell(asked, amount) == Decimal("12500.50")
    assert KINDS["DATE"].words(asked, day) == "jeudi 14 janvier 2027"
    assert KINDS["DATE"].cell(asked, day) == date(2027, 1, 14)


def test_a_question_given_a_place_goes_there_and_the_others_close_up():
    assert placed([1, 2, 3, 4], {}) == [1, 2, 3, 4]
    assert placed([1, 2, 3, 4], {1: 0, 2: 1, 3: 0, 4: 3}) == [3, 1, 2, 4]
    assert placed([1, 2, 3, 4], {1: 3, 2: 1, 3: 2, 4: 3}) == [2, 3, 4, 1]
    assert placed([1, 2, 3, 4], {1: 99}) == [2, 3, 4, 1]
    assert placed([1, 2, 3], {3: -4}) == [3, 1, 2]


def test_a_question_asked_under_a_condition_is_not_said_to_be_asked_of_everybody(people, facilitator, client_as):
    questions = (
        {"name": "role", "kind": "YES_NO", "label": "Un référent ?"},
        {"name": "nom", "kind": "YES_NO", "label": "À plein temps ?", "condition": "${role} = 'yes'"},
    )
    survey = opened(facilitator, questions=questions)
    for rank, by in enumerate(people[:8]):
        sent(survey, by, {"role": "yes", "nom": "yes"} if rank < 4 else {"role": "no"})
    closed_one = close_survey(survey=survey, by=facilitator)
    edition = publish_restitution(restitution=draft_restitution(survey=closed_one, by=facilitator), by=facilitator)
    page = client_as(facilitator).get(edition.get_absolute_url()).content.decode()
    assert "8 réponses sur 18 organismes interrogés" in page
    assert "4 réponses à une question posée à une partie des organismes seulement" in page
    assert "4 réponses sur 18" not in page
