"""What each Région does for its pôles, and the pôles themselves."""

from interregions.knowledge.observatory.clusters.models import (
    AmountsShown,
    Cluster,
    Convention,
    ConventionFunder,
    DatedFact,
    DueDocument,
    EuProject,
    Label,
    ProjectEnterprise,
    ProjectRole,
    PublishedLine,
    Release,
)
from interregions.knowledge.observatory.cooperation.models import (
    Approach,
    Going,
    MatchRefusal,
    Mission,
    Need,
    Offer,
)
from interregions.knowledge.observatory.equipment.models import (
    AccessRequest,
    Competence,
    Equipment,
    EquipmentFunding,
)
from interregions.knowledge.observatory.policies.models import (
    Indicator,
    Reading,
    RegionalPolicy,
    Reply,
    Showing,
)
from interregions.knowledge.observatory.priorities.models import (
    NextStep,
    NextStepShowing,
    Priority,
    PriorityCode,
    PriorityServed,
)

__all__ = [
    "AccessRequest",
    "AmountsShown",
    "Approach",
    "Cluster",
    "Competence",
    "Convention",
    "ConventionFunder",
    "DatedFact",
    "DueDocument",
    "Equipment",
    "EquipmentFunding",
    "EuProject",
    "Going",
    "Indicator",
    "Label",
    "MatchRefusal",
    "Mission",
    "Need",
    "NextStep",
    "NextStepShowing",
    "Offer",
    "Priority",
    "PriorityCode",
    "PriorityServed",
    "ProjectEnterprise",
    "ProjectRole",
    "PublishedLine",
    "Reading",
    "RegionalPolicy",
    "Release",
    "Reply",
    "Showing",
]
