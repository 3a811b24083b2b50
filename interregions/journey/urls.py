"""Addresses of the thread read end to end."""

from django.urls import path

from interregions.journey import ending_views, epci_views, europe_views, monday_views, views

app_name = "journey"
urlpatterns = [
    path("a-faire/", views.todo, name="todo"),
    path("echanges/", views.exchanges, name="exchanges"),
    path("echanges/reunion/", views.plan_meeting, name="plan_meeting"),
    path("connaissance/", views.knowledge, name="knowledge"),
    path("connaissance/1er-janvier-2027/", ending_views.dossier, name="ending"),
    path("connaissance/1er-janvier-2027/dire/", ending_views.say, name="ending_say"),
    path("connaissance/1er-janvier-2027/montrer/", ending_views.show, name="ending_show"),
    path("connaissance/1er-janvier-2027/ne-plus-montrer/", ending_views.hide, name="ending_hide"),
    path("connaissance/priorites-europeennes/", europe_views.priorities, name="europe"),
    path("connaissance/priorites-europeennes/<slug:slug>/", europe_views.priority, name="europe_priority"),
    path(
        "connaissance/priorites-europeennes/<slug:slug>/document.<str:format>",
        europe_views.document,
        name="europe_document",
    ),
    path("connaissance/lundi/", monday_views.monday, name="monday"),
    path("connaissance/lundi/echeances.ics", monday_views.calendar, name="monday_calendar"),
    path("connaissance/intercommunalites/", epci_views.listed, name="epci_list"),
    path("connaissance/intercommunalites/<str:code>/", epci_views.epci, name="epci"),
    path("animation/", views.cockpit, name="cockpit"),
    path("cycles/<int:pk>/", views.cycle, name="cycle"),
    path("cycles/<int:pk>/avancer/", views.advance, name="advance"),
    path("cycles/<int:pk>/note/", views.draft_note, name="draft_note"),
    path("cycles/<int:pk>/region-responsable/", views.change_lead, name="lead"),
    path("reunions/<int:pk>/avancees/", views.refresh_progress, name="refresh_progress"),
    path("actions/<int:pk>/reprendre/", views.carry_over, name="carry_over"),
]
