"""When minutes may be written, changed, approved and sent, and what becomes of an action. Pure decisions."""

from datetime import date, timedelta

from interregions.common.typography import french_date
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.outcomes.choices import (
    OPEN_ACTION_STATUSES,
    ActionStatus,
    ChangeRequestStatus,
    MinutesStatus,
)

NEXT_ACTION: dict[str, set[str]] = {
    ActionStatus.TO_DO: {
        ActionStatus.UNDER_WAY, ActionStatus.BLOCKED, ActionStatus.DONE, ActionStatus.DROPPED,
        ActionStatus.CARRIED_OVER,
    },
    ActionStatus.UNDER_WAY: {
        ActionStatus.BLOCKED, ActionStatus.DONE, ActionStatus.DROPPED, ActionStatus.CARRIED_OVER,
    },
    ActionStatus.BLOCKED: {
        ActionStatus.UNDER_WAY, ActionStatus.DONE, ActionStatus.DROPPED, ActionStatus.CARRIED_OVER,
    },
    ActionStatus.DONE: {ActionStatus.UNDER_WAY},
    ActionStatus.DROPPED: set(),
    ActionStatus.CARRIED_OVER: set(),
}  # fmt: skip
REPORTABLE = (ActionStatus.TO_DO, ActionStatus.UNDER_WAY, ActionStatus.BLOCKED, ActionStatus.DONE)
APPROVED = "Ce compte rendu est approuvé : il ne change plus que par une correction motivée."
IS_APPROVED = (MinutesStatus.APPROVED, MinutesStatus.SENT)
SHORTEST_REASON = 10
ASKED_DAYS_BEFORE = 10
DUE_SOON_DAYS = 30
SILENT_DAYS = 14
NOT_FOUND = "Ce passage n’est pas dans le compte rendu : recopiez-le mot à mot."


def _to_come(until: date, today: date) -> list[str]:
    return [] if until >= today else ["Choisissez une date à venir."]


def reasons_not_to_draft(*, meeting_status: str, has_minutes: bool) -> list[str]:
    """Minutes are drafted once, from a meeting under way or held."""
    if has_minutes:
        return ["Cette réunion a déjà son compte rendu."]
    if meeting_status == MeetingStatus.CANCELLED:
        return ["Cette réunion est annulée : elle n’a pas de compte rendu."]
    if meeting_status not in (MeetingStatus.OPEN, MeetingStatus.CLOSED):
        return ["La séance n’est pas encore ouverte : le compte rendu se compose de ce qui s’y dit."]
    return []


def reasons_not_to_recompose(*, status: str, edited: bool) -> list[str]:
    """A part is drawn again from the debate until approval, and never over what somebody typed."""
    if status in IS_APPROVED:
        return [APPROVED]
    if edited:
        return [
            "Cette partie a été modifiée à la main : elle n’est pas remplacée. "
            "Ce que disent les notes de séance est montré à côté, reprenez-en ce qui manque."
        ]
    return []


def reasons_not_to_change(*, status: str) -> list[str]:
    """Decisions and texts change until approval."""
    return [APPROVED] if status in IS_APPROVED else []


def reasons_not_to_open_to_changes(*, status: str, meeting_status: str, until: date | None, today: date) -> list[str]:
    """Participants read a draft of a meeting that is held, until a day to come; the date may be put off."""
    if status in IS_APPROVED:
        return [APPROVED]
    reasons = _not_held(meeting_status)
    if until is not None:
        reasons += _to_come(until, today)
    return reasons


def _not_held(meeting_status: str) -> list[str]:
    if meeting_status == MeetingStatus.CLOSED:
        return []
    return ["La séance n’est pas close : clôturez-la d’abord."]


def reasons_not_to_request_change(
    *, status: str, until: date | None, approved_on: date | None, convened: bool, is_referent: bool, today: date
) -> list[str]:
    """A referent of a convened organisation asks, while the minutes are open to changes."""
    if status in IS_APPROVED:
        since = f" depuis le {french_date(approved_on)}" if approved_on else ""
        return [f"Ce compte rendu est approuvé{since} : il ne change plus que par une correction motivée."]
    if status != MinutesStatus.OPEN_TO_CHANGES or until is None:
        return ["Ce compte rendu est encore en rédaction : les demandes ne sont pas ouvertes."]
    if today > until:
        return [f"Les demandes de modification étaient possibles jusqu’au {french_date(until)} : ce jour est passé."]
    if not convened:
        return ["Votre organisme n’était pas convié à cette réunion."]
    return [] if is_referent else ["Une demande de modification est faite par le référent de votre organisme."]


def reasons_not_to_mark_reread(
    *,
    status: str,
    until: date | None,
    approved_on: date | None,
    convened: bool,
    is_referent: bool,
    asked: bool,
    today: date,
) -> list[str]:
    """« Relu, rien à signaler » is said while a change may be asked, by those who may ask it and have not."""
    reasons = reasons_not_to_request_change(
        status=status, until=until, approved_on=approved_on, convened=convened, is_referent=True, today=today
    )
    if reasons:
        return reasons
    if not is_referent:
        return ["« Relu, rien à signaler » est dit par le référent de votre organisme."]
    return ["Votre organisme a demandé une modification : l’animation sait que vous avez relu."] if asked else []


def reasons_about_passage(*, found: bool, elsewhere: str) -> list[str]:
    """The passage asked about is in the part chosen; else it is said in which one it is, when there is one."""
    if found:
        return []
    return [f"Ce passage est dans la partie « {elsewhere} » : choisissez-la."] if elsewhere else [NOT_FOUND]


def reasons_not_to_correct_request(*, status: str) -> list[str]:
    """What was asked is corrected until it is answered."""
    if status == ChangeRequestStatus.ASKED:
        return []
    return ["L’animation a déjà répondu à cette demande : faites-en une autre si besoin."]


def reasons_about_request(*, passage: str, wording: str) -> list[str]:
    """A request says what should be read, and it is not what is read already."""
    if not wording.strip():
        return ["Écrivez la rédaction que vous souhaitez."]
    if " ".join(passage.split()) == " ".join(wording.split()):
        return ["La rédaction souhaitée est identique au passage."]
    return []


def reasons_not_to_answer(*, status: str, request_status: str, taken: bool, answer: str) -> list[str]:
    """A request is answered once, before approval; setting it aside gives a reason."""
    if status in IS_APPROVED:
        return [APPROVED]
    if request_status != ChangeRequestStatus.ASKED:
        return ["Cette demande a déjà sa réponse."]
    if not taken and len(answer.strip()) < SHORTEST_REASON:
        return ["Dites en une phrase pourquoi cette demande n’est pas reprise."]
    return []


def reasons_not_to_put_in_place(*, found: bool) -> list[str]:
    """The wording goes into the text by itself only where its passage is, word for word."""
    if found:
        return []
    return ["Le passage n’est plus dans cette partie mot à mot : reportez-y la rédaction, puis dites-la reportée."]


def reasons_not_to_mark_rewritten(*, rewritten: bool) -> list[str]:
    """A wording is put in by hand in a part, which has then changed since it was asked."""
    if rewritten:
        return []
    return ["Cette partie n’a pas changé depuis la demande : reportez-y d’abord la rédaction souhaitée."]


def is_early(*, status: str, until: date | None, today: date) -> bool:
    """Whether organisations were promised a time to read that is not over."""
    return status == MinutesStatus.OPEN_TO_CHANGES and until is not None and today <= until


def reasons_not_to_approve_early(*, status: str, until: date | None, today: date, early: bool) -> list[str]:
    """Before the promised day, approving is said on purpose."""
    if early or until is None or not is_early(status=status, until=until, today=today):
        return []
    return [f"Les organismes peuvent relire jusqu’au {french_date(until)} : cochez la case pour approuver plus tôt."]


def reasons_not_to_approve(*, status: str, meeting_status: str, unanswered: int) -> list[str]:
    """Minutes are approved once the meeting is held and every request has its answer."""
    if status in IS_APPROVED:
        return ["Ce compte rendu est déjà approuvé."]
    reasons = _not_held(meeting_status)
    if unanswered == 1:
        reasons.append("Une demande de modification attend sa réponse.")
    elif unanswered:
        reasons.append(f"{unanswered} demandes de modification attendent leur réponse.")
    return reasons


def reasons_not_to_correct(*, status: str, reason: str | None) -> list[str]:
    """Approved minutes are corrected by a new edition that says why (None: before the reason is typed)."""
    if status not in IS_APPROVED:
        return ["Ce compte rendu n’est pas approuvé : vous pouvez le modifier."]
    if reason is not None and len(reason.strip()) < SHORTEST_REASON:
        return ["Dites en une phrase pourquoi ce compte rendu est corrigé : cette raison y sera écrite."]
    return []


def reasons_not_to_send(*, status: str, recipients: int) -> list[str]:
    """Minutes leave once, when approved, to somebody."""
    if status == MinutesStatus.SENT:
        return ["Cette édition est déjà diffusée."]
    if status != MinutesStatus.APPROVED:
        return ["Approuvez d’abord le compte rendu."]
    return [] if recipients else ["Aucun organisme convié n’a de participant à qui écrire."]


def reasons_about_action(
    *, title: str, due_on: date, meeting_day: date | None, person_in_organisation: bool, taken_already: bool = False
) -> list[str]:
    """An action says what, by whom and by when."""
    reasons = [] if title.strip() else ["Dites ce qui doit être fait."]
    if meeting_day is not None and due_on < meeting_day:
        reasons.append("L’échéance ne peut pas précéder la réunion.")
    if not person_in_organisation:
        reasons.append("Cette personne n’agit pas pour l’organisme choisi.")
    if taken_already:
        reasons.append("Cette action prise en note est déjà dans le plan d’actions.")
    return reasons


def reasons_not_to_decide(*, status: str, text: str, taken_already: bool = False) -> list[str]:
    """A decision is a sentence, taken once, before approval."""
    if status in IS_APPROVED:
        return [APPROVED]
    if not text.strip():
        return ["Écrivez la décision."]
    return ["Cette décision prise en note est déjà reprise."] if taken_already else []


def reasons_not_to_change_action(*, status: str) -> list[str]:
    """Only an open action changes."""
    return [] if status in OPEN_ACTION_STATUSES else [_closed(status)]


def _closed(status: str) -> str:
    return {
        ActionStatus.DONE: "Cette action est faite.",
        ActionStatus.DROPPED: "Cette action est abandonnée.",
        ActionStatus.CARRIED_OVER: "Cette action est devenue un thème proposé.",
    }[ActionStatus(status)]


def reasons_not_to_report(*, status: str, own: bool, is_facilitator: bool) -> list[str]:
    """Who holds an action says where it stands, or the animation does; a closed one no longer moves, but done."""
    if not (own or is_facilitator):
        return ["Les avancées sont données par l’organisme qui tient l’action."]
    return [] if status in OPEN_ACTION_STATUSES or status == ActionStatus.DONE else [_closed(status)]


def reasons_not_to_report_again(*, same: bool) -> list[str]:
    """The same form sent again, by a link opened twice, writes nothing a second time."""
    return ["Ces avancées sont déjà enregistrées, mot pour mot : rien n’a été écrit une seconde fois."] if same else []


def reasons_about_report(*, before: str, after: str, words: str) -> list[str]:
    """The state follows from the one before; being blocked says by what; saying nothing new needs words."""
    if after not in REPORTABLE or (after != before and after not in NEXT_ACTION[before]):
        return ["Une action ne passe pas de cet état à celui-là."]
    if after == ActionStatus.BLOCKED and not words.strip():
        return ["Dites en une phrase ce qui bloque."]
    if after == before and not words.strip():
        return ["Dites ce qui a avancé, ou changez l’état."]
    return []


def reasons_not_to_drop(*, status: str, reason: str | None) -> list[str]:
    """An open action is dropped with its reason (None: before it is typed)."""
    if status not in OPEN_ACTION_STATUSES:
        return [_closed(status)]
    if reason is not None and len(reason.strip()) < SHORTEST_REASON:
        return ["Dites en une phrase pourquoi cette action est abandonnée."]
    return []


def reasons_not_to_carry_over(*, status: str) -> list[str]:
    """Only an open action becomes a theme."""
    return [] if status in OPEN_ACTION_STATUSES else [_closed(status)]


def reasons_not_to_ask(*, status: str, announced: bool, people: int) -> list[str]:
    """One asks about an open action that was announced, of somebody."""
    if status not in OPEN_ACTION_STATUSES:
        return [_closed(status)]
    if not announced:
        return ["Cette action sera annoncée à l’approbation du compte rendu : jusque-là, personne n’en sait rien."]
    return [] if people else ["L’organisme qui tient cette action n’a personne à qui écrire : invitez-y un référent."]


def reasons_not_to_declare_no_action(*, of_meeting: bool, actions: int) -> list[str]:
    """« Aucune action » is said of a cycle of the meeting that has none."""
    if not of_meeting:
        return ["Ce cycle n’était pas à l’ordre du jour de cette réunion."]
    return ["Des actions sont déjà au plan pour ce cycle."] if actions else []


def is_late(*, status: str, due_on: date, today: date) -> bool:
    """Open after its day. Told to the animation and to the organisation alone."""
    return status in OPEN_ACTION_STATUSES and due_on < today


def is_expected(*, due_on: date, waits: bool, reported_on: date | None, today: date) -> bool:
    """Whether progress is awaited now: asked and not answered since, or due soon and silent for as long."""
    if waits:
        return True
    if due_on < today:
        return reported_on is None or reported_on < today
    soon = due_on - timedelta(days=DUE_SOON_DAYS) <= today
    return soon and (reported_on is None or reported_on < today - timedelta(days=SILENT_DAYS))
