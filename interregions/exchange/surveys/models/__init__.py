"""Step 2: the questionnaire, its collection, the answers stored to be counted, the restitution."""

from interregions.exchange.surveys.models.answers import Answer, AnswerRevision, Occurrence, Selection
from interregions.exchange.surveys.models.collection import (
    AnswerOpening,
    Contact,
    Delegation,
    Reminder,
    Response,
    Survey,
)
from interregions.exchange.surveys.models.questionnaire import (
    Block,
    ChoiceList,
    Option,
    Question,
    QuestionIdentity,
    Questionnaire,
    QuestionnaireApproval,
    Variable,
)
from interregions.exchange.surveys.models.restitution import Restitution, RestitutionItem, Tally, Verbatim

__all__ = [
    "Answer",
    "AnswerOpening",
    "AnswerRevision",
    "Block",
    "ChoiceList",
    "Contact",
    "Delegation",
    "Occurrence",
    "Option",
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
    "Tally",
    "Variable",
    "Verbatim",
]
