"""The proposals and the result as tables to take away. No export tells what one organisation chose."""

from django.utils import timezone

from interregions.exchange.themes.models import Call
from interregions.exchange.themes.queries.results import ResultPage
from interregions.exchange.themes.queries.themes import theme_lines
from interregions.toolkit.documents.tables import Sheet, Value


def proposals(call: Call) -> list[Sheet]:
    """One row by theme, the withdrawn ones included and said."""
    header = [
        "Thème", "Problème rencontré", "Résultat attendu", "Proposé par", "État", "Priorités de l’UE et S3",
        "Soutiens", "Organismes prêts à être Région responsable", "Proposé le",
    ]  # fmt: skip
    rows: list[list[Value]] = [
        [
            line.theme.title,
            line.theme.problem,
            line.theme.expected_result,
            line.theme.proposed_by.name,
            line.theme.get_status_display(),
            ", ".join(str(tag) for tag in line.tags),
            line.endorsements,
            line.ready_to_lead,
            timezone.localdate(line.theme.created_at),
        ]
        for line in theme_lines(call, None, withdrawn=True)
    ]
    return [Sheet(f"Thèmes {call.season}", header, rows)]


def result(page: ResultPage) -> list[Sheet]:
    """The result by theme, then how it is explained."""
    colleges = [f"Choix, {label}" for label, _, _, _ in page.colleges]
    header = ["Rang", "Thème", *colleges, "Prêts à être Région responsable", "Soutiens", "Désigné", "Retenu"]
    rows: list[list[Value]] = [
        [
            row.place,
            row.theme.title,
            *("non publié" if number is None else number for number in row.choices),
            row.ready_to_lead,
            row.endorsements,
            row.pointed,
            row.retained,
        ]
        for row in page.rows
    ]
    sentences = [*page.explanation, *page.rule]
    if page.departs:
        sentences.append(f"Écart avec le résultat : {page.count.departure_reason}")
    return [
        Sheet(f"Résultat {page.call.season}", header, rows),
        Sheet("Explication", ["Explication"], [[sentence] for sentence in sentences]),
    ]
