"""Write to a person, ask for an introduction, relay it, answer it; a free letter of the animation; forgetting."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.rows import held_row, hold
from interregions.common.seen import fingerprint
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.asking.services import ask, stop_asking
from interregions.toolkit.introductions import notifications, queries, rules
from interregions.toolkit.introductions.choices import ContactOutcome, IntroductionStatus
from interregions.toolkit.introductions.models import Circular, Introduction, PersonalLetter
from interregions.toolkit.journal.services import record
from interregions.toolkit.mail.queries import frame_of

EVERYBODY = set(Role)


def _about(organisation: Organisation) -> Reference:
    """The journal names organisations, never people."""
    name, page = organisation.short_name, organisation.get_absolute_url()
    return Reference("network.organisation", str(organisation.pk), name, page)


@transaction.atomic
def write_letter(
    *,
    to: Mandate,
    subject: str,
    words: str,
    by: Mandate,
    shows_address: bool = False,
    answers: PersonalLetter | None = None,
) -> PersonalLetter:
    """Write to a person of the directory through the outbox; whoever received a letter may answer it."""
    check_mandate(by, roles=EVERYBODY)
    hold(Member.objects.filter(pk=by.member_id))  # the brake counts what this person wrote today
    if answers is None or answers.to.member_id != by.member_id or answers.by_id != to.pk:
        refuse_if(queries.reasons_not_to_write(by, to))
        answers = None
    else:
        refuse_if(queries.reasons_not_to_answer_letter(by, to))
    refuse_if(rules.reasons_about_words(subject=subject, words=words))
    letter = PersonalLetter.objects.create(
        by=by, to=to, answers=answers, subject=subject.strip(), words=words.strip(), shows_address=shows_address
    )
    record("introductions.letter_written", _about(to.organisation), by)
    notifications.send_letter(letter)
    return letter


@transaction.atomic
def ask_introduction(*, wanted: str, words: str, by: Mandate) -> Introduction:
    """Ask the animation to be put in touch; a pôle or a partner has no other way to a referent."""
    check_mandate(by, roles=EVERYBODY)
    hold(Member.objects.filter(pk=by.member_id))
    refuse_if(rules.reasons_not_to_ask(wanted=wanted, words=words, waiting=queries.waiting_count(by.member)))
    asked = Introduction.objects.create(
        first=by, wanted=wanted.strip(), words=words.strip(), first_agreed_at=timezone.now()
    )
    record("introductions.asked", _about(by.organisation), by)
    return asked


@transaction.atomic
def name_other(*, introduction: Introduction, other: Mandate, by: Mandate) -> Introduction:
    """The animation relays a request to the person it names, who answers by a link or on the page."""
    check_mandate(by, roles={Role.FACILITATOR})
    introduction = held_row(Introduction.objects.select_related(*queries.PARTIES), introduction.pk)
    refuse_if(
        rules.reasons_not_to_name(
            status=introduction.status,
            same_person=other.member_id == introduction.first.member_id,
            has_address=bool(other.member.email),
            waiting=queries.is_waiting(introduction.first, other),
        )
    )
    introduction.second, introduction.named_by = other, by
    introduction.status = IntroductionStatus.WAITING
    introduction.save(update_fields=["second", "named_by", "status"])
    record("introductions.named", _about(other.organisation), by)
    notifications.propose(introduction, other, introduction.first)
    return introduction


@transaction.atomic
def introduce(*, to: Mandate, wanted: str, words: str, by: Mandate) -> Introduction:
    """Ask to be put in touch with whoever answers for something one has read; whom it is, is told once both accept."""
    check_mandate(by, roles=EVERYBODY)
    hold(Member.objects.filter(pk=by.member_id))
    refuse_if(
        rules.reasons_not_to_ask(wanted=wanted, words=words, waiting=queries.waiting_count(by.member))
        + rules.reasons_not_to_name(
            status=IntroductionStatus.ASKED,
            same_person=to.member_id == by.member_id,
            has_address=bool(to.member.email),
            waiting=queries.is_waiting(by, to),
        )
    )
    introduction = Introduction.objects.create(
        first=by,
        second=to,
        wanted=wanted.strip(),
        words=words.strip(),
        status=IntroductionStatus.WAITING,
        first_agreed_at=timezone.now(),
    )
    record("introductions.asked", _about(by.organisation), by)
    notifications.propose(introduction, to, by)
    return introduction


@transaction.atomic
def propose_introduction(*, first: Mandate, second: Mandate, words: str, by: Mandate) -> Introduction:
    """The animation proposes two people to each other; both are asked."""
    check_mandate(by, roles={Role.FACILITATOR})
    refuse_if(
        rules.reasons_not_to_propose(
            same_person=first.member_id == second.member_id,
            have_addresses=bool(first.member.email and second.member.email),
            words=words,
            waiting=queries.is_waiting(first, second),
        )
    )
    introduction = Introduction.objects.create(
        first=first, second=second, named_by=by, words=words.strip(), status=IntroductionStatus.WAITING
    )
    record("introductions.proposed", _about(first.organisation), by, other=second.organisation_id)
    notifications.propose(introduction, first, second)
    notifications.propose(introduction, second, first)
    return introduction


@transaction.atomic
def leave_aside(*, introduction: Introduction, words: str, by: Mandate) -> Introduction:
    """The animation does not relay it, or nobody answered: who asked is told why."""
    check_mandate(by, roles={Role.FACILITATOR})
    introduction = held_row(Introduction.objects.select_related(*queries.PARTIES), introduction.pk)
    refuse_if(rules.reasons_not_to_leave_aside(status=introduction.status, words=words))
    return _close(introduction, words.strip(), by)


def _close(introduction: Introduction, words: str, by: Mandate | None) -> Introduction:
    introduction.status, introduction.settled_at = IntroductionStatus.DECLINED, timezone.now()
    introduction.closed_words = words
    introduction.save(update_fields=["status", "settled_at", "closed_words"])
    record("introductions.left_aside", _about(introduction.first.organisation), by)
    if introduction.wanted:
        notifications.tell_left_aside(introduction)
    return introduction


@transaction.atomic
def answer_introduction(*, introduction: Introduction, member: Member, agrees: bool) -> Introduction:
    """One of the two accepts or not, once; contacts show once both have. The link or the session is the proof."""
    introduction = held_row(Introduction.objects.select_related(*queries.PARTIES), introduction.pk)
    mine = queries.side_of(introduction, member)
    refuse_if(
        rules.reasons_not_to_answer(
            status=introduction.status,
            is_party=mine is not None,
            answered=mine is not None and queries.has_agreed(introduction, mine),
        )
    )
    if not agrees:
        return _close(introduction, "", None)
    now = timezone.now()
    if mine is not None and mine.pk == introduction.first_id:
        introduction.first_agreed_at = now
    else:
        introduction.second_agreed_at = now
    if introduction.first_agreed_at and introduction.second_agreed_at:
        introduction.status, introduction.settled_at = IntroductionStatus.AGREED, now
    introduction.save(update_fields=["first_agreed_at", "second_agreed_at", "status", "settled_at"])
    if introduction.agreed and introduction.second is not None:
        record("introductions.agreed", _about(introduction.first.organisation), None)
        notifications.tell_agreed(introduction, introduction.first, introduction.second)
        notifications.tell_agreed(introduction, introduction.second, introduction.first)
        _ask_outcome(introduction, introduction.first, introduction.second)
        _ask_outcome(introduction, introduction.second, introduction.first)
    return introduction


def _ask_outcome(introduction: Introduction, mandate: Mandate, other: Mandate) -> None:
    """Three months later, each says what came of it, for themselves."""
    ask(
        key=f"introductions.outcome:{introduction.pk}:{mandate.pk}",
        about=queries.introduction_reference(introduction),
        of=mandate.organisation,
        person=mandate,
        question=f"Votre mise en relation avec {other.organisation.short_name} : qu’en est-il advenu ?",
        why="Vous l’avez acceptée tous les deux il y a trois mois.",
        options=ContactOutcome.choices,
        next_on=timezone.localdate() + timedelta(days=rules.OUTCOME_AFTER_DAYS),
    )


@transaction.atomic
def send_circular(
    *,
    organisations: Collection[Organisation],
    roles: Collection[str],
    subject: str,
    words: str,
    read: int | None = None,
    by: Mandate,
) -> Circular:
    """A free letter to the people of these organisations, each once, with a copy to who writes."""
    check_mandate(by, roles={Role.FACILITATOR})
    people = queries.addressed(organisations, roles).mandates
    refuse_if(rules.reasons_not_to_send_circular(subject=subject, words=words, recipients=len(people), read=read))
    told = sorted(mandate.member_id for mandate in people)
    circular = Circular.objects.create(
        subject=subject.strip(),
        words=words.strip(),
        by=by,
        recipients=len(people),
        mark=fingerprint(timezone.localdate(), subject.strip(), words.strip(), *told),
    )
    frame = frame_of(None, signed_by=by, reply_to=by)
    for mandate in people:
        notifications.send_circular(circular, mandate, frame=frame)
    if by.member_id not in told:
        notifications.send_circular(circular, by, frame=frame)
    record("introductions.circular_sent", _about(by.organisation), by, people=len(people))
    return circular


def forget_old() -> int:
    """Letters between members are forgotten after a year; how many were."""
    before = timezone.now() - timedelta(days=rules.KEPT_DAYS)
    return PersonalLetter.objects.filter(at__lt=before).delete()[0]


@transaction.atomic
def erase_member(member: Member) -> None:
    """Forget the letters this person wrote or received and their introductions; their name leaves those of others."""
    PersonalLetter.objects.filter(Q(by__member=member) | Q(to__member=member)).delete()
    forgotten = Introduction.objects.filter(Q(first__member=member) | Q(second__member=member))
    for pk in forgotten.values_list("pk", flat=True):
        stop_asking(queries.KIND, pk)
    forgotten.delete()
    for letter in PersonalLetter.objects.iterator():
        before = [letter.subject, letter.words]
        if (after := without_person(before, member)) != before:
            PersonalLetter.objects.filter(pk=letter.pk).update(subject=after[0], words=after[1])
    for each in Introduction.objects.iterator():
        before = [each.wanted, each.words, each.closed_words]
        if (after := without_person(before, member)) != before:
            told = {"wanted": after[0], "words": after[1], "closed_words": after[2]}
            Introduction.objects.filter(pk=each.pk).update(**told)
    for circular in Circular.objects.iterator():
        before = [circular.subject, circular.words]
        if (after := without_person(before, member)) != before:
            Circular.objects.filter(pk=circular.pk).update(subject=after[0], words=after[1])
