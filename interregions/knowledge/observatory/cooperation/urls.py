"""/observatoire/cooperations/ (offers, needs, what came of them) and /observatoire/international/"""

from django.urls import URLPattern, path

from interregions.knowledge.observatory.cooperation import mission_views, views


def _of(side: str, noun: str) -> list[URLPattern]:
    base, told = f"observatoire/cooperations/{noun}/", {"side": side}
    one = f"{base}<int:notice_id>/"
    return [
        path(base, views.notices, told, name=f"{side}_list"),
        path(f"{base}publier/", views.add, told, name=f"{side}_add"),
        path(one, views.notice, told, name=side),
        path(f"{one}clore/", views.close, told, name=f"{side}_close"),
        path(f"{one}contact/", views.approach, told, name=f"{side}_approach"),
        path(f"{one}ecarter/<int:other_id>/", views.refuse, told, name=f"{side}_refuse"),
    ]


ABROAD = "observatoire/international/"
urlpatterns = [
    *_of("offer", "offres"),
    *_of("need", "besoins"),
    path("observatoire/cooperations/", views.happened, name="cooperations"),
    path(ABROAD, mission_views.missions, name="missions"),
    path(f"{ABROAD}calendrier.ics", mission_views.calendar, name="missions_calendar"),
    path(f"{ABROAD}inscrire/", mission_views.add, name="mission_add"),
    path(f"{ABROAD}<int:mission_id>/", mission_views.mission, name="mission"),
    path(f"{ABROAD}<int:mission_id>/date.ics", mission_views.mission_calendar, name="mission_calendar"),
    path(f"{ABROAD}<int:mission_id>/modifier/", mission_views.change, name="mission_change"),
    path(f"{ABROAD}<int:mission_id>/aller/", mission_views.go, name="mission_go"),
    path(f"{ABROAD}<int:mission_id>/renoncer/", mission_views.withdraw, name="mission_withdraw"),
    path(f"{ABROAD}<int:mission_id>/annuler/", mission_views.cancel, name="mission_cancel"),
]
