"""The twelve parts of a note d'opportunité and the questions of the interview that feed them. Fixed; pure."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True)
class NotePart:
    """One part: its key, its title, and what one expects to read there."""

    key: str
    title: str
    prompt: str


PARTS: tuple[NotePart, ...] = (
    NotePart(
        "theme",
        "1. Thème et question en une phrase",
        "Le thème, et la question que les Régions se posent, en une phrase.",
    ),
    NotePart(
        "people",
        "2. Région responsable, personnes interrogées, date",
        "Qui porte le thème, qui a été entendu et quand.",
    ),
    NotePart(
        "context",
        "3. Contexte",
        "La politique concernée, son calendrier, les textes qui l’encadrent.",
    ),
    NotePart(
        "known",
        "4. Ce que l’on sait déjà",
        "Thèmes précédents, bonnes pratiques, études\u202f: ce qu’il n’est pas utile de redemander.",
    ),
    NotePart(
        "why_now",
        "5. Pourquoi maintenant, intérêt interrégional",
        "Ce qui rend l’échange utile cette saison, et à plusieurs Régions.",
    ),
    NotePart(
        "stakes",
        "6. Enjeux concernés",
        "Priorités S3, fonds européens, équipements, coopération, priorités de l’Union.",
    ),
    NotePart(
        "learn",
        "7. Ce que l’on veut apprendre",
        "Trois à cinq questions, une par ligne\u202f: le questionnaire partira d’elles.",
    ),
    NotePart(
        "audience",
        "8. Public à interroger, charge, non-redondance",
        "Qui répondra, en combien de temps, et ce que d’autres enquêtes ont déjà demandé.",
    ),
    NotePart(
        "results",
        "9. Résultats attendus et usages",
        "Ce que chacun pourra faire des réponses.",
    ),
    NotePart(
        "risks",
        "10. Risques et confidentialité",
        "Les précautions à prendre, et à qui les réponses peuvent être nommées\u202f: "
        "ce qui ne doit pas être diffusé reste dans l’interview.",
    ),
    NotePart(
        "calendar",
        "11. Calendrier des cinq étapes",
        "Les dates visées pour chaque étape, à ajuster ensemble.",
    ),
    NotePart(
        "sign_off",
        "12. Visas et signature",
        "Les réserves éventuelles\u202f; la signature s’ajoute d’elle-même.",
    ),
)
TITLES = {part.key: part.title for part in PARTS}
LEARN = "learn"
SIGN_OFF = "sign_off"

DEFAULT_GUIDE_NAME = "Guide d’interview de la Région responsable"


class GuideRow(NamedTuple):
    """A question of the guide, the part its answer feeds, and whether the answer stays in the interview."""

    words: str
    feeds: str = ""
    stays: bool = False


class Said(NamedTuple):
    """What was noted under one question, and whether it stays in the interview."""

    question: str
    feeds: str
    words: str
    stays: bool = False


# (question, the part of the note it feeds[, the answer stays in the interview])
DEFAULT_GUIDE: tuple[tuple[str, str] | tuple[str, str, bool], ...] = (
    ("En une phrase, quelle question votre Région se pose-t-elle sur ce thème\u202f?", "theme"),
    ("Qui, dans votre Région, suit ce sujet, et qui d’autre faudrait-il entendre\u202f?", "people"),
    ("Dans quelle politique ou quel schéma ce sujet s’inscrit-il aujourd’hui, et où en êtes-vous\u202f?", "context"),
    ("Quels textes, règlements ou échéances vous contraignent ou vous aident\u202f?", "context"),
    ("Qu’avez-vous déjà essayé, et qu’est-ce qui n’a pas marché\u202f?", "known"),
    ("Quels travaux, études ou pratiques d’autres territoires connaissez-vous déjà\u202f?", "known"),
    ("Pourquoi en parler maintenant plutôt que dans un an\u202f?", "why_now"),
    ("En quoi les autres Régions, et les EPCI, sont-ils concernés eux aussi\u202f?", "why_now"),
    ("Quelles priorités S3, quels fonds européens ou quels équipements sont en jeu\u202f?", "stakes"),
    ("Quelles coopérations entre pôles, clusters ou Régions cherchez-vous\u202f?", "stakes"),
    ("Quelles sont les trois à cinq choses que vous voulez apprendre des autres\u202f? (une par ligne)", "learn"),
    ("Qui peut répondre, et combien de temps peut-on lui demander\u202f?", "audience"),
    ("Quelles enquêtes récentes ont déjà posé ces questions aux mêmes personnes\u202f?", "audience"),
    ("Que ferez-vous des résultats, et pour quelle décision\u202f?", "results"),
    ("À quoi verrez-vous que cet échange a été utile\u202f?", "results"),
    ("Qu’est-ce qui est sensible dans ce sujet, et que ne faut-il pas diffuser\u202f?", "risks", True),
    (
        "Quelles dates sont déjà prises, et lesquelles vous arrangeraient pour l’enquête et la réunion\u202f?",
        "calendar",
    ),
    ("Qui doit relire ou viser cette note avant sa signature\u202f?", "sign_off"),
)
