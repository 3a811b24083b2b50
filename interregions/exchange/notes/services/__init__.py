"""Every write of the room, by noun: guides, interviews, notes, references, signature, and forgetting a person."""

from interregions.exchange.notes.services.erasure import erase_member
from interregions.exchange.notes.services.guides import change_guide, default_guide, make_guide
from interregions.exchange.notes.services.interviews import change_interview, record_interview, save_answer
from interregions.exchange.notes.services.notes import close_comments, draft_note, open_to_comments, set_questions
from interregions.exchange.notes.services.references import add_reference, remove_reference
from interregions.exchange.notes.services.rights import follow_lead
from interregions.exchange.notes.services.signing import ask_note_visa, reopen_note, sign_off_note, visa_decided

__all__ = [
    "add_reference",
    "ask_note_visa",
    "change_guide",
    "change_interview",
    "close_comments",
    "default_guide",
    "draft_note",
    "erase_member",
    "follow_lead",
    "make_guide",
    "open_to_comments",
    "record_interview",
    "remove_reference",
    "reopen_note",
    "save_answer",
    "set_questions",
    "sign_off_note",
    "visa_decided",
]
