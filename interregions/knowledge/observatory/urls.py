"""/observatoire/: each room of the observatory has its own addresses."""

from interregions.knowledge.observatory.clusters import urls as clusters
from interregions.knowledge.observatory.cooperation import urls as cooperation
from interregions.knowledge.observatory.equipment import urls as equipment
from interregions.knowledge.observatory.policies import urls as policies
from interregions.knowledge.observatory.priorities import urls as priorities

app_name = "observatory"
urlpatterns = [
    *policies.urlpatterns,
    *priorities.urlpatterns,
    *clusters.urlpatterns,
    *equipment.urlpatterns,
    *cooperation.urlpatterns,
]
