"""Coming in: codes, sessions, and what is written of them."""

import secrets
from datetime import UTC, datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.network.models import Mandate, Member
from interregions.network.queries import standing_of
from interregions.reception import codes, notifications, queries, rules
from interregions.reception.choices import Means
from interregions.reception.models import OpenSession, SignInAttempt
from interregions.reception.postman import Letter, Postman
from interregions.toolkit.jobs.queue import own_connection
from interregions.toolkit.journal.services import record
from interregions.toolkit.mail import services as mail
from interregions.toolkit.mail.transport import Fate, Line

CODE_TIMEOUT_SECONDS = 10


DOOR = Reference("reception.door", "", "Entrée", "")


def draw_code(*, address: str, client: str) -> tuple[str, str, str]:
    """A code for an address: itself, its salt, and the keyed hash for the session. Nothing has left yet.

    Whether anybody reads the address is not looked up here: known or not, the same is done, and takes the same time.
    ``client`` is the network the person comes from (``codes.client_network``).
    """
    refuse_if(
        rules.reasons_not_to_send_code(
            seconds=queries.seconds_before_a_code(address, client), can_send=queries.can_send_codes()
        )
    )
    SignInAttempt.objects.create(
        address_hash=codes.address_hash(address), client_hash=codes.client_hash(client), kind="asked"
    )
    code, salt = codes.draw_code(), secrets.token_hex(8)
    return code, salt, codes.code_hash(code, address, salt)


def deliver_code(letter: Letter) -> bool:
    """Send a code to whoever may enter with its address; whether there is nothing more to try.

    It goes to the address that is kept, never to the one that was typed: what a machine takes for the same may be
    another mailbox. The connection to the database is given back before the mail server is called.
    """
    with own_connection():
        people = queries.members_with_address(letter.address)
    if not people:
        return True
    line = Line(timeout=CODE_TIMEOUT_SECONDS)
    outcome = line.deliver(notifications.code_letter(address=people[0].email, code=letter.code))
    line.close()
    with own_connection():
        mail.note_relay(outcome)
    return outcome.fate is not Fate.LATER


postman = Postman(deliver_code)


def must_wait(*, tries: int, tried_at: float | None) -> int:
    """Seconds before this browser may try again: a try made meanwhile is not looked at, nor counted."""
    since = 0.0 if tried_at is None else timezone.now().timestamp() - tried_at
    return rules.seconds_left(delay=rules.delay_after_tries(tries), since=since)


def check_code(
    *, address: str, code: str, salt: str, kept: str, sent_at: float | None, tries: int, tried_at: float | None = None
) -> list[Member]:
    """The people of the mailbox, once the right code was given back in time. Refused otherwise; the session counts."""
    now = timezone.now()
    refuse_if(
        rules.reasons_not_to_accept_code(
            sent_at=None if sent_at is None else datetime.fromtimestamp(sent_at, tz=UTC),
            now=now,
            seconds=must_wait(tries=tries, tried_at=tried_at),
            matches=bool(kept) and codes.same_code(code, address, salt, kept),
        )
    )
    return queries.members_with_address(address)


@transaction.atomic
def open_session(*, member: Member, session_key: str, agent: str, means: Means) -> OpenSession:
    """Write down that somebody came in: in the journal, and on their own page."""
    opened, _ = OpenSession.objects.update_or_create(
        session_id=session_key,
        defaults={"member": member, "browser": rules.browser_words(agent), "means": means},
    )
    record("reception.signed_in", DOOR, some_mandate(member), means=means)
    return opened


def some_mandate(member: Member) -> Mandate | None:
    return next(iter(standing_of(member).mandates), None)


def note_refusal() -> None:
    """A wrong code, in the journal: never whose."""
    record("reception.code_refused", DOOR, None)


def note_leaving(member: Member) -> None:
    """Somebody signed out."""
    record("reception.signed_out", DOOR, some_mandate(member))


@transaction.atomic
def end_session(*, member: Member, pk: int) -> bool | None:
    """Sign this person out there; False when it had ended already, None when it is nobody’s of theirs."""
    opened = OpenSession.objects.filter(member=member, pk=pk).first()
    if opened is None:
        return None
    ended = bool(Session.objects.filter(pk=opened.session_id, expire_date__gt=timezone.now()).delete()[0])
    if ended:
        record("reception.session_ended", DOOR, some_mandate(member), number=1)
    return ended


@transaction.atomic
def end_other_sessions(*, member: Member, kept: str) -> int:
    """Sign this person out everywhere else; the number of sessions ended."""
    others = OpenSession.objects.filter(member=member, session__expire_date__gt=timezone.now()).exclude(session_id=kept)
    keys = list(others.values_list("session_id", flat=True))
    Session.objects.filter(pk__in=keys).delete()
    if keys:
        record("reception.session_ended", DOOR, some_mandate(member), number=len(keys))
    return len(keys)


def end_sessions_of(member: Member) -> None:
    """Sign the person out everywhere."""
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(member.pk):
            session.delete()


def forget_old_attempts() -> None:
    """Attempts older than a day serve nobody; expired sessions neither. May run twice without harm."""
    SignInAttempt.objects.filter(at__lt=timezone.now() - timedelta(days=1)).delete()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
