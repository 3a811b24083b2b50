"""What the network made happen: true counts, of what was asked, agreed, and said to have come of it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from interregions.knowledge.observatory.cooperation.models import Approach, Going
from interregions.knowledge.observatory.equipment.choices import Outcome, RequestStatus
from interregions.knowledge.observatory.equipment.models import AccessRequest
from interregions.network.models import Member
from interregions.network.queries import standing_of
from interregions.toolkit.asking.queries import replies_about
from interregions.toolkit.introductions.choices import ContactOutcome, IntroductionStatus
from interregions.toolkit.introductions.queries import KIND as INTRODUCTION


@dataclass(frozen=True)
class Happened:
    """The counts of one moment."""

    asked: int
    agreed: int
    by_both: int  # both people say that a cooperation began
    by_one: int  # one does, the other has not answered
    talked: int
    unknown: int  # agreed, and nobody has said anything yet
    accesses: int
    granted: int
    used: int
    goings: int


def happened() -> Happened:
    """Counted from the rows themselves, in four queries."""
    rows = Approach.objects.values_list("introduction_id", "introduction__status")
    agreed = [pk for pk, status in rows if status == IntroductionStatus.AGREED]
    replies = replies_about(INTRODUCTION, agreed)
    said = [{reply.by_id: reply.value for reply in reversed(replies.get(str(pk), []))} for pk in agreed]
    began = [list(each.values()).count(ContactOutcome.COOPERATION) for each in said]
    talked = [not count and ContactOutcome.TALKED in each.values() for count, each in zip(began, said, strict=True)]
    access = AccessRequest.objects.aggregate(
        asked=Count("pk"),
        granted=Count("pk", filter=Q(status=RequestStatus.ACCEPTED)),
        used=Count("pk", filter=Q(outcome=Outcome.USED)),
    )
    return Happened(
        asked=len(rows),
        agreed=len(agreed),
        by_both=began.count(2),
        by_one=sum(count == 1 and len(each) == 1 for count, each in zip(began, said, strict=True)),
        talked=sum(talked),
        unknown=sum(not each for each in said),
        accesses=access["asked"],
        granted=access["granted"],
        used=access["used"],
        goings=Going.objects.count(),
    )


def approaches_visible_to(member: Member | None) -> QuerySet[Approach]:
    """By name, to the two organisations and to the animation alone."""
    standing = standing_of(member)
    found = Approach.objects.select_related("offer", "need", "asker", "holder", "introduction")
    if standing.is_facilitator:
        return found
    own = standing.organisation_ids
    return found.filter(Q(asker_id__in=own) | Q(holder_id__in=own))


def reads_counts(member: Member | None) -> bool:
    """Whether one acts for a Région, an EPCI, the animation, or a pôle: what they did together is theirs."""
    standing = standing_of(member)
    return standing.takes_part or standing.is_cluster
