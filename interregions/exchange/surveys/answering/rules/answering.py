"""Who may write in an organisation's response, and when it may leave. Pure."""

from collections.abc import Sequence
from datetime import date

from interregions.common.typography import french_date
from interregions.exchange.surveys.choices import AnswerSource, ResponseStatus
from interregions.exchange.surveys.questionnaires.rules.visibility import GIVEN
from interregions.network.choices import Role

NEVER_BEGUN = "UNANSWERED"  # how a response left out is read when nobody wrote in it; never stored
NEVER_BEGUN_WORDS = "Sans réponse"
DRAFT = frozenset({ResponseStatus.INVITED, ResponseStatus.STARTED, ResponseStatus.AWAITING_VISA})


# Who may do what about a response that does not change: each role is told what it can do itself.
SENT: dict[str, str] = {
    Role.REFERENT: "Cette réponse est envoyée. Pour la corriger, demandez à l’animation de la rouvrir.",
    Role.FACILITATOR: "Cette réponse est envoyée. Pour que l’organisme la corrige, rouvrez-la.",
}
SENT_FOR_OTHERS = "Cette réponse est envoyée. Pour la corriger, parlez-en au référent de votre organisme."
AWAITED: dict[str, str] = {
    Role.REFERENT: "Un visa est attendu sur cette réponse. Retirez la demande de visa pour modifier une réponse.",
    Role.CONTRIBUTOR: "Le visa est demandé\u202f: votre rubrique ne change plus.",
}
AWAITED_FOR_OTHERS = "Le visa est demandé\u202f: la réponse ne change plus."


def status_words(*, status: str, label: str, begun: bool) -> str:
    """A status as it is read: what nobody began was not left aside, there is no response."""
    return NEVER_BEGUN_WORDS if status == ResponseStatus.LEFT_OUT and not begun else label


def reasons_not_to_answer(
    *, role: str, status: str, survey_closed: bool, opens_on: date, today: date, waits_for_visa: bool
) -> list[str]:
    """Why nothing can be written in this response now. A date that has passed prevents nothing: closing does."""
    if status in GIVEN:
        return [SENT.get(role, SENT_FOR_OTHERS)]
    if survey_closed or status == ResponseStatus.LEFT_OUT:
        return ["L’enquête est close\u202f: elle ne reçoit plus de réponses."]
    if today < opens_on:
        return [f"L’enquête ouvre le {french_date(opens_on)}."]
    if waits_for_visa:
        return [AWAITED.get(role, AWAITED_FOR_OTHERS)]
    return []


def reasons_not_to_write_block(*, role: str, is_delegated: bool) -> list[str]:
    """A contributor writes in the blocks that were handed to them; a reader writes nowhere."""
    if role == Role.READER:
        return ["Vous lisez la réponse de votre organisme\u202f; un référent peut vous confier une rubrique."]
    if role == Role.CONTRIBUTOR and not is_delegated:
        return ["Cette rubrique ne vous a pas été confiée. Demandez-la au référent de votre organisme."]
    return []


def reasons_not_to_answer_for(*, source_in_place: str) -> list[str]:
    """The animation enters by phone what the organisation has not written itself."""
    if source_in_place in ("", AnswerSource.PHONE):
        return []
    return ["L’organisme a répondu lui-même à cette question\u202f: sa réponse reste en place."]


def reasons_not_to_tighten(*, order: Sequence[str], asked: str, chosen: str) -> list[str]:
    """A respondent may only narrow the circle of a question."""
    if not chosen or (chosen in order and order.index(chosen) >= order.index(asked)):
        return []
    return ["Le cercle de diffusion d’une réponse peut être resserré, jamais élargi."]


def reasons_not_to_submit(
    *,
    role: str,
    status: str,
    survey_closed: bool,
    waits_for_visa: bool,
    answered: int,
    missing: Sequence[str],
    only_by_phone: bool,
    broken: Sequence[str] = (),
    unfinished: Sequence[str] = (),
    anyway: bool = False,
) -> list[str]:
    """Why the response cannot leave: only a referent sends it, with every expected answer and what the questions ask
    of them together; while a colleague has not
    finished, only if the referent says so."""
    if role not in (Role.REFERENT, Role.FACILITATOR):
        return ["Seul un référent de votre organisme peut envoyer la réponse."]
    if status in GIVEN:
        return ["Cette réponse est déjà envoyée."]
    if survey_closed or status == ResponseStatus.LEFT_OUT:
        return ["L’enquête est close\u202f: elle ne reçoit plus de réponses."]
    if role == Role.FACILITATOR and not only_by_phone:
        return ["L’organisme a écrit une partie de cette réponse\u202f: lui seul peut l’envoyer."]
    if waits_for_visa:
        return ["Un visa est attendu sur cette réponse\u202f: elle pourra partir une fois « bon pour envoi »."]
    if not answered:
        return ["Aucune question n’a encore de réponse."]
    if missing:
        return [f"Il manque une réponse à « {_short(label)} »." for label in missing]
    if broken:
        return list(broken)
    return [*unfinished, "Cochez « Envoyer quand même » pour l’envoyer ainsi."] if unfinished and not anyway else []


def words_on_unfinished(*, name: str, title: str) -> str:
    """A block handed over whose holder has not said « J’ai fini »."""
    return f"{name} n’a pas fini « {_short(title)} »."


def words_on_visa(*, name: str, words: str) -> str:
    """The person asked for a visa wants the response changed first."""
    return f"{name} a répondu « à revoir »" + (f"\u202f: « {_short(words)} »." if words.strip() else ".")


def words_on_gaps(*, answered: int, expected: int) -> str:
    """Questions nobody is obliged to answer, left empty: said before the sending, never in its way."""
    empty = expected - answered
    if empty <= 0:
        return ""
    told = "question sur {} est sans réponse" if empty == 1 else "questions sur {} sont sans réponse"
    return f"{empty} {told.format(expected)}."


def _short(label: str) -> str:
    flat = " ".join(label.split())
    return flat if len(flat) <= 120 else flat[:119].rstrip() + "…"


def reasons_not_to_ask_visa(*, role: str, status: str, survey_closed: bool, answered: int) -> list[str]:
    """A visa is asked by a referent on a draft that says something."""
    if role != Role.REFERENT:
        return ["Seul un référent de votre organisme peut demander un visa."]
    if survey_closed or status not in DRAFT:
        return ["Cette réponse n’attend plus de visa\u202f: elle est envoyée ou l’enquête est close."]
    return [] if answered else ["Aucune question n’a encore de réponse."]


def reasons_not_to_withdraw_visa(*, role: str, waits_for_visa: bool) -> list[str]:
    if role != Role.REFERENT:
        return ["Seul un référent de votre organisme peut retirer la demande de visa."]
    return [] if waits_for_visa else ["Aucun visa n’est attendu sur cette réponse."]


def reasons_not_to_reopen(
    *, status: str, survey_closed: bool, reason: str | None, until: date | None = None, today: date | None = None
) -> list[str]:
    """The animation gives a response back, and says why; ``reason`` is None before it is written.

    Once the survey is closed any response may be given back, sent or not, until a day: editions made since say so.
    """
    if status in DRAFT and not survey_closed:
        return ["Cette réponse n’est pas envoyée\u202f: elle peut encore être modifiée."]
    if reason is None:
        return []
    reasons = []
    if not reason.strip():
        reasons.append("Dites pourquoi cette réponse est rouverte\u202f: l’organisme lira cette raison.")
    if survey_closed and (until is None or (today is not None and until < today)):
        reasons.append("L’enquête est close\u202f: dites jusqu’à quel jour cet organisme peut encore répondre.")
    return reasons


def reasons_not_to_ask_to_reopen(
    *, role: str, status: str, survey_closed: bool, already: bool, reason: str | None
) -> list[str]:
    """A referent asks for their own response back; ``reason`` is None before it is written."""
    if role != Role.REFERENT:
        return ["Seul un référent de votre organisme peut demander la réouverture."]
    if status not in GIVEN and not survey_closed:
        return ["Cette réponse n’est pas envoyée\u202f: elle peut encore être modifiée."]
    if already:
        return ["La réouverture est déjà demandée\u202f: l’animation va vous répondre."]
    if reason is not None and not reason.strip():
        return ["Dites ce qu’il faut corriger ou ajouter\u202f: l’animation lira cette raison."]
    return []


def reasons_not_to_take_back(*, role: str, status: str, survey_closed: bool, sent_for: bool) -> list[str]:
    """What was entered and sent by telephone is corrected by its organisation without asking, until the closing."""
    if role != Role.REFERENT:
        return ["Seul un référent de votre organisme peut reprendre la réponse pour la corriger."]
    if status not in GIVEN:
        return ["Cette réponse n’est pas envoyée\u202f: elle peut encore être modifiée."]
    if not sent_for:
        return [SENT[Role.REFERENT]]
    if survey_closed:
        return ["L’enquête est close\u202f: demandez à l’animation de rouvrir la réponse."]
    return []


def reasons_not_to_decline_reopening(*, asked: bool, words: str | None) -> list[str]:
    """The animation declines what was asked, and says why; ``words`` is None before they are written."""
    if not asked:
        return ["Aucune réouverture n’est demandée pour cette réponse."]
    if words is not None and not words.strip():
        return ["Dites pourquoi cette réponse n’est pas rouverte\u202f: l’organisme lira ce mot."]
    return []


def reasons_not_to_delegate(
    *, role: str, status: str, survey_closed: bool, same_person: bool, already: bool
) -> list[str]:
    """A referent hands a block of an open response to somebody else, once."""
    if role != Role.REFERENT:
        return ["Seul un référent de votre organisme peut confier une rubrique."]
    if survey_closed or status not in DRAFT:
        return ["Cette réponse ne se modifie plus\u202f: il n’y a rien à confier."]
    if same_person:
        return ["Vous pouvez déjà répondre à toutes les rubriques\u202f: choisissez une autre personne."]
    return ["Cette rubrique est déjà confiée à cette personne."] if already else []


def reasons_not_to_finish(*, is_delegated: bool, done: bool) -> list[str]:
    if not is_delegated:
        return ["Cette rubrique ne vous a pas été confiée."]
    return ["Vous avez déjà dit avoir fini cette rubrique."] if done else []


def reasons_not_to_choose_naming(*, role: str, status: str, survey_closed: bool) -> list[str]:
    """Under which name the response is read is decided by a referent, before it leaves or once reopened."""
    if role != Role.REFERENT:
        return ["Seul un référent de votre organisme peut faire ce choix."]
    if survey_closed or status not in DRAFT:
        return ["Cette réponse est envoyée\u202f: demandez à l’animation de la rouvrir pour changer ce choix."]
    return []
