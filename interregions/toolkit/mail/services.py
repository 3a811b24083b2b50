"""Write a message down; withdraw it; send it again by hand; forget a person. Sending itself is in sending.py."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from interregions.common.addresses import same_address
from interregions.common.erasure import REPLACEMENT, without_person
from interregions.common.errors import Stale, refuse_if
from interregions.common.references import Reference
from interregions.common.seen import reasons_if_changed
from interregions.common.telling import note_told
from interregions.common.typography import typo
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.services import check_mandate
from interregions.toolkit.jobs.queue import wake
from interregions.toolkit.mail import queries, rules, wordings
from interregions.toolkit.mail.choices import MessageStatus
from interregions.toolkit.mail.models import Attachment, Message, Preference, Relay, Wording
from interregions.toolkit.mail.rules import Frame, Words
from interregions.toolkit.mail.transport import Fate, Outcome

SEND_DUE = "interregions.toolkit.mail.sending.send_due"
GONE = "Cette lettre n’existe plus."
Button = tuple[str, str]
Attached = tuple[str, str, bytes]


def queue_message(
    *,
    key: str,
    to: Member,
    subject: str,
    lines: list[str],
    button: Button | None,
    reason: str,
    about: Reference | None,
    attachments: Sequence[Attached] = (),
    kind: str = "",
    frame: Frame | None = None,
    button_after: int | None = None,
    private: bool = False,
) -> Message:
    """Write a message to a member in the caller's transaction; the same key twice is one message.

    ``kind`` is a MailKind when the person may stop it; a stopped one is written as withdrawn, with the reason.
    ``frame`` is who signs and who reads the reply (``queries.frame_of``): the animation, when nobody else is said.
    """
    refusal = ""
    if to.removed_at is not None or not to.email:
        refusal = "Cette personne n’a plus d’adresse dans le réseau."
    elif not queries.wants(to, kind):
        refusal = "Cette personne ne souhaite pas recevoir ces messages."
    values: dict[str, Any] = {"to_member": to, "to_name": to.full_name, "to_address": to.email}
    values |= {"kind": kind, "button_after": button_after, "private": private}
    words = _words(subject, lines, button, reason)
    return _queue(key, values | words, about, attachments, frame, refusal)


def queue_address_message(
    *,
    key: str,
    to_name: str,
    to_address: str,
    subject: str,
    lines: list[str],
    button: Button | None,
    reason: str,
    about: Reference | None,
    attachments: Sequence[Attached] = (),
    frame: Frame | None = None,
    button_after: int | None = None,
) -> Message:
    """Write a message to a person without account."""
    values: dict[str, Any] = {"to_name": to_name, "to_address": to_address, "button_after": button_after}
    words = _words(subject, lines, button, reason)
    return _queue(key, values | words, about, attachments, frame, "")


def _words(subject: str, lines: list[str], button: Button | None, reason: str) -> dict[str, Any]:
    label, url = button or ("", "")
    return {
        "subject": typo(subject)[:300],
        "lines": [typo(line) for line in lines],
        "button_label": typo(label),
        "button_url": url,
        "reason": typo(reason),
    }


@transaction.atomic
def _queue(
    key: str,
    values: dict[str, Any],
    about: Reference | None,
    attachments: Sequence[Attached],
    frame: Frame | None,
    refusal: str,
) -> Message:
    message = Message.objects.filter(key=key).first()
    created = False
    if message is None:
        around = frame or queries.frame_of(about)
        message, created = Message.objects.get_or_create(
            key=key,
            defaults={
                **values,
                "dossier": typo(around.dossier),
                "signature": [typo(line) for line in around.signature],
                "reply_name": around.reply_name,
                "reply_address": around.reply_address,
                "about": about.as_json() if about else None,
                "status": MessageStatus.WITHDRAWN if refusal else MessageStatus.QUEUED,
                "error": refusal,
                "next_attempt_at": timezone.now(),
            },
        )
    message.written_now = created and not refusal
    if message.written_now:
        note_told(message.to_address)
    if created:
        Attachment.objects.bulk_create(
            Attachment(message=message, name=name, media_type=media_type, content=content)
            for name, media_type, content in attachments
        )
        wake(SEND_DUE)
    return message


@transaction.atomic
def keep_wording(*, kind: str, about: str, words: Words, revision: int, by: Mandate) -> Wording:
    """Keep the words of a letter as they are typed; they are looked at when it leaves. Kept for the animation.

    The second of two people on the same letter sees both versions.
    """
    check_mandate(by, roles={Role.FACILITATOR})
    sample = wordings.sample_of(by.member, kind, about)
    refuse_if(rules.reasons_not_to_change_words(over=sample.over if sample else GONE))
    standing = wordings.words_of(kind, about)
    wording = Wording.objects.select_for_update().filter(kind=kind, about=about).first()
    if wording is None:
        if words == standing.words:
            return Wording(kind=kind, about=about, subject=words.subject, body=words.body, revision=0)
        return Wording.objects.create(kind=kind, about=about, subject=words.subject, body=words.body, changed_by=by)
    if words == standing.words:
        return wording
    if wording.revision != revision:
        author = wording.changed_by.member.full_name
        raise Stale(mine=words.text, theirs=standing.words.text, author=author, revision=wording.revision)
    wording.subject, wording.body, wording.changed_by = words.subject, words.body, by
    wording.revision += 1
    wording.save()
    return wording


@transaction.atomic
def put_wording_back(*, kind: str, about: str, by: Mandate) -> None:
    """The words of the room again."""
    check_mandate(by, roles={Role.FACILITATOR})
    sample = wordings.sample_of(by.member, kind, about)
    refuse_if(rules.reasons_not_to_change_words(over=sample.over if sample else GONE))
    Wording.objects.filter(kind=kind, about=about).delete()


def check_wording(*, kind: str, about: str, seen: str = "") -> Words:
    """The words a letter leaves with; refused when they ask nothing, or changed since they were ``seen``."""
    standing = wordings.words_of(kind, about)
    refuse_if(reasons_if_changed(seen=seen, standing=[standing.words.text], sent=[]))
    refuse_if(wordings.reasons_not_to_send(kind, standing.words))
    return standing.words


def withdraw_messages(*, keys: Sequence[str]) -> int:
    """Take back messages that have not left: what they asked for is done. The number taken back."""
    return Message.objects.filter(key__in=keys, status=MessageStatus.QUEUED).update(status=MessageStatus.WITHDRAWN)


@transaction.atomic
def resend(*, message: Message, by: Mandate) -> Message:
    """Send again, by hand, what was refused or is uncertain. Kept for the animation."""
    check_mandate(by, roles={Role.FACILITATOR})
    message = Message.objects.select_for_update().get(pk=message.pk)
    refuse_if(rules.reasons_not_to_resend(status=message.status, address=message.to_address))
    message.status = MessageStatus.QUEUED
    message.attempts, message.error, message.next_attempt_at = 0, "", timezone.now()
    message.save()
    wake(SEND_DUE)
    return message


def note_relay(outcome: Outcome) -> None:
    """Write down that the mail server is silent, or that it answers again; nothing when nothing changed."""
    if outcome.line_down or outcome.fate is Fate.UNKNOWN:
        told = {"silent_since": timezone.now(), "words": outcome.words}
        relay, created = Relay.objects.get_or_create(defaults=told)
        if not created:
            Relay.objects.filter(pk=relay.pk, silent_since=None).update(**told)
    else:
        Relay.objects.filter(silent_since__isnull=False).update(silent_since=None, words="")


def set_preference(*, member_id: int, kind: str, wanted: bool) -> None:
    """Stop a kind of message, or receive it again; nothing for a member who is no longer there."""
    if Member.objects.filter(pk=member_id, removed_at__isnull=True).exists():
        Preference.objects.update_or_create(member_id=member_id, kind=kind, defaults={"wanted": wanted})


@transaction.atomic
def erase_member(member: Member) -> None:
    """Forget the person's messages, and their name wherever it was copied in those of others."""
    addressed = Message.objects.filter(to_member=member)
    Attachment.objects.filter(message__in=addressed).delete()
    addressed.filter(status=MessageStatus.QUEUED).update(status=MessageStatus.WITHDRAWN)
    addressed.update(
        to_name=REPLACEMENT,
        to_address="",
        subject="Message effacé",
        lines=[],
        button_url="",
        button_label="",
        about=None,
        error="",
        dossier="",
    )
    Preference.objects.filter(member=member).delete()
    for message in Message.objects.exclude(to_member=member).iterator():
        _take_out(message, member)
    for wording in Wording.objects.iterator():
        before = [wording.subject, wording.body]
        if (after := without_person(before, member)) != before:
            Wording.objects.filter(pk=wording.pk).update(subject=after[0], body=after[1])
    for attachment in Attachment.objects.filter(media_type__startswith="text/").iterator():
        _take_out_of_file(attachment, member)


def _take_out(message: Message, member: Member) -> None:
    names = ["to_name", "subject", "lines", "button_label", "reason", "about", "error", "reply_name"]
    before = [getattr(message, name) for name in names]
    after = without_person(before, member)
    changed = before != after
    for name, value in zip(names, after, strict=True):
        setattr(message, name, value)
    if message.to_member_id is None and same_address(message.to_address, member.email):
        message.to_address, changed = "", True
        if message.status == MessageStatus.QUEUED:
            message.status = MessageStatus.WITHDRAWN
        message.attachments.all().delete()
    if same_address(message.reply_address, member.email):
        message.reply_address, changed = "", True
    if without_person(message.signature, member) != message.signature:
        message.signature, changed = [], True  # a function and a telephone say who it was
    if changed:
        message.save()


def _take_out_of_file(attachment: Attachment, member: Member) -> None:
    """A calendar folds its long lines: unfolded first, so that no name hides across two of them."""
    text = bytes(attachment.content).decode("utf-8", "replace").replace("\r\n ", "")
    without = without_person(text, member)
    if without != text:
        attachment.content = without.encode()
        attachment.save(update_fields=["content"])
