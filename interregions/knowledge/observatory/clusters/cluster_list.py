"""Pôles and clusters brought as a list, as ``toolkit/imports`` asks for it."""

from interregions.common.importing import Column, Importer
from interregions.knowledge.observatory.clusters.queries import lines
from interregions.knowledge.observatory.clusters.services import importing
from interregions.network.choices import College

CLUSTERS = Importer(
    kind="poles",
    title="Pôles et clusters",
    one="pôle ou cluster ajouté",
    several="pôles et clusters ajoutés",
    words="Une ligne par pôle : son nom et sa Région suffisent. Un pôle qui est déjà là est reconnu à son SIREN, "
    "puis à son nom. Ce qui est apporté est proposé : le pôle le confirme ; une cellule vide ne change rien.",
    told="Les pôles le lisent sur leur fiche.",
    columns=(
        Column("name", "Nom", ("nom du pôle", "pôle", "cluster", "dénomination", "structure"), required=True),
        Column("siren", "SIREN", ("SIRET", "n° SIREN", "numéro SIREN", "siren du pôle")),
        Column("regions", "Régions", ("région", "régions couvertes", "territoire", "territoires")),
        Column("subject", "Thématique", ("domaine", "objet", "spécialité", "description")),
        Column("ecosystems", "Écosystèmes", ("écosystème", "écosystèmes industriels", "filière", "filières")),
        Column("seat", "Siège", ("commune", "ville", "commune du siège")),
        Column("contact", "Contact", ("courriel", "adresse", "e-mail", "interlocuteur")),
        Column("site", "Site", ("site web", "site internet", "url", "web")),
        Column("label", "Label", ("type de label", "labellisation", "labellisé")),
        Column("starts_on", "Début du label", ("date de début", "depuis", "date de labellisation", "début")),
        Column("ends_on", "Terme du label", ("date de fin", "fin", "jusqu’au", "terme", "fin de label")),
        Column("year", "Année des chiffres", ("année", "exercice")),
        Column("members", "Adhérents", ("membres", "nombre d’adhérents", "nombre de membres", "adhérents total")),
        Column("sme", "PME adhérentes", ("PME", "dont PME", "nombre de PME")),
        Column("staff", "Équipe (ETP)", ("ETP", "effectif", "équipe", "salariés")),
        Column("private_share", "Part de budget privé", ("part privée", "autofinancement", "taux d’autofinancement")),
    ),
    read=lines.read_lines,
    key=lines.key_of,
    apply=importing.keep_clusters,
    undo=importing.take_clusters_back,
    home="/observatoire/poles/",
    colleges=frozenset({College.ANIMATION, College.REGIONS}),
    most_lines=20_000,
    most_mb=20,
)
