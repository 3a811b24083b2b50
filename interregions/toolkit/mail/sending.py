"""The worker's side of the outbox: claim, send, say so; after a crash, say that one does not know.

At any moment a worker has one message in flight. It is claimed (committed as SENDING) before the line is used, so
that a worker killed at any instant leaves at most one message of which nobody knows whether it left: it becomes
DOUBTFUL at the next start and is never sent again by itself.
"""

import threading
import time
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F
from django.utils import timezone

from interregions.toolkit.jobs.workers import is_stopping, this_worker
from interregions.toolkit.mail import queries, rules
from interregions.toolkit.mail.choices import MessageStatus
from interregions.toolkit.mail.composition import compose
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.services import note_relay
from interregions.toolkit.mail.transport import Fate, Line, Outcome

DOUBT = (
    "L’envoi a été interrompu\u202f: ce message est peut-être arrivé. Il ne repart pas de lui-même, "
    "pour que personne ne le reçoive deux fois\u202f; l’animation peut le renvoyer."
)
NO_SERVER = "Aucun serveur d’envoi n’est réglé (SMTP_URL)\u202f: le message attend."
LOOK_SECONDS = 10
PAUSES = (0.1, 0.5, 2.0, 4.0)
LINE_SECONDS = 20  # a server that takes nothing is no fault of the message: it is offered again as soon
GAVE_UP = "Le serveur d’envoi n’a pas accepté ce message après douze essais."

_one_at_a_time = threading.Lock()
_asked = threading.Event()


def send_due() -> int:
    """Send every message that is due, over one connection; the number accepted.

    One call at a time in a process: a call made meanwhile has the one under way look once more.
    """
    _asked.set()
    if not _one_at_a_time.acquire(blocking=False):
        return 0
    accepted = 0
    try:
        while _asked.is_set():
            _asked.clear()
            settle_left_in_flight(own=True)
            accepted += _send_all() if settings.SMTP else _keep_all()
            if settings.SMTP and queries.silent_since() is not None and not queries.is_due():
                note_relay(Line(timeout=LOOK_SECONDS).answers())
    finally:
        _one_at_a_time.release()
    return accepted


def settle_left_in_flight(*, own: bool = False) -> int:
    """What a dead worker was sending becomes doubtful; the number of such messages.

    ``own``: this process sends nothing now, so that what stands as sent by it was left by a cut of the database.
    """
    return Message.objects.filter(pk__in=queries.left_in_flight(own=own), status=MessageStatus.SENDING).update(
        status=MessageStatus.DOUBTFUL, error=DOUBT
    )


def _keep_all() -> int:
    """Without a mail server: a demonstration keeps its messages to be read here, a real network says why they wait."""
    queued = Message.objects.filter(status=MessageStatus.QUEUED)
    if queries.in_demonstration():
        queued.update(status=MessageStatus.KEPT, error="")
    else:
        queued.exclude(error=NO_SERVER).update(error=NO_SERVER)
    return 0


def _send_all() -> int:
    line, accepted, keep_fictional = Line(), 0, queries.in_demonstration()
    outcome: Outcome | None = None
    hung_up = False
    try:
        while (message := queries.next_due()) is not None:
            if keep_fictional and message.to_member is not None and message.to_member.fictional:
                _settle(message, MessageStatus.QUEUED, MessageStatus.KEPT, "")
                continue
            if _claim(message):
                outcome = _send(line, message)
                accepted += outcome.fate is Fate.ACCEPTED
                if hung_up and outcome.hung_up:
                    outcome = replace(outcome, line_down=True)
                hung_up = outcome.hung_up
                if outcome.line_down or is_stopping():
                    break
    finally:
        line.close()
        if outcome is not None:
            note_relay(outcome)
    return accepted


def _claim(message: Message) -> bool:
    """Take the message for this worker; False when another one was faster."""
    return bool(
        Message.objects.filter(pk=message.pk, status=MessageStatus.QUEUED).update(
            status=MessageStatus.SENDING,
            claimed_by=this_worker(),
            claimed_at=timezone.now(),
            attempts=F("attempts") + 1,
        )
    )


def _send(line: Line, message: Message) -> Outcome:
    try:
        outcome = line.deliver(compose(message))
    except Exception as error:  # noqa: BLE001  whatever one message holds, the others leave
        outcome = Outcome(Fate.REFUSED, f"Ce message ne peut pas être composé ({error}).")
    for pause in PAUSES:
        try:
            _write_down(message, outcome)
            break
        except (OperationalError, InterfaceError):  # what became of it is known here alone: on another connection
            if connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(pause)
    else:
        _write_down(message, outcome)
    return outcome


def _write_down(message: Message, outcome: Outcome) -> None:
    sending = MessageStatus.SENDING
    if outcome.fate is Fate.ACCEPTED:
        _settle(message, sending, MessageStatus.SENT, "", sent_at=timezone.now())
    elif outcome.fate is Fate.REFUSED:
        _settle(message, sending, MessageStatus.FAILED, outcome.words)
    elif outcome.fate is Fate.UNKNOWN:
        _settle(message, sending, MessageStatus.DOUBTFUL, f"{outcome.words} {DOUBT}")
    elif outcome.line_down:
        soon = timezone.now() + timedelta(seconds=LINE_SECONDS)
        _settle(message, sending, MessageStatus.QUEUED, outcome.words, next_attempt_at=soon, attempts=message.attempts)
    elif message.attempts + 1 >= rules.MOST_ATTEMPTS:
        _settle(message, sending, MessageStatus.FAILED, f"{GAVE_UP} {outcome.words}")
    else:
        later = timezone.now() + rules.delay_after(message.attempts + 1)
        _settle(message, sending, MessageStatus.QUEUED, outcome.words, next_attempt_at=later)


def _settle(message: Message, before: MessageStatus, after: MessageStatus, error: str, **more: object) -> None:
    Message.objects.filter(pk=message.pk, status=before).update(status=after, error=error, **more)
