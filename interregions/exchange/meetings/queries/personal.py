"""What the room holds of a person."""

from typing import Any

from interregions.common.erasure import names
from interregions.exchange.meetings.models import Attendance, Guest, WrittenContribution
from interregions.network.models import Member


def personal_data_of(member: Member) -> dict[str, Any]:
    """Answers typed by this person or naming them, contributions they wrote, invitations to their address."""
    people = Attendance.objects.exclude(people="").values_list("meeting__title", "people")
    named = [(title, said) for title, said in people.iterator() if names(said, member)]
    answers = Attendance.objects.filter(answered_by__member=member).values_list("meeting__title", "answer", "words")
    texts = WrittenContribution.objects.filter(by__member=member).values_list("meeting__title", "text", "at")
    guests = (
        Guest.objects.filter(address_key=member.address_key)
        .exclude(address_key="")
        .values_list("meeting__title", "name", "answer", "words")
    )
    return {
        "attendance": [{"meeting": title, "answer": answer, "words": words} for title, answer, words in answers],
        "named_in": [{"meeting": title, "people": people} for title, people in named],
        "written_contributions": [{"meeting": title, "text": text, "at": at.isoformat()} for title, text, at in texts],
        "guest_of": [
            {"meeting": title, "name": name, "answer": answer, "words": words} for title, name, answer, words in guests
        ],
    }
