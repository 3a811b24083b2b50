"""/animation/journal/"""

from django.urls import path

from interregions.toolkit.journal import views

app_name = "journal"
urlpatterns = [path("animation/journal/", views.journal, name="journal")]
