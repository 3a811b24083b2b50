"""What the pôles' pages keep of a person."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from interregions.knowledge.observatory.clusters.models import Cluster, EuProject, Label, ProjectRole, Release
from interregions.network.models import Member


def personal_data_of(member: Member) -> dict[str, Any]:
    """The profiles and labels this person entered or checked."""
    entered = Cluster.objects.filter(entered_by__member=member).select_related("organisation")
    checked = Cluster.objects.filter(checked_by__member=member).select_related("organisation")
    labels = Label.objects.filter(entered_by__member=member).select_related("cluster__organisation")
    shown = Release.objects.select_related("cluster__organisation", "indicator", "to")
    roles = ProjectRole.objects.filter(said_by__member=member).select_related("project", "cluster__organisation")
    projects = EuProject.objects.filter(Q(entered_by__member=member) | Q(checked_by__member=member))
    return {
        "chiffres montrés": [_told(each, each.released_at) for each in shown.filter(released_by__member=member)],
        "chiffres qui ne sont plus montrés": [
            _told(each, each.withdrawn_at) for each in shown.filter(withdrawn_by__member=member)
        ],
        "projets européens": [str(each) for each in projects],
        "rôles dans un projet européen": [f"{each.cluster} : {each.project}" for each in roles],
        "fiches de pôles ajoutées": [each.organisation.name for each in entered],
        "fiches de pôles confirmées": [each.organisation.name for each in checked],
        "labels ajoutés": [f"{each.cluster.organisation.name} : {each}" for each in labels],
    }


def _told(release: Release, at: datetime | None) -> dict[str, str]:
    return {
        "pôle": str(release.cluster),
        "chiffre": str(release.indicator),
        "montré à": release.to.short_name,
        "le": at.isoformat() if at else "",
    }
