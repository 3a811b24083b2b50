"""Every write of the room, by noun: calls, themes, ballots, results, and forgetting a person."""

from interregions.exchange.themes.services.announcements import announce
from interregions.exchange.themes.services.ballots import cast_ballot, remind_non_choosers
from interregions.exchange.themes.services.calls import cancel_call, change_dates, open_call, open_choices
from interregions.exchange.themes.services.erasure import erase_member
from interregions.exchange.themes.services.results import close_call, record_decision, retain_themes
from interregions.exchange.themes.services.themes import (
    change_theme,
    comment_on_theme,
    endorse_theme,
    propose_theme,
    withdraw_comment,
    withdraw_endorsement,
    withdraw_theme,
)

__all__ = [
    "announce",
    "cancel_call",
    "cast_ballot",
    "change_dates",
    "change_theme",
    "close_call",
    "comment_on_theme",
    "endorse_theme",
    "erase_member",
    "open_call",
    "open_choices",
    "propose_theme",
    "record_decision",
    "remind_non_choosers",
    "retain_themes",
    "withdraw_comment",
    "withdraw_endorsement",
    "withdraw_theme",
]
