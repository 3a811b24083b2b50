"""Who may read and write what: a figure belongs to whom it describes."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from interregions.knowledge.observatory.choices import Provenance, Subject
from interregions.knowledge.observatory.policies.models import Indicator, Reading, RegionalPolicy, Showing
from interregions.knowledge.observatory.policies.rules import sheets
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.queries import Standing, standing_of
from interregions.toolkit.sources.choices import SourceState

WRITERS = (Role.REFERENT, Role.CONTRIBUTOR)


def reads_the_observatory(member: Member | None) -> bool:
    """The pages of the policies: the Régions, and the animation that keeps them company."""
    standing = standing_of(member)
    return standing.is_facilitator or bool(_regions_of(standing))


def _regions_of(standing: Standing) -> list[Mandate]:
    return [each for each in standing.by_organisation if each.organisation.kind == OrganisationKind.REGION]


def region_mandate(member: Member | None, acting: Mandate | None) -> Mandate | None:
    """The mandate under which this person reads as a Région: the acting one, else the first of theirs; or None."""
    found = _regions_of(standing_of(member))
    return next((each for each in found if acting is not None and each.pk == acting.pk), next(iter(found), None))


def writing_mandate(member: Member | None, organisation_id: int) -> Mandate | None:
    """The mandate under which this person writes for this organisation, or None."""
    held = standing_of(member).by_organisation
    return next((each for each in held if each.organisation_id == organisation_id and each.role in WRITERS), None)


def regions_visible_to(member: Member | None) -> QuerySet[Organisation]:
    """The Régions whose sheet has a page for this member."""
    found = Organisation.objects.filter(kind=OrganisationKind.REGION)
    return found if reads_the_observatory(member) else found.none()


def indicators(subject: str = Subject.REGION) -> QuerySet[Indicator]:
    """The indicators of the day, in their order; they are public words."""
    return Indicator.objects.filter(subject=subject, withdrawn_on=None)


def confirmed_count(organisation_id: int, indicator: Indicator, year: int | None = None) -> int:
    """How many values of this indicator the organisation has confirmed; how many sheets, for the one in words."""
    if indicator.code == sheets.SHEET:
        written = RegionalPolicy.objects.filter(organisation_id=organisation_id).exclude(devices="", criteria="")
        return (written if year is None else written.filter(year=year)).count()
    found = Reading.objects.filter(organisation_id=organisation_id, indicator=indicator, state=SourceState.CONFIRMED)
    return (found if year is None else found.filter(year=year)).count()


def open_showings() -> QuerySet[Showing]:
    """The agreements that hold."""
    return Showing.objects.filter(withdrawn_at=None)


def shown_to(readers: Collection[int]) -> Q:
    """The condition on readings « one of these Régions reads it by name »: all of « je montre, je vois »."""
    same = {"indicator_id": OuterRef("indicator_id")}
    agreed = open_showings().filter(organisation_id=OuterRef("organisation_id"), **same)
    mine = Reading.objects.filter(
        Exists(agreed), organisation_id__in=readers, year=OuterRef("year"), state=SourceState.CONFIRMED, **same
    )
    return Q(state=SourceState.CONFIRMED) & Q(indicator__subject=Subject.REGION) & Q(Exists(agreed)) & Q(Exists(mine))


def readings_visible_to(member: Member | None) -> QuerySet[Reading]:
    """One's own; for the animation what was read in public pages and waits; for a Région what is shown to it."""
    standing = standing_of(member)
    found = Q(organisation_id__in=standing.organisation_ids)
    if standing.is_facilitator:
        found |= Q(provenance=Provenance.PRESS, state=SourceState.PROPOSED)
    if regions := [each.organisation_id for each in _regions_of(standing)]:
        found |= shown_to(regions)
    return Reading.objects.filter(found).select_related("organisation", "indicator")


def reading_decided_by(member: Member | None, reading_id: int) -> tuple[Reading, Mandate] | None:
    """A figure of an organisation this person writes for, and the mandate under which they do; or None."""
    found = readings_visible_to(member).filter(pk=reading_id).first()
    mandate = writing_mandate(member, found.organisation_id) if found is not None else None
    return (found, mandate) if found is not None and mandate is not None else None


def deciding_mandate(member: Member | None, acting: Mandate | None) -> Mandate | None:
    """The mandate under which this person decides for their Région, or None when they only read."""
    reader = region_mandate(member, acting)
    return reader if reader is not None and reader.role in WRITERS else None


def figure_indicators() -> QuerySet[Indicator]:
    """The indicators that are figures: the sheet in words is shown, never entered as one."""
    return indicators().exclude(code=sheets.SHEET)


def page_of(code: str, year: str, *, agreements: bool) -> str:
    """Where one goes back to after an agreement."""
    if agreements:
        return reverse("observatory:agreements")
    when = f"&annee={year}" if year.isascii() and year.isdigit() else ""
    return f"{reverse('observatory:observatory')}?indicateur={code}{when}"
