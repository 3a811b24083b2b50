"""Every read of the door."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from interregions.common.characters import number_in
from interregions.common.links import make_link_token, read_link_token
from interregions.common.lists import having_words
from interregions.network import queries as network
from interregions.network import rules as network_rules
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import (
    Standing,
    current,
    facilitators,
    installation,
    mandates_manageable_by,
    mandates_of,
    organisations_visible_to,
    real_member_count,
    standing_of,
)
from interregions.reception import clusters, contacts, rules
from interregions.reception.codes import address_hash, client_hash
from interregions.reception.models import Invitation, OpenSession, Passkey, SignInAttempt
from interregions.reception.rules import (
    CODE_LIFE,
    delay_after_codes,
    delay_after_codes_of_network,
    reasons_not_to_invite,
    seconds_left,
)
from interregions.toolkit.mail.queries import silent_since

ENTRANCE = "reception.entrance"
LETTER = "reception.letter"
CAST_ORDER = [Role.FACILITATOR, Role.REFERENT, Role.CONTRIBUTOR, Role.READER]


def members_with_address(address: str) -> list[Member]:
    """Everyone who reads this mailbox and may still enter; several on a generic one."""
    return network.members_at(address)


def member_of_address(address: str, member_id: str) -> Member | None:
    """One of the people of a mailbox, once its code was given back."""
    return next((member for member in members_with_address(address) if str(member.pk) == member_id), None)


def is_proof_fresh(proved_at: float | None) -> bool:
    """Whether the mailbox was proved within the life of a code: a page left open does not let the next one in."""
    return proved_at is not None and timezone.now().timestamp() - proved_at <= CODE_LIFE.total_seconds()


def seconds_before_a_code(address: str, client: str) -> int:
    """How long this client waits for the next code of this address: nobody else’s requests count against it."""
    now = timezone.now()
    from_client = SignInAttempt.objects.filter(client_hash=client_hash(client), at__gt=now - timedelta(hours=1))
    of_address = from_client.filter(address_hash=address_hash(address))
    waits = []
    for asked, delay_after in ((of_address, delay_after_codes), (from_client, delay_after_codes_of_network)):
        found = asked.aggregate(number=Count("pk"), last=Max("at"))
        since = (now - found["last"]).total_seconds() if found["last"] else 0
        waits.append(seconds_left(delay=delay_after(found["number"]), since=since))
    return max(waits)


def mail_is_silent() -> bool:
    """Whether the mail server does not answer: said at the door to everyone alike."""
    return bool(settings.SMTP) and silent_since() is not None


@dataclass(frozen=True)
class SessionLine:
    """One of a person's open sessions."""

    opened: OpenSession
    is_this_one: bool


def sessions_of(member: Member, session_key: str) -> list[SessionLine]:
    """Where this person is signed in: the session of this page first."""
    found = OpenSession.objects.filter(member=member, session__expire_date__gt=timezone.now())
    lines = [SessionLine(each, each.session_id == session_key) for each in found]
    return sorted(lines, key=lambda line: not line.is_this_one)


def passkeys_of(member: Member) -> list[Passkey]:
    """The keys that let this person in without a code."""
    return list(Passkey.objects.filter(member=member))


def can_send_codes() -> bool:
    """Codes leave by SMTP; a demonstration without SMTP prints them on the server’s own terminal."""
    here = installation()
    tested = settings.EMAIL_BACKEND.endswith("locmem.EmailBackend")
    return bool(settings.SMTP or tested or (here and here.demonstration))


def no_code_is_read() -> bool:
    """Whether a code that leaves reaches nobody: a demonstration without SMTP, where one enters as its cast."""
    here = installation()
    return bool(here and here.demonstration and not settings.SMTP)


def reasons_not_to_enter_as_cast() -> list[str]:
    """Why the one-click door is shut here."""
    here = installation()
    return network_rules.reasons_not_to_enter_as_cast(
        demonstration=bool(here and here.demonstration), real_members=real_member_count()
    )


def cast() -> list[Mandate]:
    """The fictional people of a demonstration with their current mandates; nothing where the door is shut."""
    if reasons_not_to_enter_as_cast():
        return []
    found = Mandate.objects.filter(
        current(timezone.localdate()), member__fictional=True, member__removed_at__isnull=True
    ).select_related("member", "organisation")
    colleges = [College.REGIONS, College.CLUSTERS, College.OTHERS, College.EPCI, College.ANIMATION]  # EPCI are forty
    return sorted(
        found,
        key=lambda m: (
            CAST_ORDER.index(Role(m.role)),
            colleges.index(College(m.organisation.college)),
            m.organisation.sort_name,
            m.pk,
        ),
    )


def cast_mandate(mandate_id: int) -> Mandate | None:
    """One of the cast."""
    return next((mandate for mandate in cast() if mandate.pk == mandate_id), None)


def entrance_url(member: Member) -> str:
    """The signed address that lets this person in once: it ends with their next sign-in."""
    return f"/entrer/lien/{make_link_token(ENTRANCE, member=member.pk, last=_last_login(member))}/"


def member_by_entrance(token: str) -> Member | None:
    """Whom this link still lets in; None once they came in, or were removed."""
    values = read_link_token(ENTRANCE, token)
    member = Member.objects.filter(pk=int(values.get("member", 0)), removed_at__isnull=True).first()
    return member if member is not None and values.get("last") == _last_login(member) else None


def _last_login(member: Member) -> str:
    return member.last_login.isoformat() if member.last_login else ""


@dataclass(frozen=True)
class LetterDoor:
    """What the button of a letter opens: whose letter it is, as long as it finds them there, and where it leads."""

    member: Member | None
    url: str

    @property
    def shown(self) -> str:
        """The address, masked: a letter is forwarded."""
        return rules.masked_address(self.member.email) if self.member else ""


def door_to(member: Member, url: str) -> str:
    """The signed address of a letter's button: the door knows whose letter it is, then leads to ``url``."""
    token = make_link_token(LETTER, member=member.pk, at=_trace_of(member), url=url)
    return f"/entrer/courrier/{token}/"


def letter_door(token: str) -> LetterDoor:
    """What this link opens; nobody is named once the person left or their address changed."""
    values = read_link_token(LETTER, token)
    member = Member.objects.filter(pk=int(values.get("member", 0)), removed_at__isnull=True).first()
    known = member is not None and values.get("at") == _trace_of(member)
    return LetterDoor(member if known else None, str(values.get("url", "")))


def _trace_of(member: Member) -> str:
    return address_hash(member.email)[:16]


def invitation_url(invitation: Invitation) -> str:
    """The signed address of an invitation; a new seal makes the earlier ones useless."""
    return f"/invitations/accepter/{make_link_token('invitation', id=invitation.pk, seal=invitation.seal)}/"


def invitation_by_link(invitation_id: Any, seal: Any) -> Invitation | None:
    """The invitation a signed link names, whatever its state: the rule says what is wrong with it."""
    return (
        Invitation.objects.filter(pk=invitation_id, seal=seal)
        .select_related("member", "organisation", "invited_by__member")
        .first()
    )


def reasons_not_to_invite_again(member: Member, organisation: Organisation, role: str) -> list[str]:
    """Why this person does not receive another invitation for this role there."""
    waiting = Invitation.objects.filter(
        member=member, organisation=organisation, role=role, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).first()
    return rules.reasons_not_to_invite_again(
        name=member.full_name,
        invited_on=timezone.localdate(waiting.invited_at) if waiting else None,
        acts_already=mandates_of([organisation.pk], [role]).filter(member=member).exists(),
    )


def invitations_visible_to(member: Member | None) -> QuerySet[Invitation]:
    """All for the animation; for a referent those of their organisations, and those they sent to a pôle."""
    standing = standing_of(member)
    found = Invitation.objects.select_related("member", "organisation", "invited_by__member")
    if standing.is_facilitator:
        return found
    sent = Q(invited_by__organisation_id__in=standing.referent_ids, invited_by__role=Role.REFERENT)
    return found.filter(Q(organisation_id__in=standing.referent_ids) | sent)


def invitations_found(member: Member | None, state: str, words: str = "") -> QuerySet[Invitation]:
    """The list, filtered by the address."""
    person = ("member__given_name", "member__family_name", "member__email", "member__function")
    states = {
        "attente": Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
        "acceptees": Q(accepted_at__isnull=False),
        "retirees": Q(withdrawn_at__isnull=False),
    }
    found = invitations_visible_to(member).filter(states.get(state, Q()))
    return having_words(found, words, *person, "organisation__name", "organisation__short_name")


def organisations_one_may_invite_to(member: Member | None) -> QuerySet[Organisation]:
    """Where this member may invite: their own organisations, and the pôles of their Région that have no referent."""
    standing = standing_of(member)
    visible = organisations_visible_to(member)
    if standing.is_facilitator:
        return visible
    brought = clusters.clusters_to_bring_in(standing).values("pk")
    return visible.filter(Q(pk__in=standing.referent_ids) | Q(pk__in=brought))


def organisation_one_may_manage(member: Member | None, organisation_id: int) -> Organisation | None:
    """The organisation whose people this member may manage."""
    standing = standing_of(member)
    visible = organisations_visible_to(member)
    managed = visible if standing.is_facilitator else visible.filter(pk__in=standing.referent_ids)
    return managed.filter(pk=organisation_id).first()


def has_ended(mandate: Mandate) -> bool:
    """Whether this mandate no longer acts, for good."""
    return network_rules.has_ended(
        ends_on=mandate.ends_on, at_once=mandate.ended_at is not None, today=timezone.localdate()
    )


def is_last(mandate: Mandate, role: str) -> bool:
    """Whether nobody else would act there in that role: deputies end with the person they stand in for."""
    if mandate.role != role:
        return False
    others = mandates_of([mandate.organisation_id], [role]).exclude(pk=mandate.pk).exclude(deputy_of=mandate)
    return not others.exists() if role != Role.FACILITATOR else not facilitators().exclude(pk=mandate.pk).exists()


def reaches_as_far(member_id: int, of: Mandate) -> bool:
    """Whether this person already acts there in that role, or in one that reaches further."""
    enough = Role.values[: Role.values.index(of.role) + 1]
    return mandates_of([of.organisation_id], enough).filter(member_id=member_id).exists()


@dataclass(frozen=True)
class ManagedMandate:
    """A line of the page of mandates."""

    mandate: Mandate
    is_over: bool
    is_last_referent: bool
    is_own: bool


def mandates_to_manage(member: Member | None, organisation: Organisation) -> list[ManagedMandate]:
    """Mandates of an organisation for who manages them: current ones first, the widest first."""
    found = mandates_manageable_by(member).filter(organisation=organisation, member__removed_at__isnull=True)
    mandates = list(found.select_related("deputy_of__member").order_by("id"))
    over = {mandate.pk for mandate in mandates if has_ended(mandate)}
    holding = [mandate for mandate in mandates if mandate.role == Role.REFERENT and mandate.pk not in over]
    lines = [
        ManagedMandate(
            mandate=mandate,
            is_over=mandate.pk in over,
            is_last_referent=mandate in holding
            and all(other == mandate or other.deputy_of_id == mandate.pk for other in holding),
            is_own=member is not None and mandate.member_id == member.pk,
        )
        for mandate in mandates
    ]
    return sorted(lines, key=lambda line: (line.is_over, Role.values.index(line.mandate.role)))


def possible_deputies(member: Member | None, of: Mandate) -> list[Mandate]:
    """Who may stand in for this person: colleagues who do not act in that role yet, each once."""
    lines = [line for line in mandates_to_manage(member, of.organisation) if not line.is_over]
    rank = Role.values.index
    enough = {line.mandate.member_id for line in lines if rank(line.mandate.role) <= rank(of.role)}
    found = {line.mandate.member_id: line.mandate for line in lines if line.mandate.member_id not in enough}
    return list(found.values())


def mandate_one_may_hand_over(member: Member | None, mandate_id: int) -> Mandate | None:
    """One’s own mandate, or one that this member manages."""
    own = next((mandate for mandate in standing_of(member).mandates if mandate.pk == mandate_id), None)
    return own or mandates_manageable_by(member).filter(pk=mandate_id).first()


def reasons_not_to_invite_anywhere(member: Member | None, asked: str) -> list[str]:
    """Why this member may invite nobody, or nobody in the organisation asked by the address (empty: anywhere)."""
    there = organisations_one_may_invite_to(member)
    organisation_id = number_in(asked)
    if organisation_id is not None:
        there = there.filter(pk=organisation_id)
    return [] if there.exists() else reasons_not_to_invite(is_facilitator=False, is_referent_there=False, role="")


def invite_reasons(mandate: Mandate | None, organisation: Organisation, role: str = Role.CONTRIBUTOR) -> list[str]:
    """Why this acting mandate may not invite there: the sentence under the greyed button."""
    return reasons_not_to_invite(
        is_facilitator=mandate is not None and mandate.role == Role.FACILITATOR,
        is_referent_there=mandate is not None
        and mandate.role == Role.REFERENT
        and mandate.organisation_id == organisation.pk,
        role=role,
        opens_the_door=mandate is not None
        and organisation.kind == OrganisationKind.CLUSTER
        and clusters.clusters_to_bring_in(Standing(mandate.member, (mandate,))).filter(pk=organisation.pk).exists(),
    )


def personal_data_of(member: Member) -> dict[str, Any]:
    """What the door keeps of a person: invitations received, open sessions, passkeys."""
    received = Invitation.objects.filter(member=member).select_related("organisation")
    return {
        "invitations": [
            {
                "organisme": invitation.organisation.name,
                "role": invitation.get_role_display(),
                "le": invitation.invited_at.isoformat(),
                "acceptée le": invitation.accepted_at.isoformat() if invitation.accepted_at else "",
                "source": invitation.source,
            }
            for invitation in received
        ],
        "à inviter": [
            {
                "organisme": person.organisation.name,
                "nom": person.full_name,
                "fonction": person.function,
                "adresse": person.email,
                "source": person.source,
                "depuis": person.added_at.isoformat(),
            }
            for person in contacts.people_naming(member)
        ],
        "sessions": [
            {"navigateur": each.browser, "ouverte le": each.opened_at.isoformat(), "entrée": each.get_means_display()}
            for each in OpenSession.objects.filter(member=member)
        ],
        "clés d’accès": [
            {"appareil": each.device, "ajoutée le": each.added_at.isoformat()} for each in passkeys_of(member)
        ],
    }
