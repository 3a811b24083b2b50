"""Addresses of the directory."""

from django.urls import path

from interregions.network import views

app_name = "network"
urlpatterns = [
    path("reseau/", views.directory, name="directory"),
    path("reseau/annuaire.csv", views.directory_csv, name="directory_csv"),
    path("reseau/organismes/ajouter/", views.add_organisation, name="add_organisation"),
    path("reseau/organismes/<int:pk>/", views.organisation, name="organisation"),
    path("reseau/groupes/", views.groups, name="groups"),
    path("reseau/groupes/<int:pk>/", views.group, name="group"),
    path("reseau/groupes/<int:pk>/clore/", views.close_group, name="close_group"),
    path("reseau/moi/", views.profile, name="profile"),
]
