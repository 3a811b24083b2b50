"""Put a question, answer it, stop asking; what leaves by the clock; forgetting."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from interregions.common import rooms
from interregions.common.erasure import without_person
from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.rows import held_row
from interregions.network.models import Mandate, Member, Organisation
from interregions.toolkit.asking import notifications, queries, rules
from interregions.toolkit.asking.models import Ask, Reply
from interregions.toolkit.journal.services import record

MOST_AT_ONCE = 200


def ask(
    *,
    key: str,
    about: Reference,
    of: Organisation,
    question: str,
    options: Sequence[tuple[str, str]],
    next_on: date,
    why: str = "",
    every: int | None = None,
    person: Mandate | None = None,
) -> Ask:
    """Ask this later; the same key twice is one question."""
    found, _ = Ask.objects.get_or_create(
        key=key,
        defaults={
            "about": about.as_json(),
            "about_kind": about.kind,
            "about_id": about.id,
            "organisation": of,
            "mandate": person,
            "question": question[:300],
            "why": why[:300],
            "options": [list(option) for option in options],
            "next_on": next_on,
            "every": every,
        },
    )
    return found


@transaction.atomic
def answer_ask(*, ask: Ask, value: str, words: str, asked_on: date | None, by: Mandate) -> Reply:
    """Answer one asking, once; the room that asked is told. The link or the session is the proof."""
    ask = held_row(Ask.objects.select_related("organisation"), ask.pk)
    refuse_if(queries.reasons_not_to_answer(ask, by, asked_on))
    refuse_if(rules.reasons_about_answer(value=value, options=[option[0] for option in ask.options]))
    assert ask.next_on is not None  # noqa: S101  refused before
    reply = Reply.objects.create(ask=ask, asked_on=ask.next_on, value=value, words=words.strip(), by=by)
    ask.next_on = rules.next_asking(next_on=ask.next_on, every=ask.every, today=timezone.localdate())
    ask.save(update_fields=["next_on"])
    record("asking.answered", queries.reference_of(ask), by)
    told = rooms.asks().get(ask.about_kind)
    if told is not None:
        told(ask, reply)
    return reply


def stop_asking(kind: str, about_id: object) -> int:
    """What was to be asked about this thing no longer is; what was answered stays."""
    return Ask.objects.filter(about_kind=kind, about_id=str(about_id)).update(next_on=None)


def send_due() -> int:
    """The letters of the questions whose day has come, each once; how many questions."""
    today, sent = timezone.localdate(), 0
    for pk in queries.due(today).values_list("pk", flat=True)[:MOST_AT_ONCE]:
        with transaction.atomic():
            found = held_row(Ask.objects.select_related("organisation"), pk)
            if found.next_on is None or found.next_on > today or found.sent_for == found.next_on:
                continue
            for mandate in queries.people_asked(found):
                notifications.put(found, mandate)
            found.sent_for = found.next_on
            found.save(update_fields=["sent_for"])
            sent += 1
    return sent


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person out of the words of answers; what was put to them alone is put no more."""
    Ask.objects.filter(mandate__member=member).update(next_on=None)
    for reply in Reply.objects.exclude(words="").iterator():
        after = without_person(reply.words, member)
        if after != reply.words:
            Reply.objects.filter(pk=reply.pk).update(words=after)
    for each in Ask.objects.iterator():
        before = [each.about, each.question, each.why]
        after = without_person(before, member)
        if after != before:
            Ask.objects.filter(pk=each.pk).update(about=after[0], question=after[1], why=after[2])
