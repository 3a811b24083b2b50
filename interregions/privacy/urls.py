"""Addresses of personal data."""

from django.urls import path

from interregions.privacy import views

app_name = "privacy"
urlpatterns = [
    path("mes-donnees/", views.own, name="own"),
    path("mes-donnees/mes-donnees.json", views.own_json, name="own_json"),
    path("mes-donnees/mes-donnees.ods", views.own_ods, name="own_ods"),
    path("mes-donnees/personnes/", views.people, name="people"),
    path("mes-donnees/effacer/<int:pk>/", views.erase, name="erase"),
]
