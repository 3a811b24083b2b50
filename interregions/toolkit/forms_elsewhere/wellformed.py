"""What pyxform, the reference reader of XLSForm, thinks of the file."""

from __future__ import annotations

import re

from interregions.common.late import Late

errors = Late("pyxform.errors")
xls2xform = Late("pyxform.xls2xform")


_KNOWN = (
    (r"'name' value is invalid|Invalid .*name|Names must", "un nom est mal formé"),
    (r"There must be a sheet named|sheet.*(missing|not found)", "une feuille obligatoire manque"),
    (r"duplicate|more than one|unique|already been", "un nom est employé deux fois"),
    (r"Unmatched|no matching|begin_|end_|end statement", "un groupe est mal ouvert ou mal fermé"),
    (r"List name|choices sheet|choice", "une liste de choix est incomplète"),
    (
        r"There has been a problem trying to replace|no survey element|no question|reference|not found",
        "un nom cité n’existe pas",
    ),
    (r"no label|without a label|label", "un libellé manque"),
    (r"Unknown question type|unknown type", "un type de question est inconnu"),
    (r"header|column", "une colonne n’est pas reconnue"),
)


def pyxform_sentence(content: bytes, extension: str) -> str:
    """Empty when the form is well-formed; otherwise a French sentence followed by pyxform's own words."""
    try:
        xls2xform.convert(content, validate=False, file_type=extension, form_name="questionnaire", warnings=[])
    except errors.PyXFormError as failure:
        original = " ".join(str(failure).split())[:600]
        reason = next(
            (words for pattern, words in _KNOWN if re.search(pattern, original, re.I)), "le fichier a une erreur"
        )
        return f"Le formulaire n’est pas bien formé, {reason} ; pyxform dit\u202f: «\u202f{original}\u202f»"
    except Exception as failure:  # noqa: BLE001 - pyxform lets anything out of a strange file
        return f"pyxform n’a pas pu lire le formulaire ({type(failure).__name__})."
    return ""
