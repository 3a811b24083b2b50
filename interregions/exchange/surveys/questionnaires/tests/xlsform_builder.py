"""A realistic XLSForm about regional cluster policy. Demonstration content: every word of it is fictional."""

from pathlib import Path

import openpyxl

HEADER = ["type", "name", "label::Français (fr)", "label::English (en)", "hint::Français (fr)", "required", "relevant"]
HEADER += ["constraint", "constraint_message", "appearance", "parameters", "default", "calculation"]


def q(kind, name="", label="", **more):
    return {"type": kind, "name": name, "label::Français (fr)": label, **more}


HINT = "hint::Français (fr)"
SURVEY = [
    q("start", "start"),
    q("today", "jour"),
    q("note", "avertissement", "Questionnaire fictif, composé pour la démonstration."),
    q("begin_group", "identite", "Votre Région"),
    q("text", "service", "Service qui répond", required="yes"),
    q("text", "contexte", "Contexte régional", appearance="multiline"),
    q("date", "depuis", "Date de la dernière délibération", constraint=". <= today()"),
    q("end_group"),
    q("begin_group", "strategie", "Stratégie"),
    q("select_one oui_non", "strategie_existe", "Une stratégie de soutien aux pôles est-elle votée ?", required="yes"),
    q("text", "strategie_nom", "Quel est son nom ?", relevant="${strategie_existe} = 'oui'"),
    q("select_multiple priorites", "priorites_suivies", "Priorités suivies"),
    q("text", "priorite_autre", "Laquelle ?", relevant="selected(${priorites_suivies}, 'autre')"),
    q("select_one accord", "lien_s3", "Le lien avec la S3 est clair", appearance="likert"),
    q("end_group"),
    q("begin_group", "moyens", "Moyens"),
    q(
        "integer",
        "nombre_poles",
        "Nombre de pôles soutenus",
        required="yes",
        constraint=". >= 0 and . <= 60",
        constraint_message="Entre 0 et 60.",
    ),
    q("decimal", "budget", "Budget annuel consacré aux pôles (en euros)", constraint=". >= 0"),
    q("decimal", "part_feder", "Part du FEDER (en %)", constraint=". >= 0 and . <= 100"),
    q("decimal", "agents", "Agents en équivalent temps plein", relevant="${nombre_poles} > 0"),
    q("begin_group", "detail", "Détail", relevant="${budget} > 1000000"),
    q("text", "lignes", "Principales lignes budgétaires", appearance="multiline"),
    q("decimal", "budget_animation", "Dont animation (€)", constraint=". <= ${budget}"),
    q("end_group"),
    q("text", "remarque_moyens", "Remarque sur les moyens"),
    q("end_group"),
    q("begin_group", "gouvernance", "Qui décide", appearance="field-list table-list"),
    q("select_one frequence", "region_decide", "La Région"),
    q("select_one frequence", "epci_decide", "Les EPCI"),
    q("select_one frequence", "etat_decide", "L’État"),
    q("end_group"),
    q("begin_group", "evaluation", "Évaluation"),
    q("select_one oui_non", "evalue", "Les pôles sont-ils évalués ?"),
    q("range", "utilite", "Utilité de l’évaluation", parameters="start=1 end=5 step=1", relevant="${evalue} = 'oui'"),
    q("select_one methode or_other", "methode_suivie", "Méthode", relevant="${evalue} = 'oui'"),
    q("file", "rapport", "Dernier rapport"),
    q("calculate", "ratio", "", calculation="${budget} div ${nombre_poles}"),
    q("text", "commentaire_ratio", "Votre budget par pôle est élevé : pourquoi ?", relevant="${ratio} > 1000000"),
    q("end_group"),
    q("begin_group", "cooperation", "Coopération"),
    q(
        "select_multiple regions",
        "partenaires",
        "Régions partenaires",
        constraint="count-selected(.) <= 3",
        constraint_message="Trois au plus.",
    ),
    q("text", "projet", "Projet commun", appearance="multiline", relevant="count-selected(${partenaires}) > 0"),
    q("geopoint", "lieu", "Lieu du projet"),
    q("rank priorites", "rang", "Classez les priorités"),
    q("end_group"),
    q("begin_repeat", "pole", "Pôle"),
    q("text", "Nom_du_pole", "Nom du pôle"),
    q("integer", "adherents", "Nombre d’adhérents", constraint="regex(., '[0-9]{1,5}')"),
    q("text", "siren", "SIREN", constraint="regex(., '^([0-9]{3} ?){3}$')"),
    q("text", "siege", "Siège", constraint="pulldata('communes', 'nom', 'code', .) != ''"),
    q("end_repeat"),
    q("begin_group", "attentes", "Attentes"),
    q("note", "merci", "Merci de votre temps."),
    q(
        "text",
        "attente",
        "Ce que vous attendez de la réunion",
        appearance="multiline",
        **{HINT: "Trois lignes suffisent."},
    ),
    q("select_one oui_non", "presence", "Serez-vous présents ?", default="oui"),
    q("datetime", "creneau", "Créneau souhaité"),
    q("end_group"),
]
LISTS = {
    "oui_non": [("oui", "Oui"), ("non", "Non")],
    "priorites": [("mer", "Mer"), ("sante", "Santé"), ("energie", "Énergie"), ("autre", "Autre")],
    "accord": [(str(n), label) for n, label in enumerate(["Pas du tout", "Plutôt pas", "Plutôt", "Tout à fait"], 1)],
    "frequence": [("jamais", "Jamais"), ("parfois", "Parfois"), ("toujours", "Toujours")],
    "methode": [("interne", "Interne"), ("cabinet", "Par un cabinet")],
    "regions": [("bretagne", "Bretagne"), ("normandie", "Normandie"), ("occitanie", "Occitanie")],
}


def write_questionnaire(path: Path, survey=None, lists=None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "survey"
    sheet.append(HEADER)
    for row in SURVEY if survey is None else survey:
        sheet.append([row.get(title) for title in HEADER])
    choices = book.create_sheet("choices")
    choices.append(["list name", "name", "label::Français (fr)"])
    for name, options in (LISTS if lists is None else lists).items():
        for code, label in options:
            choices.append([name, code, label])
    settings = book.create_sheet("settings")
    settings.append(["form_title", "form_id", "default_language"])
    settings.append(["Politique des pôles (démonstration fictive)", "politique_des_poles", "Français (fr)"])
    book.save(path)
    return path
