"""What a page asks for its reader is compiled once for each way of standing; who reads is given each time."""

from datetime import timedelta

import pytest
from django.db.models import Q, QuerySet
from django.utils import timezone

from conftest import region
from interregions.common.prepared import PreparedOn
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.prepared import PreparedFor
from interregions.network.queries import standing_of


class Counted:
    """The organisations one acts for, all of them for the animation; how many times it was built."""

    def __init__(self) -> None:
        self.times = 0
        self.prepared = PreparedFor(self.build)

    def build(self, member: Member | None) -> QuerySet[Organisation]:
        self.times += 1
        standing = standing_of(member)
        found = Organisation.objects.order_by("pk")
        return found if standing.is_facilitator else found.filter(pk__in=standing.organisation_ids)

    def names(self, member: Member | None) -> set[str]:
        return {each.short_name for each in self.prepared.read(member)}


@pytest.fixture
def asked() -> Counted:
    return Counted()


def test_two_referents_are_one_statement_and_each_reads_their_own(asked, france, mandate_of):
    first, second = (mandate_of(region(france, name)).member for name in ("Bretagne", "Corse"))
    assert asked.names(first) == {"Bretagne"}
    built = asked.times
    assert asked.names(second) == {"Corse"}
    assert asked.times == built + 1  # the comparison of the tests builds one each time; the product did not


def test_who_stands_otherwise_is_another_statement(asked, france, facilitator, mandate_of):
    referent = mandate_of(region(france, "Bretagne")).member
    assert asked.names(referent) == {"Bretagne"}
    assert len(asked.names(facilitator.member)) == 19
    assert asked.names(referent) == {"Bretagne"}


def test_a_person_of_two_organisations_and_one_of_twice_the_same(asked, france, mandate_of):
    both = mandate_of(region(france, "Bretagne"))
    Mandate.objects.create(
        member=both.member, organisation=region(france, "Corse"), role=Role.REFERENT, starts_on=both.starts_on
    )
    assert asked.names(Member.objects.get(pk=both.member_id)) == {"Bretagne", "Corse"}
    twice = mandate_of(region(france, "Normandie"))
    Mandate.objects.create(
        member=twice.member, organisation=twice.organisation, role=Role.READER, starts_on=both.starts_on
    )
    assert asked.names(Member.objects.get(pk=twice.member_id)) == {"Normandie"}


def test_nobody_and_a_person_whose_mandate_ended_read_nothing(asked, france, mandate_of):
    gone = mandate_of(region(france, "Bretagne"))
    Mandate.objects.update(ended_at=timezone.now(), ends_on=timezone.localdate() - timedelta(days=1))
    assert asked.names(gone.member) == asked.names(None) == set()


def test_a_condition_on_today_follows_the_day(france, mandate_of, monkeypatch):
    ends = mandate_of(region(france, "Bretagne"))
    Mandate.objects.filter(pk=ends.pk).update(ends_on=timezone.localdate() + timedelta(days=1))
    prepared: PreparedFor[Mandate] = PreparedFor(
        lambda member: Mandate.objects.filter(Q(ends_on__gte=timezone.localdate()), member_id=member.pk)
    )
    reader = mandate_of(region(france, "Corse")).member
    reader.pk = ends.member_id
    assert len(prepared.read(reader)) == 1
    later = timezone.localdate() + timedelta(days=3)
    monkeypatch.setattr(timezone, "localdate", lambda *_: later)
    assert prepared.read(reader) == []


def test_a_condition_on_a_deadline_follows_the_last_time_zone(france, mandate_of, monkeypatch):
    """Its day turns after midnight in Paris: what was compiled in between is not kept until the next midnight."""
    ends, day = mandate_of(region(france, "Bretagne")), timezone.localdate()
    Mandate.objects.filter(pk=ends.pk).update(ends_on=day)
    told = [day]
    monkeypatch.setattr("interregions.common.prepared.deadline_day", lambda: told[0])
    prepared: PreparedOn[Mandate] = PreparedOn(lambda pk: Mandate.objects.filter(pk=pk, ends_on__gte=told[0]))
    assert len(prepared.read(pk=ends.pk)) == 1
    told[0] = day + timedelta(days=1)
    assert prepared.read(pk=ends.pk) == []
