"""/observatoire/: each room of the observatory has its own addresses."""

from interregions.knowledge.observatory.clusters import urls as clusters

app_name = "observatory"
urlpatterns = [*clusters.urlpatterns]
