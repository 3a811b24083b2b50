"""What is wrong with the expressions of a whole questionnaire: unknown names, loops, questions asked later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as defaulted

from .literals import Choices, against_codes
from .reading import parse
from .tree import ExpressionRefused, names_used


@dataclass(frozen=True, kw_only=True)
class WrittenQuestion:
    """A question as its author wrote it, in the order it is asked; `block_condition` is its block's, `choices` its
    proposed answers, label by code."""

    name: str
    label: str = ""
    condition: str = ""
    constraint: str = ""
    block_condition: str = ""
    choices: Choices = defaulted(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`blocking` is false for a remark that prevents nothing; `of_codes` says that the words compared are at fault."""

    name: str
    field: str
    sentence: str
    blocking: bool = True
    of_codes: bool = False


def check_expressions(questions: Sequence[WrittenQuestion]) -> list[Finding]:
    """French sentences on every expression of the questionnaire; empty when all is well."""
    places = {question.name: place for place, question in enumerate(questions)}
    choices = {question.name: question.choices for question in questions}
    findings: list[Finding] = []
    depends: dict[str, set[str]] = {question.name: set() for question in questions}
    for question in questions:
        for field, words, text in _written(question):
            try:
                expression = parse(text)
            except ExpressionRefused as refusal:
                findings.append(
                    Finding(name=question.name, field=field, sentence=_about(question, words, str(refusal)))
                )
                continue
            used = names_used(expression)
            findings.extend(_findings_on_names(question, field, words, used, places))
            findings.extend(
                Finding(name=question.name, field=field, sentence=_about(question, words, sentence), of_codes=True)
                for sentence in against_codes(expression, choices, question.name)
            )
            if field != "constraint":
                depends[question.name] |= {name for name in used if name in places}
    findings.extend(_circles(depends))
    return findings


def _written(question: WrittenQuestion) -> Iterator[tuple[str, str, str]]:
    for field, words, text in (
        ("condition", "condition", question.condition),
        ("constraint", "contrôle", question.constraint),
        ("block_condition", "condition du bloc", question.block_condition),
    ):
        if text.strip():
            yield field, words, text


def _about(question: WrittenQuestion, words: str, sentence: str) -> str:
    return f"« {question.label or question.name} », {words} : {sentence}"


def _findings_on_names(
    question: WrittenQuestion, field: str, words: str, used: frozenset[str], places: dict[str, int]
) -> Iterator[Finding]:
    for name in sorted(used):
        if name not in places:
            sentence = f"aucune question ne s’appelle « {name} »."
            yield Finding(name=question.name, field=field, sentence=_about(question, words, sentence))
        elif places[name] > places[question.name]:
            sentence = f"« {name} » est demandée plus loin dans le questionnaire."
            yield Finding(name=question.name, field=field, sentence=_about(question, words, sentence), blocking=False)


def _circles(depends: dict[str, set[str]]) -> Iterator[Finding]:
    """Strip what depends on nothing that is left (Kahn): what remains turns in circles, or depends on a circle."""
    left = {name: set(used) for name, used in depends.items()}
    users: dict[str, list[str]] = {name: [] for name in depends}
    for name, used in depends.items():
        for other in used:
            users[other].append(name)
    free = [name for name, used in left.items() if not used]
    while free:
        gone = free.pop()
        left.pop(gone, None)
        for user in users[gone]:
            if user in left:
                left[user].discard(gone)
                if not left[user]:
                    free.append(user)
    reported: set[str] = set()
    for name in left:
        if name not in reported:
            circle = _circle_from(name, left)
            if not reported & set(circle):
                words = " → ".join([*circle, circle[0]])
                yield Finding(name=circle[0], field="condition", sentence=f"Ces conditions tournent en rond : {words}.")
            reported |= set(circle) | {name}


def _circle_from(name: str, left: dict[str, set[str]]) -> list[str]:
    """Walk from the name along what it depends on until a name comes back."""
    path: list[str] = []
    seen: dict[str, int] = {}
    while name not in seen:
        seen[name] = len(path)
        path.append(name)
        name = min(left[name])
    return path[seen[name] :]
