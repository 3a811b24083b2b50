"""Conditions are written with codes: the editor shows them, refuses what is none of them, and says conditions back."""

import pytest

from interregions.exchange.surveys.models import Question
from interregions.exchange.surveys.questionnaires.services.questions import add_question
from interregions.exchange.surveys.questionnaires.tests.test_questionnaire_pages import (  # noqa: F401  fixtures
    block,
    cycle,
    question,
    questionnaire,
    url,
    words,
)
from interregions.toolkit.forms_elsewhere.codes import lines_on_codes
from interregions.toolkit.forms_elsewhere.imported import ImportedBlock, ImportedChoice, ImportedList, ImportedQuestion


@pytest.fixture
def after(block, question, facilitator) -> Question:  # noqa: F811
    """A text asked after « Qui décide ? », whose codes are region and etat."""
    return add_question(
        block=block, kind="TEXT", label="Pourquoi ?", condition=f"${{{question.name}}} = 'region'", by=facilitator
    )


def typed(**more: str) -> dict[str, str]:
    return {"label": "Comment ?", "kind": "TEXT", "named_to": "REGIONS", **more}


def test_a_condition_that_can_never_hold_is_refused_with_the_code(client_as, block, question, facilitator):  # noqa: F811
    browser, name = client_as(facilitator), question.name
    page = browser.post(url("add_question", block.pk), typed(condition=f"${{{name}}} = 'Région'"))
    [sentence] = page.context["form"].errors["condition"]
    assert sentence.endswith("« Région » s’écrit 'region' dans une condition.")
    page = browser.post(url("add_question", block.pk), typed(condition=f"selected(${{{name}}}, 'commune')"))
    [sentence] = page.context["form"].errors["condition"]
    assert sentence.endswith(
        f"« commune » n’est pas une réponse de « {name} ». Écrivez l’un de ces codes : 'region', 'etat'."
    )
    page = browser.post(
        url("block", block.pk), {"title": "Suite", "revision": 1, "condition": f"${{{name}}} = 'Région'"}
    )
    assert "s’écrit 'region'" in page.context["form"].errors["condition"][0]
    assert browser.post(url("add_question", block.pk), typed(condition=f"${{{name}}} = 'region'")).status_code == 302


def test_a_code_that_a_condition_cites_is_not_taken_away(client_as, question, after, facilitator):  # noqa: F811
    sent = {"label": question.label, "kind": "ONE_CHOICE", "named_to": "REGIONS", "name": question.name}
    page = client_as(facilitator).post(
        url("question", question.pk), {**sent, "revision": question.revision, "options": "collectivite | Région\nÉtat"}
    )
    assert "« region » n’est pas une réponse" in page.context["form"].errors["options"][0]


def test_the_editor_shows_the_codes(client_as, questionnaire, block, question, after, facilitator):  # noqa: F811
    browser, cited = client_as(facilitator), f"<code>${{{question.name}}}</code>"
    assert "<code>&#x27;region&#x27;</code> Région" in words(browser.get(url("question", question.pk))).replace(
        "'", "&#x27;"
    )
    for address in (url("question", after.pk), url("add_question", block.pk), url("add_block", questionnaire.pk)):
        page = words(browser.get(address))
        assert cited in page
        assert "<code>'region'</code>" in page
    assert cited not in words(browser.get(url("question", question.pk))), "only what is asked before"
    assert cited not in words(browser.get(url("block", block.pk)))


def test_trying_says_conditions_in_french(client_as, questionnaire, question, after, facilitator):  # noqa: F811
    page = words(client_as(facilitator).get(url("preview", questionnaire.pk)))
    assert "«\u202fQui décide\u202f» est «\u202fRégion\u202f»" in page
    assert after.condition not in page


def test_each_question_has_its_way_to_be_changed(client_as, questionnaire, question, facilitator, normandie):  # noqa: F811
    page = words(client_as(facilitator).get(questionnaire.get_absolute_url()))
    assert f'<a href="{url("question", question.pk)}">Modifier<span' in page


def test_an_import_keeps_such_a_condition_and_tells_it():
    lists = [ImportedList(name="qui", choices=(ImportedChoice(name="region", label="Région"),))]
    asked = ImportedQuestion(name="decide", kind="ONE_CHOICE", label="Qui ?", choice_list="qui", source_row=2)
    why = ImportedQuestion(name="why", kind="TEXT", label="Pourquoi ?", condition="${decide} = 'Région'", source_row=3)
    [line] = lines_on_codes([ImportedBlock(name="b", label="B", questions=(asked, why))], [1], lists)
    assert (line.row, line.column, line.kind) == (3, "relevant", "changed")
    assert line.sentence == "Gardée, à corriger : « Région » s’écrit 'region' dans une condition."
