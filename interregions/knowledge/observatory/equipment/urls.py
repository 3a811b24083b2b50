"""/observatoire/equipements/ and /observatoire/competences/, the same pages told which sort they show; the requests."""

from django.urls import URLPattern, path

from interregions.knowledge.observatory.equipment import access_views, views


def _of(sort: str, noun: str) -> list[URLPattern]:
    base, told = f"observatoire/{noun}/", {"sort": sort}
    one = f"{base}<int:sheet_id>/"
    return [
        path(base, views.sheets, told, name=f"{sort}_list"),
        path(f"{base}liste.<str:format>", views.sheets_file, told, name=f"{sort}_file"),
        path(f"{base}declarer/", views.add, told, name=f"{sort}_add"),
        path(one, views.sheet, told, name=sort),
        path(f"{one}modifier/", views.change, told, name=f"{sort}_change"),
        path(f"{one}accepter/", views.agree, told, name=f"{sort}_agree"),
        path(f"{one}refuser/", views.decline, told, name=f"{sort}_decline"),
        path(f"{one}retirer/", views.withdraw, told, name=f"{sort}_withdraw"),
        path(f"{one}publier/", views.publish_again, told, name=f"{sort}_publish"),
    ]


REQUESTS = "observatoire/demandes/"
urlpatterns = [
    *_of("equipment", "equipements"),
    *_of("competence", "competences"),
    path("observatoire/equipements/<int:sheet_id>/demander/", access_views.ask, name="access_ask"),
    path(REQUESTS, access_views.requests, name="access_requests"),
    path(f"{REQUESTS}<int:request_id>/", access_views.access_request, name="access_request"),
    path(f"{REQUESTS}<int:request_id>/repondre/", access_views.answer, name="access_answer"),
    path(f"{REQUESTS}<int:request_id>/retirer/", access_views.take_back, name="access_take_back"),
    path(f"{REQUESTS}<int:request_id>/suite/", access_views.tell_outcome, name="access_outcome"),
]
