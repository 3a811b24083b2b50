"""/fichiers/"""

from django.urls import path

from interregions.toolkit.files import views

app_name = "files"
urlpatterns = [path("fichiers/<int:file_id>/", views.download, name="download")]
