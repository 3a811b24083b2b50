"""Addresses of the room. The page of a cycle, /cycles/<id>/, and its change of lead belong to journey."""

from django.urls import path

from interregions.exchange.cycles import views

app_name = "cycles"
urlpatterns = [
    path("cycles/ouvrir/<int:theme_id>/", views.open_cycle, name="open"),
]
