"""The questionnaire on paper, to circulate inside an organisation."""

from interregions.exchange.surveys.questionnaires.models import Questionnaire
from interregions.exchange.surveys.questionnaires.queries import questionnaires as queries
from interregions.exchange.surveys.questionnaires.queries.builder import circle_words, named_questions
from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent, content_of
from interregions.network.queries import installation
from interregions.toolkit.documents import Document, Heading, Paragraph, Part, Table, TickList
from interregions.toolkit.expressions import in_french


def questionnaire_document(questionnaire: Questionnaire) -> Document:
    """Every block and question in order, with the proposed answers and who will read each."""
    parts: list[Part] = [Paragraph(text) for text in questionnaire.introduction.split("\n\n") if text.strip()]
    parts.append(Paragraph(f"Temps estimé\u202f: {queries.minutes_of(questionnaire.pk)} min."))
    number = 0
    content = content_of(questionnaire.pk)
    named = named_questions(content)
    for block in content:
        parts.append(Heading(1, block.title))
        if block.help:
            parts.append(Paragraph(block.help))
        if block.condition:
            said = in_french(block.condition, named)
            parts.append(Paragraph(f"Rubrique posée {f'si {said}' if said else 'selon les réponses précédentes'}."))
        for question in block.questions:
            number += 1
            parts += _question(question, number, in_french(question.condition, named))
    here = installation()
    return Document(
        title=questionnaire.title,
        subtitle="Questionnaire" if questionnaire.frozen_at else "Questionnaire en rédaction",
        classification="preparatory",
        fictional=bool(here and here.demonstration),
        date=(questionnaire.frozen_at or questionnaire.created_at).date(),
        parts=parts,
    )


def _question(question: QuestionContent, number: int, condition: str) -> list[Part]:
    parts: list[Part] = [Heading(2, f"{number}. {question.label}")]
    if question.help:
        parts.append(Paragraph(question.help))
    facts = [question.kind.on_paper, "réponse attendue" if question.required else "réponse facultative"]
    if question.condition:
        facts.append(f"question posée si {condition}" if condition else "question posée selon les réponses précédentes")
    parts.append(
        Paragraph(f"{', '.join(facts)}. Lue avec le nom de l’organisme par\u202f: {circle_words(question.named_to)}.")
    )
    labels = [option.label for option in question.options]
    if question.kind.has_rows:
        rows = [[row.label, *([""] * len(labels))] for row in question.variables]
        parts.append(Table(question.label, ["", *labels], rows))
    elif labels:
        parts.append(TickList(labels))
    return parts
