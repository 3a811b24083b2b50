"""Guides and interviews: read by the animation and by the responsible region."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from interregions.common.references import Reference
from interregions.common.rows import row_of
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.cycles.queries import cycles_visible_to, is_lead
from interregions.exchange.notes import rules
from interregions.exchange.notes.models import Interview, InterviewGuide, Note
from interregions.exchange.notes.parts import DEFAULT_GUIDE, GuideRow
from interregions.network.models import Mandate, Member
from interregions.network.prepared import visible
from interregions.network.queries import is_facilitator, standing_of


@dataclass(frozen=True)
class GuideLine:
    """One question of a guide, the part of the note it feeds, and whether its answer stays in the interview."""

    pk: int
    words: str
    feeds: str
    stays: bool = False


@dataclass(frozen=True)
class CycleGestures:
    """Why one may not record an interview, or draft the note, on a cycle; empty when one may."""

    reasons_not_to_record: tuple[str, ...]
    reasons_not_to_draft: tuple[str, ...]


@dataclass(frozen=True)
class InterviewPage:
    """An interview as one person meets it."""

    interview: Interview
    note: Note | None
    reasons_not_to_write: tuple[str, ...]
    reasons_not_to_draft: tuple[str, ...]
    noted: int
    total: int
    stays: int

    @property
    def may_write(self) -> bool:
        """Whether this person completes the notes."""
        return not self.reasons_not_to_write


def takes_part(cycle: Cycle, mandate: Mandate | None) -> bool:
    """Whether this acting mandate is of the animation or of the responsible region."""
    return is_facilitator(mandate) or is_lead(cycle, mandate)


def guides_visible_to(member: Member | None) -> QuerySet[InterviewGuide]:
    """The guides, which the animation edits."""
    if not standing_of(member).is_facilitator:
        return InterviewGuide.objects.none()
    return InterviewGuide.objects.annotate(number=Count("questions")).order_by("-created_at", "-id")


def latest_guide() -> InterviewGuide | None:
    """The guide an interview starts from: the last one made."""
    return InterviewGuide.objects.order_by("-created_at", "-id").first()


def guide_lines(guide: InterviewGuide | None) -> list[GuideLine]:
    """The questions of a guide, in order."""
    if guide is None:
        return []
    return [GuideLine(one.pk, one.words, one.feeds, one.stays_in_interview) for one in guide.questions.all()]


def cycle_to_prepare(member: Member | None, cycle_id: int) -> Cycle | None:
    """A cycle whose interview this member prepares: of the animation, or of the responsible region."""
    standing = standing_of(member)
    found = cycles_visible_to(member).filter(pk=cycle_id)
    return row_of(found if standing.is_facilitator else found.filter(lead__in=standing.organisation_ids))


def questions_to_prepare() -> list[GuideRow]:
    """The questions of the next interview, to read before it is held; nothing is written for it."""
    lines = guide_lines(latest_guide())
    return [GuideRow(one.words, one.feeds, one.stays) for one in lines] or [GuideRow(*one) for one in DEFAULT_GUIDE]


def interviews_visible_to(member: Member | None) -> QuerySet[Interview]:
    """All of them for the animation; those of the cycles it leads for a Région; none for the others."""
    found = Interview.objects.select_related(
        "cycle__theme", "cycle__lead", "attachment", "recorded_by__member", "recorded_by__organisation"
    )
    standing = standing_of(member)
    if standing.is_facilitator:
        return found
    return found.filter(cycle__lead__in=standing.organisation_ids)


_ONE = visible(interviews_visible_to)


def interview_visible_to(member: Member | None, interview_id: int) -> Interview | None:
    """One interview, or None when it does not exist for this member."""
    return _ONE.one(member, pk=interview_id)


def interview_reference(interview: Interview) -> Reference:
    """The interview as other rooms store it."""
    return Reference("notes.interview", str(interview.pk), str(interview), interview.get_absolute_url())


def parts_left_in(interview: Interview | None) -> list[str]:
    """The part that each answer kept out of the note would have fed: one key by answer in which something is said."""
    if interview is None:
        return []
    kept = interview.answers.filter(stays_in_interview=True).exclude(words="")
    return list(kept.values_list("feeds", flat=True))


def says_something() -> Q:
    """The condition « something was said in this interview »."""
    return ~Q(pasted_text="") | ~Q(attachment_text="") | (Q(answers__isnull=False) & ~Q(answers__words=""))


def interviews_with_words(cycle: Cycle) -> QuerySet[Interview]:
    """The interviews of a cycle in which something was said."""
    return Interview.objects.filter(says_something(), cycle=cycle).distinct()


def gestures_on_cycle(cycle: Cycle, mandate: Mandate | None) -> CycleGestures:
    """What this mandate may start on a cycle, and why not."""
    closed = cycle.stage == Stage.CLOSED
    part = takes_part(cycle, mandate)
    has_note = Note.objects.filter(cycle=cycle).exists()
    record = rules.reasons_not_to_record_interview(is_facilitator=is_facilitator(mandate), closed=closed)
    spoken = interviews_with_words(cycle).exists()
    draft = rules.reasons_not_to_draft(takes_part=part, closed=closed, has_note=has_note, says_something=spoken)
    return CycleGestures(tuple(record), tuple(draft))


def interview_page(interview: Interview, mandate: Mandate | None) -> InterviewPage:
    """The interview with what this mandate may do."""
    cycle = interview.cycle
    closed, part = cycle.stage == Stage.CLOSED, takes_part(cycle, mandate)
    answers: Sequence = list(interview.answers.all())
    noted = sum(1 for answer in answers if answer.words.strip())
    note = Note.objects.filter(cycle=cycle).select_related("text").first()
    draft = rules.reasons_not_to_draft(
        takes_part=part,
        closed=closed,
        has_note=note is not None,
        says_something=bool(noted or interview.pasted_text or interview.attachment_text),
    )
    return InterviewPage(
        interview=interview,
        note=note,
        reasons_not_to_write=tuple(rules.reasons_not_to_note_answers(takes_part=part, closed=closed)),
        reasons_not_to_draft=tuple(draft),
        noted=noted,
        total=len(answers),
        stays=sum(1 for answer in answers if answer.stays_in_interview),
    )
