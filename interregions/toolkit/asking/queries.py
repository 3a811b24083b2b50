"""Every read of questions: those put to one, what a link opens, what was answered about a thing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.common.links import ALTERED, make_link_token, read_link_token
from interregions.common.references import Reference
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.queries import current, mandates_of, standing_of
from interregions.toolkit.asking import rules
from interregions.toolkit.asking.models import Ask, Reply

PURPOSE = "asking.answer"
ANSWERING = (Role.REFERENT, Role.CONTRIBUTOR)


def asks_visible_to(member: Member | None) -> QuerySet[Ask]:
    """The questions whose day has come, put to one's organisations or to oneself; nobody else reads them."""
    standing = standing_of(member)
    if standing.member is None:
        return Ask.objects.none()
    answering = [each.organisation_id for each in standing.mandates if each.role in ANSWERING]
    whole = Q(mandate=None, organisation_id__in=answering)
    own = Q(mandate__member=member, organisation_id__in=standing.organisation_ids)
    come = Q(next_on__lte=timezone.localdate()) | Q(next_on=None)
    return Ask.objects.select_related("organisation").filter(whole | own, come)


def ask_by_link(token: str) -> tuple[Ask, Mandate, date]:
    """What a signed link opens: one asking of one question, for one person who still acts there."""
    values = read_link_token(PURPOSE, token)
    found = Ask.objects.select_related("organisation").filter(pk=values.get("ask") or 0).first()
    acting = Mandate.objects.filter(current(timezone.localdate()), pk=values.get("mandate") or 0)
    mandate = acting.select_related("member", "organisation").filter(member__removed_at=None).first()
    if found is None or mandate is None or not is_addressed(found, mandate):
        raise Refused(ALTERED)
    return found, mandate, date.fromisoformat(str(values.get("on")))


def answer_token(ask: Ask, mandate: Mandate) -> str:
    return make_link_token(PURPOSE, ask=ask.pk, mandate=mandate.pk, on=str(ask.next_on))


def is_addressed(ask: Ask, mandate: Mandate) -> bool:
    """Whether this mandate answers it: the person, or whoever acts for the organisation."""
    if ask.organisation_id != mandate.organisation_id:
        return False
    if ask.mandate_id is not None:
        return ask.mandate_id == mandate.pk
    return mandate.role in ANSWERING


def reasons_not_to_answer(ask: Ask, mandate: Mandate | None, asked_on: date | None) -> list[str]:
    """Why this mandate has nothing to answer, to the asking it has read."""
    return rules.reasons_not_to_answer(
        addressed=mandate is not None and is_addressed(ask, mandate),
        over=ask.next_on is None and not (asked_on and ask.replies.filter(asked_on=asked_on).exists()),
        asked_on=asked_on,
        next_on=ask.next_on,
    )


def people_asked(ask: Ask) -> list[Mandate]:
    """To whom the letter leaves: the person, or those who act for the organisation, each once."""
    if ask.mandate_id is not None:
        return list(mandates_of([ask.organisation_id]).filter(pk=ask.mandate_id))
    people: dict[int, Mandate] = {}
    for mandate in mandates_of([ask.organisation_id], ANSWERING).order_by("pk"):
        people.setdefault(mandate.member_id, mandate)
    return list(people.values())


def due(today: date) -> QuerySet[Ask]:
    """Those whose day has come and whose letters have not left."""
    unsent = Q(sent_for=None) | ~Q(sent_for=F("next_on"))
    return Ask.objects.filter(unsent, next_on__lte=today).order_by("pk")


def replies_about(kind: str, ids: Iterable[Any]) -> dict[str, list[Reply]]:
    """What was answered about these things, the latest first, in one query."""
    found: dict[str, list[Reply]] = {}
    asked = Reply.objects.filter(ask__about_kind=kind, ask__about_id__in=[str(each) for each in ids])
    for reply in asked.select_related("ask", "by__organisation"):
        found.setdefault(reply.ask.about_id, []).append(reply)
    return found


def reference_of(ask: Ask) -> Reference:
    found = Reference.from_json(ask.about)
    assert found is not None  # noqa: S101  the field is never empty
    return found


def personal_data_of(member: Member) -> list[dict[str, str]]:
    """What this person answered."""
    return [
        {"question": each.ask.question, "answer": each.value_label, "words": each.words, "at": each.at.isoformat()}
        for each in Reply.objects.filter(by__member=member).select_related("ask")
    ]
