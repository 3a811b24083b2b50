"""E-mails of the first step's second half: each leads to its page."""

from interregions.common.typography import of_name
from interregions.exchange.notes.models import Interview, Note
from interregions.exchange.notes.queries import interviews, notes
from interregions.network.models import Mandate
from interregions.network.queries import facilitators, referents_of, regions
from interregions.toolkit.mail.queries import frame_of
from interregions.toolkit.mail.services import queue_message


def tell_interview_recorded(interview: Interview) -> None:
    """The referents of the responsible region may read and complete what was noted."""
    cycle = interview.cycle
    for mandate in referents_of([cycle.lead_id]):
        queue_message(
            key=f"notes.interview:{interview.pk}:{mandate.member_id}",
            to=mandate.member,
            subject=f"Relire ce qui a été noté en interview\u202f: {cycle.theme.title}",
            lines=[
                f"L’animation a enregistré l’interview {of_name(cycle.lead.short_name)} "
                f"sur «\u202f{cycle.theme.title}\u202f».",
                "Vous pouvez relire les réponses et les compléter\u202f: la note d’opportunité en partira.",
            ],
            button=("Relire l’interview", interview.get_absolute_url()),
            reason=_reason(cycle.lead.short_name),
            about=interviews.interview_reference(interview),
        )


def tell_note_drafted(note: Note, *, by: Mandate) -> None:
    """The referents of the responsible region read and sign."""
    cycle = note.cycle
    for mandate in referents_of([cycle.lead_id]):
        queue_message(
            key=f"notes.drafted:{note.pk}:{mandate.member_id}",
            to=mandate.member,
            subject=f"Relire et signer la note d’opportunité\u202f: {cycle.theme.title}",
            lines=[
                f"{by.member.full_name} ({by.organisation.short_name}) a rédigé la note d’opportunité "
                f"de «\u202f{cycle.theme.title}\u202f» à partir de l’interview.",
                "Complétez-la, demandez un visa si votre Région en a besoin, puis signez-la\u202f: "
                "le questionnaire partira de ses questions.",
            ],
            button=("Relire et signer", note.get_absolute_url()),
            reason=_reason(cycle.lead.short_name),
            about=notes.note_reference(note),
        )


def tell_note_signed(note: Note) -> None:
    """The animation learns that the questionnaire may start."""
    cycle = note.cycle
    for mandate in facilitators():
        queue_message(
            key=f"notes.signed:{note.pk}:{note.signed_version}:{mandate.member_id}",
            to=mandate.member,
            subject=f"Note d’opportunité signée par {cycle.lead.short_name}\u202f: {cycle.theme.title}",
            lines=[
                f"{cycle.lead.short_name} a signé la note d’opportunité de «\u202f{cycle.theme.title}\u202f» "
                f"(version {note.signed_version}).",
                "Le questionnaire peut partir de ses questions.",
            ],
            button=("Lire la note signée", note.get_absolute_url()),
            reason="Vous recevez ce message parce que vous animez ce cycle.",
            about=notes.note_reference(note),
            frame=frame_of(notes.note_reference(note), reply_to=note.signed_off_by),
        )


def tell_note_reopened(note: Note, *, reason: str, by: Mandate) -> None:
    """The responsible region and the animation learn that a signed note changes, and why."""
    told = [*referents_of([note.cycle.lead_id]), *facilitators()]
    for mandate in told:
        if mandate.member_id == by.member_id:
            continue
        queue_message(
            key=f"notes.reopened:{note.pk}:{note.signed_version}:{mandate.member_id}",
            to=mandate.member,
            subject=f"Note d’opportunité rouverte\u202f: {note.cycle.theme.title}",
            lines=[
                f"{by.member.full_name} ({by.organisation.short_name}) a rouvert la note d’opportunité signée.",
                f"Raison donnée\u202f: {reason}",
                "La version signée reste lisible par les autres jusqu’à la prochaine signature.",
            ],
            button=("Ouvrir la note", note.get_absolute_url()),
            reason="Vous recevez ce message parce que vous écrivez ou signez cette note.",
            about=notes.note_reference(note),
            frame=frame_of(notes.note_reference(note), reply_to=by),
        )


def tell_open_to_comments(note: Note) -> None:
    """The referents of the other Régions may comment on the draft."""
    others = [region for region in regions() if region.pk != note.cycle.lead_id]
    author = referents_of([note.cycle.lead_id]).order_by("pk").first()
    frame = frame_of(notes.note_reference(note), reply_to=author)
    for mandate in referents_of(others):
        queue_message(
            key=f"notes.comments:{note.pk}:{note.signed_version or 0}:{mandate.member_id}",
            to=mandate.member,
            subject=f"Donner votre avis sur une note d’opportunité\u202f: {note.cycle.theme.title}",
            lines=[
                f"{note.cycle.lead.short_name} et l’animation ouvrent à vos commentaires le projet de note "
                f"sur «\u202f{note.cycle.theme.title}\u202f».",
                "Vous pouvez commenter chaque partie et proposer une autre rédaction, jusqu’à sa signature.",
            ],
            button=("Lire et commenter", note.get_absolute_url()),
            reason="Vous recevez ce message parce que vous êtes référent d’une Région du réseau.",
            about=notes.note_reference(note),
            frame=frame,
        )


def tell_visa_agreed(note: Note, *, visa: int, asked_of: str, besides: int | None) -> None:
    """The referents may sign; the person who asked for the visa is told by the visa itself."""
    for mandate in referents_of([note.cycle.lead_id]):
        if mandate.member_id == besides:
            continue
        queue_message(
            key=f"notes.visa:{visa}:{mandate.member_id}",
            to=mandate.member,
            subject=f"Signer la note d’opportunité, le visa est donné\u202f: {note.cycle.theme.title}",
            lines=[f"{asked_of} a donné son visa\u202f: la note d’opportunité peut être signée."],
            button=("Relire et signer", note.get_absolute_url()),
            reason=_reason(note.cycle.lead.short_name),
            about=notes.note_reference(note),
        )


def _reason(lead: str) -> str:
    return f"Vous recevez ce message parce que vous êtes référent {of_name(lead)}, Région responsable de ce cycle."
