"""The demonstration in order: an earlier cycle told to its end, then a new one stopped at a chosen stage."""

from collections.abc import Callable
from random import Random

from django.db import transaction

from interregions.common.rooms import rooms
from interregions.exchange.cycles.models import Cycle
from interregions.journey import services as journey
from interregions.journey.demonstration import chapters, words
from interregions.journey.demonstration.cast import Cast, gather_cast
from interregions.journey.demonstration.partners import welcome
from interregions.network.services import open_group

STAGES = ("empty", "themes", "note", "survey", "restitution", "meeting", "debate", "outcomes")
SEED = 2026
Say = Callable[[str], None]


@transaction.atomic
def build_demonstration(*, stage: str = "survey", say: Say = lambda words: None) -> Cast:
    """A fictional network whose second cycle stands at ``stage``; « empty » has people and no history."""
    chance = Random(SEED)  # noqa: S311  a repeatable fiction, not a secret
    cast = gather_cast(chance)
    say("Le réseau fictif est réuni.")
    if stage == "empty":
        return cast
    coast = [cast.referent(name).organisation for name in words.GROUP_MEMBERS]
    open_group(name=words.GROUP, purpose=words.GROUP_PURPOSE, members=coast, by=cast.facilitator)
    before = earlier_cycle(cast, chance)
    say("Un premier cycle est allé jusqu’à ses actions.")
    present_cycle(cast, chance, before, stage)
    for room in rooms():
        if (chapter := room.chapter()) is not None:
            chapter(cast)
    welcome(cast)
    say("Des pôles, un cluster et une banque sont entrés : ce qui leur est demandé et ouvert les attend.")
    say("Le cycle en cours est à l’étape demandée.")
    return cast


def earlier_cycle(cast: Cast, chance: Random) -> Cycle:
    """A whole cycle, whose open actions the next meeting will start from."""
    lead = "Hauts-de-France"
    call = chapters.call_with_proposals(cast, words.SEASON_BEFORE, words.THEMES_BEFORE, (lead, "Occitanie"))
    chapters.choose(cast, call, chance)
    cycle = chapters.retain(cast, call, lead)
    chapters.note(cast, cycle, chapters.interview(cast, cycle), lead)
    advance(cast, cycle)
    survey = chapters.open_survey(cast, chapters.questionnaire(cast, cycle, lead, words.QUESTIONNAIRE[1:3]), epci=False)
    chapters.collect(cast, survey, chance, regions=18, epci=0)
    chapters.restitution(cast, survey)
    advance(cast, cycle)
    held = chapters.meeting(cast, [cycle], "Réunion d’automne (démonstration)", days=0)
    chapters.opened(cast, held)
    advance(cast, cycle)
    chapters.debated(cast, held)
    advance(cast, cycle)
    chapters.actions(cast, held, cycle)
    chapters.minutes(cast, held, sent=True)
    advance(cast, cycle)
    return cycle


def present_cycle(cast: Cast, chance: Random, before: Cycle, stage: str) -> None:
    """The cycle under way, up to the chosen stage."""
    lead = "Bretagne"
    reached = STAGES.index(stage)
    authors = (lead, "Guadeloupe", "Normandie", "Occitanie")
    call = chapters.call_with_proposals(cast, words.SEASON, words.THEMES, authors)
    chapters.choose(cast, call, chance, share=1.0 if reached > STAGES.index("themes") else 0.6)
    if stage == "themes":
        return
    cycle = chapters.retain(cast, call, lead, previous=before)
    recorded = chapters.interview(cast, cycle)
    if stage == "note":
        journey.draft_note(cycle=cycle, interview=recorded, by=cast.facilitator)
        return
    chapters.note(cast, cycle, recorded, lead)
    advance(cast, cycle)
    survey = chapters.open_survey(cast, chapters.questionnaire(cast, cycle, lead))
    everybody = reached > STAGES.index("survey")
    chapters.collect(cast, survey, chance, regions=17 if everybody else 11, epci=33 if everybody else 9)
    if stage == "survey":
        return
    chapters.restitution(cast, survey)
    advance(cast, cycle)
    if stage == "restitution":
        return
    held = chapters.meeting(cast, [cycle], "Réunion de printemps (démonstration)", days=20)
    if stage == "meeting":
        return
    chapters.opened(cast, held)
    advance(cast, cycle)
    chapters.debated(cast, held, closed=stage != "debate")
    if stage == "debate":
        return
    advance(cast, cycle)
    chapters.actions(cast, held, cycle)
    chapters.minutes(cast, held, sent=False)


def advance(cast: Cast, cycle: Cycle) -> None:
    """The facilitator moves the cycle on; refused when something is left, as in the browser."""
    cycle.refresh_from_db()
    journey.advance(cycle=cycle, by=cast.facilitator)
