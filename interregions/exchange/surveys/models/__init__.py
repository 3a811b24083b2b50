"""Step 2: the questionnaire, its collection, the answers stored to be counted, the restitution."""

from interregions.exchange.surveys.answering.models import (
    Answer,
    AnswerOpening,
    AnswerRevision,
    Delegation,
    Response,
    Selection,
    Survey,
)
from interregions.exchange.surveys.collection.models import Contact, Reminder
from interregions.exchange.surveys.questionnaires.models import (
    Block,
    ChoiceList,
    Option,
    Question,
    QuestionIdentity,
    Questionnaire,
    QuestionnaireApproval,
    Variable,
)
from interregions.exchange.surveys.restitution.models import PreparedTable, Restitution, RestitutionItem, Verbatim

__all__ = [
    "Answer",
    "AnswerOpening",
    "AnswerRevision",
    "Block",
    "ChoiceList",
    "Contact",
    "Delegation",
    "Option",
    "PreparedTable",
    "Question",
    "QuestionIdentity",
    "Questionnaire",
    "QuestionnaireApproval",
    "Reminder",
    "Response",
    "Restitution",
    "RestitutionItem",
    "Selection",
    "Survey",
    "Variable",
    "Verbatim",
]
