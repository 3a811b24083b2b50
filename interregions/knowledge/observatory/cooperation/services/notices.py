"""Publish an offer or a need, close it, leave a proposal aside, ask to be put in touch."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from interregions.common.erasure import without_person
from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.rows import held_row, hold
from interregions.knowledge.observatory.cooperation import rules
from interregions.knowledge.observatory.cooperation.choices import NoticeStatus
from interregions.knowledge.observatory.cooperation.models import (
    Approach,
    MatchRefusal,
    Mission,
    Need,
    Notice,
    Offer,
)
from interregions.knowledge.observatory.cooperation.queries import notices as queries
from interregions.network.models import Mandate, Member, Organisation
from interregions.network.services import check_mandate
from interregions.toolkit.introductions.services import introduce
from interregions.toolkit.journal.services import record
from interregions.vocabulary.models import Term

One = TypeVar("One", bound=Notice)


@transaction.atomic
def publish_notice(
    *,
    model: type[One],
    title: str,
    sort: str,
    ends_on: date | None,
    words: str = "",
    tags: Iterable[Term] = (),
    open_to_clusters: bool = False,
    open_to_partners: bool = False,
    organisation: Organisation | None = None,
    origin: Reference | None = None,
    by: Mandate,
) -> One:
    """An offer or a need of one’s organisation; the animation notes that of a speaker."""
    holder = organisation or by.organisation
    check_mandate(by, roles=queries.WRITERS, organisation=holder)
    refuse_if(rules.reasons_about_notice(title=title, ends_on=ends_on, today=timezone.localdate()))
    told: dict[str, Any] = {"title": title.strip()[:160], "words": words.strip(), "sort": sort, "ends_on": ends_on}
    told |= {"open_to_clusters": open_to_clusters, "open_to_partners": open_to_partners}
    made = model._default_manager.create(
        organisation=holder, by=by, origin=origin.as_json() if origin else None, **told
    )
    made.tags.set(tags)
    record("observatory.notice_published", queries.notice_reference(made), by, organisation=holder.pk)
    return made


@transaction.atomic
def close_notice(*, notice: One, by: Mandate) -> One:
    """It is no longer proposed; the introductions it led to go on."""
    notice = _held(notice, by)
    refuse_if(rules.reasons_not_to_close(status=notice.status))
    notice.status = NoticeStatus.CLOSED
    notice.save(update_fields=["status"])
    record("observatory.notice_closed", queries.notice_reference(notice), by)
    return notice


@transaction.atomic
def refuse_match(*, offer: Offer, need: Need, by: Mandate) -> MatchRefusal:
    """This proposal is not for us: it does not come back on our side."""
    check_mandate(by, roles=queries.WRITERS)
    hold(Offer.objects.filter(pk=offer.pk))
    mine = by.organisation_id in (offer.organisation_id, need.organisation_id)
    refused = MatchRefusal.objects.filter(offer=offer, need=need, organisation=by.organisation_id).exists()
    refuse_if(rules.reasons_not_to_refuse(mine=mine, refused=refused))
    return MatchRefusal.objects.create(offer=offer, need=need, organisation=by.organisation, by=by)


@transaction.atomic
def approach(*, notice: Any, words: str, answering: Any = None, by: Mandate) -> Approach:
    """Ask to be put in touch about an offer or a need; both accept before contacts show.

    ``answering`` is one’s own notice, when the two were proposed to each other.
    """
    check_mandate(by, roles=queries.ASKING)
    hold(type(notice)._default_manager.filter(pk=notice.pk))
    notice = type(notice)._default_manager.select_related("organisation").get(pk=notice.pk)
    refuse_if(queries.reasons_not_to_approach(notice, by))
    person = queries.person_of(notice)
    assert person is not None  # noqa: S101  refused before
    introduction = introduce(to=person, wanted=notice.title, words=words, by=by)
    about = {each.address: each for each in (notice, answering) if each is not None}
    made = Approach.objects.create(
        offer=about.get("offer"),
        need=about.get("need"),
        asker=by.organisation,
        holder=notice.organisation,
        introduction=introduction,
    )
    record("observatory.approach_asked", queries.notice_reference(notice), by)
    return made


def _held(notice: One, by: Mandate) -> One:
    check_mandate(by, roles=queries.WRITERS, organisation=notice.organisation)
    return held_row(type(notice)._default_manager.select_related("organisation"), notice.pk)


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person out of the words; what their organisation offered, looked for and entered stays."""
    texts: dict[Any, tuple[str, ...]] = {
        Offer: ("title", "words", "origin"),
        Need: ("title", "words", "origin"),
        Mission: ("title", "words"),
    }
    for model, names in texts.items():
        for row in model._default_manager.only("pk", *names).iterator():
            before = [getattr(row, name) for name in names]
            after = without_person(before, member)
            if after != before:
                model._default_manager.filter(pk=row.pk).update(**dict(zip(names, after, strict=True)))
