"""Public pages that belong to no room."""

from django.urls import path

from interregions.common import views

app_name = "common"
urlpatterns = [
    path("sante/vivant/", views.alive, name="alive"),
    path("sante/pret/", views.ready, name="ready"),
    path("robots.txt", views.robots, name="robots"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("donnees-personnelles/", views.personal_data, name="personal_data"),
    path("credits/", views.credits, name="credits"),
    path("composants/", views.components, name="components"),
]
