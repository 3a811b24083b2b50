"""Signed links: what an e-mail may carry. A link opens on GET; only a POST acts."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing

from interregions.common.errors import Refused

ALTERED = "Ce lien est incomplet ou a été modifié. Copiez l’adresse entière depuis votre courriel."
EXPIRED = "Ce lien n’est plus valable. Demandez-en un nouveau à la personne qui vous l’a envoyé."


@dataclass(frozen=True)
class SignedLink:
    """One kind of link: what it opens without signing in, for how long at most, and what ends it before."""

    purpose: str
    days: int
    opens: str
    acts: str
    ends: str


# docs/reference/signed-links.md is this table; tests/test_signed_links.py has a test for each line.
LINKS: dict[str, SignedLink] = {
    link.purpose: link
    for link in (
        SignedLink(
            "invitation",
            60,
            opens="the invitation of one person",
            acts="accepts it and signs that person in, once",
            ends="accepted, withdrawn, sent again with another link, or the person removed",
        ),
        SignedLink(
            "reception.entrance",
            1,
            opens="the door, for one person, by a link printed on the server",
            acts="signs that person in, once",
            ends="used, or the person signed in otherwise, or removed",
        ),
        SignedLink(
            "reception.letter",
            400,
            opens="the door with one masked address, then the page that the letter names",
            acts="sends a code to that address; signs nobody in",
            ends="the person removed, or their address changed: the door asks for an address then",
        ),
        SignedLink(
            "approvals.visa",
            60,
            opens="what a visa is asked on, and its joined files",
            acts="gives the visa, once",
            ends="decided (the decision alone is still read), withdrawn, asked again, or the person removed",
        ),
        SignedLink(
            "surveys.resume",
            120,
            opens="one response, as far as the mandate reads it",
            acts="answers; sending, handing over and asking for a visa ask to sign in",
            ends="the response sent, the survey closed, the mandate ended, or the person removed",
        ),
        SignedLink(
            "meetings.presence",
            180,
            opens="the answer of one organisation to one convocation",
            acts="changes that answer, until the meeting",
            ends="the meeting over or cancelled (that alone is told, one signs in to read), the mandate ended, or the "
            "person removed",
        ),
        SignedLink(
            "meetings.dates",
            180,
            opens="the dates proposed to one organisation for one meeting, and what it said of them",
            acts="changes what it said, until the date is chosen",
            ends="the date chosen or the meeting cancelled (that alone is told), the mandate ended, or the person "
            "removed",
        ),
        SignedLink(
            "meetings.guest",
            180,
            opens="the invitation of one person from outside: hours, agenda, and its points to take away",
            acts="says whether they come, until the meeting",
            ends="the meeting over or cancelled (that alone is told), or the invitation taken back",
        ),
        SignedLink(
            "outcomes.progress",
            90,
            opens="the progress of one action",
            acts="reports it",
            ends="the mandate ended, the person removed, or the action given to another organisation",
        ),
        SignedLink(
            "introductions.answer",
            60,
            opens="one introduction, for one of its two people",
            acts="accepts it or not, once; contacts are read after signing in, or in the letter",
            ends="answered, left aside by the animation, or the person removed",
        ),
        SignedLink(
            "asking.answer",
            60,
            opens="one asking of one question, for one person",
            acts="answers it, once",
            ends="answered by them or by a colleague, no longer asked, the mandate ended, or the person removed",
        ),
        SignedLink(
            "mail.preference",
            730,
            opens="one kind of message, for one person",
            acts="stops it",
            ends="the person removed: nothing is changed then",
        ),
    )
}


def make_link_token(purpose: str, **values: Any) -> str:
    """A signed token for one purpose of the table: it opens nothing else."""
    return signing.dumps(values, salt=_salt(purpose), compress=True)


def read_link_token(purpose: str, token: str) -> dict[str, Any]:
    """The values of a token; raises Refused with a French sentence when it is altered or too old."""
    try:
        values = signing.loads(token, salt=_salt(purpose), max_age=timedelta(days=LINKS[purpose].days))
    except signing.SignatureExpired as late:
        raise Refused(EXPIRED) from late
    except (signing.BadSignature, ValueError) as altered:
        raise Refused(ALTERED) from altered
    if not isinstance(values, dict):
        raise Refused(ALTERED)
    return values


def _salt(purpose: str) -> str:
    return f"interregions.link.{LINKS[purpose].purpose}"
