"""Opening a survey, reminding, extending, closing. Pure."""

from collections.abc import Sequence
from datetime import date

from interregions.common.typography import counted, french_date
from interregions.exchange.surveys.answering.rules.answering import DRAFT
from interregions.exchange.surveys.choices import ResponseStatus, SurveyStatus
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN
from interregions.network.choices import Role

WAITS = frozenset({ResponseStatus.INVITED, ResponseStatus.STARTED})
USES_PARTIAL = ("consented", "left_out")


def reasons_not_to_open(
    *, approved: bool, already_open: bool, asked: int, opens_on: date, closes_on: date, today: date
) -> list[str]:
    """A survey opens on a frozen questionnaire, for somebody, between two dates in order."""
    reasons = []
    if not approved:
        reasons.append("Le questionnaire n’est pas encore approuvé par les deux parties\u202f: il n’est pas figé.")
    if already_open:
        reasons.append("Ce questionnaire a déjà son enquête.")
    if not asked:
        reasons.append("Aucun organisme ne correspond à ces destinataires.")
    if closes_on < opens_on:
        reasons.append("La date limite précède l’ouverture.")
    elif closes_on < today:
        reasons.append("La date limite est déjà passée.")
    return reasons


def reasons_not_to_plan_reminders(*, days: Sequence[date], opens_on: date, closes_on: date) -> list[str]:
    """Reminders leave between the opening and the day answers are expected."""
    outside = [day for day in days if not opens_on <= day <= closes_on]
    return [f"La relance du {french_date(day)} tombe hors de l’enquête." for day in outside]


def is_reminded(*, status: str, waits_for_visa: bool, reminded_today: bool = False) -> bool:
    """Only those who have neither sent nor asked for a visa; by hand, once a day."""
    return status in WAITS and not waits_for_visa and not reminded_today


def reminded_today_words(times: int) -> str:
    """Who is passed over because of a reminder of the same day."""
    return f"{counted(times, 'organisme déjà relancé', 'organismes déjà relancés')} aujourd’hui"


def nobody_to_write_to(times: int) -> str:
    """Organisations that are awaited and where a message would leave for nobody."""
    return counted(times, "organisme n’a personne", "organismes n’ont personne") + " à qui écrire"


def reminded_words(people: int, organisations: int, unreached: int) -> str:
    """What a reminder wrote: to how many people, for how many organisations; and those that have nobody."""
    if people == organisations:
        words = f"La relance part à {counted(organisations, 'organisme')}."
    else:
        words = f"La relance part à {counted(people, 'personne')}, pour {counted(organisations, 'organisme')}."
    return f"{words} {nobody_to_write_to(unreached)}\u202f: à inviter." if unreached else words


def reasons_not_to_remind(
    *, survey_closed: bool, recipients: int, unreached: int = 0, reminded_today: int = 0
) -> list[str]:
    if survey_closed:
        return ["L’enquête est close\u202f: plus personne n’est relancé."]
    if not recipients and unreached:
        return [f"{nobody_to_write_to(unreached)}\u202f: invitez d’abord un référent."]
    if not recipients and reminded_today:
        return [f"{reminded_today_words(reminded_today)}\u202f: une seule relance par jour et par organisme."]
    return [] if recipients else ["Personne à relancer dans cette sélection\u202f: réponses envoyées ou visa attendu."]


def reasons_not_to_extend(*, status: str, survey_closed: bool, until: date, closes_on: date, today: date) -> list[str]:
    """More time for one organisation, after the common date."""
    if survey_closed or status not in DRAFT:
        return ["Cette réponse n’attend plus rien\u202f: elle est envoyée ou l’enquête est close."]
    if until <= closes_on or until < today:
        return ["Le délai accordé doit dépasser la date commune."]
    return []


def is_extension_running(*, status: str, until: date | None, today: date) -> bool:
    """Whether an organisation was promised more time and may still use it."""
    return status in DRAFT and until is not None and until >= today


def reasons_not_to_close(
    *,
    status: str,
    partial: str,
    extended: Sequence[tuple[str, date]] = (),
    cuts_extensions: bool = False,
    unpublished: bool = False,
) -> list[str]:
    """``extended`` are the organisations whose granted time still runs: closing breaks what was announced to them."""
    if status == SurveyStatus.CLOSED:
        return ["Cette enquête est déjà close."]
    if unpublished:
        return ["Une consultation express se clôt et se publie d’un même geste, depuis la page de son résultat."]
    if partial not in USES_PARTIAL:
        return ["Dites ce que deviennent les réponses commencées."]
    if extended and not cuts_extensions:
        named = " ; ".join(f"{name}, jusqu’au {french_date(until)}" for name, until in extended)
        running = "Un délai accordé court" if len(extended) == 1 else "Des délais accordés courent"
        return [f"{running} encore ({named}). Cochez la case pour clore tout de même\u202f: l’annonce sera reprise."]
    return []


def reasons_not_to_reopen_survey(
    *, status: str, cycle_closed: bool, closes_on: date, today: date, reason: str
) -> list[str]:
    """A closed survey is asked again until a day to come, with its reason; not once its cycle is over."""
    if status != SurveyStatus.CLOSED:
        return ["Cette enquête reçoit encore des réponses."]
    if cycle_closed:
        return ["Le cycle de cette enquête est clos\u202f: elle ne se rouvre plus."]
    reasons = [] if closes_on >= today else ["Choisissez un jour à venir."]
    return reasons if reason.strip() else [*reasons, "Dites pourquoi l’enquête est rouverte."]


def status_at_close(
    *, status: str, answered: int, consents: bool | None, partial: str, sent_before: bool = False
) -> str:
    """What becomes of a response when the survey closes.

    Sent ones stay. One that was sent, reopened and not sent again is used as it is: its organisation had given it.
    A begun one is used as it is once its organisation agreed; while the answer to that question is
    awaited it stays begun, and counts nowhere. The others are left out.
    """
    if status in GIVEN:
        return status
    if sent_before and answered and consents is not False:
        return ResponseStatus.USED_AS_IS
    if partial == "consented" and answered and status != ResponseStatus.INVITED:
        if consents:
            return ResponseStatus.USED_AS_IS
        if consents is None:
            return ResponseStatus.STARTED
    return ResponseStatus.LEFT_OUT


def reasons_not_to_consent(*, role: str, status: str, survey_closed: bool, answered: int) -> list[str]:
    """A referent says whether a begun response may be used as it is."""
    if role != Role.REFERENT:
        return ["Seul un référent de votre organisme peut faire ce choix."]
    if status not in (ResponseStatus.STARTED, ResponseStatus.AWAITING_VISA) or not answered:
        return ["Il n’y a pas de réponse commencée à reprendre telle quelle."]
    return []


def reasons_not_to_prepare_restitution(*, is_facilitator: bool, is_lead: bool, survey_closed: bool) -> list[str]:
    if not (is_facilitator or is_lead):
        return ["La restitution se prépare entre l’animation et la Région responsable."]
    return [] if survey_closed else ["L’enquête reçoit encore des réponses\u202f: fermez-la d’abord."]


def opened_words(opens_on: date, today: date, told: str) -> str:
    """What opening did: the invitations are being written, or wait for their day."""
    if opens_on > today:
        return f"L’enquête ouvrira le {french_date(opens_on)}\u202f: les invitations s’écriront ce jour-là."
    return f"L’enquête est ouverte. {told}"


def recipients_words(asked: int, people: int) -> str:
    """Said before anything leaves: how many organisations are asked, and how many people will read it."""
    received = counted(people, "personne recevra", "personnes recevront") if people else "personne ne recevra"
    return f"{counted(asked, 'organisme interrogé', 'organismes interrogés')}\u202f: {received} l’invitation"
