"""The template of the interview, which the animation edits; interviews keep their own copy of its questions."""

from collections.abc import Sequence

from django.db import transaction

from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.seen import reasons_if_changed
from interregions.exchange.notes import rules
from interregions.exchange.notes.models import GuideQuestion, InterviewGuide
from interregions.exchange.notes.parts import DEFAULT_GUIDE, DEFAULT_GUIDE_NAME, TITLES
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record


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
def make_guide(*, name: str, questions: Sequence[tuple[str, str]], by: Mandate) -> InterviewGuide:
    """A new guide; the next interviews start from it."""
    check_mandate(by, roles={Role.FACILITATOR})
    taken = InterviewGuide.objects.filter(name=name.strip()).exists()
    refuse_if(rules.reasons_against_guide(name=name, questions=[words for words, _ in questions], name_taken=taken))
    guide = InterviewGuide.objects.create(name=name.strip())
    _write(guide, questions)
    record("notes.guide_made", _reference(guide), by, questions=guide.questions.count())
    return guide


@transaction.atomic
def change_guide(
    *, guide: InterviewGuide, name: str, questions: Sequence[tuple[str, str]], seen: str = "", by: Mandate
) -> InterviewGuide:
    """Rewrite a guide: ``(question, part it feeds)`` in order; an empty question is left out."""
    check_mandate(by, roles={Role.FACILITATOR})
    taken = InterviewGuide.objects.filter(name=name.strip()).exclude(pk=guide.pk).exists()
    refuse_if(rules.reasons_against_guide(name=name, questions=[words for words, _ in questions], name_taken=taken))
    guide = InterviewGuide.objects.select_for_update().get(pk=guide.pk)
    standing = (guide.name, *guide.questions.values_list("words", "feeds"))
    sent = (name.strip(), *((words.strip(), feeds) for words, feeds in questions if words.strip()))
    refuse_if(reasons_if_changed(seen=seen, standing=standing, sent=sent))
    guide.name = name.strip()
    guide.save(update_fields=["name"])
    guide.questions.all().delete()
    _write(guide, questions)
    record("notes.guide_changed", _reference(guide), by, questions=guide.questions.count())
    return guide


def _write(guide: InterviewGuide, questions: Sequence[tuple[str, str]]) -> None:
    kept = [(words.strip(), feeds if feeds in TITLES else "") for words, feeds in questions if words.strip()]
    GuideQuestion.objects.bulk_create(
        GuideQuestion(guide=guide, position=position, words=words, feeds=feeds)
        for position, (words, feeds) in enumerate(kept, start=1)
    )


def _reference(guide: InterviewGuide) -> Reference:
    return Reference("notes.interviewguide", str(guide.pk), guide.name, "")
