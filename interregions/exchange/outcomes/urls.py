"""Addresses of the room."""

from django.urls import path

from interregions.exchange.outcomes.views import actions, links, minutes, writing

app_name = "outcomes"
MINUTES = "comptes-rendus/<int:minutes_id>"
ACTION = "actions/<int:action_id>"
urlpatterns = [
    path("comptes-rendus/", minutes.all_minutes, name="all_minutes"),
    path("comptes-rendus/rediger/<int:meeting_id>/", writing.draft, name="draft"),
    path(f"{MINUTES}/", minutes.minutes, name="minutes"),
    path(f"{MINUTES}/conclusions/", minutes.conclusions, name="conclusions"),
    path(f"{MINUTES}/document.<slug:format>", minutes.document, name="document"),
    path(f"{MINUTES}/conclusions.<slug:format>", minutes.conclusions_document, name="conclusions_document"),
    path(f"{MINUTES}/demander/", minutes.request_change, name="request_change"),
    path(f"{MINUTES}/relu/", minutes.mark_reread, name="mark_reread"),
    path(f"{MINUTES}/demandes/<int:request_id>/", writing.answer_request, name="answer_request"),
    path(f"{MINUTES}/ouvrir/", writing.open_to_changes, name="open_to_changes"),
    path(f"{MINUTES}/approuver/", writing.approve, name="approve"),
    path(f"{MINUTES}/envoyer/", writing.send, name="send"),
    path(f"{MINUTES}/corriger/", writing.correct, name="correct"),
    path(f"{MINUTES}/parties/<slug:key>/reprendre/", writing.recompose, name="recompose"),
    path(f"{MINUTES}/decisions/", writing.add_decision, name="add_decision"),
    path(f"{MINUTES}/decisions/<int:decision_id>/retirer/", writing.remove_decision, name="remove_decision"),
    path(f"{MINUTES}/actions/ajouter/", writing.add_action, name="add_action"),
    path(f"{MINUTES}/aucune-action/", writing.no_action, name="no_action"),
    path("actions/", actions.actions, name="actions"),
    path("actions/tableau.<slug:format>", actions.table, name="actions_table"),
    path("actions/echeances.ics", actions.calendar, name="due_dates"),
    path("actions/avancees/<str:token>/", links.progress_by_link, name="progress_by_link"),
    path(f"{ACTION}/", actions.action, name="action"),
    path(f"{ACTION}/modifier/", actions.change, name="change_action"),
    path(f"{ACTION}/avancees/", actions.report, name="report"),
    path(f"{ACTION}/demander/", actions.ask, name="ask"),
    path(f"{ACTION}/abandonner/", actions.drop, name="drop"),
]
