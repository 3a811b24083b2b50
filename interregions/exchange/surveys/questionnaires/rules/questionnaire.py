"""Who may write a questionnaire, what a question must be, and when both parties' approval freezes it. Pure."""

import re
from collections.abc import Collection, Sequence

from interregions.exchange.surveys.choices import QuestionnaireStatus
from interregions.network.choices import Role
from interregions.toolkit.expressions import Finding, WrittenQuestion, check_expressions

WRITERS = frozenset({Role.FACILITATOR, Role.REFERENT, Role.CONTRIBUTOR})
APPROVERS = frozenset({Role.FACILITATOR, Role.REFERENT})
ANIMATION, LEAD = "animation", "lead"
VARIABLE = re.compile(r"\$\{[^{}]*\}|%\(\w+\)s")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,79}")
# Our own convention, explained in docs/explanation/estimated-minutes.md.
WORDS_READ_PER_SECOND = 3.5

DROPPED_WORDS = "Ce questionnaire est mis de côté : reprenez-le pour le changer ou l’approuver."


def reasons_not_to_write(*, role: str, of_lead: bool, frozen: bool, dropped: bool = False) -> list[str]:
    """The animation and the responsible region write together, until both have approved."""
    if frozen:
        return [
            "Ce questionnaire est approuvé par les deux parties : il ne change plus. "
            "Pour le corriger, repartez d’une copie."
        ]
    if role not in WRITERS or (role != Role.FACILITATOR and not of_lead):
        return ["Ce questionnaire est écrit par l’animation et la Région responsable du cycle."]
    return [DROPPED_WORDS] if dropped else []


def reasons_not_to_drop(*, role: str, of_lead: bool, status: str) -> list[str]:
    """Started by mistake, or for nothing: whoever approves may put a draft aside. It stays to be read."""
    if role not in APPROVERS or (role != Role.FACILITATOR and not of_lead):
        return ["Un questionnaire est mis de côté par l’animation ou un référent de la Région responsable."]
    if status == QuestionnaireStatus.APPROVED:
        return ["Ce questionnaire est approuvé par les deux parties : il ne change plus."]
    return ["Ce questionnaire est déjà mis de côté."] if status == QuestionnaireStatus.DROPPED else []


def reasons_not_to_take_up(*, role: str, of_lead: bool, status: str) -> list[str]:
    """What was put aside may be taken up again by the same people."""
    if status != QuestionnaireStatus.DROPPED:
        return ["Ce questionnaire n’est pas mis de côté."]
    return reasons_not_to_drop(role=role, of_lead=of_lead, status=QuestionnaireStatus.DRAFT)


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
    if role not in APPROVERS or (role != Role.FACILITATOR and not of_lead):
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
    if role == Role.FACILITATOR:
        return ANIMATION
    return LEAD if of_lead and role in APPROVERS else ""


def is_agreed(*, approved_by: Collection[str], with_lead: bool) -> bool:
    """Both parties approved the same revision; without responsible region, the animation alone."""
    return {ANIMATION, LEAD} <= set(approved_by) if with_lead else ANIMATION in approved_by


def reasons_not_to_take_name(name: str, taken: Collection[str]) -> list[str]:
    """A name is what conditions write between ${ and }."""
    if not NAME.fullmatch(name):
        return [f"« {name} » ne peut pas servir de nom : une lettre sans accent, puis lettres, chiffres ou tirets bas."]
    return [f"Une autre question s’appelle déjà « {name} »."] if name in taken else []


def reasons_not_to_say(*texts: str) -> list[str]:
    """Words that follow an answer in other tools: here they would be read as they are typed, so they are refused."""
    found = dict.fromkeys(sign for text in texts for sign in VARIABLE.findall(text))
    return [
        f"« {sign} » serait lu tel quel : un texte ne reprend pas une réponse. Écrivez-le avec des mots fixes ; dans "
        "une condition, il est compris."
        for sign in found
    ]


def new_findings(before: Sequence[WrittenQuestion], after: Sequence[WrittenQuestion]) -> list[Finding]:
    """What a change would break in the expressions of the whole questionnaire; what was broken before is not told."""
    known = {finding.sentence for finding in check_expressions(before)}
    return [f for f in check_expressions(after) if f.blocking and f.sentence not in known]


def blocking_sentences(questions: Sequence[WrittenQuestion]) -> list[str]:
    """What prevents an approval, as sentences."""
    return [finding.sentence for finding in check_expressions(questions) if finding.blocking]


def estimated_seconds(*, words: int, answering: float) -> int:
    """Time to read the words once and to answer."""
    return round(words / WORDS_READ_PER_SECOND + answering)


def minutes(seconds: int) -> int:
    """Whole minutes, at least one."""
    return max(1, round(seconds / 60)) if seconds else 0
