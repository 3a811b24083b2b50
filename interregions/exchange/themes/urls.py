"""Addresses of the room."""

from django.urls import path

from interregions.exchange.themes.views import calls, results, themes

app_name = "themes"
CALL = "themes/recueils/<int:call_id>"
THEME = "themes/<int:theme_id>"
urlpatterns = [
    path("themes/", calls.calls, name="calls"),
    path("themes/ouvrir/", calls.open_call, name="open_call"),
    path(f"{CALL}/", calls.call, name="call"),
    path(f"{CALL}/dates/", calls.dates, name="dates"),
    path(f"{CALL}/annuler/", calls.cancel, name="cancel"),
    path(f"{CALL}/proposer/", themes.propose, name="propose"),
    path(f"{CALL}/propositions.<slug:format>", calls.proposals_table, name="proposals_table"),
    path(f"{CALL}/ouvrir-les-choix/", calls.open_choices, name="open_choices"),
    path(f"{CALL}/choisir/", results.choose, name="choose"),
    path(f"{CALL}/cloture/", results.close, name="close"),
    path(f"{CALL}/relancer/", results.remind, name="remind"),
    path(f"{CALL}/resultat/", results.result, name="result"),
    path(f"{CALL}/resultat.<slug:format>", results.result_table, name="result_table"),
    path(f"{CALL}/retenir/", results.retain, name="retain"),
    path(f"{CALL}/decision/", results.decide, name="decide"),
    path(f"{THEME}/", themes.theme, name="theme"),
    path(f"{THEME}/modifier/", themes.change, name="change"),
    path(f"{THEME}/retirer/", themes.withdraw, name="withdraw"),
    path(f"{THEME}/commenter/", themes.comment, name="comment"),
    path(f"{THEME}/commentaires/<int:comment_id>/retirer/", themes.withdraw_comment, name="withdraw_comment"),
    path(f"{THEME}/soutenir/", themes.endorse, name="endorse"),
    path(f"{THEME}/ne-plus-soutenir/", themes.withdraw_endorsement, name="withdraw_endorsement"),
]
