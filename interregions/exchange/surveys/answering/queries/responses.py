"""An organisation's response: who may open it, its overview, what is left to do in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import IntegerField, QuerySet
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.common.links import ALTERED, make_link_token, read_link_token
from interregions.common.prepared import Given, PreparedQuery
from interregions.common.references import Reference
from interregions.common.typography import of_name
from interregions.exchange.surveys.answering.models import Delegation, Response
from interregions.exchange.surveys.answering.rules import answering
from interregions.exchange.surveys.choices import ResponseStatus
from interregions.exchange.surveys.questionnaires.queries.content import BlockContent
from interregions.exchange.surveys.questionnaires.rules import visibility
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import current, mandates_of, standing_of
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.queries import is_awaited, visa_waiting

RESPONSE_KIND = "surveys.response"
RESUME = "surveys.resume"
REVIEW = "*"  # in place of the name of a block: the page where all is read back
LEFT = (ResponseStatus.SUBMITTED, ResponseStatus.USED_AS_IS, ResponseStatus.LEFT_OUT)
RANKS = {Role.REFERENT: 0, Role.CONTRIBUTOR: 1, Role.READER: 2}


@dataclass(frozen=True)
class Access:
    """How a person stands before one response: under which mandate, by a link or signed in, in which blocks."""

    response: Response
    by: Mandate
    is_own: bool
    by_link: bool
    today: date

    @cached_property
    def delegated(self) -> frozenset[int]:
        """The blocks handed over to this person."""
        if not self.is_own or self.role == Role.REFERENT:  # who writes everywhere is handed nothing
            return frozenset()
        mine = Delegation.objects.filter(response=self.response, member=self.by.member_id, withdrawn_at__isnull=True)
        return frozenset(mine.values_list("block_id", flat=True))

    @cached_property
    def visa(self) -> ApprovalRequest | None:
        """The visa that is awaited."""
        return visa_waiting(RESPONSE_KIND, self.response.pk) if self.waits_for_visa else None

    def after_writing(self, response: Response) -> "Access":
        """The same person before the response as it was just written: nothing is written while a visa is awaited."""
        again = replace(self, response=response)
        again.__dict__.update(
            {name: self.__dict__[name] for name in ("delegated",) if name in self.__dict__}, visa=None
        )
        return again

    @property
    def role(self) -> str:
        return self.by.role

    @property
    def waits_for_visa(self) -> bool:
        return bool(self.response.awaits_visa)  # type: ignore[attr-defined]  # said by ``response_of``

    @property
    def survey_closed(self) -> bool:
        return self.response.is_closed

    @property
    def reads_all(self) -> bool:
        """Referents and readers read the whole draft; a contributor only what was handed over; once sent, all do, if
        they are signed in: the link of one block opens that block, before the sending as after it."""
        if not self.is_own:
            return False
        return self.role != Role.CONTRIBUTOR or (self.response.status in visibility.GIVEN and not self.by_link)

    @property
    def reads_receipt(self) -> bool:
        """The document of the whole response: its organisation's; the animation's once sent, if it has its name."""
        if self.is_own:
            return self.reads_all
        return self.response.status in visibility.GIVEN and not self.response.unnamed

    def opened_in(self, blocks: Sequence[BlockContent]) -> list[BlockContent]:
        """The blocks whose questions are counted for who reads: a contributor's own, the whole for the others."""
        return [block for block in blocks if self.may_open(block)]

    def may_open(self, block: BlockContent) -> bool:
        """Whether this person may open this block at all; the others are not found."""
        return self.reads_all or not self.is_own or block.id in self.delegated

    @property
    def reasons_not_to_answer(self) -> list[str]:
        return answering.reasons_not_to_answer(
            role=self.role,
            status=self.response.status,
            survey_closed=self.survey_closed,
            opens_on=self.response.survey.opens_on,
            today=self.today,
            waits_for_visa=self.waits_for_visa,
        )

    def reasons_not_to_write(self, block: BlockContent) -> list[str]:
        """Why this person cannot write in this block now."""
        return self.reasons_not_to_answer or answering.reasons_not_to_write_block(
            role=self.role, is_delegated=block.id in self.delegated
        )


def reference_of(response: Response) -> Reference:
    label = f"Réponse {of_name(response.organisation.short_name)} à « {response.survey.title} »"
    return Reference(RESPONSE_KIND, str(response.pk), label, response.get_absolute_url())


def responses() -> QuerySet[Response]:
    return Response.objects.select_related(
        "survey__questionnaire",
        "survey__cycle__lead",
        "survey__cycle__theme",
        "organisation",
        "reopening_asked_by__member",
    )


def _one() -> QuerySet[Response]:
    return responses().filter(pk=Given("response", IntegerField())).annotate(awaits_visa=is_awaited(RESPONSE_KIND))


_ONE = PreparedQuery(_one)


def response_of(response_id: int) -> Response | None:
    """One response with what every page of it needs, whoever asks; ``awaits_visa`` says whether it waits for a visa."""
    return next(iter(_ONE.read(response=response_id)), None)


def response_visible_to(member: Member | None, response_id: int) -> Response | None:
    """One's organisations' own; any of them for the animation, which sees how far it is, not what it says."""
    response, standing = response_of(response_id), standing_of(member)
    reached = response is not None and response.organisation_id in standing.organisation_ids
    return response if reached or standing.is_facilitator else None


def acting_for(mandates: Sequence[Mandate], chosen: Mandate | None, response: Response) -> Mandate | None:
    """The mandate to act under here: the chosen one when it is of this organisation, else the widest of them."""
    own = [mandate for mandate in mandates if mandate.organisation_id == response.organisation_id]
    if chosen is not None and chosen in own:
        return chosen
    if own:
        return min(own, key=lambda mandate: RANKS.get(Role(mandate.role), 9))
    return next((mandate for mandate in mandates if mandate.role == Role.FACILITATOR), None)


def access_of(member: Member | None, chosen: Mandate | None, response_id: int) -> Access | None:
    """A signed-in person's access to a response; None is a page not found."""
    response = response_visible_to(member, response_id)
    if response is None:
        return None
    by = acting_for(standing_of(member).mandates, chosen, response)
    return _access(response, by, by_link=False) if by else None


def reads_visa(approval: ApprovalRequest, member: Member) -> bool:
    """A visa holds the whole draft: a contributor, who reads what was handed over, does not read it there."""
    access = access_of(member, None, int(approval.about_id))
    return access is not None and access.reads_all


def visa_useful_until(approval: ApprovalRequest) -> date | None:
    """A visa on a response comes too late once the organisation may not send any more."""
    response = response_of(int(approval.about_id))
    return (response.closes_on or response.survey.closes_on) if response else None


def mandate_of_link(mandate_id: int) -> Mandate | None:
    """The mandate a link names, as long as it holds."""
    held = Mandate.objects.filter(current(timezone.localdate()), pk=mandate_id, member__removed_at__isnull=True)
    return held.select_related("member", "organisation").first()


def access_by_link(mandate_id: int, response_id: int) -> Access | None:
    """The access a link gives to its one response, as long as the mandate it names holds and it is being answered."""
    by, response = mandate_of_link(mandate_id), response_of(response_id)
    if by is None or response is None or by.organisation_id != response.organisation_id:
        return None
    return None if has_left(response) else _access(response, by, by_link=True)


def has_left(response: Response) -> bool:
    """Whether the response was sent or its survey closed: from then on one signs in to read it."""
    return response.status in LEFT or response.is_closed


def _access(response: Response, by: Mandate, *, by_link: bool) -> Access:
    own = by.organisation_id == response.organisation_id
    return Access(response=response, by=by, is_own=own, by_link=by_link, today=timezone.localdate())


def resume_url(response: Response, mandate: Mandate, block_name: str = "") -> str:
    """The address to put in an e-mail: it resumes this one response without signing in, and sends nothing."""
    token = make_link_token(RESUME, response=response.pk, mandate=mandate.pk, block=block_name)
    return reverse("surveys:resume", args=[token])


def resumed_by(token: str) -> tuple[Access, str]:
    """What a link opens, and the block it leads to. Raises Refused with a sentence, or Ended."""
    values = read_link_token(RESUME, token)
    access = access_by_link(int(values.get("mandate", 0)), int(values.get("response", 0)))
    if access is None:
        response = response_of(int(values.get("response", 0)))
        if response is not None and has_left(response):
            raise Ended(response, mandate_of_link(int(values.get("mandate", 0))))
        raise Refused(
            "Ce lien n’est plus valable\u202f: la personne à qui il était adressé n’agit plus pour cet organisme."
            if values.get("response")
            else ALTERED
        )
    return access, str(values.get("block", ""))


class Ended(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The link has done what it was for: whoever holds it may still sign in, and the door knows their address."""

    def __init__(self, response: Response, mandate: Mandate | None) -> None:
        self.response, self.mandate = response, mandate
        super().__init__(str(response.pk))


def delegations_of(response: Response) -> list[Delegation]:
    """Blocks handed over and not taken back."""
    handed = Delegation.objects.filter(response=response, withdrawn_at__isnull=True)
    return list(handed.select_related("member", "by__member", "block"))


def colleagues_of(response: Response, by: Mandate) -> list[Mandate]:
    """People of the organisation to whom a block can be handed."""
    found = mandates_of([response.organisation_id]).exclude(member=by.member_id)
    seen: dict[int, Mandate] = {}
    for mandate in found.order_by("member__family_name", "member__given_name", "role"):
        seen.setdefault(mandate.member_id, mandate)
    return list(seen.values())


def due_of(response: Response) -> date:
    """The day answers are expected: the organisation's own if it was given more time."""
    return response.late_until or response.closes_on or response.survey.closes_on


def is_to_revise(response: Response, visa: ApprovalRequest | None) -> bool:
    """Whether this visa says « à revoir » of what is about to leave: not of what was sent since."""
    if visa is None or visa.decided_at is None or visa.status != ApprovalStatus.TO_REVISE:
        return False
    return response.submitted_at is None or visa.decided_at > response.submitted_at
