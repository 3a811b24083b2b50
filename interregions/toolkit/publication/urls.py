"""/ouverture/… and /donnees-ouvertes/…"""

from django.urls import path

from interregions.toolkit.publication import views

app_name = "publication"
urlpatterns = [
    path("ouverture/<slug:slug>/<int:thing_id>/ouvrir/", views.open_thing, name="open"),
    path("ouverture/<slug:slug>/<int:thing_id>/refermer/", views.close_thing, name="close"),
    path("donnees-ouvertes/", views.open_data, name="open_data"),
    path("donnees-ouvertes/flux.atom", views.feed, name="feed"),
    path("donnees-ouvertes/plan.xml", views.sitemap, name="sitemap"),
    path("donnees-ouvertes/<slug:slug>/", views.public_list, name="public_list"),
    path("donnees-ouvertes/<slug:slug>/liste.<str:format>", views.public_table, name="public_table"),
    path("donnees-ouvertes/<slug:slug>/<int:thing_id>/", views.public, name="public"),
]
