import re
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.network.choices import Role
from interregions.network.models import Installation, Mandate, Organisation
from interregions.network.queries import standing_of
from interregions.reception import rules
from interregions.reception.models import HandOver, Invitation
from interregions.reception.queries import invitation_url
from interregions.reception.services import people as services
from tests.tasks import cards_of

PERSON = {"given_name": "Maud", "family_name": "Nouvelle", "email": "maud@example.org"}


@pytest.fixture
def invitation(facilitator, bretagne) -> Invitation:
    return services.invite(organisation=bretagne.organisation, **PERSON, role=Role.REFERENT, by=facilitator)


def test_an_invitation_leaves_by_the_outbox(invitation, mailed):
    message = mailed()[-1]
    assert message.to_address == "maud@example.org"
    assert "/invitations/accepter/" in message.button_url


def test_three_gets_of_a_scanner_change_nothing_then_the_person_succeeds(invitation):
    for _ in range(3):
        assert Client().get(invitation_url(invitation)).status_code == 200
    assert not standing_of(invitation.member).takes_part
    client = Client()
    assert client.post(invitation_url(invitation)).url == "/a-faire/"
    assert client.get("/reseau/").status_code == 200
    assert Mandate.objects.get(member=invitation.member).organisation == invitation.organisation


def test_a_used_invitation_says_so(invitation):
    Client().post(invitation_url(invitation))
    response = Client().post(invitation_url(invitation))
    assert response.status_code == 409
    assert "a déjà servi" in response.content.decode()


def test_who_comes_back_by_the_invitation_they_accepted_is_known_at_the_door(invitation):
    browser, url = Client(), invitation_url(invitation)
    browser.post(url)
    page = Client().get(url).content.decode()
    door = re.search(r'href="(/entrer/courrier/[^"]+)"', page)[1]
    assert "Envoyer un code à" in Client().get(door).content.decode()
    assert browser.get(door).url == "/a-faire/", "who is in goes straight there"


def test_a_removed_members_link_is_refused(invitation):
    invitation.member.removed_at = timezone.now()
    invitation.member.save()
    response = Client().get(invitation_url(invitation))
    assert response.status_code == 409
    assert "a été retirée du réseau" in response.content.decode()


def test_sending_again_makes_the_earlier_link_useless(invitation, facilitator):
    earlier = invitation_url(invitation)
    services.resend_invitation(invitation=invitation, by=facilitator)
    assert "renvoyée depuis" in Client().get(earlier).content.decode()
    assert Client().post(invitation_url(invitation)).status_code == 302


def test_an_altered_link_is_refused(invitation):
    assert Client().get(invitation_url(invitation)[:-3] + "xx/").status_code == 409


def test_a_withdrawn_invitation_says_so(invitation, facilitator):
    services.withdraw_invitation(invitation=invitation, by=facilitator)
    assert "a été retirée" in Client().get(invitation_url(invitation)).content.decode()


def test_an_old_invitation_expires():
    reasons = rules.reasons_not_to_accept_invitation(
        accepted=False,
        withdrawn=False,
        removed=False,
        invited_at=timezone.now() - timedelta(days=61),
        now=timezone.now(),
    )
    assert "60 jours" in reasons[0]


def test_a_referent_invites_at_home_only(bretagne, normandie, contributor):
    services.invite(organisation=bretagne.organisation, **PERSON, role=Role.CONTRIBUTOR, by=bretagne)
    with pytest.raises(Refused, match="Seuls l’animation"):
        services.invite(organisation=normandie.organisation, **PERSON, role=Role.CONTRIBUTOR, by=bretagne)
    with pytest.raises(Refused, match="Seule l’animation"):
        services.invite(organisation=bretagne.organisation, **PERSON, role=Role.FACILITATOR, by=bretagne)
    with pytest.raises(Refused, match="Ce geste revient"):
        services.invite(organisation=bretagne.organisation, **PERSON, role=Role.READER, by=contributor)


def test_the_same_person_twice_is_one_member(facilitator, bretagne, normandie):
    first = services.invite(organisation=bretagne.organisation, **PERSON, role=Role.REFERENT, by=facilitator)
    second = services.invite(organisation=normandie.organisation, **PERSON, role=Role.READER, by=facilitator)
    assert first.member == second.member


def test_handing_over_moves_everything_in_one_gesture(client_as, bretagne, contributor):
    contributor.deputy_of = bretagne
    contributor.save()
    client, address = client_as(bretagne), f"/invitations/relais/{bretagne.pk}/"
    assert "Je sais que cette habilitation prend fin" in client.post(address, PERSON).content.decode()
    bretagne.refresh_from_db()
    assert bretagne.ends_on is None, "not before the box is ticked"
    client.post(address, {**PERSON, "sure": "on"})
    bretagne.refresh_from_db()
    contributor.refresh_from_db()
    new = bretagne.handed_over_to
    assert new is not None
    assert (new.member.full_name, new.role, new.organisation) == ("Maud Nouvelle", Role.REFERENT, bretagne.organisation)
    assert contributor.deputy_of == new
    assert not standing_of(bretagne.member).takes_part
    assert HandOver.objects.get().to_mandate == new


def test_another_region_cannot_hand_over_nor_end(client_as, bretagne, normandie):
    assert client_as(normandie).post(f"/invitations/relais/{bretagne.pk}/", PERSON).status_code == 404
    assert client_as(normandie).post(f"/invitations/fin/{bretagne.pk}/").status_code == 404
    bretagne.refresh_from_db()
    assert bretagne.ends_on is None


def test_the_facilitator_ends_a_mandate(client_as, facilitator, bretagne):
    client_as(facilitator).post(f"/invitations/fin/{bretagne.pk}/", {"dernier": "on"})
    bretagne.refresh_from_db()
    assert (bretagne.starts_on, bretagne.ends_on) == (date(2020, 1, 1), timezone.localdate())
    assert not standing_of(bretagne.member).takes_part
    with pytest.raises(Refused, match="a pris fin"):
        services.invite(organisation=bretagne.organisation, **PERSON, role=Role.READER, by=bretagne)


def test_pages_of_the_door_by_role(client_as, facilitator, bretagne, contributor, outsider):
    organisation = bretagne.organisation_id
    for address in ("/invitations/", "/invitations/nouvelle/", f"/invitations/organisme/{organisation}/"):
        assert client_as(facilitator).get(address).status_code == 200
        assert client_as(bretagne).get(address).status_code == 200
    for who in (contributor, outsider):
        refused = client_as(who).get(f"/invitations/nouvelle/?organisme={organisation}")
        assert refused.status_code == 409
        assert "Seuls l’animation et les référents" in refused.content.decode()
        assert client_as(who).get("/invitations/").status_code == 404
        assert client_as(who).get(f"/invitations/organisme/{organisation}/").status_code == 404


def test_a_real_network_begins_with_one_command(db, capsys):
    call_command(
        "start_network", host="France Clusters", email="claire@example.org", given_name="Claire", family_name="Réelle"
    )
    assert "/invitations/accepter/" in capsys.readouterr().out
    assert Installation.objects.get().demonstration is False
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.organisation.is_host) == (Role.FACILITATOR, True)
    with pytest.raises(CommandError, match="a déjà un organisme hôte"):
        call_command("start_network", host="Autre", email="x@example.org", given_name="X", family_name="Y")


def test_lists_cost_the_same_whatever_their_length(client_as, facilitator, bretagne):
    def cost() -> int:
        client = client_as(facilitator)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/invitations/")
        return len(captured)

    def add(number: int) -> None:
        services.invite(
            organisation=bretagne.organisation,
            given_name="N",
            family_name=str(number),
            email=f"n{number}@example.org",
            role=Role.READER,
            by=facilitator,
        )

    add(0)
    one = cost()
    for number in range(1, 30):
        add(number)
    assert cost() == one


def test_the_relay_goes_to_a_colleague_of_the_list_without_typing_their_name(client_as, bretagne, contributor):
    address = f"/invitations/relais/{bretagne.pk}/"
    assert contributor.member.full_name in client_as(bretagne).get(address).content.decode()
    client_as(bretagne).post(address, {"colleague": str(contributor.pk), "sure": "on"})
    bretagne.refresh_from_db()
    assert bretagne.handed_over_to.member == contributor.member


def test_a_referent_of_the_host_association_cannot_take_the_animation(host, facilitator, mandate_of, client_as):
    """They manage their colleagues, not those who run the network: handing over would make them one."""
    referent = mandate_of(host, Role.REFERENT)
    with pytest.raises(Refused):
        services.hand_over(from_mandate=facilitator, to_member=referent.member, by=referent)
    with pytest.raises(Refused):
        services.end_mandate(mandate=facilitator, by=referent)
    client_as(referent).post(
        f"/invitations/relais/{facilitator.pk}/",
        {"given_name": "A", "family_name": "B", "email": "a.b@example.org", "sure": "on"},
    )
    facilitator.refresh_from_db()
    assert facilitator.ends_on is None


def test_no_invitation_is_sent_again_by_a_mandate_that_has_ended(bretagne):
    sent = services.invite(
        organisation=bretagne.organisation,
        given_name="Une",
        family_name="Personne",
        email="une@example.org",
        role=Role.READER,
        by=bretagne,
    )
    services.end_mandate(mandate=bretagne, by=bretagne, knows_it_is_last=True)
    for gesture in (services.resend_invitation, services.withdraw_invitation):
        with pytest.raises(Refused):
            gesture(invitation=sent, by=bretagne)


def test_the_animation_is_asked_to_invite_where_nobody_can_answer(france, facilitator, bretagne):
    cards = cards_of(facilitator.member, "reception")
    assert [card.what for card in cards] == ["Inviter un référent pour 17 Régions"]
    assert cards_of(bretagne.member, "reception") == []
    Organisation.objects.exclude(pk__in=[bretagne.organisation_id, facilitator.organisation_id]).delete()
    assert cards_of(facilitator.member, "reception") == []


def test_an_invitation_greets_once_and_names_the_organisation_plainly(facilitator, bretagne, mailed):
    services.invite(
        organisation=bretagne.organisation,
        role=Role.READER,
        given_name="Léa",
        family_name="Roux",
        email="lea@example.org",
        by=facilitator,
    )
    lines = " ".join(mailed()[-1].lines)
    assert "Bonjour" not in lines
    assert f"pour {bretagne.organisation.short_name}." in lines
