"""The invitation may be changed before it leaves; what the law owes to its reader stays in it."""

import pytest
from django.urls import reverse

from interregions.common.errors import Refused
from interregions.network.choices import Role
from interregions.reception.letters import INVITATION, NETWORK
from interregions.reception.services import people as services
from interregions.toolkit.mail.composition import compose
from interregions.toolkit.mail.rules import Words
from interregions.toolkit.mail.services import keep_wording
from interregions.toolkit.mail.wordings import letter_before, words_of

pytestmark = pytest.mark.django_db
PERSON = {"given_name": "Sarah", "family_name": "Martin", "email": "sarah@rennes.example", "role": Role.CONTRIBUTOR}


def invite(by, **more):
    return services.invite(organisation=by.organisation, by=by, **PERSON, **more)


def keep(by, subject: str, body: str) -> None:
    words = Words(subject, body)
    keep_wording(kind=INVITATION, about=NETWORK, words=words, revision=0, by=by)


def test_the_invitation_leaves_with_the_words_that_were_read(facilitator, mailed, client_as) -> None:
    html = client_as(facilitator).get(reverse("reception:invite")).content.decode()
    mark = letter_before(facilitator.member, INVITATION, NETWORK).standing.mark
    assert mark in html
    assert "Modifier la lettre" in html
    keep(facilitator, "Bienvenue [personne] avant le [échéance]", "Venez.\n\n[lien]\n\n[données]")
    with pytest.raises(Refused, match="Quelqu’un d’autre a modifié"):
        invite(facilitator, seen=mark)
    invite(facilitator)
    [letter] = mailed()
    assert letter.subject.startswith("Bienvenue Sarah Martin")
    body = compose(letter).body
    assert body.index("Venez.") < body.index("Ouvrir l’invitation") < body.index("Vos données")


def test_what_the_law_owes_cannot_be_taken_out(facilitator, mailed) -> None:
    keep(facilitator, "Bienvenue [personne]", "Jusqu’au [échéance].\n\n[lien]")
    with pytest.raises(Refused, match=r"Il manque \[données\]"):
        invite(facilitator)
    assert mailed() == []


def test_a_referent_who_invites_is_not_stopped_by_a_letter_under_way(facilitator, bretagne, mailed) -> None:
    keep(facilitator, "Bienvenue", "Sans rien.")
    invite(bretagne)
    assert "Vos données" in "\n".join(mailed()[0].lines)


def test_a_referent_does_not_change_the_invitation(facilitator, bretagne, client_as) -> None:
    assert client_as(bretagne).get(reverse("mail:letter", args=[INVITATION, NETWORK])).status_code == 404
    assert "Modifier la lettre" not in client_as(bretagne).get(reverse("reception:invite")).content.decode()
    assert not words_of(INVITATION, NETWORK).changed
