"""When an interview is recorded, a note drafted, signed, reopened. Pure decisions."""

from collections.abc import Sequence
from datetime import date

from interregions.common.blocks import Block, blocks_from_text
from interregions.common.typography import counted
from interregions.exchange.notes.choices import NoteReferenceKind

LEAST_QUESTIONS = 3
MOST_QUESTIONS = 5
LONGEST_QUESTION = 400
SHORTEST_REASON = 10
CLOSED = "Ce cycle est clos\u202f: ses travaux ne changent plus."
READ_WHEN_SIGNED = (
    "Une fois signée, la note est lue par tout le réseau\u202f: les Régions, les intercommunalités et l’animation."
)
READ_WHEN_OPEN = (
    "Toutes les autres Régions liront le projet, ses commentaires et ses versions gardées, jusqu’à la signature\u202f: "
    "ce qui y a été écrit un jour leur est lisible."
)
SIGNED = "Cette note est signée\u202f: rouvrez-la avec une raison pour la modifier."


def reasons_not_to_record_interview(*, is_facilitator: bool, closed: bool) -> list[str]:
    """The animation conducts the interview while the cycle runs."""
    if closed:
        return [CLOSED]
    return [] if is_facilitator else ["C’est l’animation qui conduit l’interview et l’enregistre."]


def reasons_against_interview(*, held_on: date, today: date, people: str) -> list[str]:
    """An interview has a date that is not to come, and people."""
    reasons = []
    if held_on > today:
        reasons.append("Une interview s’enregistre le jour où elle a lieu\u202f: cette date est à venir.")
    if not people.strip():
        reasons.append("Indiquez qui a été interrogé, avec sa fonction.")
    return reasons


def reasons_not_to_note_answers(*, takes_part: bool, closed: bool) -> list[str]:
    """The notes of an interview are completed by the animation and by the responsible region."""
    if closed:
        return [CLOSED]
    return [] if takes_part else ["Seules l’animation et la Région responsable complètent cette interview."]


def reasons_not_to_draft(*, takes_part: bool, closed: bool, has_note: bool, says_something: bool) -> list[str]:
    """One note by cycle, drafted from an interview in which something was said."""
    if closed:
        return [CLOSED]
    if not takes_part:
        return ["La note est rédigée par l’animation ou par la Région responsable."]
    if has_note:
        return ["La note de ce cycle est déjà rédigée\u202f: complétez-la."]
    if not says_something:
        return [
            "Cette interview est vide\u202f: notez au moins une réponse, collez un texte ou joignez un fichier Word."
        ]
    return []


def reasons_not_to_change(*, takes_part: bool, signed: bool) -> list[str]:
    """A note is changed by the animation and the responsible region until it is signed."""
    if not takes_part:
        return ["Cette note est écrite par l’animation et la Région responsable."]
    return [SIGNED] if signed else []


def reasons_not_to_set_questions(questions: Sequence[str]) -> list[str]:
    """At most five questions, each once, each short enough to be read in one breath."""
    reasons = []
    if len(questions) > MOST_QUESTIONS:
        reasons.append(f"Gardez {MOST_QUESTIONS} questions au plus\u202f: vous en avez écrit {len(questions)}.")
    if any(len(question) > LONGEST_QUESTION for question in questions):
        reasons.append(f"Une question fait {LONGEST_QUESTION} caractères au plus.")
    if len({question.casefold() for question in questions}) < len(questions):
        reasons.append("Une même question est écrite deux fois.")
    return reasons


def reasons_not_to_sign_off(
    *, is_lead: bool, is_referent: bool, lead: str, signed: bool, questions: int, visa_waiting_of: str
) -> list[str]:
    """A referent of the responsible region signs, with three to five questions and no visa waiting."""
    if signed:
        return ["Cette note est déjà signée."]
    if not (is_lead and is_referent):
        return [f"La note est signée par un référent de la Région responsable, {lead}."]
    reasons = []
    if questions < LEAST_QUESTIONS:
        reasons.append(
            f"Écrivez au moins {LEAST_QUESTIONS} questions dans «\u202fCe que l’on veut apprendre\u202f» "
            f"(il y en a {questions})."
        )
    if questions > MOST_QUESTIONS:
        reasons.append(f"Gardez {MOST_QUESTIONS} questions au plus\u202f: il y en a {questions}.")
    if visa_waiting_of:
        reasons.append(
            f"Le visa demandé à {visa_waiting_of} est attendu\u202f: attendez sa décision, ou retirez la demande."
        )
    return reasons


def words_on_visa_to_revise(*, name: str, words: str, changed: bool) -> str:
    """Who answered « à revoir » and what was said; whether the note changed since."""
    told = f"{name} a répondu «\u202fà revoir\u202f» au visa demandé"
    told += f"\u202f: «\u202f{words.strip()}\u202f»." if words.strip() else "."
    return told + (" La note a changé depuis." if changed else " La note n’a pas changé depuis.")


def words_on_visa_giver(*, is_lead: bool, lead: str) -> str:
    """Where the person asked for a visa is, for whoever asks it."""
    if is_lead:
        return "La personne qui donne son visa, dans votre Région."
    return f"La personne qui donne son visa, dans la Région responsable\u202f: {lead}."


def reasons_to_look_again(*, empty: Sequence[str], comments: int, suggestions: int, visa: str = "") -> list[str]:
    """What a referent is told before signing a note that is not finished, or whose visa says « à revoir » (``visa``,
    the sentence): it may still be signed."""
    told = [visa] if visa else []
    if empty:
        named = ", ".join(f"«\u202f{title}\u202f»" for title in empty)
        told.append(f"{counted(len(empty), 'partie est encore vide', 'parties sont encore vides')}\u202f: {named}.")
    if comments:
        told.append(f"{counted(comments, 'commentaire est resté', 'commentaires sont restés')} sans réponse.")
    if suggestions:
        told.append(
            "1 autre rédaction proposée attend d’être prise ou laissée de côté."
            if suggestions == 1
            else f"{suggestions} autres rédactions proposées attendent d’être prises ou laissées de côté."
        )
    return told


def words_on_what_stays(number: int) -> str:
    """What is told to whom writes a part that answers kept in the interview would have fed; nothing for none."""
    if not number:
        return ""
    kept = counted(number, "réponse", "réponses")
    is_left = (
        "n’est pas reprise ici\u202f: elle reste" if number == 1 else "ne sont pas reprises ici\u202f: elles restent"
    )
    return (
        f"{kept} à une question que le guide déclare «\u202fne pas reprendre dans la note\u202f» {is_left} dans "
        "l’interview, lue par l’animation et la Région responsable seulement."
    )


def reasons_not_to_reopen(*, is_facilitator: bool, is_lead_referent: bool, signed: bool, closed: bool) -> list[str]:
    """A signed note is opened again by the animation or by who signs."""
    if closed:
        return [CLOSED]
    if not signed:
        return ["Cette note n’est pas signée\u202f: vous pouvez la modifier."]
    if is_facilitator or is_lead_referent:
        return []
    return ["Une note signée est rouverte par l’animation ou par un référent de la Région responsable."]


def reasons_against_reason(reason: str) -> list[str]:
    """Opening a signed note again says why."""
    if len(reason.strip()) >= SHORTEST_REASON:
        return []
    return ["Dites en une phrase pourquoi la note est rouverte\u202f: cette raison est gardée au journal."]


def reasons_not_to_open_comments(*, takes_part: bool, signed: bool, opened: bool) -> list[str]:
    """A draft is opened once to the comments of the other Régions."""
    reasons = reasons_not_to_change(takes_part=takes_part, signed=signed)
    if not reasons and opened:
        return ["La note est déjà ouverte aux commentaires des Régions."]
    return reasons


def reasons_against_reference(
    *, kind: str, title: str, dated_on: date | None, today: date, has_file: bool
) -> list[str]:
    """A reference has a title; a law and a report have a date; an annex has its file."""
    reasons = []
    if not title.strip():
        reasons.append("Donnez l’intitulé de cette référence.")
    if kind in {NoteReferenceKind.LAW, NoteReferenceKind.REPORT} and dated_on is None:
        reasons.append("Une loi ou un rapport a une date\u202f: indiquez-la.")
    if dated_on is not None and dated_on > today:
        reasons.append("Cette référence est datée d’un jour à venir.")
    if kind == NoteReferenceKind.ANNEX and not has_file:
        reasons.append("Une annexe est un fichier\u202f: joignez-le.")
    return reasons


def reasons_against_guide(*, name: str, questions: Sequence[str], name_taken: bool) -> list[str]:
    """A guide has a name of its own and at least one question."""
    reasons = [] if name.strip() else ["Donnez un nom à ce guide."]
    if name_taken:
        reasons.append("Un guide porte déjà ce nom.")
    if not any(question.strip() for question in questions):
        reasons.append("Un guide a au moins une question.")
    return reasons


def questions_from(text: str) -> list[str]:
    """The questions typed one per line, whatever marks stand before them."""
    questions: list[str] = []
    for block in blocks_from_text(text):
        lines = block["items"] if block["type"] == "list" else str(block.get("text", "")).split("\n")
        questions += [line.strip()[:LONGEST_QUESTION] for line in lines if line.strip()]
    return questions


def questions_in(blocks: Sequence[Block]) -> list[str]:
    """The questions of the part « Ce que l'on veut apprendre »: the items of its lists."""
    return [item for block in blocks if block["type"] == "list" for item in block["items"] if item.strip()]


def questions_block(questions: Sequence[str]) -> list[Block]:
    """Questions as the part keeps them."""
    return [{"type": "list", "ordered": True, "items": list(questions)}] if questions else []
