"""The demonstration of the policies: fictional, alive, and showing each state of a figure."""

import pytest

from interregions.knowledge.observatory.policies import demonstration
from interregions.knowledge.observatory.policies.models import Reading
from interregions.knowledge.observatory.policies.queries.comparing import comparison
from interregions.knowledge.observatory.policies.tests.people import regions


class Cast:
    """The referents by the short name of their Région."""

    def __init__(self):
        self.by_name = {by.organisation.short_name: by for by in regions(18)}

    def referent(self, region):
        return self.by_name[region]


@pytest.mark.django_db
def test_seven_show_their_amount_to_bretagne_eleven_their_poles_and_two_figures_wait():
    cast = Cast()
    demonstration.hold_figures(cast)
    by = cast.referent("Bretagne")
    amounts = comparison(by.member, by, code=demonstration.SUPPORT)
    counts = comparison(by.member, by, code=demonstration.FOLLOWED)
    assert (amounts.read, amounts.on_line, amounts.median) == (7, 7, "")
    assert counts.on_line == 11
    assert counts.median
    assert Reading.objects.filter(state="PROPOSED").count() == 2
    assert all("fiction" in each.source for each in Reading.objects.all())
