"""Addresses of the room."""

from django.urls import path

from interregions.exchange.debate import views

app_name = "debate"
urlpatterns = [
    path("reunions/<int:meeting_id>/debat/", views.debate, name="debate"),
    path("reunions/<int:meeting_id>/debat/lire/", views.read, name="read"),
    path("reunions/<int:meeting_id>/debat/flux/", views.follow, name="follow"),
    path("reunions/<int:meeting_id>/debat/points/<int:item_id>/", views.go_to, name="go_to"),
    path("reunions/<int:meeting_id>/debat/pratique/", views.catch, name="catch"),
    path("reunions/<int:meeting_id>/debat/<int:contribution_id>/", views.change, name="change"),
    path("reunions/<int:meeting_id>/debat/<int:contribution_id>/retirer/", views.withdraw, name="withdraw"),
    path("reunions/<int:meeting_id>/debat/<int:contribution_id>/pratique/", views.catch_from_line, name="catch_line"),
    path("reunions/<int:meeting_id>/contribuer/", views.contribute, name="contribute"),
    path("reunions/<int:meeting_id>/ecran/", views.screen, name="screen"),
]
