"""What a practice that was caught asks of its organisation, in words. Pure."""

import json
from datetime import date
from typing import Any

from interregions.common.tasks import Row, Task
from interregions.knowledge.practices import rules


def complete(row: Row, today: date) -> Task:
    """Complete the sheet, which ``detail`` holds; once all is filled and nothing forbids it, publish it."""
    sheet = json.loads(row.detail)
    texts = {part: sheet[part] for part in rules.PARTS}
    reasons = rules.reasons_not_to_publish(status=sheet["status"], texts=texts)
    whole = not rules.completeness(texts).missing and not reasons
    return Task(
        what=f"{'Publier' if whole else 'Compléter'} la pratique « {row.label} »",
        why=_why(sheet["origin"], (today - row.moment.date()).days if row.moment else 0),
        to=("practices:practice" if whole else "practices:complete", row.about),
        gesture="Relire et publier" if whole else "Compléter la fiche",
        minutes=2 if whole else 10,
    )


def _why(origin: Any, days: int) -> str:
    source = json.loads(origin) if isinstance(origin, str) else origin
    came = f"Notée dans « {source['label']} »" if source else "En rédaction"
    since = "aujourd’hui" if days < 1 else "hier" if days == 1 else f"il y a {days} jours"
    return f"{came}, {since}. Une fois publiée, tout le réseau la lit."
