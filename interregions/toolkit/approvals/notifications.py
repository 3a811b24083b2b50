"""The e-mails of a visa."""

from django.urls import reverse
from django.utils import timezone

from interregions.common.typography import ended, french_date
from interregions.toolkit.approvals import queries, rules
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.mail.queries import frame_of
from interregions.toolkit.mail.services import queue_address_message, queue_message

REASON = "Vous recevez ce message parce que votre visa est demandé avant un envoi."


def ask(approval: ApprovalRequest) -> None:
    """Ask for the visa."""
    subject = f"Visa demandé{_until(approval)}\u202f: {approval}"
    _to_the_asked(approval, f"visa-{approval.pk}-{approval.seal}", subject, _asked(approval))


def remind(approval: ApprovalRequest) -> None:
    """Ask again, kindly."""
    key = f"visa-{approval.pk}-{approval.seal}-rappel-{timezone.localdate():%Y%m%d}"
    lines = ["Votre visa est toujours attendu.", *_asked(approval)]
    subject = f"Rappel, visa demandé{_until(approval)}\u202f: {approval}"
    _to_the_asked(approval, key, subject, lines)


def tell_decision(approval: ApprovalRequest) -> None:
    """Tell the person who asked."""
    if approval.asked_by is None:
        return
    agreed, decision = approval.status == ApprovalStatus.AGREED, approval.get_status_display().lower()
    lines = [
        f"{approval.asked_of} a rendu {rules.visa_on(str(approval)).replace('votre', 'son', 1)}\u202f: {decision}."
    ]
    if approval.decision_words:
        lines.append(f"«\u202f{approval.decision_words}\u202f»")
    about = queries.reference_of(approval)
    queue_message(
        key=f"visa-{approval.pk}-{approval.seal}-decision",
        to=approval.asked_by.member,
        subject=f"{'Bon pour envoi' if agreed else 'À revoir'}\u202f: {approval}",
        lines=lines,
        button=("Ouvrir et envoyer" if agreed else "Reprendre le texte", about.url),
        reason="Vous recevez ce message parce que vous avez demandé ce visa.",
        about=about,
    )


def _until(approval: ApprovalRequest) -> str:
    """The day, as the body says it; nothing when the visa has none."""
    until = queries.useful_until(approval)
    return f" jusqu’au {french_date(until)}" if until else ""


def _asked(approval: ApprovalRequest) -> list[str]:
    asker = approval.asked_by
    who = f"{asker.member.full_name}, {asker.organisation.short_name}," if asker else "Votre organisme"
    lines = [ended(f"{who} vous demande, avant l’envoi, {rules.visa_on(str(approval))}")]
    if approval.words:
        told = f"Message de {asker.member.full_name}" if asker else "Message joint à la demande"
        lines.append(f"{told}\u202f: «\u202f{approval.words}\u202f»")
    until, about = queries.useful_until(approval), queries.about_of(approval)
    lines += [about.progress] if about.progress else []
    lines += [f"Votre visa est utile jusqu’au {french_date(until)}."] if until else []
    return [*lines, "Vous pouvez lire le contenu et décider en un geste, sans compte."]


def _to_the_asked(approval: ApprovalRequest, key: str, subject: str, lines: list[str]) -> None:
    button = ("Lire et décider", reverse("approvals:visa", args=[queries.token_of(approval)]))
    about = queries.reference_of(approval)
    frame = frame_of(about, reply_to=approval.asked_by)
    if approval.member is not None:
        queue_message(
            key=key,
            to=approval.member,
            subject=subject,
            lines=lines,
            button=button,
            reason=REASON,
            about=about,
            frame=frame,
        )
        return
    queue_address_message(
        key=key,
        to_name=approval.name,
        to_address=approval.email,
        subject=subject,
        lines=lines,
        button=button,
        reason=REASON,
        about=about,
        frame=frame,
    )
