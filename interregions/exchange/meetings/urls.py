"""Addresses of the room. Planning a meeting is journey's page (/echanges/reunion/)."""

from django.urls import path

from interregions.exchange.meetings.views import links, preparing, reading, taking_part

app_name = "meetings"
urlpatterns = [
    path("reunions/", reading.meetings, name="meetings"),
    path("reunions/presence/<str:token>/", links.presence_link, name="presence_link"),
    path("reunions/dates/<str:token>/", links.dates_link, name="dates_link"),
    path("reunions/invitation/<str:token>/", links.guest_link, name="guest_link"),
    path("reunions/invitation/<str:token>/reunion.ics", links.guest_calendar, name="guest_calendar"),
    path("reunions/invitation/<str:token>/ordre-du-jour.<str:format>", links.guest_dossier, name="guest_dossier"),
    path("reunions/<int:meeting_id>/", reading.meeting, name="meeting"),
    path("reunions/<int:meeting_id>/reunion.ics", reading.calendar, name="calendar"),
    path("reunions/<int:meeting_id>/dossier.<str:format>", reading.dossier, name="dossier"),
    path("reunions/<int:meeting_id>/ordre-du-jour/", preparing.agenda, name="agenda"),
    path("reunions/<int:meeting_id>/ordre-du-jour/<int:item_id>/", preparing.change_point, name="change_point"),
    path("reunions/<int:meeting_id>/deplacer/", preparing.move, name="move"),
    path("reunions/<int:meeting_id>/convies/", preparing.people, name="people"),
    path("reunions/<int:meeting_id>/convies/<int:attendance_id>/retirer/", preparing.withdraw, name="withdraw"),
    path("reunions/<int:meeting_id>/invites/<int:guest_id>/retirer/", preparing.remove_guest, name="remove_guest"),
    path("reunions/<int:meeting_id>/convoquer/", preparing.convene, name="convene"),
    path("reunions/<int:meeting_id>/relancer/", preparing.remind, name="remind"),
    path("reunions/<int:meeting_id>/annuler/", preparing.cancel, name="cancel"),
    path("reunions/<int:meeting_id>/ouvrir/", preparing.open_meeting, name="open"),
    path("reunions/<int:meeting_id>/clore/", preparing.close_meeting, name="close"),
    path("reunions/<int:meeting_id>/date/", taking_part.poll, name="poll"),
    path("reunions/<int:meeting_id>/date/<int:option_id>/choisir/", taking_part.settle, name="settle"),
    path("reunions/<int:meeting_id>/presence/", taking_part.answer, name="answer"),
    path("reunions/<int:meeting_id>/ecrire/", taking_part.write, name="write"),
    path("reunions/<int:meeting_id>/emargement/", taking_part.sheet, name="sheet"),
    path("reunions/<int:meeting_id>/emargement.<str:format>", taking_part.sheet_file, name="sheet_file"),
]
