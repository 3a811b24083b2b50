"""What is kept of a person in offers, needs, fairs and missions."""

from typing import Any

from interregions.common.erasure import names
from interregions.knowledge.observatory.cooperation.models import Going, MatchRefusal, Mission, Need, Offer
from interregions.network.models import Member


def personal_data_of(member: Member) -> dict[str, Any]:
    """What this person published, entered and decided for their organisation, and where their name is written."""
    refused = MatchRefusal.objects.filter(by__member=member).select_related("offer", "need")
    going = Going.objects.filter(by__member=member).select_related("mission")
    return {
        "offres": _written(Offer, "by", member),
        "besoins": _written(Need, "by", member),
        "salons et missions": _written(Mission, "entered_by", member),
        "propositions écartées": [f"{each.offer} / {each.need}, {each.at.isoformat()}" for each in refused],
        "salons et missions où vous allez": [
            {"intitulé": each.mission.title, "places": each.places, "le": each.at.isoformat()} for each in going
        ],
    }


def _written(model: type[Offer | Need | Mission], author: str, member: Member) -> list[dict[str, str]]:
    """Those that this person wrote; of the others, those whose words name them."""
    return [
        {"intitulé": each.title, "mots": each.words}
        for each in model._default_manager.select_related(author)
        if getattr(each, author).member_id == member.pk or names(f"{each.title} {each.words}", member)
    ]
