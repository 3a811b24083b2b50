"""The meeting of the room below, open."""

import pytest

from interregions.exchange.meetings.services import sittings as services
from interregions.exchange.meetings.tests.conftest import convened, cycle, meeting, plan, times

__all__ = ["convened", "cycle", "meeting", "plan", "times"]


@pytest.fixture
def sitting(convened, facilitator):
    return services.open_meeting(meeting=convened, by=facilitator)
