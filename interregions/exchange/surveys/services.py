"""Every write of step 2, by noun: questionnaires, answering, delegation, submission, collection, restitution."""

from interregions.exchange.surveys.answering.services.answering import TypedAnswer, save_answer, save_block, typed_from
from interregions.exchange.surveys.answering.services.delegation import (
    delegate_block,
    finish_block,
    withdraw_delegation,
)
from interregions.exchange.surveys.answering.services.reopening import ask_to_reopen, decline_reopening
from interregions.exchange.surveys.answering.services.submission import (
    ask_for_visa,
    reopen_response,
    set_unnamed,
    submit_response,
)
from interregions.exchange.surveys.collection.services.collection import (
    answer_consent,
    close_survey,
    extend,
    note_contact,
    open_survey,
    plan_reminder,
    remind,
)
from interregions.exchange.surveys.express.services import publish_express, start_express
from interregions.exchange.surveys.questionnaires.services.importing import create_from_import
from interregions.exchange.surveys.questionnaires.services.questionnaires import (
    approve_questionnaire,
    draft_questionnaire,
)
from interregions.exchange.surveys.questionnaires.services.questions import (
    add_block,
    add_question,
    change_question,
    remove_question,
)
from interregions.exchange.surveys.restitution.services.erasure import erase_member
from interregions.exchange.surveys.restitution.services.restitution import (
    arrange_restitution,
    draft_restitution,
    publish_restitution,
)

__all__ = [
    "TypedAnswer",
    "add_block",
    "add_question",
    "answer_consent",
    "approve_questionnaire",
    "arrange_restitution",
    "ask_for_visa",
    "ask_to_reopen",
    "change_question",
    "close_survey",
    "create_from_import",
    "decline_reopening",
    "delegate_block",
    "draft_questionnaire",
    "draft_restitution",
    "erase_member",
    "extend",
    "finish_block",
    "note_contact",
    "open_survey",
    "plan_reminder",
    "publish_express",
    "publish_restitution",
    "remind",
    "remove_question",
    "reopen_response",
    "save_answer",
    "save_block",
    "set_unnamed",
    "start_express",
    "submit_response",
    "typed_from",
    "withdraw_delegation",
]
