"""What the room keeps about a person."""

from typing import Any

from interregions.exchange.surveys.answering.models import Answer, Delegation, Response
from interregions.exchange.surveys.collection.models import Contact
from interregions.network.models import Member


def personal_data_of(member: Member) -> dict[str, Any]:
    """What this person wrote, was handed, and sent, for their organisations."""
    handed = Delegation.objects.filter(member=member).select_related("block", "response__survey")
    written = Answer.objects.filter(by__member=member).select_related("variable__question", "response__survey")
    sent = Response.objects.filter(submitted_by__member=member).select_related("survey", "organisation")
    return {
        "blocks_handed_over": [
            {"survey": each.response.survey.title, "block": each.block.title, "at": each.at.isoformat()}
            for each in handed
        ],
        "answers_written": [
            {"survey": each.response.survey.title, "question": each.variable.question.label, "at": each.at.isoformat()}
            for each in written
        ],
        "responses_sent": [{"survey": each.survey.title, "organisation": each.organisation.name} for each in sent],
        "reopenings_asked": [
            {"survey": each.survey.title, "reason": each.reopening_reason}
            for each in Response.objects.filter(reopening_asked_by__member=member).select_related("survey")
        ],
        "contacts_noted": Contact.objects.filter(by__member=member).count(),
    }
