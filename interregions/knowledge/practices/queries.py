"""Every read of good practices."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from interregions.common.lists import having_words
from interregions.common.references import Reference
from interregions.common.rooms import PublicPart
from interregions.knowledge.practices import rules
from interregions.knowledge.practices.choices import PracticeLevel, PracticeStatus
from interregions.knowledge.practices.models import Evidence, Practice
from interregions.network.choices import OrganisationKind, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.prepared import visible
from interregions.network.queries import current_organisations, installation, is_facilitator, standing_of
from interregions.toolkit.journal.queries import entries_about
from interregions.toolkit.publication.queries import opened_to
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Territory

KIND = "practices.practice"
# Read by whoever takes part: the others reach a person by an introduction, and do not open where a sheet comes from.
BETWEEN_MEMBERS = "contact"
WRITERS = (Role.REFERENT, Role.CONTRIBUTOR, Role.FACILITATOR)


@dataclass(frozen=True)
class PracticeLine:
    """One practice in the list."""

    practice: Practice
    level: str
    filled: int
    total: int


@dataclass(frozen=True)
class Part:
    """One part of the sheet: its key, its name, its words."""

    key: str
    name: str
    text: str


@dataclass(frozen=True)
class PracticePage:
    """The sheet of one practice, and what this mandate may do with it."""

    practice: Practice
    level: str
    evidence: tuple[Evidence, ...]
    parts: tuple[Part, ...]
    failure: str
    completeness: rules.Completeness
    origin: Reference | None
    may_complete: bool
    reasons_to_publish: tuple[str, ...]
    published: bool
    fictional: bool

    @property
    def lead(self) -> str:
        """The one sentence: what the sheet waits for."""
        if self.published:
            return "Cette pratique est publiée : lisez-la, reprenez ce qui vous sert, dites ce que vous en avez fait."
        if not self.may_complete:
            return "Cette fiche est en cours de rédaction."
        if not self.completeness.missing:
            return (*self.reasons_to_publish, "Cette fiche est complète : elle n’attend plus que d’être publiée.")[0]
        told = f"{self.completeness.filled} parties sur {self.completeness.total} sont renseignées."
        if not self.reasons_to_publish:
            return f"Cette fiche peut être publiée, ou complétée encore : {told}"
        return f"Cette fiche attend d’être complétée, puis publiée : {told}"


def practices_visible_to(member: Member | None) -> QuerySet[Practice]:
    """Published: whoever takes part, and those to whom its organisation opened it. The others: the organisation that
    did it, and the animation."""
    found = Practice.objects.select_related("organisation", "caught_by__member", "caught_by__organisation")
    standing = standing_of(member)
    if standing.is_facilitator:
        return found
    own = Q(organisation_id__in=standing.organisation_ids)
    told = Q() if standing.takes_part else Q(pk__in=opened_to(standing, KIND))
    return found.filter(own | Q(status=PracticeStatus.PUBLISHED) & told)


_ONE = visible(practices_visible_to)


def practice_visible_to(member: Member | None, practice_id: int) -> Practice | None:
    """One practice, or None when it does not exist for this member."""
    return _ONE.one(member, pk=practice_id)


def practice_completed_by(mandate: Mandate | None, practice_id: int) -> Practice | None:
    """A practice this acting mandate may write; None for the others."""
    if mandate is None or mandate.role not in WRITERS:
        return None
    practice = practice_visible_to(mandate.member, practice_id)
    return practice if practice is not None and may_complete(practice, mandate) else None


def may_complete(practice: Practice, mandate: Mandate | None) -> bool:
    """Whether this acting mandate writes this sheet."""
    return (
        mandate is not None
        and mandate.role in WRITERS
        and not rules.reasons_not_to_complete(
            own=mandate.organisation_id == practice.organisation_id, is_facilitator=is_facilitator(mandate)
        )
    )


READ_BY_THE_FILTER = (
    "title", "observed_result", "problem", "what_was_done", "what_did_not_work", "organisation__name",
)  # fmt: skip


def filtered(
    practices: QuerySet[Practice], *, words: str = "", territory: str = "", status: str = ""
) -> QuerySet[Practice]:
    """Practices that say these words, of the organisations of a Région (its INSEE code), in a status."""
    practices = having_words(practices, words, *READ_BY_THE_FILTER)
    if territory:
        holders = Organisation.objects.filter(
            Q(territories__code=territory, territories__kind=TerritoryKind.REGION)
            | Q(territories__parents__parent__code=territory)
        )
        practices = practices.filter(organisation_id__in=holders.values("pk"))
    return practices.filter(status=status) if status in PracticeStatus.values else practices


def practice_lines(practices: Iterable[Practice] | QuerySet[Practice]) -> list[PracticeLine]:
    """The lines of one page of the list, in two queries however long."""
    found = practices
    if isinstance(practices, QuerySet):
        found = practices.prefetch_related(Prefetch("evidence"))
    return [_line(practice) for practice in found]


def _line(practice: Practice) -> PracticeLine:
    filled = rules.completeness(texts_of(practice))
    return PracticeLine(practice, level_label(practice), filled.filled, filled.total)


def texts_of(practice: Practice, *, within: bool = True) -> dict[str, str]:
    """The parts of the sheet by key; ``within`` the network and its organisation, with its contact."""
    return {key: str(getattr(practice, key)) if within or key != BETWEEN_MEMBERS else "" for key in rules.PARTS}


def texts_read(practice: Practice, mandate: Mandate | None) -> dict[str, str]:
    """The same, as this mandate reads them."""
    return texts_of(practice, within=reads_as_member(practice, mandate))


def reads_as_member(practice: Practice, mandate: Mandate | None) -> bool:
    """Whether one reads a sheet as the network does, not as somebody it was opened to."""
    standing = standing_of(mandate.member if mandate else None)
    return standing.takes_part or practice.organisation_id in standing.organisation_ids


def public_parts_of(practice: Practice) -> list[PublicPart]:
    """What anybody reads of a sheet opened to all: its words and what was observed, without its contact."""
    texts = texts_of(practice, within=False)
    parts = [PublicPart(name, (texts[key],)) for key, name in rules.PARTS.items() if key != "title" and texts[key]]
    results = tuple(f"{each.words} ({each.source})" for each in practice.evidence.order_by("-dated_on", "-id"))
    return [*parts, PublicPart("Ce qui a été mesuré", results)] if results else parts


def published_practices() -> QuerySet[Practice]:
    return Practice.objects.filter(status=PracticeStatus.PUBLISHED).select_related("organisation")


def level_label(practice: Practice) -> str:
    """« Prometteuse », « Démontrée » or « Répliquée », computed from the evidence."""
    found = [(each.source, each.dated_on) for each in practice.evidence.all()]
    return str(PracticeLevel(rules.level_of(evidence=found)).label)


def practice_page(practice: Practice, mandate: Mandate | None) -> PracticePage:
    """The sheet as this mandate reads it."""
    here, within = installation(), reads_as_member(practice, mandate)
    texts = texts_of(practice, within=within)
    read = [key for key in rules.PARTS if key not in ("title", "observed_result", "what_did_not_work")]
    return PracticePage(
        practice=practice,
        level=level_label(practice),
        evidence=tuple(practice.evidence.order_by("-dated_on", "-id")),
        parts=tuple(Part(key, rules.PARTS[key], texts[key]) for key in read if texts[key].strip()),
        failure=texts["what_did_not_work"],
        completeness=rules.completeness(texts),
        origin=Reference.from_json(practice.origin) if within else None,
        may_complete=may_complete(practice, mandate),
        reasons_to_publish=tuple(rules.reasons_not_to_publish(status=practice.status, texts=texts)),
        published=practice.status == PracticeStatus.PUBLISHED,
        fictional=bool(here and here.demonstration),
    )


def last_author(practice: Practice) -> str:
    """Who wrote on this sheet last, after the journal."""
    entry = entries_about(KIND, practice.pk).exclude(by=None).first()
    return entry.by.member.full_name if entry is not None and entry.by is not None else "une autre personne"


def practice_reference(practice: Practice) -> Reference:
    """The practice as other rooms store it."""
    return Reference(KIND, str(practice.pk), practice.title, practice.get_absolute_url())


def published_practice_references(member: Member | None, limit: int = 100) -> list[Reference]:
    """What the network already knows: the published practices this member reads, latest first."""
    found = practices_visible_to(member).filter(status=PracticeStatus.PUBLISHED).select_related(None)
    return [practice_reference(practice) for practice in found.order_by("-published_at", "-pk")[:limit]]


def region_choices() -> list[tuple[str, str]]:
    """The Régions of the filter: INSEE code and name."""
    found = Territory.objects.filter(kind=TerritoryKind.REGION, withdrawn_on__isnull=True).order_by("name")
    return list(found.values_list("code", "name"))


def holder_choices(mandate: Mandate | None) -> list[tuple[int, str]]:
    """The organisations for which this mandate may draft a practice: its own, or any for the animation."""
    if mandate is None or mandate.role not in WRITERS:
        return []
    if not is_facilitator(mandate):
        return [(mandate.organisation_id, mandate.organisation.short_name)]
    kinds = [OrganisationKind.REGION, OrganisationKind.EPCI]
    return list(current_organisations(kinds).order_by("-kind", "sort_name").values_list("pk", "short_name"))


def organisation_by_id(organisation_id: int) -> Organisation:
    """The organisation chosen in a form that offered it."""
    return Organisation.objects.get(pk=organisation_id)


def personal_data_of(member: Member) -> dict[str, Any]:
    """The practices and results this person wrote down."""
    caught = Practice.objects.filter(caught_by__member=member).values_list("title", "created_at")
    results = Evidence.objects.filter(by__member=member).values_list("words", "at")
    return {
        "practices": [{"title": title, "at": at.isoformat()} for title, at in caught],
        "evidence": [{"words": words, "at": at.isoformat()} for words, at in results],
    }
