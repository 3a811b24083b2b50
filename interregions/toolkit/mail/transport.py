"""One SMTP connection, one message in flight, and an exact account of what happened to it."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.message import sanitize_address

CLOSING = 421  # « service not available, closing the line »: the next message needs another one


class Fate(Enum):
    """What became of a message that was handed to the server."""

    ACCEPTED = "accepted"
    LATER = "later"  # certainly not sent; worth another try
    REFUSED = "refused"  # certainly not sent; another try would be refused too
    UNKNOWN = "unknown"  # the line was cut after the content left: it may have been sent


@dataclass(frozen=True)
class Outcome:
    fate: Fate
    words: str = ""
    line_down: bool = False  # the server takes nothing now: no use trying the other messages
    hung_up: bool = False  # it hung up on this recipient: the next one may be welcome, two in a row are a line down


class Line:
    """The line to the mail server, opened at the first message and kept."""

    def __init__(self, timeout: float | None = None) -> None:
        options: dict[str, Any] = {"timeout": timeout} if timeout and settings.SMTP else {}
        self._backend: Any = get_connection(**options)

    def answers(self) -> Outcome:
        """Whether the server answers at all, without a message."""
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return _later(error)
        self.close()
        return Outcome(Fate.ACCEPTED)

    def deliver(self, email: EmailMultiAlternatives) -> Outcome:
        """Send one message; never raises for what a mail server may do."""
        try:
            self._backend.open()
            smtp: smtplib.SMTP | None = getattr(self._backend, "connection", None)
            if smtp is None:
                self._backend.send_messages([email])
                return Outcome(Fate.ACCEPTED)
            outcome = self._introduce(smtp, email)
            return outcome or self._hand_over(smtp, email)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return _later(error)

    def close(self) -> None:
        """Hang up; harmless when the line is already cut."""
        with suppress(OSError, smtplib.SMTPException):
            self._backend.close()
        if hasattr(self._backend, "connection"):
            self._backend.connection = None

    def _introduce(self, smtp: smtplib.SMTP, email: EmailMultiAlternatives) -> Outcome | None:
        """MAIL and RCPT: what fails here was certainly not sent."""
        encoding = "utf-8"
        smtp.ehlo_or_helo_if_needed()
        code, words = smtp.mail(_bare(sanitize_address(email.from_email, encoding)))
        if code != 250:
            # The sender or the settings are refused: no fault of this message's reader.
            _quietly_reset(smtp)
            return Outcome(Fate.LATER, _said(code, words), line_down=True)
        for recipient in email.recipients():
            try:
                code, words = smtp.rcpt(_bare(sanitize_address(recipient, encoding)))
            except smtplib.SMTPServerDisconnected as cut:
                self.close()
                return Outcome(Fate.LATER, f"Le serveur d’envoi a raccroché à cette adresse ({cut}).", hung_up=True)
            if code not in {250, 251}:
                self.close() if code == CLOSING else _quietly_reset(smtp)
                return Outcome(Fate.REFUSED if code >= 500 else Fate.LATER, _said(code, words))
        return None

    def _hand_over(self, smtp: smtplib.SMTP, email: EmailMultiAlternatives) -> Outcome:
        """DATA: from the moment the content leaves, a cut line means that nobody knows."""
        content = email.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
        try:
            code, words = smtp.data(content)
        except smtplib.SMTPDataError as error:
            _quietly_reset(smtp)
            fate = Fate.REFUSED if error.smtp_code >= 500 else Fate.LATER
            return Outcome(fate, _said(error.smtp_code, error.smtp_error))
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Outcome(Fate.UNKNOWN, f"La liaison avec le serveur d’envoi a été coupée ({error}).")
        if code == 250:
            return Outcome(Fate.ACCEPTED)
        _quietly_reset(smtp)
        return Outcome(Fate.REFUSED if code >= 500 else Fate.LATER, _said(code, words))


def _bare(address: str) -> str:
    return address.rsplit("<", 1)[-1].rstrip("> ")


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"Le serveur d’envoi a répondu {code}\u202f: {text}"


def _later(error: Exception) -> Outcome:
    return Outcome(Fate.LATER, f"Le serveur d’envoi n’a pas pu être joint ({error}).", line_down=True)


def _quietly_reset(smtp: smtplib.SMTP) -> None:
    try:
        smtp.rset()
    except (OSError, smtplib.SMTPException):
        smtp.close()
