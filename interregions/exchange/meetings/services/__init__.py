"""Every write of the room, by noun: plans, points, polls, presence, sittings, messages, and forgetting a person."""

from interregions.exchange.meetings.services.erasure import erase_member
from interregions.exchange.meetings.services.messages import write_messages
from interregions.exchange.meetings.services.plans import (
    cancel_meeting,
    change_meeting,
    convene_organisation,
    plan_meeting,
    refresh_progress,
    send_convocations,
    withdraw_organisation,
)
from interregions.exchange.meetings.services.points import (
    PointLine,
    add_point,
    change_point,
    change_points,
    move_point,
    remove_point,
)
from interregions.exchange.meetings.services.polls import answer_date_poll, open_date_poll, settle_date
from interregions.exchange.meetings.services.presence import (
    GuestLine,
    SheetLine,
    answer_as_guest,
    answer_convocation,
    file_written_contribution,
    invite_guest,
    record_attendance_sheet,
    remove_guest,
)
from interregions.exchange.meetings.services.reminding import remind
from interregions.exchange.meetings.services.sittings import close_meeting, open_meeting, set_current_item

__all__ = [
    "GuestLine",
    "PointLine",
    "SheetLine",
    "add_point",
    "answer_as_guest",
    "answer_convocation",
    "answer_date_poll",
    "cancel_meeting",
    "change_meeting",
    "change_point",
    "change_points",
    "close_meeting",
    "convene_organisation",
    "erase_member",
    "file_written_contribution",
    "invite_guest",
    "move_point",
    "open_date_poll",
    "open_meeting",
    "plan_meeting",
    "record_attendance_sheet",
    "refresh_progress",
    "remind",
    "remove_guest",
    "remove_point",
    "send_convocations",
    "set_current_item",
    "settle_date",
    "withdraw_organisation",
    "write_messages",
]
