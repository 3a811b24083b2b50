"""Every read of texts: who may do what, the parts with their comments, versions and what changed between two."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from interregions.common.blocks import text_from_blocks
from interregions.common.deadlines import deadline_day
from interregions.common.references import Reference
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.prepared import visible
from interregions.network.queries import standing_of
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.models import Grant
from interregions.toolkit.files.queries import granted
from interregions.toolkit.writing import rules
from interregions.toolkit.writing.models import Comment, Section, Suggestion, Text, Version
from interregions.toolkit.writing.tables import text_with_names

KIND = "writing.text"
NOW = 0  # the number that stands for the text as it is, where a version is expected


@dataclass(frozen=True)
class Remark:
    """A comment with its answers, and whether the reader may settle it."""

    comment: Comment
    replies: tuple[Comment, ...]
    may_resolve: bool


@dataclass(frozen=True)
class Proposal:
    """A suggestion that waits, read against what stands."""

    suggestion: Suggestion
    pieces: tuple[rules.Piece, ...]


@dataclass(frozen=True)
class PartPage:
    """One part as it is shown."""

    section: Section
    source: str
    remarks: tuple[Remark, ...]
    proposals: tuple[Proposal, ...]
    after: Any = None  # what the room shows under the words of this part: a list of questions, for instance
    write_url: str = ""  # a room's own page to write this part, instead of the plain area
    told: str = ""  # a sentence of the room for whom writes this part, and for nobody else

    @property
    def open_remarks(self) -> int:
        """How many comments are not settled."""
        return sum(1 for remark in self.remarks if remark.comment.resolved_at is None)


@dataclass(frozen=True)
class TextPage:
    """A text as one person meets it."""

    text: Text
    parts: tuple[PartPage, ...]
    right: str | None
    reasons_to_write: tuple[str, ...]
    reasons_to_comment: tuple[str, ...]
    next_url: str
    versions: int

    @property
    def may_write(self) -> bool:
        """Whether this person may write this text now."""
        return not self.reasons_to_write

    @property
    def may_comment(self) -> bool:
        """Whether this person may comment and suggest."""
        return not self.reasons_to_comment


@dataclass(frozen=True)
class SectionDifference:
    """What changed in one part between two versions."""

    key: str
    title: str
    state: str  # same, changed, added, removed
    pieces: tuple[rules.Piece, ...] = field(default=())


def reference_of(text: Text) -> Reference:
    """The text as the journal names it."""
    return Reference(KIND, str(text.pk), text.title, "")


def rights_on(text: Text, mandate: Mandate | None) -> Right | None:
    """The most this acting mandate may do on the text: the animation writes by its role, the others have what they
    were granted; None when nothing."""
    if mandate is None:
        return None
    if mandate.role == Role.FACILITATOR:
        return Right.EDIT
    today = deadline_day()
    granted = Grant.objects.filter(
        Q(organisation=mandate.organisation_id) | Q(member=mandate.member_id),
        Q(until__isnull=True) | Q(until__gte=today),
        object_kind=KIND,
        object_id=str(text.pk),
    ).values_list("right", flat=True)
    best = max(granted, key=rules.ORDER.index, default=None)
    return Right(best) if best is not None else None


def texts_visible_to(member: Member | None, right: str = Right.READ) -> QuerySet[Text]:
    """The texts on which one of the member's mandates has at least this right; all of them for the animation."""
    if standing_of(member).is_facilitator:
        return Text.objects.all()
    return Text.objects.filter(granted(member, KIND, "pk", right))


_ONE = visible(texts_visible_to)


def text_visible_to(member: Member | None, text_id: int) -> Text | None:
    """One text, or None when it does not exist for this member."""
    return _ONE.one(member, pk=text_id)


def section_of(text: Text, key: str) -> Section | None:
    """One part of a text."""
    return text.sections.select_related("changed_by__member", "text").filter(key=key).first()


def comment_of(text: Text, comment_id: int) -> Comment | None:
    """One comment of a text."""
    return Comment.objects.filter(section__text=text, pk=comment_id).select_related("section__text", "by").first()


def suggestion_of(text: Text, suggestion_id: int) -> Suggestion | None:
    """One suggestion made on a text."""
    found = Suggestion.objects.filter(section__text=text, pk=suggestion_id)
    return found.select_related("section__text", "by__member").first()


def text_page(*, text: Text, mandate: Mandate | None, next_url: str, tables_by_name: bool = False) -> TextPage:
    """The parts of a text with their comments, for one acting mandate; four reads, however many parts.

    ``tables_by_name``: the plain area holds a line for each table in place of its cells.
    """
    right = rights_on(text, mandate)
    frozen = text.frozen_at is not None
    people = ("by__member", "by__organisation")
    comments = Comment.objects.select_related(*people, "resolved_by__member").order_by("at", "id")
    waiting = Suggestion.objects.filter(taken__isnull=True).select_related(*people).order_by("at", "id")
    sections = text.sections.select_related("changed_by__member", "changed_by__organisation").prefetch_related(
        Prefetch("comments", queryset=comments), Prefetch("suggestions", queryset=waiting)
    )
    return TextPage(
        text=text,
        parts=tuple(_part(section, right, mandate, tables_by_name) for section in sections),
        right=right,
        reasons_to_write=tuple(rules.reasons_not_to(gesture="edit", right=right, frozen=frozen)),
        reasons_to_comment=tuple(rules.reasons_not_to(gesture="comment", right=right, frozen=frozen)),
        next_url=next_url,
        versions=text.versions.aggregate(number=Count("id"))["number"] if right else 0,
    )


def _part(section: Section, right: str | None, mandate: Mandate | None, tables_by_name: bool) -> PartPage:
    whole = text_from_blocks(section.blocks)
    source = text_with_names(section.blocks) if tables_by_name else whole
    if right is None:
        return PartPage(section, source, (), ())
    comments = list(section.comments.all())
    remarks = tuple(
        Remark(
            comment=comment,
            replies=tuple(each for each in comments if each.answers_id == comment.pk),
            may_resolve=not rules.reasons_not_to_resolve(
                resolved=comment.resolved_at is not None,
                may_edit=right == Right.EDIT,
                mine=mandate is not None and comment.by.organisation_id == mandate.organisation_id,
            ),
        )
        for comment in comments
        if comment.answers_id is None
    )
    proposals = tuple(
        Proposal(one, tuple(rules.pieces_between(whole, text_from_blocks(one.blocks))))
        for one in section.suggestions.all()
    )
    return PartPage(section, source, remarks, proposals)


def versions_of(text: Text) -> list[Version]:
    """The kept versions, latest first."""
    return list(text.versions.select_related("by__member", "by__organisation").order_by("-number"))


def version_of(text: Text, number: int) -> Version | None:
    """One kept version; the text as it stands now when the number is ``NOW`` (never saved)."""
    if number == NOW:
        return Version(text=text, number=NOW, label="Le texte d’aujourd’hui", sections=sections_of(text))
    return text.versions.select_related("by__member", "by__organisation").filter(number=number).first()


def sections_of(text: Text) -> list[dict[str, Any]]:
    """The parts as a version keeps them."""
    return [
        {"key": one.key, "title": one.title, "blocks": one.blocks} for one in text.sections.order_by("position", "id")
    ]


def differences(version_a: Version, version_b: Version) -> list[SectionDifference]:
    """What changed from the first version to the second, part by part, in the order of the second.

    An annex a room joined to a version (``extra``) is compared only when both have it.
    """
    before = {one["key"]: one for one in version_a.sections}
    after = {one["key"]: one for one in version_b.sections}
    keys = [*after, *(key for key in before if key not in after)]
    found = []
    for key in keys:
        old, new = before.get(key), after.get(key)
        one = new or old
        if one is None or (one.get("extra") and not (old and new)):
            continue
        found.append(_difference(one, old, new))
    return found


def _difference(one: dict[str, Any], old: dict[str, Any] | None, new: dict[str, Any] | None) -> SectionDifference:
    left = text_from_blocks(old["blocks"]) if old else ""
    right = text_from_blocks(new["blocks"]) if new else ""
    state = "changed" if left != right else "same"
    if not (old and new):
        state = "added" if new else "removed"
    pieces = () if state == "same" else tuple(rules.pieces_between(left, right))
    return SectionDifference(one["key"], one["title"], state, pieces)


def unanswered_comment_count(text: Text) -> int:
    """How many comments are neither settled nor answered."""
    waiting = Comment.objects.filter(section__text=text, answers__isnull=True, resolved_at__isnull=True)
    return waiting.exclude(
        pk__in=Comment.objects.filter(section__text=text).exclude(answers=None).values("answers")
    ).count()


def waiting_suggestion_count(text: Text) -> int:
    """How many suggestions are neither taken nor left aside."""
    return Suggestion.objects.filter(section__text=text, taken__isnull=True).count()


def personal_data_of(member: Member) -> dict[str, list[dict[str, str]]]:
    """The comments and suggestions this person wrote, and the parts they saved last."""
    comments = Comment.objects.filter(by__member=member).values_list("section__text__title", "words", "at")
    suggestions = Suggestion.objects.filter(by__member=member).values_list("section__text__title", "at")
    parts = Section.objects.filter(changed_by__member=member).values_list("text__title", "title")
    return {
        "comments": [{"text": text, "words": words, "at": at.isoformat()} for text, words, at in comments],
        "suggestions": [{"text": text, "at": at.isoformat()} for text, at in suggestions],
        "parts": [{"text": text, "part": part} for text, part in parts],
    }
