"""/visa/ (public, by link) and /visas/"""

from django.urls import path

from interregions.toolkit.approvals import views

app_name = "approvals"
urlpatterns = [
    path("visa/<str:token>/", views.visa, name="visa"),
    path("visa/<str:token>/fichiers/<int:file_id>/", views.joined_file, name="file"),
    path("visas/<int:approval_id>/", views.request_page, name="request"),
    path("visas/<int:approval_id>/retirer/", views.withdraw, name="withdraw"),
    path("visas/<int:approval_id>/papier/", views.on_paper, name="on_paper"),
]
