"""A message that a mail server will not have stops no other, and is shown to the animation; a silent server costs
no message one of its tries."""

import re
import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.db import OperationalError
from django.utils import timezone

from interregions.toolkit.jobs.workers import this_worker
from interregions.toolkit.mail import composition, queries, rules, sending
from interregions.toolkit.mail.choices import MessageStatus
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.services import queue_address_message

pytestmark = pytest.mark.django_db


class Whimsical:
    """A mail server that treats each address as its name says."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.lines = 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  aiosmtpd's names
        name = address.partition("@")[0]
        if name.startswith("refused"):
            return "550 5.1.1 no such mailbox"
        if name.startswith("closing"):
            return "421 4.7.0 too many errors, closing"
        if name.startswith("cut"):
            server.transport.abort()
            return "421 cut"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if envelope.rcpt_tos[0].startswith("spam"):
            return "554 5.7.1 looks like spam"
        self.received.extend(envelope.rcpt_tos)
        return "250 OK"


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@pytest.fixture
def server(settings) -> Iterator[Whimsical]:
    handler = Whimsical()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.SMTP = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    yield handler
    controller.stop()


def write(*names: str) -> None:
    for name in names:
        queue_address_message(
            key=name,
            to_name=name,
            to_address=f"{name}@example.org",
            subject="Invitation",
            lines=["Vous êtes invités."],
            button=None,
            reason="Test.",
            about=None,
        )


def states() -> dict[str, str]:
    return dict(Message.objects.values_list("key", "status"))


@pytest.mark.parametrize("bad", ["refused", "spam", "closing", "cut"])
def test_what_the_server_will_not_have_stops_no_other(installation, server, bad):
    write("first", bad, "second", "third")
    assert sending.send_due() == 3
    assert server.received == [f"{name}@example.org" for name in ("first", "second", "third")]
    expected = MessageStatus.FAILED if bad in {"refused", "spam"} else MessageStatus.QUEUED
    assert states()[bad] == expected
    assert queries.silent_since() is None, "the server answers: nothing else is said"


def test_what_cannot_be_composed_stops_no_other(installation, server, monkeypatch):
    def compose(message):
        if message.key == "broken":
            raise RuntimeError("whatever a library raises")
        return composition.compose(message)

    monkeypatch.setattr(sending, "compose", compose)
    write("broken", "second")
    assert sending.send_due() == 1
    assert states() == {"broken": "failed", "second": "sent"}


def test_an_address_that_is_hung_up_on_is_given_up_after_its_tries_and_shown(client_as, facilitator, server):
    write("cut")
    for _ in range(rules.MOST_ATTEMPTS):
        Message.objects.update(next_attempt_at=timezone.now())
        sending.send_due()
    assert states() == {"cut": "failed"}
    assert queries.troubled_message_count() == 1
    page = client_as(facilitator).get("/animation/").content.decode()
    assert re.search(r"1\s+message\s+demande\s+votre\s+attention", page)
    page = client_as(facilitator).get("/animation/envois/?etat=failed").content.decode()
    assert "Renvoyer" in page


@pytest.mark.django_db(transaction=True)
def test_what_became_of_a_message_is_written_after_a_cut_of_the_database(installation, server, monkeypatch):
    settle, cuts = sending._settle, []

    def cut_once(*given, **more):
        if not cuts:
            cuts.append(1)
            raise OperationalError("terminating connection due to administrator command")
        settle(*given, **more)

    monkeypatch.setattr(sending, "_settle", cut_once)
    write("first", "second")
    assert sending.send_due() == 2
    assert (cuts, states()) == ([1], {"first": "sent", "second": "sent"})


def test_a_message_that_this_worker_no_longer_sends_is_settled_at_the_next_sweep(installation, server):
    write("first")
    Message.objects.update(status=MessageStatus.SENDING, claimed_by=this_worker(), claimed_at=timezone.now())
    sending.send_due()
    assert states() == {"first": "doubtful"}


def test_two_hung_up_in_a_row_are_a_server_that_takes_nothing(installation, server):
    write("cut1", "cut2", "third")
    assert sending.send_due() == 0
    assert queries.silent_since() is not None
    assert sending.send_due() == 1, "the third had not been tried, and leaves at the next look"
    assert server.received == ["third@example.org"]


def test_a_server_that_is_down_costs_no_message_one_of_its_tries(installation, server, settings):
    settings.EMAIL_PORT = free_port()
    write("first")
    for _ in range(rules.MOST_ATTEMPTS + 1):
        Message.objects.update(next_attempt_at=timezone.now())
        assert sending.send_due() == 0
    message = Message.objects.get()
    assert (message.status, message.attempts) == (MessageStatus.QUEUED, 0)
    assert message.next_attempt_at <= timezone.now() + timedelta(seconds=30), "it leaves as soon as the server is back"
