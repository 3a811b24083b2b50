"""People brought as a list, as ``toolkit/imports`` asks for it."""

from interregions.common.importing import Column, Importer
from interregions.reception import contacts
from interregions.reception.services.contacts import keep_people, take_people_back

PEOPLE = Importer(
    kind="personnes",
    title="Personnes à inviter",
    one="personne est prête à être invitée",
    several="personnes sont prêtes à être invitées",
    words="Une ligne par personne : son organisme (SIREN, code INSEE d’une Région ou nom), son prénom, son nom, son "
    "adresse ; sa fonction et son rôle si vous les avez (référent, sauf mention contraire).",
    told="Les personnes invitées le lisent dans leur premier courriel.",
    columns=(
        Column(
            "organisation",
            "Organisme",
            (
                "organisation",
                "structure",
                "collectivité",
                "région",
                "EPCI",
                "nom de l’organisme",
                "nom de la structure",
                "employeur",
                "organisme (SIREN, INSEE ou nom)",
            ),
            prepared=True,
        ),
        Column(
            "siren",
            "SIREN ou code INSEE",
            ("SIREN", "SIRET", "code INSEE", "INSEE", "n° SIREN", "numéro SIREN", "code"),
            prepared=True,
            shown=False,
        ),
        Column("role", "Rôle", ("habilitation", "profil", "rôle dans le réseau"), prepared=True),
        Column("given_name", "Prénom", ("prénom du contact", "prénom du référent", "prénoms")),
        Column(
            "family_name",
            "Nom",
            ("nom de famille", "nom du contact", "nom du référent", "nom de la personne", "patronyme"),
        ),
        Column(
            "person", "Prénom et nom", ("prénom nom", "contact", "référent", "interlocuteur", "personne"), shown=False
        ),
        Column("person_reversed", "Nom et prénom", ("nom prénom",), shown=False),
        Column("function", "Fonction", ("poste", "titre", "intitulé du poste", "métier", "qualité")),
        Column(
            "email",
            "Adresse",
            (
                "courriel",
                "adresse électronique",
                "adresse courriel",
                "adresse e-mail",
                "adresse mail",
                "adresse professionnelle",
                "e-mail",
                "email",
                "mail",
                "mél",
                "courrier électronique",
            ),
            required=True,
        ),
    ),
    read=contacts.read_lines,
    key=contacts.key_of,
    apply=keep_people,
    undo=take_people_back,
    home="/invitations/personnes/",
    prepared=contacts.prepared_lines,
)
