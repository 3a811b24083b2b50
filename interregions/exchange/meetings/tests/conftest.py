"""A meeting on one cycle, planned for a day to come."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from interregions.common.references import Reference
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings.agenda import ProgressLine
from interregions.exchange.meetings.services import plans as services
from interregions.exchange.themes.choices import CallMethod, CallStatus, ThemeStatus
from interregions.exchange.themes.models import Call, Theme
from interregions.network.queries import regions

PARIS = ZoneInfo("Europe/Paris")
RESTITUTION = Reference("surveys.restitution", "3", "Restitution : hydrogène", "/restitutions/3/")


def progress_line(number: int, **values) -> ProgressLine:
    line = {
        "action_id": number,
        "title": f"Action {number}",
        "organisation": "Normandie",
        "person_function": "Chargée de mission",
        "due": date(2027, 3, number),
        "status_label": "En cours",
        "words": "",
        "url": f"/actions/{number}/",
        "meeting_title": "Réunion d’avant",
    }
    return ProgressLine(**{**line, **values})


@pytest.fixture
def cycle(bretagne, facilitator):
    today = timezone.localdate()
    call = Call.objects.create(
        season="Printemps 2027",
        retained_number=1,
        colleges=["REGIONS"],
        method=CallMethod.values[0],
        proposals_until=today,
        choices_until=today,
        status=CallStatus.CLOSED,
        opened_by=facilitator,
    )
    theme = Theme.objects.create(
        call=call, title="Hydrogène", problem="…", proposed_by=bretagne.organisation, written_by=bretagne,
        status=ThemeStatus.RETAINED,
    )  # fmt: skip
    return Cycle.objects.create(theme=theme, lead=bretagne.organisation, opened_by=facilitator)


@pytest.fixture
def times():
    day = timezone.localdate() + timedelta(days=30)
    start = datetime(day.year, day.month, day.day, 10, tzinfo=PARIS)
    return start, start + timedelta(hours=2)


@pytest.fixture
def plan(france, facilitator, cycle, times):
    """plan(…) → a meeting of the cycle, with all the Régions."""

    def make(**values):
        given = {
            "title": "Réunion de printemps",
            "cycles": [cycle],
            "starts_at": times[0],
            "ends_at": times[1],
            "place": "Hôtel de Région, Rennes",
            "link": "https://visio.example.org/abc",
            "progress": [progress_line(2), progress_line(1), progress_line(2)],
            "restitutions": {cycle.pk: [RESTITUTION]},
            "organisations": None,
            "by": facilitator,
        }
        return services.plan_meeting(**{**given, **values})

    return make


@pytest.fixture
def meeting(plan):
    return plan()


@pytest.fixture
def convened(meeting, bretagne, normandie, facilitator):
    return services.send_convocations(meeting=meeting, by=facilitator)


@pytest.fixture
def region_count(france):
    return regions().count()
