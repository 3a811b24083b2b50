"""Who will read, in plain words, told before answering. No more is promised than the product and the law allow."""

from datetime import date

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


def day_words(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def readers_of(circle: str, lead: str) -> str:
    """The circle in words that name who is in it."""
    return {
        "REGIONS_AND_EPCI": "les Régions et les EPCI du réseau, et l’animation",
        "REGIONS": "les Régions du réseau et l’animation, pas les EPCI",
        "LEAD": f"la Région responsable{f' ({lead})' if lead else ''} et l’animation",
        "FACILITATORS": "l’animation seule",
    }[circle]


def promises(
    *,
    lead: str,
    by_epci: bool,
    agrees_to_regions: bool,
    unnamed: bool,
    embargo_until: date | None,
    lead_early_from: date | None,
) -> list[str]:
    """The sentences a respondent reads before writing anything."""
    told = ["Votre brouillon n’est lu que par votre organisme\u202f; l’animation n’en voit que l’avancement."]
    if unnamed:
        told.append("Vos réponses seront comptées sans que le nom de votre organisme y soit lié dans ces pages.")
        told.append(
            "Un détail que vous écrivez peut tout de même vous faire reconnaître\u202f: relisez vos réponses libres."
        )
        return [*told, _law()]
    after = f", et pas avant le {day_words(embargo_until)}" if embargo_until else ""
    told.append(
        f"Une fois l’enquête close{after}, chaque réponse est lue avec votre nom par le cercle dit sous la question."
    )
    if lead_early_from and lead:
        told.append(f"La Région responsable ({lead}) peut lire dès le {day_words(lead_early_from)}.")
    if by_epci:
        told.append(
            "Vous avez accepté que les Régions lisent vos réponses."
            if agrees_to_regions
            else "Les Régions ne liront pas vos réponses sous votre nom, sauf si vous l’acceptez ci-dessous."
        )
    told.append("L’animation lit les réponses envoyées pour préparer la restitution.")
    return [*told, _law()]


def _law() -> str:
    return "Ces règles valent dans cet outil\u202f; un document peut rester communicable à qui le demande selon la loi."
