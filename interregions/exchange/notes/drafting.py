"""The first text of a note: the twelve parts filled from the theme, the interview and what is already known."""

from collections.abc import Sequence
from datetime import date, timedelta

from interregions.common.blocks import Block, blocks_from_text
from interregions.common.references import Reference
from interregions.common.typography import french_date, typo
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes.models import Interview
from interregions.exchange.notes.parts import LEARN, PARTS
from interregions.exchange.notes.rules import MOST_QUESTIONS, questions_block, questions_from

# (step, weeks after the day of the draft from which and until which it is proposed)
STEPS: tuple[tuple[str, int, int], ...] = (
    ("Thème et note d’opportunité", 0, 2),
    ("Enquête", 3, 7),
    ("Réunion", 9, 10),
    ("Débat", 9, 10),
    ("Compte rendu et actions", 10, 12),
)


def drafted_sections(
    *, cycle: Cycle, interview: Interview, already_known: Sequence[Reference], today: date
) -> list[tuple[str, str, str, list[Block]]]:
    """Each part with its title, what is expected there, and its first words; what stays in the interview is left."""
    answers: dict[str, list[str]] = {}
    for answer in interview.answers.all():
        if answer.words.strip() and not answer.stays_in_interview:
            answers.setdefault(answer.feeds, []).append(answer.words.strip())
    begins = {
        # The title of the note says the theme: its question alone is expected here, when it was told.
        "theme": [] if answers.get("theme") else _told(cycle.theme.title),
        "people": _people(cycle, interview),
        "context": _told(typo(f"Le problème rencontré : {cycle.theme.problem}")) if cycle.theme.problem else [],
        "known": _known(already_known),
        "stakes": _stakes(cycle),
        "results": _told(typo(f"Résultat attendu : {cycle.theme.expected_result}"))
        if cycle.theme.expected_result
        else [],
        "calendar": [calendar_table(today)],
    }
    sections = []
    for part in PARTS:
        words = answers.get(part.key, [])
        if part.key == LEARN:
            blocks = questions_block(questions_from("\n".join(words))[:MOST_QUESTIONS])
        else:
            blocks = [*begins.get(part.key, []), *(block for one in words for block in blocks_from_text(one))]
        sections.append((part.key, part.title, part.prompt, blocks))
    return sections


def calendar_table(today: date) -> Block:
    """A first calendar of the five steps, to be adjusted."""
    rows = [
        [step, french_date(today + timedelta(weeks=start)), french_date(today + timedelta(weeks=end))]
        for step, start, end in STEPS
    ]
    return {"type": "table", "header": ["Étape", "Du", "Au"], "rows": rows, "caption": "Calendrier proposé"}


def _told(text: str) -> list[Block]:
    return [{"type": "paragraph", "text": text}]


def _people(cycle: Cycle, interview: Interview) -> list[Block]:
    return [
        {
            "type": "table",
            "header": ["Région responsable", "Personnes interrogées", "Date de l’interview"],
            "rows": [[cycle.lead.name, interview.people.strip(), french_date(interview.held_on)]],
            "caption": "Interview",
        }
    ]


def _known(references: Sequence[Reference]) -> list[Block]:
    if not references:
        return []
    return [{"type": "list", "ordered": False, "items": [reference.label for reference in references]}]


def _stakes(cycle: Cycle) -> list[Block]:
    labels = [str(term) for term in cycle.theme.tags.all()]
    return [{"type": "list", "ordered": False, "items": labels}] if labels else []
