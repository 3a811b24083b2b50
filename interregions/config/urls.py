"""Every address of the product: each room declares its own, in French."""

from django.urls import include, path

from interregions.common.rooms import rooms

urlpatterns = [path("", include(room.urls)) for room in rooms() if room.urls]
handler400 = "interregions.common.views.bad_request"
handler403 = "interregions.common.views.forbidden"
handler404 = "interregions.common.views.not_found"
handler500 = "interregions.common.views.server_error"
