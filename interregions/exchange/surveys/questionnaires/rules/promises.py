"""Who will read, in plain words, told before answering. No more is promised than the product and the law allow."""

from datetime import date

from interregions.common.typography import MONTHS
from interregions.exchange.surveys.choices import ResponseStatus
from interregions.exchange.surveys.questionnaires.rules.visibility import Capacities, may_read_named


def day_words(day: date) -> str:
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def readers_of(
    circle: str, lead: str, *, by_epci: bool = False, agrees_to_regions: bool = False, unnamed: bool = False
) -> str:
    """Who will read an answer with its author’s name, as the rule of visibility will decide it."""

    def reads(reader: Capacities) -> bool:
        return _reads_in_the_end(reader, circle, by_epci, agrees_to_regions, unnamed)

    if not reads(Capacities(facilitator=True)):
        return "votre organisme seul avec son nom\u202f; elle est comptée sans lui"
    regions, epci = reads(Capacities(region=True)), reads(Capacities(epci=True))
    if regions and epci:
        return "les Régions et les EPCI du réseau, et l’animation"
    if regions:
        return "les Régions du réseau et l’animation, pas les EPCI"
    if epci:
        return "les EPCI du réseau et l’animation, pas les Régions"
    if reads(Capacities(lead=True)):
        return f"la Région responsable{f' ({lead})' if lead else ''} et l’animation"
    return "l’animation seule"


def _reads_in_the_end(reader: Capacities, circle: str, by_epci: bool, agrees_to_regions: bool, unnamed: bool) -> bool:
    """Once the response is sent, the survey closed and its embargo over."""
    return may_read_named(
        reader=reader,
        is_own=False,
        status=ResponseStatus.SUBMITTED,
        asked=circle,
        chosen="",
        unnamed=unnamed,
        by_epci=by_epci,
        agrees_to_regions=agrees_to_regions,
        survey_closed=True,
        embargo_until=None,
        lead_early_from=None,
        today=date.max,
    )


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
    if lead_early_from and lead and (agrees_to_regions or not by_epci):
        told.append(f"La Région responsable ({lead}) peut lire dès le {day_words(lead_early_from)}.")
    if by_epci:
        told.append(
            "Vous avez accepté que les Régions lisent vos réponses."
            if agrees_to_regions
            else "Les Régions ne liront pas vos réponses sous votre nom, tant que vous ne l’avez pas accepté."
        )
    told.append("L’animation lit les réponses envoyées pour préparer la restitution.")
    return [*told, _law()]


def _law() -> str:
    return "Ces règles valent dans cet outil\u202f; un document peut rester communicable à qui le demande selon la loi."
