"""The practices’ chapter of the demonstration."""

from interregions.common.rooms import rooms
from interregions.knowledge.practices.choices import PracticeLevel, PracticeStatus
from interregions.knowledge.practices.queries import practices_visible_to
from interregions.knowledge.practices.rules import level_of


class Cast:
    def __init__(self, mandate):
        self.mandate = mandate

    def referent(self, region):
        return self.mandate


def test_the_demonstration_shows_a_published_practice_with_its_failure_and_its_results(france, mandate_of):
    by, reader = mandate_of(france[9]), mandate_of(france[0])
    next(room for room in rooms() if room.label == "practices").chapter()(Cast(by))
    (practice,) = practices_visible_to(reader.member)
    assert practice.status == PracticeStatus.PUBLISHED
    assert practice.what_did_not_work
    seen = [(each.source, each.dated_on) for each in practice.evidence.all()]
    assert level_of(evidence=seen) == PracticeLevel.DEMONSTRATED
