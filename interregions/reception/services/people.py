"""Invitations, mandates ended and handed over, deputies; forgetting a person at the door."""

import secrets
from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import Refused, refuse_if
from interregions.common.references import Reference
from interregions.common.rows import hold
from interregions.network import services as network
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.reception import clusters, codes, contacts, notifications, queries, rules
from interregions.reception.letters import INVITATION, NETWORK
from interregions.reception.models import HandOver, Invitation, Passkey, PersonToInvite, SignInAttempt
from interregions.reception.services.entrance import end_sessions_of
from interregions.toolkit.journal.services import record
from interregions.toolkit.mail.services import check_wording


@transaction.atomic
def invite(
    *,
    organisation: Organisation,
    given_name: str,
    family_name: str,
    email: str,
    role: str,
    by: Mandate | None,
    words: str = "",
    deputy_of: Mandate | None = None,
    fictional: bool = False,
    function: str = "",
    source: str = "",
    given_on: date | None = None,
    seen: str = "",
) -> Invitation:
    """Invite a person to take a mandate. ``by`` is None only for the first facilitator of an installation.

    ``source`` says who gave the address, and when, if it was not who invites; ``seen`` is the mark of the letter that
    the animation read.
    """
    if by is not None:
        network.check_mandate(by, roles=[Role.FACILITATOR, Role.REFERENT])
        refuse_if(queries.invite_reasons(by, organisation, role))
        if by.role == Role.FACILITATOR:
            check_wording(kind=INVITATION, about=NETWORK, seen=seen)
    member = network.known_or_new_member(
        given_name=given_name, family_name=family_name, email=email, fictional=fictional, function=function
    )
    refuse_if(queries.reasons_not_to_invite_again(member, organisation, role))
    invitation = Invitation.objects.create(
        member=member,
        organisation=organisation,
        role=role,
        deputy_of=deputy_of,
        words=words,
        invited_by=by,
        seal=secrets.token_hex(16),
        source=source,
        given_on=given_on,
    )
    notifications.send_invitation(invitation, words=words)
    record("reception.invited", _about(organisation), by, role=role)
    return invitation


@transaction.atomic
def bring_in_cluster(
    *,
    name: str,
    short_name: str,
    siren: str,
    region_codes: Collection[str],
    given_name: str,
    family_name: str,
    email: str,
    by: Mandate,
    words: str = "",
    fictional: bool = False,
    seen: str = "",
) -> Invitation:
    """A Région, or the animation, enters a pôle or a cluster and invites its first referent: one gesture."""
    network.check_mandate(by, roles=[Role.FACILITATOR, Role.REFERENT])
    network.hold_installation()  # two Régions of one pôle do not enter it twice
    refuse_if(clusters.reasons_not_to_bring_in(by, name=name, siren=siren, codes=region_codes))
    kind = OrganisationKind.CLUSTER
    organisation = network.add_in_regions(
        name=name.strip(), short_name=short_name.strip(), kind=kind, siren=siren, region_codes=region_codes
    )
    record("reception.cluster_entered", _about(organisation), by)
    return invite(
        organisation=organisation,
        given_name=given_name,
        family_name=family_name,
        email=email,
        role=Role.REFERENT,
        words=words,
        fictional=fictional,
        seen=seen,
        by=by,
    )


def _held(invitation: Invitation) -> Invitation:
    """The invitation as it stands: its person may be accepting it at this very instant."""
    hold(Invitation.objects.filter(pk=invitation.pk))
    invitation.refresh_from_db()
    return invitation


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: Mandate) -> Invitation:
    """Send it again with a new link; the earlier link stops working."""
    invitation = _held(invitation)
    network.check_mandate(by, roles=[Role.FACILITATOR, Role.REFERENT])
    refuse_if(queries.invite_reasons(by, invitation.organisation, invitation.role))
    if invitation.accepted_at or invitation.withdrawn_at:
        raise Refused("Cette invitation n’attend plus de réponse.")
    invitation.seal, invitation.invited_at = secrets.token_hex(16), timezone.now()
    invitation.save(update_fields=["seal", "invited_at"])
    notifications.send_invitation(invitation, words=invitation.words)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Mandate) -> Invitation:
    """Take an invitation back: its link says so."""
    invitation = _held(invitation)
    network.check_mandate(by, roles=[Role.FACILITATOR, Role.REFERENT])
    refuse_if(queries.invite_reasons(by, invitation.organisation, invitation.role))
    if invitation.accepted_at:
        raise Refused("Cette invitation est déjà acceptée : mettez fin à l’habilitation.")
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record("reception.invitation_withdrawn", _about(invitation.organisation), by)
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation) -> Mandate:
    """Take the mandate: holding the link proves the mailbox."""
    locked = _held(invitation)
    refuse_if(invitation_reasons(locked))
    mandate = network.grant_mandate(
        member=locked.member, organisation=locked.organisation, role=locked.role, deputy_of=locked.deputy_of
    )
    locked.accepted_at, locked.mandate = timezone.now(), mandate
    locked.save(update_fields=["accepted_at", "mandate"])
    record("reception.invitation_accepted", _about(locked.organisation), mandate, role=locked.role)
    return mandate


def invitation_reasons(invitation: Invitation) -> list[str]:
    """Why this invitation no longer opens; shown on GET, refused on POST."""
    return rules.reasons_not_to_accept_invitation(
        accepted=invitation.accepted_at is not None,
        withdrawn=invitation.withdrawn_at is not None,
        removed=invitation.member.removed_at is not None,
        invited_at=invitation.invited_at,
        now=timezone.now(),
    )


@transaction.atomic
def end_mandate(*, mandate: Mandate, by: Mandate, knows_it_is_last: bool = False) -> Mandate:
    """End a mandate: from now on it no longer acts, nor do its deputies. What was done under it stays."""
    network.hold_peers(mandate)
    by.refresh_from_db()
    network.check_mandate(by, roles=[Role.FACILITATOR, Role.REFERENT])
    refuse_if(
        rules.reasons_not_to_end_mandate(
            manages=_manages(by, mandate),
            already_ended=queries.has_ended(mandate),
            is_last_facilitator=queries.is_last(mandate, Role.FACILITATOR),
            is_last_referent=queries.is_last(mandate, Role.REFERENT),
            knows_it_is_last=knows_it_is_last,
        )
    )
    network.end_mandate(mandate)
    record("reception.mandate_ended", _about(mandate.organisation), by, role=mandate.role)
    return mandate


def _manages(by: Mandate, mandate: Mandate) -> bool:
    same = by.organisation_id == mandate.organisation_id
    return rules.manages(role=by.role, same_organisation=same, of_role=mandate.role)


@transaction.atomic
def hand_over(*, from_mandate: Mandate, to_member: Member, by: Mandate) -> Mandate:
    """Everything a person carried for an organisation passes to another, in one gesture.

    Answers, choices and actions belong to the organisation: ending one mandate and opening the other moves them all.
    Deputies are deputies of the new one.
    """
    network.hold_peers(from_mandate)
    by.refresh_from_db()
    network.check_mandate(by, roles=list(Role))
    refuse_if(
        rules.reasons_not_to_hand_over(
            manages_or_own=_manages(by, from_mandate) or by.pk == from_mandate.pk,
            already_ended=queries.has_ended(from_mandate),
            same_person=to_member.pk == from_mandate.member_id,
        )
    )
    new = network.grant_mandate(
        member=to_member,
        organisation=from_mandate.organisation,
        role=from_mandate.role,
        deputy_of=from_mandate.deputy_of,
    )
    if new.deputy_of_id == from_mandate.pk:  # the deputy takes over: nobody is stood in for any more
        new.deputy_of = from_mandate.deputy_of
        new.save(update_fields=["deputy_of"])
    from_mandate.deputies.exclude(pk=new.pk).update(deputy_of=new)
    from_mandate.handed_over_to = new
    from_mandate.save(update_fields=["handed_over_to"])
    network.end_mandate(from_mandate)
    HandOver.objects.create(from_mandate=from_mandate, to_mandate=new, by=by)
    notifications.tell_hand_over(new, from_mandate=from_mandate, by=by)
    record("reception.handed_over", _about(from_mandate.organisation), by, role=from_mandate.role)
    return new


@transaction.atomic
def hand_over_to_new_person(
    *, from_mandate: Mandate, given_name: str, family_name: str, email: str, by: Mandate
) -> Mandate:
    """Hand everything to somebody, known at that address or new."""
    member = network.known_or_new_member(
        given_name=given_name, family_name=family_name, email=email, fictional=from_mandate.member.fictional
    )
    return hand_over(from_mandate=from_mandate, to_member=member, by=by)


@transaction.atomic
def name_deputy(*, deputy: Mandate, of: Mandate, by: Mandate, until: date | None = None) -> Mandate:
    """Give a colleague a mandate of the same role, beside their own, that ends on that day or with the one replaced."""
    network.hold_peers(of)
    network.check_mandate(by, roles=[Role.FACILITATOR, Role.REFERENT], organisation=of.organisation)
    refuse_if(
        rules.reasons_not_to_name_deputy(
            manages=_manages(by, of),
            same_organisation=deputy.organisation_id == of.organisation_id,
            same_person=deputy.member_id == of.member_id,
            already_ended=queries.has_ended(of),
            reaches_as_far=queries.reaches_as_far(deputy.member_id, of),
            past=until is not None and until < timezone.localdate(),
        )
    )
    last_days = [day for day in (until, of.ends_on) if day is not None]
    mandate = network.grant_mandate(
        member=deputy.member,
        organisation=of.organisation,
        role=of.role,
        ends_on=min(last_days, default=None),
        deputy_of=of,
    )
    notifications.tell_deputy(mandate, by=by)
    record("reception.deputy_named", _about(of.organisation), by)
    return mandate


def erase_member(member: Member) -> None:
    """Forget a person at the door: words of invitations, pending links, sessions."""
    from_address = codes.address_hash(member.email)
    Invitation.objects.filter(member=member, accepted_at__isnull=True, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now()
    )
    Invitation.objects.filter(member=member).update(words="")
    for invitation in Invitation.objects.exclude(source=""):
        source = without_person(invitation.source, member)
        if source != invitation.source:
            Invitation.objects.filter(pk=invitation.pk).update(source=source)
    PersonToInvite.objects.filter(pk__in=[person.pk for person in contacts.people_naming(member)]).delete()
    for person in PersonToInvite.objects.all():
        source = without_person(person.source, member)
        if source != person.source:
            PersonToInvite.objects.filter(pk=person.pk).update(source=source)
    SignInAttempt.objects.filter(address_hash=from_address).delete()
    Passkey.objects.filter(member=member).delete()
    end_sessions_of(member)


def _about(organisation: Organisation) -> Reference:
    return Reference(
        "network.organisation", str(organisation.pk), organisation.short_name, organisation.get_absolute_url()
    )
