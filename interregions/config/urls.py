"""Every address of the product: each room declares its own, in French."""

from django.urls import include, path

ROOMS = (
    "interregions.common.urls",
    "interregions.vocabulary.urls",
    "interregions.network.urls",
    "interregions.toolkit.jobs.urls",
    "interregions.toolkit.mail.urls",
    "interregions.toolkit.journal.urls",
    "interregions.toolkit.files.urls",
    "interregions.toolkit.approvals.urls",
    "interregions.toolkit.writing.urls",
    "interregions.reception.urls",
    "interregions.knowledge.practices.urls",
    "interregions.exchange.themes.urls",
    "interregions.exchange.cycles.urls",
    "interregions.exchange.notes.urls",
    "interregions.exchange.surveys.urls",
    "interregions.exchange.meetings.urls",
    "interregions.exchange.debate.urls",
    "interregions.exchange.outcomes.urls",
    "interregions.journey.urls",
    "interregions.privacy.urls",
)

urlpatterns = [path("", include(room)) for room in ROOMS]
handler400 = "interregions.common.views.bad_request"
handler403 = "interregions.common.views.forbidden"
handler404 = "interregions.common.views.not_found"
handler500 = "interregions.common.views.server_error"
