"""The main pages, by who looks at them and at which stage of the demonstration; identifiers read from its database."""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass

from tests.browser.house import House

PEOPLE: dict[str, str | None] = {"animation": "Claire Aubrac", "referent": ", Bretagne", "anonymous": None}
BOTH, ANIMATION, REFERENT, ANYBODY = ("animation", "referent"), ("animation",), ("referent",), ("anonymous",)

# What stands in an address for the latest of its kind in the demonstration.
LATEST = {
    name: f"select max(id) from {table}"  # noqa: S608  our own names
    for name, table in {
        "call": "themes_call",
        "theme": "themes_theme",
        "cycle": "cycles_cycle",
        "interview": "notes_interview",
        "note": "notes_note",
        "text": "writing_text",
        "restitution": "surveys_restitution",
        "meeting": "meetings_meeting",
        "minutes": "outcomes_minutes",
        "action": "outcomes_action",
        "practice": "practices_practice",
        "message": "mail_message",
        "file": "surveys_response",
    }.items()
} | {
    "organisation": "select id from network_organisation where short_name = 'Bretagne'",
    "response": "select r.id from surveys_response r join network_organisation o on o.id = r.organisation_id"
    " where o.short_name = 'Bretagne' order by r.survey_id desc limit 1",
    # Of the cycle under way: the pôles, the cluster and the bank are asked apart, and after it.
    "questionnaire": "select max(id) from surveys_questionnaire where cycle_id is not null",
    "survey": "select max(id) from surveys_survey where cycle_id is not null",
    "unsent": "select r.id from surveys_response r join surveys_survey s on s.id = r.survey_id"
    " where r.status = 'STARTED' and s.cycle_id is not null order by r.id desc limit 1",
    "mandate": "select x.id from network_mandate x join network_organisation o on o.id = x.organisation_id"
    " where o.short_name = 'Bretagne' and x.role = 'REFERENT'",
    "proposed": "select max(t.id) from themes_theme t",
    "sent_minutes": "select min(id) from outcomes_minutes",
    "question": "select max(q.id) from surveys_question q join surveys_block b on b.id = q.block_id"
    " join surveys_questionnaire n on n.id = b.questionnaire_id where n.cycle_id is not null",
    "group": "select max(id) from network_group",
}


@dataclass(frozen=True)
class MainPage:
    """A page: what the guide calls it, its address, who looks at it, at which stage."""

    name: str
    address: str
    people: tuple[str, ...]
    stage: str = "survey"
    pictured: bool = False


def at(stage: str, people: tuple[str, ...], *lines: str) -> tuple[MainPage, ...]:
    """« name address », starred when the guide shows it."""
    made = []
    for line in lines:
        name, address = line.split(" ", 1)
        made.append(MainPage(name.strip("*"), address, people, stage, name.startswith("*")))
    return tuple(made)


PAGES: tuple[MainPage, ...] = (
    *at(
        "survey", ANYBODY,
        "*accueil /", "*entrer /entrer/", "distribution /entrer/distribution/", "accessibilite /accessibilite/",
        "donnees-personnelles /donnees-personnelles/", "credits /credits/", "donnees-ouvertes /donnees-ouvertes/",
        "territoires /reseau/territoires/", "territoire /reseau/territoires/53/",
        "vocabulaires /connaissance/vocabulaires/", "composants /composants/",
    ),
    *at(
        "themes", BOTH,
        "*recueils /themes/", "*recueil /themes/recueils/{call}/", "*theme /themes/{theme}/",
    ),
    *at("themes", REFERENT, "*choisir /themes/recueils/{call}/choisir/", "*a-faire /a-faire/"),
    *at("themes", ANIMATION, "ouvrir-un-recueil /themes/ouvrir/", "clore /themes/recueils/{call}/cloture/"),
    *at("note", BOTH, "*note /notes/{note}/", "*interview /interviews/{interview}/", "notes /notes/"),
    *at(
        "note", ANIMATION,
        "nouvelle-interview /interviews/nouvelle/{cycle}/", "guides /guides-interview/",
        "questions-de-la-note /notes/{note}/questions/", "versions /textes/{text}/versions/",
    ),
    *at(
        "survey", BOTH,
        "*cycle /cycles/{cycle}/", "*echanges /echanges/", "*connaissance /connaissance/", "*reseau /reseau/",
        "organisme /reseau/organismes/{organisation}/", "groupes /reseau/groupes/", "profil /reseau/moi/",
        "resultat-des-choix /themes/recueils/{call}/resultat/", "note-signee /notes/{note}/",
        "*questionnaire /questionnaires/{questionnaire}/", "essayer /questionnaires/{questionnaire}/essayer/",
        "enquetes /enquetes/", "enquete /enquetes/{survey}/", "pratiques /pratiques/",
        "pratique /pratiques/{practice}/",
        "courrier /courrier/", "mes-donnees /mes-donnees/", "reunions /reunions/", "actions-du-reseau /actions/",
        "inviter /invitations/nouvelle/", "personnes /invitations/organisme/{organisation}/",
        "observatoire /observatoire/", "poles /observatoire/poles/", "conventions /observatoire/conventions/",
        "priorites /observatoire/priorites/", "equipements /observatoire/equipements/",
        "competences /observatoire/competences/", "offres /observatoire/cooperations/offres/",
        "cooperations /observatoire/cooperations/", "international /observatoire/international/",
        "au-1er-janvier /connaissance/1er-janvier-2027/", "programmes /connaissance/programmes/",
        "priorites-europeennes /connaissance/priorites-europeennes/",
        "pacte-vert /connaissance/priorites-europeennes/pacte-vert/",
    ),
    *at(
        "survey", ANIMATION,
        "groupe /reseau/groupes/{group}/",
        "*animation /animation/", "*collecte /enquetes/{survey}/collecte/",
        "suivi /enquetes/{survey}/collecte/reponses/{response}/", "clore-enquete /enquetes/{survey}/collecte/clore/",
        "*consultation-express /consultations/nouvelle/", "envois /animation/envois/", "journal /animation/journal/",
        "preparer-une-reunion /echanges/reunion/", "message /courrier/{message}/",
        "nouveau-questionnaire /questionnaires/nouveau/", "importer /questionnaires/importer/",
        "personnes-effacables /mes-donnees/personnes/", "ajouter-organisme /reseau/organismes/ajouter/",
        "personnes-a-inviter /invitations/personnes/", "sans-referent /invitations/personnes/preparer/",
        "apporter-une-liste /imports/personnes/apporter/",
    ),
    *at(
        "survey", REFERENT,
        "accords /observatoire/accords/", "chiffres /observatoire/chiffres/a-confirmer/",
        "publie /observatoire/publie/", "offre-a-publier /observatoire/cooperations/offres/publier/",
        "equipement-a-declarer /observatoire/equipements/declarer/", "mission /observatoire/international/inscrire/",
        "*repondre /reponses/{response}/", "*relire /reponses/{response}/relire/", "a-faire-enquete /a-faire/",
    ),
    *at("restitution", ANIMATION, "a-faire-animation /a-faire/", "cycle-reunion /cycles/{cycle}/"),
    *at(
        "debate", BOTH,
        "*debat /reunions/{meeting}/debat/", "*ecran /reunions/{meeting}/ecran/", "*reunion /reunions/{meeting}/",
    ),
    *at("debate", REFERENT, "*contribuer /reunions/{meeting}/contribuer/"),
    *at("debate", ANIMATION, "emargement /reunions/{meeting}/emargement/"),
    *at(
        "outcomes", BOTH,
        "*restitution /restitutions/{restitution}/", "presentation /restitutions/{restitution}/?presentation=1",
        "*matrice /restitutions/{restitution}/matrice/", "comptes-rendus /comptes-rendus/",
        "*compte-rendu /comptes-rendus/{sent_minutes}/", "*conclusions /comptes-rendus/{sent_minutes}/conclusions/",
        "*actions /actions/", "*action /actions/{action}/", "*pratique-publiee /pratiques/{practice}/",
        "*cycle-conclu /cycles/{cycle}/",
    ),
    *at(
        "outcomes", ANIMATION,
        "compte-rendu-en-cours /comptes-rendus/{minutes}/", "ajouter-action /comptes-rendus/{minutes}/actions/ajouter/",
        "ouvrir-relecture /comptes-rendus/{minutes}/ouvrir/", "convies /reunions/{meeting}/convies/",
    ),
    *at("meeting", ANIMATION, "*ordre-du-jour /reunions/{meeting}/ordre-du-jour/"),
    *at(
        "meeting", REFERENT,
        "*presence /reunions/{meeting}/presence/", "ecrire /reunions/{meeting}/ecrire/",
        "*reunion-preparee /reunions/{meeting}/", "a-faire-reunion /a-faire/",
    ),
)  # fmt: skip


def pages_of(person: str) -> dict[str, list[MainPage]]:
    """The pages this person looks at, by stage."""
    found: dict[str, list[MainPage]] = {}
    for page in PAGES:
        if person in page.people:
            found.setdefault(page.stage, []).append(page)
    return found


def address_in(house: House, page: MainPage) -> str:
    """Its address in this house."""
    return re.sub(r"\{(\w+)\}", lambda found: str(one(house, LATEST[found.group(1)])), page.address)


def one(house: House, sql: str) -> int:
    """An identifier of the demonstration."""
    with closing(sqlite3.connect(f"file:{house.home}/interregions.sqlite3?mode=ro", uri=True)) as database:
        row = database.execute(sql).fetchone()
    assert row is not None, sql
    return row[0]
