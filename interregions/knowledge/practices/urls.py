"""Addresses of the room."""

from django.urls import path

from interregions.knowledge.practices import views

app_name = "practices"
urlpatterns = [
    path("pratiques/", views.practices, name="practices"),
    path("pratiques/liste.<str:format>", views.practices_file, name="practices_file"),
    path("pratiques/nouvelle/", views.draft, name="draft"),
    path("pratiques/<int:practice_id>/", views.practice, name="practice"),
    path("pratiques/<int:practice_id>/fiche.<str:format>", views.practice_file, name="practice_file"),
    path("pratiques/<int:practice_id>/completer/", views.complete, name="complete"),
    path("pratiques/<int:practice_id>/resultats/", views.add_evidence, name="add_evidence"),
    path("pratiques/<int:practice_id>/publier/", views.publish, name="publish"),
]
