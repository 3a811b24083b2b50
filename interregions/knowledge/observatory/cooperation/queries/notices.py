"""Who reads an offer or a need, what answers it and why, whom one would be put in touch with."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from interregions.common.lists import having_words
from interregions.common.references import Reference
from interregions.knowledge.observatory.cooperation import rules
from interregions.knowledge.observatory.cooperation.choices import NoticeStatus, Sort
from interregions.knowledge.observatory.cooperation.matching import CRITERIA, LEAST, Side
from interregions.knowledge.observatory.cooperation.models import Approach, MatchRefusal, Need, Notice, Offer
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import is_facilitator, referents_of, standing_of
from interregions.toolkit.introductions.choices import OPEN
from interregions.toolkit.matching import Candidate, matched
from interregions.vocabulary.choices import TerritoryKind
from interregions.vocabulary.models import Term, Territory, TerritoryPart

WRITERS = (Role.REFERENT, Role.CONTRIBUTOR, Role.FACILITATOR)
ASKING = (Role.REFERENT, Role.CONTRIBUTOR)
MODELS: dict[str, type[Notice]] = {"offer": Offer, "need": Need}
OTHER: dict[type[Notice], type[Notice]] = {Offer: Need, Need: Offer}
MOST_COMPARED = 300
MOST_SHOWN = 12
One = TypeVar("One", bound=Notice)


@dataclass(frozen=True)
class NoticePage:
    """One offer or need, and what this mandate may do with it."""

    notice: Any
    own: bool
    writes: bool
    opened: bool
    origin: Reference | None
    tags: tuple[Term, ...]
    candidates: tuple[Candidate[Any], ...]
    reasons_to_approach: tuple[str, ...]


def notices_visible_to(member: Member | None, model: type[One]) -> QuerySet[One]:
    """One’s own; what stands, for whoever takes part; for pôles and partners, what is opened to them."""
    found = model._default_manager.select_related("organisation")
    standing = standing_of(member)
    if standing.is_facilitator:
        return found
    opened = Q() if standing.takes_part else Q(pk__in=())
    if standing.is_cluster:
        opened |= Q(open_to_clusters=True)
    if standing.is_partner:
        opened |= Q(open_to_partners=True)
    if standing.takes_part:
        opened = Q()
    stands = Q(status=NoticeStatus.OPEN, ends_on__gte=timezone.localdate())
    return found.filter(Q(organisation_id__in=standing.organisation_ids) | (opened & stands))


def filtered(notices: QuerySet[One], *, words: str = "", sort: str = "") -> QuerySet[One]:
    """Those that say these words, of a sort; what ends first comes first."""
    notices = having_words(notices, words, "title", "words", "organisation__name", "organisation__short_name")
    notices = notices.filter(sort=sort) if sort in Sort.values else notices
    return notices.order_by("ends_on", "pk")


def notice_visible_to(member: Member | None, model: type[One], notice_id: int) -> One | None:
    return notices_visible_to(member, model).select_related("by__member").filter(pk=notice_id).first()


def writes(notice: Notice, mandate: Mandate | None) -> bool:
    """Whether this acting mandate changes or closes it."""
    return (
        mandate is not None
        and mandate.role in WRITERS
        and not rules.reasons_not_to_write(
            own=notice.organisation_id == mandate.organisation_id, is_facilitator=is_facilitator(mandate)
        )
    )


def stands(notice: Notice) -> bool:
    return rules.is_open(status=notice.status, ends_on=notice.ends_on, today=timezone.localdate())


def notice_page(notice: Any, mandate: Mandate | None) -> NoticePage:
    """The notice as this mandate reads it: what answers it is read by its own organisation and by the animation."""
    own = mandate is not None and notice.organisation_id == mandate.organisation_id
    opened = stands(notice)
    shows = mandate is not None and opened and writes(notice, mandate)
    return NoticePage(
        notice=notice,
        own=own,
        writes=writes(notice, mandate),
        opened=opened,
        origin=Reference.from_json(notice.origin),
        tags=tuple(notice.tags.all()),
        candidates=tuple(candidates_of(notice, mandate)[:MOST_SHOWN]) if shows and mandate else (),
        reasons_to_approach=tuple(reasons_not_to_approach(notice, mandate)),
    )


def candidates_of(notice: Any, mandate: Mandate) -> list[Candidate[Any]]:
    """What answers it among what this mandate reads, with the reasons; five queries whatever their number."""
    other = OTHER[type(notice)]
    side = "offer" if other is Offer else "need"
    mine = "need" if other is Offer else "offer"
    seen = notices_visible_to(mandate.member, other).exclude(organisation_id=notice.organisation_id)
    seen = seen.filter(status=NoticeStatus.OPEN, ends_on__gte=timezone.localdate(), sort=notice.sort)
    found = list(_whole(seen.order_by("-at", "-pk"))[:MOST_COMPARED])
    (own,) = _whole(type(notice)._default_manager.filter(pk=notice.pk))
    refused = MatchRefusal.objects.filter(organisation_id=notice.organisation_id, **{mine: notice.pk})
    things = {each.pk: each for each in found}
    answers = matched(
        _side(own),
        [_side(each) for each in found],
        CRITERIA,
        key=lambda each: each.pk,
        refused=frozenset(refused.values_list(f"{side}_id", flat=True)),
        least=LEAST,
    )
    return [Candidate(things[each.thing.pk], each.reasons, each.score) for each in answers]


def _whole(notices: QuerySet[Any]) -> QuerySet[Any]:
    above = TerritoryPart.objects.filter(ends_on=None, parent__kind=TerritoryKind.REGION).select_related("parent")
    places = Territory.objects.prefetch_related(Prefetch("parents", above))
    found = notices.select_related("organisation")
    return found.prefetch_related("tags", Prefetch("organisation__territories", places))


def _side(notice: Any) -> Side:
    places = list(notice.organisation.territories.all())
    regions = {place.code for place in places if place.kind == TerritoryKind.REGION}
    regions |= {part.parent.code for place in places for part in place.parents.all()}
    return Side(
        pk=notice.pk,
        sort=notice.sort,
        sort_words=str(notice.get_sort_display()),
        text=f"{notice.title}\n{notice.words}",
        tags=frozenset((tag.pk, tag.label) for tag in notice.tags.all()),
        regions=frozenset(regions),
        epci=frozenset(place.pk for place in places if place.kind == TerritoryKind.EPCI),
    )


def reasons_not_to_approach(notice: Any, mandate: Mandate | None) -> list[str]:
    """Why this mandate asks for no introduction about it."""
    if mandate is None or mandate.role not in ASKING:
        return ["Une mise en relation est demandée par un référent ou un contributeur d’un organisme."]
    about = "offer" if isinstance(notice, Offer) else "need"
    asked = Approach.objects.filter(asker=mandate.organisation_id, introduction__status__in=OPEN, **{about: notice.pk})
    own = notice.organisation_id == mandate.organisation_id
    return rules.reasons_not_to_approach(
        own=own,
        opened=stands(notice),
        holder_reached=own or person_of(notice) is not None,
        already=not own and asked.exists(),
    )


def person_of(notice: Any) -> Mandate | None:
    """Who is asked: whoever wrote it, as long as they act for it; else its referent."""
    found = list(referents_of([notice.organisation_id]).exclude(member__email="").order_by("pk"))
    return next((each for each in found if each.pk == notice.by_id), found[0] if found else None)


def notice_reference(notice: Notice) -> Reference:
    return Reference(f"observatory.{notice.address}", str(notice.pk), notice.title, notice.get_absolute_url())
