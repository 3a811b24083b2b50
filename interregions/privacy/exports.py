"""« Mes données » as files to take away: JSON to reuse, ODS to read."""

import json
import re
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from interregions.common.typography import french_date, french_datetime
from interregions.network.models import Member
from interregions.privacy.queries import flat, personal_data_of
from interregions.privacy.traces import in_files, mentions_of
from interregions.toolkit.documents import Sheet

DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-([012]\d|3[01])")
MOMENT = re.compile(DAY.pattern + r"T[\d:.]+(\+[\d:]+|Z)?")
# What the rooms call their own lists, in the words of the screen.
LABELS = {
    "about": "À propos de",
    "access_requests": "Demandes d’accès à un équipement",
    "action": "Action",
    "actions": "Actions confiées",
    "address": "Adresse",
    "answer": "Réponse",
    "answers_written": "Réponses saisies",
    "asked_at": "Demandé le",
    "at": "Date",
    "attendance": "Présences",
    "block": "Rubrique",
    "blocks_handed_over": "Rubriques confiées",
    "change_requests": "Demandes de modification",
    "choices": "Choix saisis",
    "circulars": "Lettres à plusieurs",
    "comments": "Commentaires",
    "contacts_noted": "Échanges téléphoniques notés",
    "contributions": "Contributions en séance",
    "cycle": "Cycle",
    "due": "Échéance",
    "entered": "Saisi par téléphone",
    "equipment": "Équipement",
    "evidence": "Résultats observés",
    "guest_of": "Invitations à des réunions",
    "held_on": "Tenue le",
    "interviews": "Interviews",
    "introductions": "Mises en relation",
    "label": "Intitulé",
    "letters": "Lettres",
    "meeting": "Réunion",
    "minutes_received": "Comptes rendus reçus",
    "minutes_reread": "Comptes rendus relus",
    "name": "Nom",
    "named_in": "Nommé dans",
    "need": "Besoin",
    "opened_at": "Ouvert le",
    "organisation": "Organisme",
    "part": "Partie",
    "parts": "Parties rédigées",
    "people": "Personnes",
    "practices": "Bonnes pratiques",
    "progress": "Avancées",
    "question": "Question",
    "reason": "Raison",
    "reopenings_asked": "Réouvertures demandées",
    "responses_sent": "Réponses envoyées",
    "role": "Rôle",
    "said": "Dit au téléphone",
    "sheets": "Équipements et compétences déclarés",
    "signed_notes": "Notes signées",
    "status": "État",
    "subject": "Objet",
    "suggestions": "Suggestions",
    "survey": "Enquête",
    "text": "Texte",
    "themes": "Thèmes proposés",
    "title": "Titre",
    "verb": "Geste",
    "wanted": "Recherche",
    "wording": "Rédaction souhaitée",
    "words": "Mots",
    "written_by": "Écrite par",
    "written_contributions": "Contributions écrites",
    "written_to": "Écrite à",
}


def taken_away(member: Member) -> dict[str, Any]:
    """What the rooms keep about a person, and each text that names them: where, never what is said around."""
    named = {f"{mention.kind} {mention.number}" for mention in mentions_of(member) if mention.sure}
    named |= {f"Fichier {each.file.pk}" for each in in_files(member).naming}
    return {**personal_data_of(member), "Textes": {"nommé dans": sorted(named)}}


def label_of(key: str) -> str:
    """The word of the screen for a key of a room; the key itself when it already is one."""
    return LABELS.get(key, key[:1].upper() + key[1:])


def as_json(kept: dict[str, Any]) -> str:
    """Everything the rooms gave, under French names; moments keep the form that machines read."""
    return json.dumps(_in_french(kept), ensure_ascii=False, indent=2, default=str)


def _in_french(value: Any) -> Any:
    if isinstance(value, dict):
        return {_key(key): _in_french(inside) for key, inside in value.items()}
    return [_in_french(inside) for inside in value] if isinstance(value, list | tuple) else value


def _key(key: str) -> str:
    label = LABELS.get(key, key)
    return label if label == key else label[:1].lower() + label[1:]


def in_words(text: str) -> str:
    """A moment as it is said in Paris, a day as it is written; any other value as it is."""
    if DAY.fullmatch(text):
        return french_date(date.fromisoformat(text))
    if not MOMENT.fullmatch(text):
        return text
    moment = datetime.fromisoformat(text)
    return french_datetime(timezone.localtime(moment) if timezone.is_aware(moment) else moment)


def as_sheets(kept: dict[str, Any]) -> list[Sheet]:
    """One line for each single value, by room."""
    rows = []
    for room, value in kept.items():
        for path, text in flat(value):
            words = [label_of(step) for step in path if not step.isdigit()]
            number = next((step for step in path if step.isdigit()), "")
            rows.append([room, words[0] if len(words) > 1 else "", number, words[-1] if words else "", in_words(text)])
    return [Sheet("Mes données", ["Partie", "Liste", "Numéro", "Champ", "Valeur"], rows)]
