"""Every read of the room: to whom one may write, one’s letters, the introductions one is part of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.common.links import ALTERED, make_link_token, read_link_token
from interregions.common.references import Reference
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import current, mandates_of, organisations_visible_to, standing_of
from interregions.toolkit.introductions import rules
from interregions.toolkit.introductions.choices import OPEN, IntroductionStatus
from interregions.toolkit.introductions.models import Circular, Introduction, PersonalLetter
from interregions.toolkit.mail.choices import MailKind
from interregions.toolkit.mail.queries import receivers, wants

PURPOSE = "introductions.answer"
KIND = "introductions.introduction"
PARTIES = ("first__member", "first__organisation", "second__member", "second__organisation")


def people_one_may_write_to(member: Member | None) -> QuerySet[Mandate]:
    """For whoever takes part, the people of the directory, each with the organisation they act for.

    A pôle or a partner writes to its own people and to those with whom both accepted to be put in touch: reading of
    somebody, on a page that was opened to it, is not enough.
    """
    standing = standing_of(member)
    found = Mandate.objects.filter(current(timezone.localdate()), member__removed_at=None)
    if standing.takes_part:
        found = found.filter(organisation__in=organisations_visible_to(member))
    else:
        agreed = Introduction.objects.filter(status=IntroductionStatus.AGREED)
        found = found.filter(
            Q(organisation__in=standing.organisation_ids)
            | Q(pk__in=agreed.filter(first__member=member).values("second"))
            | Q(pk__in=agreed.filter(second__member=member).values("first"))
        )
    return found.select_related("member", "organisation")


def people_to_pick(member: Member | None) -> QuerySet[Mandate]:
    """The same people, as a picker lists them: those who can be written to."""
    return people_one_may_write_to(member).exclude(member__email="").order_by("organisation__sort_name", "pk")


def person_one_may_write_to(member: Member | None, mandate_id: int) -> Mandate | None:
    return people_one_may_write_to(member).filter(pk=mandate_id).first()


def reasons_not_to_write(by: Mandate, to: Mandate) -> list[str]:
    """The rules, asked before the form is shown and again when the letter leaves."""
    since = timezone.now() - timedelta(days=1)
    written = PersonalLetter.objects.filter(by__member=by.member_id, at__gte=since)
    return rules.reasons_not_to_write(
        is_reachable=people_one_may_write_to(by.member).filter(pk=to.pk).exists(),
        same_person=by.member_id == to.member_id,
        has_address=bool(to.member.email) and to.member.removed_at is None,
        stopped=not wants(to.member, MailKind.LETTERS),
        today=written.count(),
        today_to_them=written.filter(to__member=to.member_id).count(),
        is_facilitator=by.role == Role.FACILITATOR,
    )


def reasons_not_to_answer_letter(by: Mandate, to: Mandate) -> list[str]:
    """Whoever received a letter may answer it, whether or not they read the directory."""
    since = timezone.now() - timedelta(days=1)
    written = PersonalLetter.objects.filter(by__member=by.member_id, to__member=to.member_id, at__gte=since)
    return rules.reasons_not_to_write(
        is_reachable=True,
        same_person=by.member_id == to.member_id,
        has_address=bool(to.member.email) and to.member.removed_at is None,
        stopped=False,  # who writes a letter wants its answer
        today=0,
        today_to_them=written.count(),
    )


def letters_visible_to(member: Member | None) -> QuerySet[PersonalLetter]:
    """The letters one wrote or received; nobody else reads them."""
    if standing_of(member).member is None:
        return PersonalLetter.objects.none()
    found = PersonalLetter.objects.filter(Q(by__member=member) | Q(to__member=member))
    return found.select_related("by__member", "by__organisation", "to__member", "to__organisation")


def introductions_visible_to(member: Member | None) -> QuerySet[Introduction]:
    """Those one is part of; all for the animation, which relays them."""
    standing = standing_of(member)
    found = Introduction.objects.select_related(*PARTIES, "named_by__member")
    if standing.member is None:
        return found.none()
    if standing.is_facilitator:
        return found
    # The second reads it once it is named; a person left aside by the animation is never told of it.
    return found.filter(Q(first__member=member) | Q(second__member=member))


@dataclass(frozen=True)
class IntroductionPage:
    """What one person reads of an introduction."""

    introduction: Introduction
    runs: bool
    mine: Mandate | None  # the side this person is on
    other: Mandate | None
    contact: Mandate | None  # shown once both have accepted
    may_answer: bool
    waits_for_other: bool

    @property
    def names_second(self) -> bool:
        """Whom the animation asked is told to who asked once both have accepted: a refusal is nobody’s name."""
        mine = self.mine is not None and self.mine == self.introduction.second
        return self.runs or mine or self.introduction.second_is_told


def introduction_page(introduction: Introduction, member: Member) -> IntroductionPage:
    """Contacts show to both once both have accepted, and to nobody before."""
    mine = side_of(introduction, member)
    other = next((each for each in introduction.parties if mine is not None and each != mine), None)
    waiting = introduction.status == IntroductionStatus.WAITING
    answered = mine is not None and has_agreed(introduction, mine)
    return IntroductionPage(
        introduction=introduction,
        runs=standing_of(member).is_facilitator,
        mine=mine,
        other=other,
        contact=other if introduction.agreed else None,
        may_answer=waiting and mine is not None and not answered,
        waits_for_other=waiting and answered,
    )


def side_of(introduction: Introduction, member: Member) -> Mandate | None:
    """Under which mandate this person is one of the two."""
    return next((each for each in introduction.parties if each.member_id == member.pk), None)


def has_agreed(introduction: Introduction, mandate: Mandate) -> bool:
    at = introduction.first_agreed_at if mandate.pk == introduction.first_id else introduction.second_agreed_at
    return at is not None


def is_waiting(first: Mandate, second: Mandate) -> bool:
    """Whether these two are already asked about each other."""
    return Introduction.objects.filter(first=first, second=second, status=IntroductionStatus.WAITING).exists()


def waiting_count(member: Member) -> int:
    """How many introductions this person asked for that still wait."""
    return Introduction.objects.filter(first__member=member, status__in=OPEN, named_by=None).count()


def introduction_by_link(token: str) -> tuple[Introduction, Member]:
    """What a signed link opens: one introduction, for one of its two people."""
    values = read_link_token(PURPOSE, token)
    found = Introduction.objects.select_related(*PARTIES).filter(pk=values.get("introduction") or 0).first()
    mandate = next((each for each in found.parties if each.pk == values.get("mandate")), None) if found else None
    if found is None or mandate is None or mandate.member.removed_at is not None:
        raise Refused(ALTERED)
    return found, mandate.member


def answer_token(introduction: Introduction, mandate: Mandate) -> str:
    return make_link_token(PURPOSE, introduction=introduction.pk, mandate=mandate.pk)


def introduction_reference(introduction: Introduction) -> Reference:
    return Reference(KIND, str(introduction.pk), "Mise en relation", introduction.get_absolute_url())


@dataclass(frozen=True)
class Addressed:
    """Whom a free letter leaves for, and the organisations chosen where it leaves for nobody."""

    mandates: tuple[Mandate, ...]
    unreached: tuple[Organisation, ...]


def addressed(organisations: Collection[Organisation], roles: Collection[str]) -> Addressed:
    """One mandate by person, in the order of the directory."""
    found: dict[int, Mandate] = {}
    mandates = list(mandates_of(organisations, roles).order_by("organisation__sort_name", "pk"))
    reached = receivers([mandate.member for mandate in mandates], MailKind.DIGEST)
    there = {mandate.organisation_id for mandate in mandates if mandate.member_id in reached}
    for mandate in mandates:
        if mandate.member_id in reached:
            found.setdefault(mandate.member_id, mandate)
    return Addressed(tuple(found.values()), tuple(each for each in organisations if each.pk not in there))


def circulars_visible_to(member: Member | None) -> QuerySet[Circular]:
    """The free letters that left, for the animation."""
    found = Circular.objects.select_related("by__member")
    return found if standing_of(member).is_facilitator else found.none()


def personal_data_of(member: Member) -> dict[str, Any]:
    """The letters this person wrote or received, and the introductions they are part of."""
    letters = PersonalLetter.objects.filter(Q(by__member=member) | Q(to__member=member)).select_related(
        "by__member", "to__member"
    )
    of_member = Q(first__member=member) | Q(second__member=member)
    introductions = Introduction.objects.filter(of_member).select_related("first")
    return {
        "letters": [
            {
                "written_by": letter.by.member.full_name,
                "written_to": letter.to.member.full_name,
                "subject": letter.subject,
                "words": letter.words,
                "at": letter.at.isoformat(),
            }
            for letter in letters
        ],
        "introductions": [
            {
                "wanted": each.wanted if each.first.member_id == member.pk else "",
                "reason": each.words,
                "status": each.get_status_display(),
                "asked_at": each.asked_at.isoformat(),
            }
            for each in introductions
        ],
        "circulars": [
            {"subject": each.subject, "words": each.words, "at": each.at.isoformat()}
            for each in Circular.objects.filter(by__member=member)
        ],
    }
