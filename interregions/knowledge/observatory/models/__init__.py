"""What each Région does for its pôles, and the pôles themselves."""

from interregions.knowledge.observatory.clusters.models import (
    Cluster,
    Convention,
    ConventionFunder,
    DatedFact,
    DueDocument,
    EuProject,
    Label,
    ProjectEnterprise,
    ProjectRole,
    Release,
)
from interregions.knowledge.observatory.policies.models import (
    Indicator,
    Reading,
    RegionalPolicy,
    Reply,
    Showing,
)

__all__ = [
    "Cluster",
    "Convention",
    "ConventionFunder",
    "DatedFact",
    "DueDocument",
    "EuProject",
    "Indicator",
    "Label",
    "ProjectEnterprise",
    "ProjectRole",
    "Reading",
    "RegionalPolicy",
    "Release",
    "Reply",
    "Showing",
]
