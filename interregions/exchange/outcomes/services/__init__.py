"""Every write of the room, by noun: minutes, changes, sending, actions, erasure."""

from interregions.exchange.outcomes.services.actions import (
    add_action,
    add_decision,
    ask_due_progress,
    ask_for_progress,
    change_action,
    drop_action,
    link_to_report,
    mark_carried_over,
    record_reviewed_actions,
    remove_decision,
    report_progress,
)
from interregions.exchange.outcomes.services.changes import answer_change_request, mark_reread, request_change
from interregions.exchange.outcomes.services.erasure import erase_member
from interregions.exchange.outcomes.services.minutes import (
    approve_minutes,
    correct_minutes,
    declare_no_action,
    draft_minutes,
    open_to_changes,
    recompose_part,
)
from interregions.exchange.outcomes.services.sending import mark_opened, send_minutes, write_messages

__all__ = [
    "add_action",
    "add_decision",
    "answer_change_request",
    "approve_minutes",
    "ask_due_progress",
    "ask_for_progress",
    "change_action",
    "correct_minutes",
    "declare_no_action",
    "draft_minutes",
    "drop_action",
    "erase_member",
    "link_to_report",
    "mark_carried_over",
    "mark_opened",
    "mark_reread",
    "open_to_changes",
    "recompose_part",
    "record_reviewed_actions",
    "remove_decision",
    "report_progress",
    "request_change",
    "send_minutes",
    "write_messages",
]
