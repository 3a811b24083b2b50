"""Addresses of the pôles and clusters."""

from django.urls import path

from interregions.knowledge.observatory.clusters.views import profile

urlpatterns = [
    path("observatoire/poles/", profile.clusters, name="clusters"),
    path("observatoire/poles/liste.<str:format>", profile.clusters_file, name="clusters_file"),
    path("observatoire/poles/ajouter/", profile.enter_cluster, name="enter_cluster"),
    path("observatoire/poles/<int:pk>/", profile.cluster, name="cluster"),
    path("observatoire/poles/<int:pk>/modifier/", profile.write_cluster, name="write_cluster"),
    path("observatoire/poles/<int:pk>/confirmer/", profile.confirm_cluster, name="confirm_cluster"),
    path("observatoire/poles/<int:pk>/label/", profile.add_label, name="add_label"),
]
