"""What the room holds of a person."""

from interregions.exchange.themes.models import Ballot, Theme, ThemeComment
from interregions.network.models import Member


def personal_data_of(member: Member) -> dict[str, list[dict[str, str]]]:
    """The themes and comments this person wrote, and the choices they typed for an organisation."""
    themes = Theme.objects.filter(written_by__member=member).values_list("title", "created_at")
    comments = ThemeComment.objects.filter(by__member=member).exclude(words="").values_list("words", "at")
    ballots = Ballot.objects.filter(by__member=member).values_list("organisation__name", "at")
    return {
        "themes": [{"title": title, "at": at.isoformat()} for title, at in themes],
        "comments": [{"words": words, "at": at.isoformat()} for words, at in comments],
        "choices": [{"organisation": name, "at": at.isoformat()} for name, at in ballots],
    }
