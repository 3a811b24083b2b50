"""The rules that say « déjà », « dernier », « plus personne », and the constraints that say « once », in the code."""

import ast
import re
from pathlib import Path

from django.apps import apps
from django.db.models import UniqueConstraint

PRODUCT = Path(__file__).resolve().parents[2] / "interregions"
WORDS = re.compile(r"\bdéjà\b|\bdernier\b|\bdernière\b|\bplus personne\b|\b[Ll]es? mêmes? jours?\b", re.IGNORECASE)


def telling_rules() -> set[str]:
    """« room.rules.function » for each function of a rules module, or of services, with such a sentence."""
    found = set()
    for path in PRODUCT.rglob("*.py"):
        parts = path.relative_to(PRODUCT).with_suffix("").parts
        if {"tests", "migrations"} & set(parts) or not {"rules", "services"} & set(parts):
            continue
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef) and any(map(WORDS.search, _sentences(function))):
                found.add(".".join([*parts, function.name]))
    return found


def _sentences(function: ast.FunctionDef) -> list[str]:
    docstring = ast.get_docstring(function, clean=False)
    texts = [
        node.value for node in ast.walk(function) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return [text for text in texts if text != docstring]


def constraints() -> set[str]:
    """« app.constraint » for each uniqueness of a table of ours, named or not."""
    found = set()
    for model in apps.get_models():
        if not model.__module__.startswith("interregions."):
            continue
        label = model._meta.app_label
        found |= {f"{label}.{each.name}" for each in model._meta.constraints if isinstance(each, UniqueConstraint)}
        found |= {
            f"{label}.{model._meta.model_name}.{field.name}"
            for field in model._meta.local_fields
            if field.unique and not field.primary_key
        }
    return found
