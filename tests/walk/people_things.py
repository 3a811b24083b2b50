"""What people ask of one another in the walk: introductions, and reminders of those who have not answered."""

from interregions.exchange.meetings.models import Meeting
from interregions.exchange.meetings.reminding import silent_of
from interregions.exchange.meetings.services import reminding as meetings
from interregions.network.models import Mandate
from interregions.toolkit.introductions import services
from interregions.toolkit.introductions.models import Introduction
from interregions.toolkit.introductions.queries import has_agreed, side_of
from tests.walk.scene import in_days

WHY = "Un projet en commun sur le littoral."


def few_introductions(by: Mandate) -> list[str]:
    return ["introduction"] if Introduction.objects.filter(status__in=["asked", "waiting"]).count() < 2 else []


def ask(thing: str, by: Mandate) -> object:
    return services.ask_introduction(wanted="Le référent littoral", words=WHY, by=by)


def propose(thing: str, by: Mandate) -> object:
    first, second = (
        Mandate.objects.filter(organisation__short_name=name, role="REFERENT", ends_on=None).order_by("pk")[0]
        for name in ("Bretagne", "Occitanie")
    )
    return services.propose_introduction(first=first, second=second, words=WHY, by=by)


def few_proposals(by: Mandate) -> list[str]:
    return few_introductions(by) if not Introduction.objects.filter(wanted="", status="waiting").exists() else []


def to_relay(by: Mandate) -> list[Introduction]:
    return list(Introduction.objects.filter(status="asked"))


def relay(introduction: Introduction, by: Mandate) -> object:
    waiting = Introduction.objects.filter(first=introduction.first, status="waiting").values("second")
    people = Mandate.objects.filter(organisation__short_name__in=["Bretagne", "Occitanie"], role="REFERENT")
    other = people.filter(ends_on=None).exclude(pk__in=waiting).order_by("pk")[0]
    return services.name_other(introduction=introduction, other=other, by=by)


def left_aside(introduction: Introduction, by: Mandate) -> object:
    return services.leave_aside(introduction=introduction, words="Voyez le site de la Région.", by=by)


def own_introductions(by: Mandate) -> list[Introduction]:
    found = []
    for each in Introduction.objects.filter(status="waiting").select_related("first", "second"):
        mine = side_of(each, by.member)
        if mine is not None and not has_agreed(each, mine):
            found.append(each)
    return found


def agree(introduction: Introduction, by: Mandate) -> object:
    return services.answer_introduction(introduction=introduction, member=by.member, agrees=True)


def refuse(introduction: Introduction, by: Mandate) -> object:
    return services.answer_introduction(introduction=introduction, member=by.member, agrees=False)


def silent_meetings(by: Mandate) -> list[Meeting]:
    today = in_days(0)
    return [each for each in Meeting.objects.filter(status="CONVENED") if silent_of(each, today).waiting]


def remind(meeting: Meeting, by: Mandate) -> object:
    return meetings.remind(meeting=meeting, by=by)
