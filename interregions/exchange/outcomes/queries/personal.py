"""What the room holds of a person."""

from interregions.exchange.outcomes.models import Action, ChangeRequest, Delivery, Progress, Proofreading
from interregions.network.models import Member


def personal_data_of(member: Member) -> dict[str, list[dict[str, str]]]:
    """Actions entrusted to this person, progress and requests they typed, minutes that left for them."""
    actions = Action.objects.filter(person=member).values_list("title", "due_on")
    progress = Progress.objects.filter(by__member=member).values_list("action__title", "words", "at")
    requests = ChangeRequest.objects.filter(by__member=member).values_list("minutes__meeting__title", "wording", "at")
    reread = Proofreading.objects.filter(by__member=member).values_list("minutes__meeting__title", "at")
    deliveries = Delivery.objects.filter(member=member).values_list("minutes__meeting__title", "at", "opened_at")
    return {
        "actions": [{"title": title, "due": due.isoformat()} for title, due in actions],
        "progress": [{"action": title, "words": words, "at": at.isoformat()} for title, words, at in progress],
        "change_requests": [
            {"meeting": title, "wording": words, "at": at.isoformat()} for title, words, at in requests
        ],
        "minutes_reread": [{"meeting": title, "at": at.isoformat()} for title, at in reread],
        "minutes_received": [
            {"meeting": title, "at": at.isoformat(), "opened_at": opened.isoformat() if opened else ""}
            for title, at, opened in deliveries
        ],
    }
