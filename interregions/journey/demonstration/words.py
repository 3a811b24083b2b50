"""The words of the demonstration. Territories are real; people, answers, figures and history are fictional."""

from typing import NamedTuple

from interregions.exchange.debate.choices import ContributionKind
from interregions.exchange.surveys.choices import NamedTo

SEASON_BEFORE, SEASON = "2026 (démonstration)", "2027 (démonstration)"

FACILITATORS = (("Claire", "Aubrac", "Directrice de l’animation"), ("Hugo", "Serrano", "Chargé de mission"))
GIVEN_NAMES = (
    "Anne",
    "Karim",
    "Sophie",
    "Mathieu",
    "Leïla",
    "Julien",
    "Catherine",
    "Bastien",
    "Nadia",
    "Olivier",
    "Émilie",
    "Samir",
    "Hélène",
    "Thibault",
    "Maëva",
    "Loïc",
    "Aïcha",
    "Vincent",
    "Chloé",
    "Rachid",
    "Pauline",
    "Marc",
    "Inès",
    "Gaëtan",
    "Lucie",
    "Yannick",
    "Fatou",
    "Benoît",
    "Zoé",
    "Xavier",
)
FAMILY_NAMES = (
    "Vautrin",
    "Belkacem",
    "Dorval",
    "Kermadec",
    "Lestienne",
    "Marchetti",
    "Oyarzun",
    "Pradelle",
    "Quenard",
    "Rigaud",
    "Solignac",
    "Tavernel",
    "Ubersfeld",
    "Valmier",
    "Weissmuller",
    "Ydier",
    "Zamor",
    "Artigues",
    "Brossard",
    "Cazenave",
)

THEMES_BEFORE = (
    (
        "Articuler la S3 et les feuilles de route des pôles",
        "Les priorités de spécialisation et les contrats des pôles se suivent sans se répondre.",
        "Une manière commune de relier chaque contrat de pôle à une priorité, et de le dire chaque année.",
    ),
    (
        "Accueillir un pôle présent dans plusieurs Régions",
        "Chaque Région instruit seule, le pôle remplit trois dossiers.",
        "Un dossier unique et une Région chef de file par pôle.",
    ),
)
THEMES = (
    (
        "Préparer l’après-phase V des pôles de compétitivité",
        "La cinquième phase s’achève le 31 décembre 2026 ; chaque Région prépare seule ce qui suit.",
        "Des critères de soutien comparables et un calendrier partagé pour 2027.",
    ),
    (
        "Ouvrir les équipements structurants aux clusters des autres Régions",
        "Des plateformes financées par une Région restent inconnues des entreprises voisines.",
        "Des conditions d’accès écrites et un premier répertoire.",
    ),
    (
        "Mesurer ce que les pôles apportent aux PME",
        "Chaque Région demande d’autres indicateurs, les pôles les remplissent plusieurs fois.",
        "Un noyau de cinq indicateurs demandés une seule fois.",
    ),
    (
        "Aider les clusters à obtenir des fonds européens",
        "Les petites équipes n’ont pas de chargé de projets européens.",
        "Une mutualisation de l’ingénierie entre Régions volontaires.",
    ),
)

INTERVIEW = (
    (
        "Quel problème la Région rencontre-t-elle ?",
        "context",
        "Les conventions avec nos pôles arrivent à échéance ensemble et nous n’avons pas de position commune.",
    ),
    ("Qu’est-ce qui est déjà connu ?", "known", "Deux Régions ont évalué leurs pôles l’an dernier (fiction)."),
    ("Pourquoi maintenant ?", "why_now", "La phase V s’achève le 31 décembre 2026."),
    (
        "Que voulez-vous apprendre des autres Régions ?",
        "learn",
        "Qui finance, sur quels critères, avec quelle évaluation, et ce qui n’a pas marché.",
    ),
)
NOTE_QUESTIONS = (
    "Quel est votre soutien annuel aux pôles et comment se partage-t-il ?",
    "Sur quels critères décidez-vous du renouvellement ?",
    "Qu’attendez-vous de l’après-phase V ?",
    "Qu’est-ce qui n’a pas marché ?",
)
# (rubrique, aide, questions); a question: kind, label, options or rows, condition, required.
QUESTIONNAIRE: tuple[tuple[str, tuple[dict[str, object], ...]], ...] = (
    (
        "Votre soutien aux pôles",
        (
            {
                "name": "soutien",
                "kind": "YES_NO",
                "label": "Soutenez-vous financièrement des pôles ?",
                "required": True,
            },
            {
                "name": "budget",
                "kind": "AMOUNT",
                "label": "Montant annuel voté pour leur gouvernance",
                "condition": "${soutien} = 'yes'",
                "constraint": ". >= 0",
                "constraint_message": "Un montant ne peut pas être négatif.",
            },
            {
                "name": "part_variable",
                "kind": "PERCENTAGE",
                "label": "Part de ce soutien liée aux résultats",
                "condition": "${soutien} = 'yes'",
                "constraint": ". >= 0 and . <= 100",
                "constraint_message": "Une part va de 0 à 100 %.",
            },
            {
                "name": "nombre",
                "kind": "NUMBER",
                "label": "Nombre de pôles et clusters conventionnés",
                "constraint": ". >= 0 and . = int(.)",
            },
            {"name": "echeance", "kind": "DATE", "label": "Fin de la prochaine convention"},
        ),
    ),
    (
        "Vos critères",
        (
            {
                "name": "critere",
                "kind": "ONE_CHOICE",
                "label": "Critère qui compte le plus pour renouveler",
                "options": ("Projets financés", "Services aux PME", "Part d’argent privé", "Ouverture européenne"),
            },
            {
                "name": "criteres",
                "kind": "SEVERAL_CHOICES",
                "label": "Critères que vous écrivez dans la convention",
                "options": (
                    "Projets labellisés",
                    "PME accompagnées",
                    "Fonds européens obtenus",
                    "Emplois",
                    "Transition",
                ),
            },
            {"name": "evaluation", "kind": "YES_NO", "label": "Avez-vous évalué vos pôles depuis trois ans ?"},
            {
                "name": "evaluateur",
                "kind": "ONE_CHOICE",
                "label": "Qui l’a faite ?",
                "condition": "${evaluation} = 'yes'",
                "options": ("Un cabinet", "Nos services", "Un laboratoire"),
            },
            {
                "name": "indicateurs",
                "kind": "TABLE",
                "label": "Que pensez-vous de ces indicateurs ?",
                "options": ("Utile", "À revoir", "Inutile"),
                "rows": ("Adhérents", "Projets européens", "Emplois créés"),
            },
        ),
    ),
    (
        "L’après-phase V",
        (
            {
                "name": "pret",
                "kind": "SCALE",
                "label": "Vous sentez-vous prêts pour 2027 ?",
                "options": ("Pas du tout", "Plutôt non", "Ni oui ni non", "Plutôt oui", "Tout à fait"),
            },
            {
                "name": "position",
                "kind": "ONE_CHOICE",
                "label": "Quelle suite préférez-vous ?",
                "options": ("Une sixième phase", "Des contrats régionaux", "Un cadre européen", "Sans avis"),
            },
            {"name": "calendrier", "kind": "YES_NO", "label": "Un calendrier commun vous aiderait-il ?"},
            {"name": "attentes", "kind": "LONG_TEXT", "label": "Qu’attendez-vous de l’État ?"},
            {
                "name": "moyens",
                "kind": "RANKING",
                "label": "Classez les moyens que vous pourriez mettre en commun",
                "options": ("Ingénierie", "Évaluation", "Veille", "Équipements"),
            },
        ),
    ),
    (
        "Ce qui marche, ce qui n’a pas marché",
        (
            {"name": "pratique", "kind": "TEXT", "label": "Une pratique que vous recommandez"},
            {"name": "resultat", "kind": "LONG_TEXT", "label": "Quel résultat avez-vous observé ?"},
            {"name": "echec", "kind": "LONG_TEXT", "label": "Qu’est-ce qui n’a pas marché ?", "named_to": NamedTo.LEAD},
            {"name": "partage", "kind": "YES_NO", "label": "Accepteriez-vous de présenter cette pratique ?"},
            {"name": "visite", "kind": "YES_NO", "label": "Accueilleriez-vous une visite d’une autre Région ?"},
        ),
    ),
)
SENTENCES = (
    "Une visibilité de quatre ans et des dossiers plus courts (réponse fictive).",
    "Que les Régions restent pilotes et que la part nationale soit stable (réponse fictive).",
    "Un appel unique, instruit ensemble (réponse fictive).",
    "Un comité annuel commun avec les pôles voisins (réponse fictive).",
    "Un chargé de projets partagé entre trois clusters (réponse fictive).",
    "Une revue de portefeuille chaque printemps (réponse fictive).",
)
FAILURES = (
    "Des indicateurs trop nombreux : personne ne les lisait (réponse fictive).",
    "Une convention d’un an, trop courte pour recruter (réponse fictive).",
    "Un comité sans ordre du jour, abandonné (réponse fictive).",
)
DEBATE = (
    ("Bretagne", ContributionKind.PRACTICE, "Un chargé de projets européens partagé entre trois clusters (fiction)."),
    ("Occitanie", ContributionKind.QUESTION, "Comment partagez-vous son coût ?"),
    ("Bretagne", ContributionKind.REMARK, "Au prorata des dossiers déposés."),
    ("Normandie", ContributionKind.NEED, "Nous cherchons un évaluateur qui connaisse la bioéconomie."),
    ("Guadeloupe", ContributionKind.OFFER, "Nous ouvrons notre halle d’essais aux clusters des autres Régions."),
    (
        "Hauts-de-France",
        ContributionKind.DECISION,
        "Les critères de renouvellement seront comparés sur une page commune.",
    ),
    ("Normandie", ContributionKind.ACTION, "Écrire une trame commune d’évaluation des pôles."),
)
ACTIONS = (
    ("Écrire une trame commune d’évaluation des pôles", "Normandie", 45, "Trame relue par trois Régions"),
    ("Publier un calendrier partagé des conventions", "Occitanie", 60, "Calendrier en ligne"),
    ("Proposer une fiche d’accès aux équipements", "Guadeloupe", 75, "Deux équipements décrits"),
)

# A working group, fictional as all the rest.
GROUP = "Hydrogène portuaire (démonstration)"
GROUP_PURPOSE = "Suivre ensemble les projets d’hydrogène des ports entre deux réunions."
GROUP_MEMBERS = ("Normandie", "Bretagne", "Hauts-de-France", "Pays de la Loire")


class ClusterOfFiction(NamedTuple):
    """A pôle or a cluster that does not exist, in Régions that do."""

    name: str
    short_name: str
    regions: tuple[str, ...]
    person: tuple[str, str]
    function: str


CLUSTERS = (
    ClusterOfFiction("Pôle Granit Bleu (fiction)", "Granit Bleu", ("Bretagne",), ("Maël", "Kerdoncuff"), "Direction"),
    ClusterOfFiction("Pôle Garance Santé (fiction)", "Garance Santé", ("Occitanie",), ("Inès", "Valmary"), "Direction"),
    ClusterOfFiction(
        "Pôle Trois Rivières (fiction)",
        "Trois Rivières",
        ("Normandie", "Île-de-France", "Centre-Val de Loire"),
        ("Solène", "Aubertin"),
        "Direction des programmes",
    ),
    ClusterOfFiction(
        "Cluster Bois des Marches, sans label (fiction)", "Bois des Marches", ("Grand Est",), ("Théo", "Wendling"),
        "Animation du cluster",
    ),
)  # fmt: skip
CONSULTATION = "Ce que les pôles et partenaires attendent des Régions (fiction)"
CONSULTATION_QUESTIONS = (
    ("Souhaitez-vous être lus par les autres Régions ?", "YES_NO"),
    ("Qu’attendez-vous d’abord du réseau ?", "TEXT"),
    ("À combien de rencontres par an pouvez-vous venir ?", "NUMBER"),
)
