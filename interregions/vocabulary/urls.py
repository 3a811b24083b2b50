"""Public addresses of the reference data."""

from django.urls import path

from interregions.vocabulary import views

app_name = "vocabulary"
urlpatterns = [
    path("reseau/territoires/", views.territories, name="territories"),
    path("reseau/territoires/intercommunalites.csv", views.territories_csv, name="territories_csv"),
    path("reseau/territoires/<str:code>/", views.territory, name="territory"),
    path("connaissance/programmes/", views.programmes, name="programmes"),
    path("connaissance/programmes/<slug:slug>.csv", views.programme_csv, name="programme_csv"),
    path("connaissance/programmes/<slug:slug>/", views.programme, name="programme"),
    path("connaissance/vocabulaires/", views.schemes, name="schemes"),
    path("connaissance/vocabulaires/<slug:slug>/", views.scheme, name="scheme"),
]
