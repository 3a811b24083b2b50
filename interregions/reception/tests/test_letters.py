"""The letters of the door say for whom they are, who writes, what this is, and how to enter."""

import pytest
from django.test import Client

from interregions.network.choices import Role
from interregions.reception import rules
from interregions.reception.queries import invitation_url
from interregions.reception.services import people as services


def invite(organisation, by, role=Role.REFERENT, given_name="Loïc", family_name="Un"):
    return services.invite(
        organisation=organisation,
        given_name=given_name,
        family_name=family_name,
        email="economie@example.org",
        role=role,
        by=by,
    )


def test_two_people_of_one_mailbox_know_which_invitation_is_theirs(bretagne, mailed):
    for name in ("Loïc", "Maëlle"):
        invite(bretagne.organisation, bretagne, given_name=name)
    first, second = mailed()[-2:]
    assert "Loïc Un" in first.subject
    assert "Maëlle Un" in second.subject
    words = " ".join(first.lines)
    assert "Anne Le Goff, Bretagne, invite Loïc Un" in words
    assert "bonnes pratiques de pilotage" in words
    assert "/entrer/" in words
    assert "l’adresse qui reçoit ce message" in words


def test_a_hand_over_says_from_whom_in_which_role_and_how_to_enter(bretagne, facilitator, mailed):
    person = {"given_name": "Maud", "family_name": "Nouvelle", "email": "maud@example.org"}
    new = services.hand_over_to_new_person(from_mandate=bretagne, **person, by=bretagne)
    message = mailed()[-1]
    assert "d’Anne Le Goff pour Bretagne" in message.subject
    words = " ".join(message.lines)
    assert "Anne Le Goff vous passe le relais" in words
    assert "comme référent" in words
    assert "/entrer/" in words
    services.hand_over_to_new_person(
        from_mandate=new, given_name="Noé", family_name="Tiers", email="noe@example.org", by=facilitator
    )
    assert "Claire Animatrice, France Clusters, vous passe le relais de Maud Nouvelle" in " ".join(mailed()[-1].lines)


@pytest.mark.parametrize("role", list(rules.ROLE_PROMISES))
def test_the_invitation_promises_what_the_role_may_do(role, facilitator):
    page = Client().get(invitation_url(invite(facilitator.organisation, facilitator, role))).content.decode()
    shown = [other for other, promise in rules.ROLE_PROMISES.items() if promise.split(" ;")[0].split(",")[0] in page]
    assert shown == [role]


def test_every_role_has_its_promise():
    assert set(rules.ROLE_PROMISES) == set(Role.values)
