"""Hand a block to a colleague, take it back, say that it is done."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from interregions.common.errors import Refused, refuse_if
from interregions.exchange.surveys.answering.models import Delegation, Response
from interregions.exchange.surveys.answering.notifications import tell_delegation, tell_finished
from interregions.exchange.surveys.answering.queries.responses import reference_of, responses
from interregions.exchange.surveys.answering.rules import answering
from interregions.exchange.surveys.questionnaires.queries.content import BlockContent
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import mandates_of
from interregions.network.services import check_mandate, grant_mandate, known_or_new_member
from interregions.toolkit.journal.services import record

ORGANISATION_ROLES = {Role.REFERENT, Role.CONTRIBUTOR, Role.READER}


@transaction.atomic
def delegate_block(
    *,
    response: Response,
    block: BlockContent,
    by: Mandate,
    member: Member | None = None,
    given_name: str = "",
    family_name: str = "",
    email: str = "",
    words: str = "",
) -> Delegation:
    """Hand a block to a colleague, known or new: a new person becomes a contributor of the organisation."""
    Response.objects.select_for_update().get(pk=response.pk)  # a block is handed to one person once
    response = responses().get(pk=response.pk)
    check_mandate(by, roles=ORGANISATION_ROLES, organisation=response.organisation)
    _refuse_delegation(response, block, by, member)
    if member:
        mandate = _colleague(response, member)
    else:
        mandate = _new_colleague(response, given_name, family_name, email, fictional=by.member.fictional)
    _refuse_delegation(response, block, by, mandate.member)
    delegation = Delegation.objects.create(
        response=response, block_id=block.id, member=mandate.member, by=by, words=words.strip()[:2000]
    )
    record("surveys.block_delegated", reference_of(response), by, block=block.name)
    tell_delegation(delegation, mandate)
    return delegation


def _refuse_delegation(response: Response, block: BlockContent, by: Mandate, member: Member | None) -> None:
    handed = Delegation.objects.filter(response=response, block_id=block.id, member=member, withdrawn_at__isnull=True)
    refuse_if(
        answering.reasons_not_to_delegate(
            role=by.role,
            status=response.status,
            survey_closed=response.is_closed,
            same_person=member is not None and member.pk == by.member_id,
            already=member is not None and handed.exists(),
        )
    )


def _colleague(response: Response, member: Member) -> Mandate:
    mandate = mandates_of([response.organisation_id]).filter(member=member).order_by("pk").first()
    if mandate is None:
        raise Refused("Cette personne n’agit pas pour votre organisme.")
    if mandate.role == Role.READER:
        return grant_mandate(member=member, organisation=response.organisation, role=Role.CONTRIBUTOR)
    return mandate


def _new_colleague(response: Response, given_name: str, family_name: str, email: str, *, fictional: bool) -> Mandate:
    """The same person asked twice is found again by name and address: a mailbox may be shared by several."""
    if not (given_name.strip() and family_name.strip()):
        raise Refused("Indiquez le prénom et le nom de la personne.")
    try:
        validate_email(email.strip())
    except ValidationError as wrong:
        raise Refused(f"« {email.strip()[:200]} » n’est pas une adresse électronique.") from wrong
    # Whom one of the cast brings in is of the cast: a demonstration stays one.
    member = known_or_new_member(
        given_name=given_name[:80], family_name=family_name[:80], email=email, fictional=fictional
    )
    if mandates_of([response.organisation_id]).filter(member=member).exists():
        return _colleague(response, member)
    return grant_mandate(member=member, organisation=response.organisation, role=Role.CONTRIBUTOR)


@transaction.atomic
def withdraw_delegation(*, delegation: Delegation, by: Mandate) -> None:
    """Take a block back; what the colleague wrote stays."""
    response = delegation.response
    check_mandate(by, roles={Role.REFERENT}, organisation=response.organisation)
    Delegation.objects.filter(pk=delegation.pk, withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
    record("surveys.delegation_withdrawn", reference_of(response), by, block=delegation.block.name)


@transaction.atomic
def finish_block(*, response: Response, block: BlockContent, by: Mandate) -> None:
    """« J’ai fini » : said by the colleague; the referent keeps the final say."""
    check_mandate(by, roles=ORGANISATION_ROLES, organisation=response.organisation)
    delegation = (
        Delegation.objects.select_for_update(of=("self",))
        .filter(response=response, block_id=block.id, member=by.member_id, withdrawn_at__isnull=True)
        .select_related("response__survey", "response__organisation", "block", "member", "by__member")
        .first()
    )
    refuse_if(
        answering.reasons_not_to_finish(
            is_delegated=delegation is not None, done=bool(delegation and delegation.done_at)
        )
    )
    if delegation is not None:
        delegation.done_at = timezone.now()
        delegation.save(update_fields=["done_at"])
        record("surveys.block_finished", reference_of(delegation.response), by, block=block.name)
        tell_finished(delegation)
