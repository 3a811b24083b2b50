"""What the pôles' pages keep of a person."""

from typing import Any

from interregions.knowledge.observatory.clusters.models import Cluster, Label
from interregions.network.models import Member


def personal_data_of(member: Member) -> dict[str, Any]:
    """The profiles and labels this person entered or checked."""
    entered = Cluster.objects.filter(entered_by__member=member).select_related("organisation")
    checked = Cluster.objects.filter(checked_by__member=member).select_related("organisation")
    labels = Label.objects.filter(entered_by__member=member).select_related("cluster__organisation")
    return {
        "fiches de pôles ajoutées": [each.organisation.name for each in entered],
        "fiches de pôles confirmées": [each.organisation.name for each in checked],
        "labels ajoutés": [f"{each.cluster.organisation.name} : {each}" for each in labels],
    }
