"""Who may write a questionnaire, what a question must be, and when both parties' approval freezes it. Pure."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from interregions.toolkit.expressions import Finding, WrittenQuestion, check_expressions

WRITERS = frozenset({"FACILITATOR", "REFERENT", "CONTRIBUTOR"})
APPROVERS = frozenset({"FACILITATOR", "REFERENT"})
ANIMATION, LEAD = "animation", "lead"
KINDS_WITH_OPTIONS = frozenset({"ONE_CHOICE", "SEVERAL_CHOICES", "YES_NO", "SCALE", "TABLE"})
# What is proposed when nothing is said: the codes are what expressions compare with.
DEFAULT_OPTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "YES_NO": (("yes", "Oui"), ("no", "Non")),
    "SCALE": (
        ("1", "Pas du tout"),
        ("2", "Plutôt non"),
        ("3", "Ni oui ni non"),
        ("4", "Plutôt oui"),
        ("5", "Tout à fait"),
    ),
}
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,79}")
LARGEST_LIST = 200
LONGEST_LABEL = 400
# Our own convention, explained in docs/explanation/estimated-minutes.md.
WORDS_READ_PER_SECOND = 3.5
SECONDS_TO_ANSWER: dict[str, int] = {
    "TEXT": 20,
    "LONG_TEXT": 90,
    "ONE_CHOICE": 6,
    "SEVERAL_CHOICES": 12,
    "YES_NO": 4,
    "NUMBER": 25,
    "AMOUNT": 40,
    "PERCENTAGE": 30,
    "DATE": 12,
    "SCALE": 6,
    "TABLE": 6,
    "FILE": 60,
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a list as it is kept: what expressions call it, what people read."""

    code: str
    label: str


DROPPED_WORDS = "Ce questionnaire est mis de côté : reprenez-le pour le changer ou l’approuver."


def reasons_not_to_write(*, role: str, of_lead: bool, frozen: bool, dropped: bool = False) -> list[str]:
    """The animation and the responsible region write together, until both have approved."""
    if frozen:
        return [
            "Ce questionnaire est approuvé par les deux parties : il ne change plus. "
            "Pour le corriger, repartez d’une copie."
        ]
    if role not in WRITERS or (role != "FACILITATOR" and not of_lead):
        return ["Ce questionnaire est écrit par l’animation et la Région responsable du cycle."]
    return [DROPPED_WORDS] if dropped else []


def reasons_not_to_drop(*, role: str, of_lead: bool, status: str) -> list[str]:
    """Started by mistake, or for nothing: whoever approves may put a draft aside. It stays to be read."""
    if role not in APPROVERS or (role != "FACILITATOR" and not of_lead):
        return ["Un questionnaire est mis de côté par l’animation ou un référent de la Région responsable."]
    if status == "APPROVED":
        return ["Ce questionnaire est approuvé par les deux parties : il ne change plus."]
    return ["Ce questionnaire est déjà mis de côté."] if status == "DROPPED" else []


def reasons_not_to_take_up(*, role: str, of_lead: bool, status: str) -> list[str]:
    """What was put aside may be taken up again by the same people."""
    if status != "DROPPED":
        return ["Ce questionnaire n’est pas mis de côté."]
    return reasons_not_to_drop(role=role, of_lead=of_lead, status="DRAFT")


def reasons_not_to_approve(
    *,
    role: str,
    of_lead: bool,
    frozen: bool,
    questions: int,
    findings: Sequence[str],
    already_approved: bool,
    read_revision: int,
    revision: int,
    changes: Sequence[str] = (),
    dropped: bool = False,
) -> list[str]:
    """An approval names the revision that was read; it needs a referent of the lead, or the animation."""
    if frozen:
        return ["Ce questionnaire est déjà approuvé par les deux parties."]
    if dropped:
        return [DROPPED_WORDS]
    if role not in APPROVERS or (role != "FACILITATOR" and not of_lead):
        return ["L’approbation revient à l’animation et à un référent de la Région responsable."]
    if not questions:
        return ["Ce questionnaire ne pose encore aucune question."]
    if read_revision != revision:
        return ["Ce questionnaire a changé depuis que vous l’avez ouvert : relisez-le avant d’approuver.", *changes]
    if already_approved:
        return ["Vous avez déjà approuvé cette version ; elle attend l’autre partie."]
    return list(findings)


def party_of(*, role: str, of_lead: bool) -> str:
    """For which of the two parties a mandate approves; empty for neither."""
    if role == "FACILITATOR":
        return ANIMATION
    return LEAD if of_lead and role in APPROVERS else ""


def is_agreed(*, approved_by: Collection[str], with_lead: bool) -> bool:
    """Both parties approved the same revision; without responsible region, the animation alone."""
    return {ANIMATION, LEAD} <= set(approved_by) if with_lead else ANIMATION in approved_by


def slug(text: str, longest: int = 40) -> str:
    """A name for expressions, drawn from words: « Budget dédié ? » → budget_dedie."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE")).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "_", plain.decode().lower()).strip("_")
    if len(words) > longest:
        words = words[:longest].rsplit("_", 1)[0] or words[:longest]
    return f"q_{words}" if words[:1].isdigit() else words


def free_name(wanted: str, taken: Collection[str], fallback: str = "question") -> str:
    """The name itself, or the name with the first number that is free."""
    base = wanted or fallback
    if base not in taken:
        return base
    number = 2
    while f"{base[:75]}_{number}" in taken:
        number += 1
    return f"{base[:75]}_{number}"


def reasons_not_to_take_name(name: str, taken: Collection[str]) -> list[str]:
    """A name is what conditions write between ${ and }."""
    if not NAME.fullmatch(name):
        return [f"« {name} » ne peut pas servir de nom : une lettre sans accent, puis lettres, chiffres ou tirets bas."]
    return [f"Une autre question s’appelle déjà « {name} »."] if name in taken else []


def read_lines(
    lines: Sequence[str], before: Sequence[Line] = (), prefix: str = "", numbered: bool = False
) -> list[Line]:
    """Lines as people type them, « label » or « code | label »; a line keeps its code when only its words change."""
    typed = [line.strip() for line in lines if line.strip()]
    known = {line.label: line.code for line in before}
    same_size = len(typed) == len(before)
    kept: list[Line] = []
    taken = {code.strip() for code, bar, _ in (line.partition("|") for line in typed) if bar}
    for place, line in enumerate(typed):
        code, bar, label = (part.strip() for part in line.partition("|"))
        if not bar:
            label, code = line, known.get(line, "")
            if not code and same_size and before[place].label not in typed:
                code = before[place].code
            if not code or code in taken:
                wanted = str(place + 1) if numbered else f"{prefix}{slug(label, 60)}" or "reponse"
                code = free_name(wanted, taken)
        taken.add(code)
        kept.append(Line(code=code, label=label))
    return kept


def written_lines(lines: Sequence[Line], prefix: str = "") -> list[str]:
    """The lines to show in the text area: the code only where it says more than the words."""
    return [
        line.label
        if line.code == f"{prefix}{slug(line.label, 60)}" and "|" not in line.label
        else f"{line.code} | {line.label}"
        for line in lines
    ]


def reasons_not_to_take_options(kind: str, options: Sequence[Line]) -> list[str]:
    """Two proposed answers at least, each once, each readable."""
    if kind not in KINDS_WITH_OPTIONS:
        return []
    if kind == "YES_NO" and len(options) != 2:
        return ["Une question « oui ou non » a deux réponses."]
    if len(options) < 2:
        return ["Proposez au moins deux réponses, une par ligne."]
    return _reasons_on_lines(options)


def reasons_not_to_take_rows(kind: str, rows: Sequence[Line]) -> list[str]:
    """A table has one row at least."""
    if kind != "TABLE":
        return []
    return _reasons_on_lines(rows) if rows else ["Un tableau a au moins une ligne."]


def _reasons_on_lines(lines: Sequence[Line]) -> list[str]:
    reasons = []
    if len(lines) > LARGEST_LIST:
        reasons.append(f"Une liste tient en {LARGEST_LIST} lignes ; celle-ci en a {len(lines)}.")
    for what, values in (("Le code", [x.code for x in lines]), ("La ligne", [x.label for x in lines])):
        twice = sorted({value for value in values if values.count(value) > 1})
        reasons += [f"{what} « {value} » est écrit deux fois." for value in twice]
    reasons += [f"La ligne « {line.code} » n’a pas d’intitulé." for line in lines if not line.label]
    reasons += [f"« {x.code} » ne peut pas servir de code : ni espace, ni plus de 80 signes." for x in lines if _bad(x)]
    reasons += [f"« {x.label[:60]}… » dépasse {LONGEST_LABEL} signes." for x in lines if len(x.label) > LONGEST_LABEL]
    return reasons


def _bad(line: Line) -> bool:
    return not line.code or len(line.code) > 80 or re.search(r"\s", line.code) is not None


def new_findings(before: Sequence[WrittenQuestion], after: Sequence[WrittenQuestion]) -> list[Finding]:
    """What a change would break in the expressions of the whole questionnaire; what was broken before is not told."""
    known = {finding.sentence for finding in check_expressions(before)}
    return [f for f in check_expressions(after) if f.blocking and f.sentence not in known]


def blocking_sentences(questions: Sequence[WrittenQuestion]) -> list[str]:
    """What prevents an approval, as sentences."""
    return [finding.sentence for finding in check_expressions(questions) if finding.blocking]


def estimated_seconds(*, kind: str, words: int, rows: int = 1) -> int:
    """Time to read the words once and to answer; a table is answered row by row."""
    return round(words / WORDS_READ_PER_SECOND + SECONDS_TO_ANSWER[kind] * max(1, rows))


def minutes(seconds: int) -> int:
    """Whole minutes, at least one."""
    return max(1, round(seconds / 60)) if seconds else 0
