"""The template of the interview, which the animation edits; interviews keep their own copy of its questions."""

from collections.abc import Sequence

from django.db import transaction

from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.seen import reasons_if_changed
from interregions.exchange.notes import rules
from interregions.exchange.notes.models import GuideQuestion, InterviewGuide
from interregions.exchange.notes.parts import DEFAULT_GUIDE, DEFAULT_GUIDE_NAME, TITLES, GuideRow
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record

Rows = Sequence[tuple[str, str] | tuple[str, str, bool]]


@transaction.atomic
def default_guide() -> InterviewGuide:
    """The guide an interview starts from; ours is written the first time, then belongs to the animation."""
    found = InterviewGuide.objects.order_by("-created_at", "-id").first()
    if found is not None:
        return found
    guide, created = InterviewGuide.objects.get_or_create(name=DEFAULT_GUIDE_NAME)
    if created:
        _write(guide, DEFAULT_GUIDE)
    return guide


@transaction.atomic
def make_guide(*, name: str, questions: Rows, by: Mandate) -> InterviewGuide:
    """A new guide; the next interviews start from it."""
    check_mandate(by, roles={Role.FACILITATOR})
    taken = InterviewGuide.objects.filter(name=name.strip()).exists()
    refuse_if(rules.reasons_against_guide(name=name, questions=[one[0] for one in questions], name_taken=taken))
    guide = InterviewGuide.objects.create(name=name.strip())
    _write(guide, questions)
    record("notes.guide_made", _reference(guide), by, questions=guide.questions.count())
    return guide


@transaction.atomic
def change_guide(*, guide: InterviewGuide, name: str, questions: Rows, seen: str = "", by: Mandate) -> InterviewGuide:
    """Rewrite a guide: ``(question, part it feeds, stays)`` in order; an empty question is left out."""
    check_mandate(by, roles={Role.FACILITATOR})
    taken = InterviewGuide.objects.filter(name=name.strip()).exclude(pk=guide.pk).exists()
    refuse_if(rules.reasons_against_guide(name=name, questions=[one[0] for one in questions], name_taken=taken))
    guide = InterviewGuide.objects.select_for_update().get(pk=guide.pk)
    standing = (guide.name, *guide.questions.values_list("words", "feeds", "stays_in_interview"))
    sent = (name.strip(), *((row.words, row.feeds, row.stays) for row in _rows(questions)))
    refuse_if(reasons_if_changed(seen=seen, standing=standing, sent=sent))
    guide.name = name.strip()
    guide.save(update_fields=["name"])
    guide.questions.all().delete()
    _write(guide, questions)
    record("notes.guide_changed", _reference(guide), by, questions=guide.questions.count())
    return guide


def _rows(questions: Rows) -> list[GuideRow]:
    rows = [GuideRow(*one) for one in questions]
    return [row._replace(words=row.words.strip()) for row in rows if row.words.strip()]


def _write(guide: InterviewGuide, questions: Rows) -> None:
    GuideQuestion.objects.bulk_create(
        GuideQuestion(
            guide=guide,
            position=position,
            words=row.words,
            feeds=row.feeds if row.feeds in TITLES else "",
            stays_in_interview=row.stays,
        )
        for position, row in enumerate(_rows(questions), start=1)
    )


def _reference(guide: InterviewGuide) -> Reference:
    return Reference("notes.interviewguide", str(guide.pk), guide.name, "")
