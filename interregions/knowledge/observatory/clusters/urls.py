"""Addresses of the pôles and clusters."""

from django.urls import path

from interregions.knowledge.observatory.clusters import funding_urls
from interregions.knowledge.observatory.clusters.views import figures, profile

urlpatterns = [
    path("observatoire/poles/", profile.clusters, name="clusters"),
    path("observatoire/poles/liste.<str:format>", profile.clusters_file, name="clusters_file"),
    path("observatoire/poles/ajouter/", profile.enter_cluster, name="enter_cluster"),
    path("observatoire/poles/<int:pk>/", profile.cluster, name="cluster"),
    path("observatoire/poles/<int:pk>/modifier/", profile.write_cluster, name="write_cluster"),
    path("observatoire/poles/<int:pk>/confirmer/", profile.confirm_cluster, name="confirm_cluster"),
    path("observatoire/poles/<int:pk>/label/", profile.add_label, name="add_label"),
    path("observatoire/poles/<int:pk>/chiffres/<slug:code>/", figures.give_figure, name="give_figure"),
    path("observatoire/poles/<int:pk>/montrer/<slug:code>/", figures.release_figure, name="release_figure"),
    path("observatoire/poles/<int:pk>/ne-plus-montrer/<int:release_id>/", figures.stop_release, name="stop_release"),
    path(
        "observatoire/poles/<int:pk>/valeurs/<int:reading_id>/confirmer/",
        figures.confirm_figure,
        name="confirm_figure",
    ),
    path(
        "observatoire/poles/<int:pk>/valeurs/<int:reading_id>/contester/",
        figures.contest_figure,
        name="contest_figure",
    ),
    path(
        "observatoire/poles/<int:pk>/valeurs/<int:reading_id>/ecarter/",
        figures.discard_figure,
        name="discard_figure",
    ),
    *funding_urls.urlpatterns,
]
