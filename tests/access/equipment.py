"""Equipment, competences and requests of access in the sweep."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from interregions.common.references import Reference
from interregions.knowledge.observatory.cooperation.models import Need, Offer
from interregions.knowledge.observatory.cooperation.services import missions, notices
from interregions.knowledge.observatory.equipment.services import access, sheets
from interregions.toolkit.asking.services import ask
from interregions.vocabulary.models import Scheme, Term
from tests.access.people import ANIMATION, BRETAGNE, MEMBERS, NORMANDIE, OCCITANIE, POLE, World

QUESTIONED = frozenset({"region", "asked"})


def gather_equipment(world: World) -> None:
    """Equipment of a Région and of a pôle, a sheet that waits for its holder, a competence."""
    scheme = Scheme.objects.create(slug="equipements", name="Équipements", source="Essai")
    kind = Term.objects.create(scheme=scheme, code="plateforme", label="Plate-forme technologique")
    published = sheets.declare_equipment(
        owner=world.normandie,
        values=equipment(kind, world.canary("published equipment", MEMBERS)),
        by=world.by("region"),
    )
    opened = sheets.declare_equipment(
        owner=world.bretagne,
        values=equipment(kind, world.canary("equipment open to pôles", MEMBERS | POLE), open_to_clusters=True),
        by=world.by("lead"),
    )
    waiting = sheets.declare_equipment(
        owner=world.normandie,
        values=equipment(kind, world.canary("equipment that waits", ANIMATION | NORMANDIE | BRETAGNE)),
        by=world.by("lead"),
    )
    competence = sheets.declare_competence(
        owner=world.pole,
        values=sheet(world.canary("competence of a pôle", MEMBERS | POLE)),
        by=world.by("pole"),
    )
    withdrawn = sheets.declare_competence(
        owner=world.pole, values=sheet(world.canary("competence withdrawn", ANIMATION | POLE)), by=world.by("pole")
    )
    sheets.withdraw_sheet(sheet=withdrawn, by=world.by("pole"))
    both = frozenset({"region", "reader"}) | OCCITANIE
    need = f"Un essai de corrosion {world.canary('need of an access', both)}"
    asked = access.ask_access(equipment=published, need=need, by=world.by("other"))
    granted = access.ask_access(
        equipment=opened,
        need=f"Un essai de fatigue {world.canary('need of a pôle', BRETAGNE | POLE)}",
        by=world.by("pole"),
    )
    access.answer_access(
        request=granted, accepted=True, words=world.canary("answer to a pôle", BRETAGNE | POLE), by=world.by("lead")
    )
    about = Reference("network.organisation", str(world.normandie.pk), world.canary("about", QUESTIONED), "/reseau/")
    question = ask(
        key="canary",
        about=about,
        of=world.normandie,
        question=world.canary("question", QUESTIONED),
        options=[("YES", "Oui"), ("NO", "Non")],
        next_on=timezone.localdate(),
    )
    cooperate(world)
    world.keep(access=asked, granted=granted, asking=question)
    world.keep(equipment=published, opened_equipment=opened, waiting_equipment=waiting)
    world.keep(competence=competence, withdrawn_competence=withdrawn)


def cooperate(world: World) -> None:
    """An offer of a Région, a need of another, one opened to pôles, an introduction asked, two fairs."""
    until = timezone.localdate() + timedelta(days=60)
    offer = notices.publish_notice(
        model=Offer,
        title=f"Bioréacteur {world.canary('an offer', MEMBERS)}",
        sort="EQUIPMENT",
        ends_on=until,
        by=world.by("region"),
    )
    need = notices.publish_notice(
        model=Need,
        title=f"Bioréacteur {world.canary('a need open to pôles', MEMBERS | POLE)}",
        sort="EQUIPMENT",
        ends_on=until,
        open_to_clusters=True,
        by=world.by("lead"),
    )
    words = f"Un consortium {world.canary('why an introduction is asked', ANIMATION | POLE | {'lead'})}"
    approached = notices.approach(notice=need, words=words, by=world.by("pole")).introduction
    dates = {"kind": "FAIR", "country": "Norvège", "starts_on": until, "ends_on": until, "places": 1}
    fair = missions.enter_mission(values={**dates, "title": world.canary("a fair", MEMBERS)}, by=world.by("region"))
    of_pole = missions.enter_mission(
        values={**dates, "title": world.canary("a mission of a pôle", MEMBERS | POLE)}, by=world.by("pole")
    )
    world.keep(approached=approached, offer=offer, need=need, mission=fair, mission_of_pole=of_pole)


def sheet(name: str) -> dict[str, Any]:
    return {"name": name, "words": f"Ce que l’on fait : {name}", "department": "35", "contact": f"Contact {name}"}


def equipment(kind: Term, name: str, **more: Any) -> dict[str, Any]:
    asked = {"kind": kind, "opening": "ALL", "tariff": "QUOTE", "conditions": f"Conditions {name}"}
    return {**sheet(name), **asked, **more}
