"""What is left to do in the first step, what is expected of a person, and the lines of the cycle's thread."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from interregions.common.ports import Expected, Remaining, ThreadLine
from interregions.common.typography import of_name
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes.choices import NoteStatus
from interregions.exchange.notes.models import Interview, InterviewAnswer, Note
from interregions.exchange.notes.queries.interviews import (
    interview_reference,
    interviews_visible_to,
    interviews_with_words,
)
from interregions.exchange.notes.queries.notes import (
    KIND,
    changed_since,
    is_to_revise,
    note_of,
    note_reference,
    notes_visible_to,
    question_count,
)
from interregions.exchange.notes.rules import LEAST_QUESTIONS
from interregions.exchange.themes.queries import theme_reference
from interregions.network.models import Member
from interregions.network.queries import Standing, standing_of
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.queries import ids_waiting, last_to_revise
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.models import Grant
from interregions.toolkit.writing.models import Comment, Suggestion
from interregions.toolkit.writing.queries import KIND as TEXT_KIND


def remaining_work(cycle: Cycle) -> list[Remaining]:
    """The interview, the note, its questions, its signature; empty when the note is signed."""
    lead = cycle.lead.short_name
    note = note_of(cycle)
    if note is not None and note.status == NoteStatus.SIGNED_OFF:
        return []
    if note is None:
        latest = interviews_with_words(cycle).last()
        if latest is None:
            url = reverse("notes:new_interview", args=[cycle.pk])
            conduct = Remaining(f"Conduire l’interview {of_name(lead)}", "Animation", url)
            return [conduct, _to_draft("", lead), _to_sign("", lead)]
        return [_to_draft(latest.get_absolute_url(), lead), _to_sign("", lead)]
    found = []
    url = note.get_absolute_url()
    if question_count(note) < LEAST_QUESTIONS:
        questions_url = reverse("notes:questions", args=[note.pk])
        found.append(Remaining("Écrire trois à cinq questions dans la note", f"Animation et {lead}", questions_url))
    return [*found, _to_sign(url, lead)]


def _to_draft(url: str, lead: str) -> Remaining:
    return Remaining("Rédiger la note d’opportunité", f"Animation et {lead}", url)


def _to_sign(url: str, lead: str) -> Remaining:
    return Remaining("Signer la note d’opportunité", lead, url)


def expected_of(member: Member | None) -> list[Expected]:
    """The interview and the draft for the animation; reading and signing for the responsible region; what a visa
    asks to revise for who asked it; an opinion from the Régions asked."""
    standing = standing_of(member)
    if standing.member is None:
        return []
    cards = _of_the_animation() if standing.is_facilitator else []
    cards += _before_the_note(standing.referent_ids)
    to_revise = _to_revise(standing)
    cards += [_revision_card(note) for note in to_revise]
    cards += _to_comment(standing)
    besides = {note.pk for note in to_revise}
    drafts = list(_drafts().filter(cycle__lead__in=standing.organisation_ids))
    waiting = ids_waiting(KIND) if drafts else set()
    for note in drafts:
        if str(note.pk) in waiting or note.pk in besides:
            continue
        signs = note.cycle.lead_id in standing.referent_ids
        cards.append(
            Expected(
                what="Relire et signer la note d’opportunité" if signs else "Compléter la note d’opportunité",
                why=f"Cycle « {note.cycle.theme.title} », étape 1, {note.cycle.lead.short_name} responsable.",
                url=note.get_absolute_url(),
                gesture="Relire et signer" if signs else "Compléter la note",
                minutes=20,
            )
        )
    return cards


def _drafts() -> QuerySet[Note]:
    running = Note.objects.filter(status=NoteStatus.DRAFT).exclude(cycle__stage=Stage.CLOSED)
    return running.select_related("text", "cycle__theme", "cycle__lead")


def _to_revise(standing: Standing) -> list[Note]:
    """The drafts whose visa, asked by this person, says « à revoir », until they change or another visa is asked."""
    asked = {
        pk: visa
        for pk, visa in last_to_revise(KIND).items()
        if visa.asked_by is not None and standing.member is not None and visa.asked_by.member_id == standing.member.pk
    }
    if not asked:
        return []
    drafts = _drafts().filter(pk__in=[int(pk) for pk in asked])
    if not standing.is_facilitator:
        drafts = drafts.filter(cycle__lead__in=standing.organisation_ids)
    return [note for note in drafts if _is_left_as_it_was(note, asked[str(note.pk)])]


def _is_left_as_it_was(note: Note, visa: ApprovalRequest) -> bool:
    return visa.decided_at is not None and is_to_revise(note, visa) and not changed_since(note, visa.decided_at)


def _revision_card(note: Note) -> Expected:
    return Expected(
        what="Revoir la note\u202f: le visa dit «\u202fà revoir\u202f»",
        why=f"Cycle « {note.cycle.theme.title} », étape 1, {note.cycle.lead.short_name} responsable.",
        url=note.get_absolute_url(),
        gesture="Revoir la note",
        minutes=15,
    )


def _to_comment(standing: Standing) -> list[Expected]:
    """The drafts opened to the comments of one's Région, until it said something of them or they are signed."""
    given = Grant.objects.filter(
        object_kind=TEXT_KIND, right=Right.COMMENT, organisation__in=standing.referent_ids
    ).values_list("object_id", "organisation_id")
    asked = {(int(text), region) for text, region in given if text.isdigit()} if standing.referent_ids else set()
    if not asked:
        return []
    texts = {text for text, _ in asked}
    notes = {note.text_id: note for note in _drafts().filter(text__in=texts)}
    said: set[tuple[int, int]] = set()
    for kind in (Comment, Suggestion):
        rows = kind.objects.filter(section__text__in=notes, by__organisation__in=standing.referent_ids)
        for text, region, at in rows.values_list("section__text_id", "by__organisation_id", "at"):
            signed = notes[text].signed_off_at
            if signed is None or at > signed:
                said.add((text, region))
    names = {each.organisation_id: each.organisation.short_name for each in standing.mandates}
    return [
        Expected(
            what="Donner votre avis sur une note d’opportunité",
            why=f"«\u202f{notes[text].cycle.theme.title}\u202f»\u202f: "
            "le projet est ouvert aux commentaires des Régions jusqu’à sa signature.",
            url=notes[text].get_absolute_url(),
            gesture="Lire et commenter",
            minutes=15,
            holder=names[region] if len(standing.referent_ids) > 1 else "",
        )
        for text, region in sorted(asked - said)
        if text in notes
    ]


def _before_the_note(regions: Collection[int]) -> list[Expected]:
    """The interview that the referents of the responsible region prepare, then read again, until there is a note."""
    if not regions:
        return []
    latest = Interview.objects.filter(cycle=OuterRef("pk")).order_by("-held_on", "-id").values("pk")[:1]
    cycles = Cycle.objects.filter(stage=Stage.THEME, note__isnull=True, lead__in=regions)
    cards = []
    for cycle in cycles.annotate(latest=latest).select_related("theme", "lead"):
        held = cycle.latest is not None
        why = "la note partira de ce qui y est noté" if held else "l’animation prendra rendez-vous avec vous"
        page = reverse("notes:interview", args=[cycle.latest]) if held else ""
        cards.append(
            Expected(
                what="Relire et compléter l’interview" if held else "Préparer l’interview avec l’animation",
                why=f"Cycle « {cycle.theme.title} », {cycle.lead.short_name} responsable\u202f: {why}.",
                url=page or reverse("notes:prepare_interview", args=[cycle.pk]),
                gesture="Relire l’interview" if held else "Lire les questions",
                minutes=10,
            )
        )
    return cards


def _of_the_animation() -> list[Expected]:
    spoken = InterviewAnswer.objects.filter(interview__cycle=OuterRef("pk")).exclude(words="")
    brought = Interview.objects.filter(~Q(pasted_text="") | ~Q(attachment_text=""), cycle=OuterRef("pk"))
    latest = Interview.objects.filter(cycle=OuterRef("pk")).order_by("-held_on", "-id").values("pk")[:1]
    cycles = (
        Cycle.objects.filter(stage=Stage.THEME, note__isnull=True)
        .annotate(spoken=Exists(spoken) | Exists(brought), latest=latest)
        .select_related("theme", "lead")
    )
    cards = []
    for cycle in cycles:
        url = reverse("notes:new_interview", args=[cycle.pk])
        if cycle.latest:
            url = reverse("notes:interview", args=[cycle.latest])
        conduct = f"Conduire l’interview {of_name(cycle.lead.short_name)}"
        draft = "Rédiger la note d’opportunité"
        cards.append(
            Expected(
                what=draft if cycle.spoken else conduct,
                why=f"Cycle « {cycle.theme.title} », étape 1\u202f: la note part de l’interview.",
                url=url,
                gesture="Rédiger la note" if cycle.spoken else "Conduire l’interview",
                minutes=5 if cycle.spoken else 45,
            )
        )
    return cards


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The interviews and the note of a cycle, as far as this member reads them."""
    spoken = interviews_visible_to(member).select_related(None).only("held_on", "recorded_at")
    interviews = list(spoken.filter(cycle=cycle))
    written = notes_visible_to(member).select_related(None)
    written = written.only("status", "drafted_from", "signed_off_at", "created_at", "cycle")
    note = written.filter(cycle=cycle).first()
    if note is not None:
        note.cycle = cycle
    lines = []
    for interview in interviews:
        gave = note is not None and note.drafted_from_id == interview.pk
        lines.append(
            ThreadLine(
                label=str(interview),
                state="A donné la note" if gave else "Enregistrée",
                url=interview.get_absolute_url(),
                at=interview.recorded_at,
                origins=(theme_reference(cycle.theme),),
                outcomes=(note_reference(note),) if note is not None and gave else (),
            )
        )
    if note is not None:
        sources = [one for one in interviews if one.pk == note.drafted_from_id]
        lines.append(
            ThreadLine(
                label="Note d’opportunité",
                state=str(NoteStatus(note.status).label),
                url=note.get_absolute_url(),
                at=note.signed_off_at or note.created_at,
                origins=tuple(interview_reference(one) for one in sources),
            )
        )
    return lines
