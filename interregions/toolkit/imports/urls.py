"""Addresses of the lists brought from elsewhere."""

from django.urls import path

from interregions.toolkit.imports import views

app_name = "imports"
urlpatterns = [
    path("imports/<slug:kind>/apporter/", views.bring, name="bring"),
    path("imports/<slug:kind>/modele/<str:format>/", views.template, name="template"),
    path("imports/<int:pk>/", views.import_page, name="import"),
    path("imports/<int:pk>/colonnes/", views.columns, name="columns"),
    path("imports/<int:pk>/prendre/", views.take, name="take"),
    path("imports/<int:pk>/oublier/", views.forget, name="forget"),
    path("imports/<int:pk>/defaire/", views.undo, name="undo"),
]
