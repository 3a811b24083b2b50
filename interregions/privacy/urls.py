"""Addresses of personal data."""

from django.urls import path

from interregions.privacy import views

app_name = "privacy"
urlpatterns = [
    path("mes-donnees/", views.own, name="own"),
    path("mes-donnees/mes-donnees.json", views.own_json, name="own_json"),
    path("mes-donnees/mes-donnees.ods", views.own_ods, name="own_ods"),
    path("mes-donnees/personnes/", views.people, name="people"),
    path("mes-donnees/sans-compte/", views.somebody, name="somebody"),
    path("mes-donnees/sans-compte/emporter.ods", views.somebody_ods, name="somebody_ods"),
    path("mes-donnees/sans-compte/effacer/", views.erase_somebody, name="erase_somebody"),
    path("mes-donnees/fichiers/<int:pk>/effacer/", views.erase_file, name="erase_file"),
    path("mes-donnees/effacer/<int:pk>/", views.erase, name="erase"),
]
