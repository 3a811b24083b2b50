"""A row of the outbox as an e-mail: plain text, a simple HTML alternative, honest headers."""

import hashlib
from email.utils import formataddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse

from interregions.common.links import make_link_token
from interregions.common.ports import door_to
from interregions.toolkit.mail import rules
from interregions.toolkit.mail.models import Message


def full_address(url: str) -> str:
    """An address that works from an e-mail."""
    return f"{settings.SITE_URL}{url}" if url.startswith("/") else url


def address_on_site(url: str) -> str:
    """The same address from a page of the site, wherever it is served."""
    return url.removeprefix(settings.SITE_URL) or "/"


def stop_url(message: Message) -> str:
    """Where this person stops this kind of message; empty for a kind that cannot be stopped."""
    if not message.kind or message.to_member_id is None:
        return ""
    token = make_link_token("mail.preference", member=message.to_member_id, kind=message.kind)
    return full_address(reverse("mail:stop", args=[token]))


def button_address(message: Message) -> str:
    """Where the button leads: a page to sign in for is reached through the door, which knows whose letter it is."""
    url, to = message.button_url, message.to_member
    if to is None or not url.startswith("/"):
        return full_address(url)
    try:
        signed = "token" in resolve(urlsplit(url).path).kwargs
    except Resolver404:
        signed = False
    return full_address(url if signed else door_to(to, url))


def _named(name: str, address: str) -> list[str]:
    """The one address of a header, or none."""
    return [formataddr((" ".join(name.split()), address))] if address else []


def compose(message: Message) -> EmailMultiAlternatives:
    """The e-mail of this row; the same row always gives the same Message-ID."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    digest = hashlib.sha256(message.key.encode()).hexdigest()[:40]
    headers = {"Message-ID": f"<{digest}@{host}>", "Auto-Submitted": "auto-generated"}
    stop = stop_url(message)
    if stop:
        headers |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    context = {
        "message": message,
        "button_url": button_address(message),
        "stop_url": stop,
        "read_by": rules.who_reads(message.reply_name if message.reply_address else ""),
        "stops_by": rules.how_to_stop(stoppable=bool(stop), has_account=message.to_member_id is not None),
    }
    email = EmailMultiAlternatives(
        subject=" ".join(message.subject.split()),
        body=render_to_string("mail/message.txt", context),
        to=_named(message.to_name, message.to_address),
        reply_to=_named(message.reply_name, message.reply_address),
        headers=headers,
    )
    email.attach_alternative(render_to_string("mail/email.html", context), "text/html")
    for attachment in message.attachments.all():
        email.attach(attachment.name, bytes(attachment.content), attachment.media_type)
    return email
