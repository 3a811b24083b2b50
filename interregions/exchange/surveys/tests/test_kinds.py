"""Every kind of question × every use of it: a kind that forgets one fails here, not in front of somebody.

The test of a kind gives an ``EXAMPLE``: what a person types, and how it is read. The rest is asked of the product.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from interregions.exchange.surveys.answering.queries.answers import draft_of, fingerprint_of
from interregions.exchange.surveys.answering.services.answering import TypedAnswer, save_block
from interregions.exchange.surveys.answering.services.submission import answers_as_blocks, submit_response
from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.models import Response, Restitution, Survey
from interregions.exchange.surveys.questionnaires import kinds
from interregions.exchange.surveys.questionnaires.documents import questionnaire_document
from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.questionnaires.queries.content import (
    BlockContent,
    QuestionContent,
    VariableContent,
    content_of,
)
from interregions.exchange.surveys.questionnaires.rules import flow
from interregions.exchange.surveys.questionnaires.rules.kind import FigureForm, Kind
from interregions.exchange.surveys.questionnaires.services.importing import kinds_here
from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example
from interregions.exchange.surveys.restitution.exports import edition_document
from interregions.exchange.surveys.restitution.queries.restitution import edition_page
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.surveys.tests.survey_builder import opened
from interregions.network.models import Mandate
from interregions.toolkit.documents import render
from interregions.toolkit.forms_elsewhere import read_xlsform

LABEL = "Question essayée"
QUESTION = QuestionContent(
    1, "q", KINDS["TEXT"], LABEL, "", False, "", "", "", "", True, (), (VariableContent(1, "q", ""),), None
)
MODULES = dict(zip(KINDS, kinds.MODULES, strict=True))


def example_of(code: str) -> Example:
    tests = "interregions.exchange.surveys.questionnaires.tests.kinds"
    found: Example = import_module(f"{tests}.test_{MODULES[code]}").EXAMPLE
    return found


def plain(text: str) -> str:
    """Without entities, every space alike: pages set narrow ones."""
    return " ".join(unescape(text).split())


def sent_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("note.txt", b"Une note.", content_type="text/plain")


@dataclass
class Scene:
    """One question of the kind, put to the Régions; one of them is answering."""

    kind: Kind
    example: Example
    survey: Survey
    by: Mandate
    facilitator: Mandate
    client_as: Callable[[Mandate], Client]
    folder: Path
    edition: Restitution | None = None

    @property
    def block(self) -> BlockContent:
        return content_of(self.survey.questionnaire_id)[0]

    @property
    def question(self) -> QuestionContent:
        return self.block.questions[0]

    @property
    def response(self) -> Response:
        return Response.objects.get(survey=self.survey, organisation=self.by.organisation)

    def posted(self, typed: Any) -> dict[str, Any]:
        """What a page without script sends."""
        sent: dict[str, Any] = {}
        saved = draft_of(self.response).rows
        for row in self.question.variables:
            sent |= {f"r{row.id}": str(saved[row.id].revision) if row.id in saved else "0"}
            sent |= {f"v{row.id}": sent_file() if self.kind.brings_file else list(typed)}
        return sent

    def words(self, url: str, by: Mandate | None = None) -> str:
        page = self.client_as(by or self.by).get(url)
        assert page.status_code == 200
        return plain(page.content.decode())


def the_builder_proposes_it_and_says_its_name(scene: Scene) -> None:
    builder = scene.words(reverse("surveys:questionnaire", args=[scene.survey.questionnaire_id]), scene.facilitator)
    assert scene.kind.label in builder
    form = scene.words(reverse("surveys:question", args=[scene.question.id]), scene.facilitator)
    assert f'value="{scene.kind.code}" selected' in form
    assert scene.kind.seconds_to_answer(scene.question) > 0


def it_is_drawn_in_a_preview_and_in_a_response(scene: Scene) -> None:
    preview = scene.words(reverse("surveys:preview", args=[scene.survey.questionnaire_id]), scene.facilitator)
    page = scene.words(reverse("surveys:response_block", args=[scene.response.pk, scene.block.name]))
    for row in scene.question.variables:
        assert f'name="v{row.id}"' in preview
        assert f'name="v{row.id}"' in page


def what_is_refused_is_said_and_stays_typed(scene: Scene) -> None:
    typed, reason = scene.example.refused
    if not typed:
        assert scene.kind.brings_file
        return
    url = reverse("surveys:response_block", args=[scene.response.pk, scene.block.name])
    page = scene.client_as(scene.by).post(url, scene.posted(typed))
    assert page.status_code == 409
    assert plain(reason) in plain(page.content.decode())
    row = scene.question.variables[0].id
    alone = reverse("surveys:save_answer", args=[scene.response.pk, row])
    sent = {f"r{row}": "0", f"v{row}": typed}
    answer = scene.client_as(scene.by).post(alone, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert plain(reason) in plain(answer.content.decode())
    assert not draft_of(scene.response).rows  # nothing of it is there to be sent


def it_is_saved_without_script_and_by_itself(scene: Scene) -> None:
    client = scene.client_as(scene.by)
    page = reverse("surveys:response_block", args=[scene.response.pk, scene.block.name])
    assert client.post(page, scene.posted(scene.example.typed)).status_code == 302
    saved = draft_of(scene.response)
    assert set(saved.rows) == {row.id for row in scene.question.variables}
    if scene.example.other:
        alone = reverse("surveys:save_answer", args=[scene.response.pk, scene.question.variables[0].id])
        for typed in (scene.example.other, scene.example.typed):
            marks = {each: fingerprint_of(given) for each, given in saved.givens.items()}
            answer = client.post(alone, scene.posted(typed), headers={"HX-Request": "true"})
            assert answer.status_code == 200
            saved = draft_of(scene.response)
            assert all(fingerprint_of(saved.givens[each]) != mark for each, mark in marks.items())


def it_is_read_back_everywhere_in_the_same_words(scene: Scene) -> None:
    draft = draft_of(scene.response)
    given = draft.givens[scene.question.variables[0].id]
    assert scene.kind.words(scene.question, given) == scene.example.words
    assert scene.kind.cell(scene.question, given) == scene.example.cell
    assert scene.kind.is_complete(scene.question, given)
    again = scene.words(reverse("surveys:response_block", args=[scene.response.pk, scene.block.name]))
    assert all(plain(typed) in again for typed in scene.kind.typed_again(given))
    review = scene.words(reverse("surveys:response_review", args=[scene.response.pk]))
    told = " ".join(block["text"] for block in answers_as_blocks(draft))
    assert plain(scene.example.words) in review
    assert scene.example.words in told
    receipt = scene.client_as(scene.by).get(reverse("surveys:receipt", args=[scene.response.pk, "odt"]))
    written = zipfile.ZipFile(io.BytesIO(b"".join(receipt))).read("content.xml").decode()
    assert scene.example.words in unescape(written)


def conditions_can_name_it(scene: Scene) -> None:
    answers = draft_of(scene.response).givens
    named = scene.kind.names(scene.question, answers)
    assert scene.question.name in named
    assert None not in named.values()
    assert {row.code for row in scene.question.variables} <= set(named)
    assert set(scene.kind.names(scene.question, {}).values()) == {None}
    assert flow.is_answered(scene.question, answers)


def a_printed_questionnaire_says_what_is_expected(scene: Scene) -> None:
    document = questionnaire_document(scene.survey.questionnaire)
    assert scene.kind.on_paper in str(document.parts)
    assert render(document, "odt")
    assert render(document, "pdf")


def a_file_of_another_tool_brings_it(scene: Scene) -> None:
    listed = scene.kind.xlsform[0] in ("select_one", "select_multiple", "rank")
    book = openpyxl.Workbook()
    book.active.title = "survey"
    book.active.append(["type", "name", "label"])
    book.active.append([f"{scene.kind.xlsform[0]} l" if listed else scene.kind.xlsform[0], "a", "Un"])
    choices = book.create_sheet("choices")
    for row in (["list_name", "name", "label"], ["l", "mer", "Mer"], ["l", "ciel", "Ciel"], ["l", "terre", "Terre"]):
        choices.append(row)
    book.save(scene.folder / "a.xlsx")
    [found] = read_xlsform(scene.folder / "a.xlsx", kinds_here()).questions
    assert scene.kind.xlsform[0] in KINDS[found.kind].xlsform


def its_figure_is_told_drawn_and_taken_away(scene: Scene) -> None:
    assert scene.edition is not None
    page = edition_page(scene.edition, scene.facilitator.member)
    [section] = page.sections
    assert section.n == 12
    assert section.finding
    assert LABEL in scene.words(scene.edition.get_absolute_url(), scene.facilitator)
    assert render(edition_document(page, fictional=False), "pdf")
    counted = scene.kind.figure is not FigureForm.WORDS
    assert bool(section.parts or section.statistics) is counted


def its_answers_are_read_by_name_and_exported_as_they_are(scene: Scene) -> None:
    assert scene.edition is not None
    matrix = scene.words(reverse("surveys:matrix", args=[scene.edition.pk]), scene.facilitator)
    assert plain(scene.example.words) in matrix
    table = reverse("surveys:restitution_table", args=[scene.edition.pk, "xlsx"])
    file = scene.client_as(scene.facilitator).get(table)
    rows = openpyxl.load_workbook(io.BytesIO(b"".join(file)))["Réponses nommées"].values
    cells = {cell for row in rows for cell in row}
    expected = scene.example.cell
    assert expected in cells or any(getattr(cell, "date", lambda: None)() == expected for cell in cells)
    for other in ("ods", "csv"):
        url = reverse("surveys:restitution_table", args=[scene.edition.pk, other])
        assert scene.client_as(scene.facilitator).get(url).status_code == 200


WHILE_ANSWERING = (
    the_builder_proposes_it_and_says_its_name,
    it_is_drawn_in_a_preview_and_in_a_response,
    what_is_refused_is_said_and_stays_typed,
    it_is_saved_without_script_and_by_itself,
    it_is_read_back_everywhere_in_the_same_words,
    conditions_can_name_it,
    a_printed_questionnaire_says_what_is_expected,
    a_file_of_another_tool_brings_it,
)
ONCE_PUBLISHED = (its_figure_is_told_drawn_and_taken_away, its_answers_are_read_by_name_and_exported_as_they_are)


def published(scene: Scene, people: list[Mandate]) -> Restitution:
    """Twelve Régions answer, one way and the other, and the edition is out."""
    for place, by in enumerate(people):
        response = Response.objects.get(survey=scene.survey, organisation=by.organisation)
        typed = scene.example.other if place % 3 == 1 else scene.example.typed
        answer = TypedAnswer(values=tuple(typed))
        if scene.kind.brings_file:
            answer = TypedAnswer(upload=sent_file())
        values = {row.id: answer for row in scene.question.variables}
        outcome = save_block(response=response, block=scene.block, values=values, by=by)
        assert not outcome.errors
        submit_response(response=response, by=by)
    closed = close_survey(survey=scene.survey, by=scene.facilitator)
    draft = draft_restitution(survey=closed, by=scene.facilitator)
    return publish_restitution(restitution=draft, by=scene.facilitator)


@pytest.mark.django_db
@pytest.mark.parametrize("code", KINDS)
def test_every_kind_has_every_use(code, facilitator, bretagne, france, mandate_of, client_as, tmp_path):
    kind, example = KINDS[code], example_of(code)
    asked = {"name": "essai", "kind": code, "label": LABEL, **example.wording}
    survey = opened(facilitator, questions=[asked])
    scene = Scene(kind, example, survey, bretagne, facilitator, client_as, tmp_path)
    for use in WHILE_ANSWERING:
        use(scene)
    others = [mandate_of(each) for each in france if each != bretagne.organisation]
    scene.edition = published(scene, [bretagne, *others[:11]])
    for use in ONCE_PUBLISHED:
        use(scene)


def test_every_module_of_a_kind_is_in_the_menu_with_its_template_and_its_test():
    here = Path(kinds.__file__).parent
    assert {path.stem for path in here.glob("*.py")} - {"__init__"} == set(kinds.MODULES)
    templates = here.parent.parent / "templates/surveys/answering/kinds"
    drawn = {path.stem for path in templates.glob("*.html") if not path.stem.startswith("_")}
    assert drawn == {kind.template for kind in KINDS.values()}
    tests = {path.stem.removeprefix("test_") for path in (here.parent / "tests/kinds").glob("test_*.py")}
    assert tests == set(kinds.MODULES)
    assert len(KINDS) == len(kinds.MODULES)


def test_no_other_file_asks_which_kind_it_is():
    """What depends on the kind is in its module: no code of a kind is compared elsewhere."""
    product = Path(kinds.__file__).parents[2]
    guilty = []
    for path in [*product.rglob("*.py"), *product.rglob("*.html")]:
        if {"tests", "migrations", "kinds"} & set(path.parts):
            continue
        compared = re.findall(r"""kind(?:\.code)? [!=]= ["']([A-Z_]+)\b""", path.read_text())
        guilty += [f"{path.name}: {code}" for code in compared if code in KINDS]
    assert guilty == []


def test_the_how_to_adds_a_kind_that_reads_what_it_says():
    page = (Path(kinds.__file__).parents[5] / "docs/how-to/add-a-kind-of-question.md").read_text()
    said: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", page, re.S):
        exec(block, said)  # noqa: S102 - our own page
    kind, example = said["KIND"], said["EXAMPLE"]
    asked = replace(QUESTION, kind=kind)
    given = kind.read(asked, example.typed).given
    assert plain(kind.words(asked, given)) == plain(example.words)
    assert kind.cell(asked, given) == example.cell
    typed, reason = example.refused
    assert kind.read(asked, typed).reasons[0].startswith(reason)
    assert (Path(kinds.__file__).parents[2] / f"templates/surveys/answering/kinds/{kind.template}.html").exists()
