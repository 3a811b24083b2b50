"""Every write of texts: parts, comments, suggestions, versions, freezing. Rights come from the grants alone."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from interregions.common.blocks import Block, text_from_blocks, validate_blocks
from interregions.common.erasure import without_person
from interregions.common.errors import Refused, Stale, refuse_if
from interregions.common.rows import held_row
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.services import check_mandate
from interregions.toolkit.journal.services import record
from interregions.toolkit.writing import queries, rules
from interregions.toolkit.writing.models import Comment, Section, Suggestion, Text, Version
from interregions.toolkit.writing.tables import taken_out

WRITERS = {Role.FACILITATOR, Role.REFERENT, Role.CONTRIBUTOR}


def _check(text: Text, by: Mandate, gesture: str) -> None:
    """Refuse when the acting mandate has ended, or has no grant for this gesture."""
    check_mandate(by, roles=WRITERS)
    right = queries.rights_on(text, by)
    refuse_if(rules.reasons_not_to(gesture=gesture, right=right, frozen=text.frozen_at is not None))


def _locked(text_id: int) -> Text:
    return Text.objects.select_for_update().get(pk=text_id)


@transaction.atomic
def create_text(*, title: str, sections: Sequence[tuple[str, str, str, list[Block]]], by: Mandate) -> Text:
    """A new text with its parts ``(key, title, prompt, blocks)``; the room grants its rights next."""
    check_mandate(by, roles=WRITERS)
    text = Text.objects.create(title=title.strip()[:200], created_by=by)
    Section.objects.bulk_create(
        Section(
            text=text,
            key=key,
            title=name,
            prompt=prompt,
            position=position,
            blocks=validate_blocks(blocks),
            changed_by=by,
            changed_at=timezone.now(),
        )
        for position, (key, name, prompt, blocks) in enumerate(sections, start=1)
    )
    record("writing.text_created", queries.reference_of(text), by, parts=len(sections))
    return text


@transaction.atomic
def save_section(*, section: Section, blocks: list[Block], revision: int, by: Mandate) -> Section:
    """Save one part written on ``revision``; if somebody saved it between, both versions are shown and kept."""
    text = _locked(section.text_id)
    _check(text, by, "edit")
    section = Section.objects.select_for_update().get(pk=section.pk)
    _keep_tables(text, section, blocks, by)
    return _write(section, validate_blocks(blocks), revision, by)


def _keep_tables(text: Text, section: Section, blocks: list[Block], by: Mandate) -> None:
    """The plain area cannot give a table back once it is taken out: what stood is kept as a version."""
    names = taken_out(section.blocks, blocks)
    if names:
        keep_version(text=text, label=f"Avant le retrait du tableau « {names[0]} »", by=by)


def _write(section: Section, blocks: list[Block], revision: int, by: Mandate) -> Section:
    blocks = rules.with_captions(blocks, section.blocks)
    same = blocks == section.blocks
    if rules.is_stale(stands=section.revision, based_on=revision, same_words=same):
        author = section.changed_by.member.full_name if section.changed_by else "une autre personne"
        raise Stale(
            mine=text_from_blocks(blocks),
            theirs=text_from_blocks(section.blocks),
            author=author,
            revision=section.revision,
        )
    if same:
        return section
    told = rules.is_one_sitting(
        same_person=section.changed_by is not None and section.changed_by.member_id == by.member_id,
        before=section.changed_at,
        now=timezone.now(),
    )
    section.blocks, section.revision = blocks, section.revision + 1
    section.changed_by, section.changed_at = by, timezone.now()
    section.save(update_fields=["blocks", "revision", "changed_by", "changed_at"])
    if not told:  # words leave as they are typed: the journal has one line by sitting
        of = queries.reference_of(section.text)
        record("writing.section_saved", of, by, part=section.key, revision=section.revision)
    return section


@transaction.atomic
def add_comment(*, section: Section, words: str, by: Mandate) -> Comment:
    """Say something about a part."""
    _check(section.text, by, "comment")
    refuse_if(rules.reasons_not_to_comment(words=words))
    comment = Comment.objects.create(section=section, words=words.strip(), by=by)
    record("writing.commented", queries.reference_of(section.text), by, part=section.key)
    return comment


@transaction.atomic
def answer_comment(*, comment: Comment, words: str, by: Mandate) -> Comment:
    """Answer a comment; an answer to an answer goes under the same comment."""
    text = comment.section.text
    _check(text, by, "comment")
    first = Comment.objects.select_for_update().get(pk=comment.answers_id or comment.pk)
    refuse_if(rules.reasons_not_to_comment(words=words, answers_resolved=first.resolved_at is not None))
    answer = Comment.objects.create(section=comment.section, answers=first, words=words.strip(), by=by)
    record("writing.answered", queries.reference_of(text), by, part=comment.section.key)
    return answer


@transaction.atomic
def resolve_comment(*, comment: Comment, by: Mandate) -> Comment:
    """Settle a comment: by who made it, or by who writes the text."""
    text = comment.section.text
    _check(text, by, "comment")
    comment = held_row(Comment.objects.select_related("by", "section__text"), comment.pk)
    refuse_if(
        rules.reasons_not_to_resolve(
            resolved=comment.resolved_at is not None,
            may_edit=queries.rights_on(text, by) == "edit",
            mine=comment.by.organisation_id == by.organisation_id,
        )
    )
    comment.resolved_at, comment.resolved_by = timezone.now(), by
    comment.save(update_fields=["resolved_at", "resolved_by"])
    record("writing.comment_resolved", queries.reference_of(text), by, part=comment.section.key)
    return comment


@transaction.atomic
def make_suggestion(*, section: Section, blocks: list[Block], by: Mandate) -> Suggestion:
    """Propose a part as one would rather have it; nothing changes until it is taken."""
    text = _locked(section.text_id)
    _check(text, by, "comment")
    if text.frozen_at is not None:
        raise Refused(rules.FROZEN)
    section = Section.objects.get(pk=section.pk)
    clean = validate_blocks(blocks)
    if clean == section.blocks:
        raise Refused("Votre proposition est identique au texte en place.")
    suggestion = Suggestion.objects.create(section=section, based_on=section.revision, blocks=clean, by=by)
    record("writing.suggested", queries.reference_of(text), by, part=section.key)
    return suggestion


@transaction.atomic
def take_suggestion(
    *, suggestion: Suggestion, by: Mandate, blocks: list[Block] | None = None, revision: int | None = None
) -> Section:
    """Put a suggestion in place; ``blocks`` and ``revision`` are the merged text when the part has changed since."""
    text = _locked(suggestion.section.text_id)
    _check(text, by, "edit")
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    refuse_if(rules.reasons_not_to_decide_suggestion(taken=suggestion.taken))
    section = Section.objects.select_for_update().get(pk=suggestion.section_id)
    proposed = suggestion.blocks if blocks is None else validate_blocks(blocks)
    _keep_tables(text, section, proposed, by)
    section = _write(section, proposed, suggestion.based_on if revision is None else revision, by)
    suggestion.taken = True
    suggestion.save(update_fields=["taken"])
    record("writing.suggestion_taken", queries.reference_of(text), by, part=section.key)
    return section


@transaction.atomic
def decline_suggestion(*, suggestion: Suggestion, by: Mandate) -> Suggestion:
    """Leave a suggestion aside."""
    text = suggestion.section.text
    _check(text, by, "edit")
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    refuse_if(rules.reasons_not_to_decide_suggestion(taken=suggestion.taken))
    suggestion.taken = False
    suggestion.save(update_fields=["taken"])
    record("writing.suggestion_declined", queries.reference_of(text), by)
    return suggestion


@transaction.atomic
def keep_version(*, text: Text, label: str, by: Mandate, extra: Sequence[dict[str, Any]] = ()) -> Version:
    """Keep the text as it stands, under a number and a name.

    ``extra`` are parts the room joins (``key``, ``title``, ``blocks``): its questions, its references.
    """
    text = _locked(text.pk)
    check_mandate(by, roles=WRITERS)
    refuse_if(rules.reasons_not_to(gesture="edit", right=queries.rights_on(text, by), frozen=False))
    last = text.versions.aggregate(last=Max("number"))["last"] or 0
    joined = [{**one, "blocks": validate_blocks(one["blocks"]), "extra": True} for one in extra]
    version = Version.objects.create(
        text=text, number=last + 1, label=label.strip()[:160], sections=[*queries.sections_of(text), *joined], by=by
    )
    record("writing.version_kept", queries.reference_of(text), by, number=version.number)
    return version


@transaction.atomic
def restore_version(*, version: Version, by: Mandate) -> Text:
    """Put the parts of a version back; what stood is kept first as a version of its own."""
    text = _locked(version.text_id)
    _check(text, by, "edit")
    keep_version(text=text, label=f"Avant le retour à la version {version.number}", by=by)
    kept = {one["key"]: one["blocks"] for one in version.sections}
    for section in text.sections.select_for_update():
        if section.key in kept:
            _write(section, kept[section.key], section.revision, by)
    record("writing.version_restored", queries.reference_of(text), by, number=version.number)
    return text


@transaction.atomic
def freeze_text(*, text: Text, by: Mandate) -> Text:
    """Nothing changes in the text from now on; the room calls this when it signs, publishes or approves."""
    text = _locked(text.pk)
    _check(text, by, "edit")
    text.frozen_at = timezone.now()
    text.save(update_fields=["frozen_at"])
    record("writing.frozen", queries.reference_of(text), by)
    return text


@transaction.atomic
def unfreeze_text(*, text: Text, reason: str, by: Mandate) -> Text:
    """Open a frozen text again for a correction that says why."""
    text = _locked(text.pk)
    check_mandate(by, roles=WRITERS)
    refuse_if(rules.reasons_not_to(gesture="edit", right=queries.rights_on(text, by), frozen=False))
    refuse_if(rules.reasons_not_to_correct(frozen=text.frozen_at is not None, reason=reason))
    text.frozen_at = None
    text.save(update_fields=["frozen_at"])
    record("writing.unfrozen", queries.reference_of(text), by, reason=reason.strip())
    return text


@transaction.atomic
def erase_member(member: Member) -> None:
    """Take the person's name and address out of every text, version, comment and suggestion; the words stay."""
    for model, names in (
        (Text, ["title"]),
        (Section, ["title", "blocks"]),
        (Version, ["label", "sections"]),
        (Comment, ["words"]),
        (Suggestion, ["blocks"]),
    ):
        for row in model.objects.all().iterator():
            before = [getattr(row, name) for name in names]
            after = without_person(before, member)
            if before != after:
                for name, value in zip(names, after, strict=True):
                    setattr(row, name, value)
                row.save(update_fields=names)
