"""What would be read raw by who answers is refused where it is typed."""

import pytest

from interregions.common.errors import Refused
from interregions.exchange.surveys.questionnaires.services.questionnaires import draft_questionnaire
from interregions.exchange.surveys.questionnaires.services.questions import add_block, add_question, change_block

pytestmark = pytest.mark.django_db


@pytest.fixture
def block(facilitator):
    questionnaire = draft_questionnaire(title="Pôles", cycle=None, by=facilitator)
    return questionnaire.blocks.first() or add_block(questionnaire=questionnaire, title="Rubrique", by=facilitator)


@pytest.mark.parametrize(
    "said",
    [
        {"label": "Combien pour ${nb} pôles ?"},
        {"label": "Combien ?", "help": "Pour ${nb} pôles."},
        {"label": "Combien ?", "constraint": ". < 9", "constraint_message": "Moins de ${nb}."},
        {"label": "Lequel ?", "kind": "ONE_CHOICE", "options": ["${nb}", "Aucun"]},
        {"label": "Combien de %(label)s ?"},
    ],
)
def test_a_variable_typed_in_words_is_refused_with_a_sentence(block, facilitator, said):
    with pytest.raises(Refused, match="serait lu tel quel"):
        add_question(block=block, by=facilitator, **{"name": "total", "kind": "NUMBER", **said})
    assert not block.questions.exists()


def test_in_a_condition_it_is_understood_and_in_a_block_it_is_refused(block, facilitator):
    add_question(block=block, by=facilitator, name="nb", kind="NUMBER", label="Combien de pôles ?")
    asked = add_question(
        block=block, by=facilitator, name="suite", kind="TEXT", label="Lesquels ?", condition="${nb} > 1"
    )
    assert asked.condition == "${nb} > 1"
    block.refresh_from_db()
    with pytest.raises(Refused, match="serait lu tel quel"):
        change_block(block=block, revision=block.revision, title="Vos ${nb} pôles", by=facilitator)
