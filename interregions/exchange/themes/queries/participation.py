"""Who was asked, how many answered, and, for the animation alone, who did not."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from interregions.common.ports import awaited
from interregions.common.typography import french_date
from interregions.exchange.themes.models import Ballot, Call
from interregions.exchange.themes.rules import COLLEGE_ORDER, COLLEGE_UNITS, units
from interregions.network.choices import Role
from interregions.network.models import Mandate, Organisation
from interregions.network.queries import current, current_organisations, people_asked
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.queries import Reach, reach_of, receivers


@dataclass(frozen=True)
class Participation:
    """« 12 Régions sur 18 » of one college: how many, never who."""

    college: str
    asked: int
    answered: int

    @property
    def unit(self) -> str:
        """« Régions », « EPCI »."""
        return COLLEGE_UNITS[self.college][1]

    @property
    def words(self) -> str:
        """The words that follow « 12 … sur 18 » on the tiles."""
        gesture = "ont indiqué leurs priorités" if self.answered > 1 else "a indiqué ses priorités"
        return f"{units(self.college, self.answered).partition(' ')[2]} {gesture}"

    @property
    def sentence(self) -> str:
        """« 12 Régions sur 18 ont indiqué leurs priorités »."""
        noun, _, rest = self.words.partition(" ")
        return f"{self.answered} {noun} sur {self.asked} {rest}"


@dataclass(frozen=True)
class SilentOrganisation:
    """An organisation that has not answered, and whether somebody can be reminded there."""

    organisation: Organisation
    has_referent: bool


def asked_organisations(call: Call) -> QuerySet[Organisation]:
    """The organisations whose college is consulted."""
    return current_organisations().filter(college__in=call.colleges)


def participation(call: Call) -> list[Participation]:
    """One line by college, in the fixed order; one query."""
    return participation_of([call])[call.pk]


def participation_of(calls: Collection[Call]) -> dict[int, list[Participation]]:
    """The same for many calls; two queries in all."""
    asked = dict(current_organisations().values_list("college").annotate(Count("id")).order_by())
    ballots = (
        Ballot.objects.filter(call__in=[call.pk for call in calls])
        .values_list("call_id", "organisation__college").annotate(Count("id")).order_by()
    )  # fmt: skip
    answered = {(call_id, college): number for call_id, college, number in ballots}
    return {
        call.pk: [
            Participation(college, asked.get(college, 0), answered.get((call.pk, college), 0))
            for college in COLLEGE_ORDER
            if college in call.colleges
        ]
        for call in calls
    }


def silent_organisations(call: Call) -> list[SilentOrganisation]:
    """Who has not answered: shown to the animation only; one query."""
    referents = Mandate.objects.filter(
        current(timezone.localdate()), organisation=OuterRef("pk"), role=Role.REFERENT, member__removed_at__isnull=True
    )
    found = (
        asked_organisations(call)
        .exclude(Exists(Ballot.objects.filter(call=call, organisation=OuterRef("pk"))))
        .annotate(has_referent=Exists(referents))
        .order_by("-college", "sort_name")
    )
    return [SilentOrganisation(organisation, organisation.has_referent) for organisation in found]


def reach_of_call(call: Call) -> Reach:
    """The current referents of the consulted colleges to whom a message would leave, and where there is nobody."""
    return reach_of(list(asked_organisations(call).values_list("pk", flat=True)))


def referents_to_remind(call: Call) -> list[Mandate]:
    """Those whose « À faire » asks for the priorities of their organisation; nobody else is reminded."""
    asked = people_asked(awaited("themes.choose", [call.pk]))
    found = sorted((mandate for _, people in asked for mandate in people), key=lambda mandate: mandate.pk)
    reached = receivers([mandate.member for mandate in found], MailKind.REMINDERS)
    return [mandate for mandate in found if mandate.member_id in reached]


def reminder_words(call: Call, organisation: str) -> tuple[str, list[str]]:
    """Subject and lines of the reminder: what is sent, and what the animation reads before sending it."""
    return (
        f"Rappel : vos priorités jusqu’au {french_date(call.choices_until)}",
        [
            f"{organisation} n’a pas encore indiqué ses priorités pour {call.season}.",
            f"C’est possible jusqu’au {french_date(call.choices_until)}, en quatre minutes.",
        ],
    )


def ballot_of(call: Call, organisation_id: int) -> Ballot | None:
    """The choice of one organisation, for its own people."""
    return (
        Ballot.objects.filter(call=call, organisation_id=organisation_id)
        .select_related("by__member")
        .prefetch_related("choices__theme")
        .first()
    )


def chosen_ids(ballot: Ballot | None) -> frozenset[int]:
    """The themes of a choice."""
    return frozenset(choice.theme_id for choice in ballot.choices.all()) if ballot else frozenset()
