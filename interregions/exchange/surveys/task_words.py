"""What a questionnaire and a survey ask of somebody, in words. Pure."""

from datetime import date, timedelta

from interregions.common.tasks import Row, Task, on_cycle
from interregions.common.typography import counted, of_name

ANIMATION = "Animation"
# Between the words that ``detail`` holds together: nobody types it.
BETWEEN = "\x1f"
# How long the results of a survey are proposed to be read: a window of time, not a trace of who read them.
NEW = timedelta(days=30)


def _both(row: Row) -> str:
    return f"{ANIMATION} et {row.lead}"


def start(row: Row, today: date) -> Task:
    """A cycle reached the survey and nobody began its questionnaire."""
    return Task(
        what="Commencer le questionnaire",
        why=f"{on_cycle(row, 2)} : il part des questions de la note.",
        to=("surveys:new_questionnaire", f"?cycle={row.about}"),
        gesture="Commencer",
        minutes=20,
        sentence="Commencer le questionnaire",
        held_by=_both(row),
        holder=row.holder,
    )


def _of_questionnaire(row: Row, what: str, gesture: str, minutes: int, sentence: str, held_by: str) -> Task:
    return Task(
        what=f"{what} « {row.label} »",
        why=on_cycle(row, 2) if row.theme else "Hors cycle",
        to=("surveys:questionnaire", row.about),
        gesture=gesture,
        minutes=minutes,
        sentence=sentence,
        held_by=held_by,
    )


def write(row: Row, today: date) -> Task:
    """A questionnaire without question."""
    words = "Écrire les questions du questionnaire"
    return _of_questionnaire(row, "Écrire le questionnaire", "Écrire", 20, words, _both(row))


def approve_for_lead(row: Row, today: date) -> Task:
    words = "Approuver le questionnaire, pour la Région responsable"
    return _of_questionnaire(row, "Relire et approuver le questionnaire", "Relire", 10, words, row.lead)


def approve_for_animation(row: Row, today: date) -> Task:
    words = "Approuver le questionnaire, pour l’animation"
    return _of_questionnaire(row, "Relire et approuver le questionnaire", "Relire", 10, words, ANIMATION)


def open_survey(row: Row, today: date) -> Task:
    """No survey in this cycle; ``a`` is the questionnaire that may be asked."""
    to = ("surveys:open_survey", row.a) if row.a is not None else ()
    return Task(to=to, sentence="Ouvrir l’enquête", held_by=ANIMATION)


def collect(row: Row, today: date) -> Task:
    """A survey is open: ``a`` organisations of ``b`` have answered."""
    words = f"Recueillir les réponses à « {row.label} » ({row.a} sur {row.b}) puis clore"
    if row.due is not None and row.due < today:
        return Task(
            what=f"Clore « {row.label} »",
            why="Le jour où les réponses étaient attendues est passé",
            to=("surveys:collection", row.about),
            gesture="Voir la collecte",
            due=row.due,
            late=True,
            sentence=words,
            held_by=ANIMATION,
        )
    return Task(to=("surveys:survey", row.about), due=row.due, sentence=words, held_by=ANIMATION)


def wait_for_visas(row: Row, today: date) -> Task | None:
    """Responses held by a visa: nothing to chase, and nothing that stops the cycle."""
    if not row.a:
        return None
    words = counted(row.a, "réponse attend un visa", "réponses attendent un visa")
    return Task(to=("surveys:survey", row.about), sentence=f"{words} avant l’envoi.", held_by="les organismes")


def publish(row: Row, today: date) -> Task:
    """A closed survey without published edition; ``a`` tells a consultation express, published from its result."""
    if row.a:
        return Task(
            what=f"Publier le résultat de « {row.label} »",
            why="La consultation express est close.",
            to=("surveys:express_result", row.about),
            gesture="Publier le résultat",
            minutes=1,
        )
    return Task(
        what=f"Préparer et publier la restitution de « {row.label} »",
        why=f"{on_cycle(row, 2)} : l’enquête est close." if row.theme else "L’enquête est close.",
        to=("surveys:collection", row.about),
        gesture="Préparer la restitution",
        minutes=30,
        sentence=f"Publier la restitution de « {row.label} »",
        held_by="Animation et Région responsable",
    )


def publish_again(row: Row, today: date) -> Task:
    """``a`` late answers were sent since the last edition."""
    return Task(
        what=f"Préparer une nouvelle édition de « {row.label} »",
        why=f"{counted(row.a or 0, 'réponse tardive reçue', 'réponses tardives reçues')} depuis la dernière édition.",
        to=("surveys:collection", row.about),
        gesture="Voir la collecte",
        minutes=10,
    )


def reopen(row: Row, today: date) -> Task:
    """An organisation asks to correct what it sent."""
    return Task(
        what=f"Rouvrir, ou non, la réponse {of_name(row.holder)}",
        why=f"Son référent demande à la corriger, dans « {row.label} »",
        to=("surveys:response", row.about),
        gesture="Répondre à la demande",
        due=row.due,
        minutes=1,
    )


def respond(row: Row, today: date) -> Task:
    """``detail`` is where the response stands; ``a`` answers of ``b``."""
    context, _, state = row.detail.partition(" ")
    answered, expected = row.a or 0, row.b or 0
    revise, started = state == "revise", state != "invited"
    why = {"express": "Consultation express", "cycle": on_cycle(row, 2)}.get(context, "Enquête du réseau")
    return Task(
        what=f"{'Revoir' if revise else 'Répondre à'} « {row.label} »",
        why=why
        + (" · le visa demandé dit « à revoir »" if revise else "")
        + (f" · {answered} sur {expected} déjà répondues" if started else ""),
        to=("surveys:response", row.about),
        gesture="Lire et corriger" if revise else "Reprendre ma réponse" if started else "Répondre",
        due=row.due,
        minutes=max(2, max(0, expected - answered) // 2) if expected else None,
        holder=row.holder,
        late=row.due is not None and today > row.due,
    )


def fill_block(row: Row, today: date) -> Task:
    """A block that a colleague handed over; ``a`` is the response."""
    title, name, by = row.detail.split(BETWEEN)
    return Task(
        what=f"Répondre à la rubrique « {title} »",
        why=f"{by} vous l’a confiée, pour « {row.label} »",
        to=("surveys:response_block", row.a or 0, name),
        gesture="Répondre",
        due=row.due,
        holder=row.holder,
        late=row.due is not None and today > row.due,
    )


def consent(row: Row, today: date) -> Task:
    """The survey closed on a response that was not sent; ``a`` is the survey."""
    return Task(
        what=f"Dire si votre réponse à « {row.label} » peut être reprise telle quelle",
        why="L’enquête est close et votre réponse n’était pas envoyée",
        to=("surveys:survey", row.a or 0),
        gesture="Donner ou refuser mon accord",
        minutes=1,
        holder=row.holder,
    )


def read(row: Row, today: date) -> Task | None:
    """« Plus tard »: results published lately, told to those who were asked."""
    if row.moment is None or row.moment.date() + NEW < today:
        return None
    return Task(
        what=f"Lire la restitution de « {row.label} »",
        why=f"{counted(row.a or 0, 'réponse')} sur {row.b}.",
        to=("surveys:restitution", row.about),
        gesture="Lire les résultats",
        later=True,
    )
