"""When a person may act, and for whom. Pure decisions."""

from collections.abc import Collection
from datetime import date

from interregions.common.typography import french_date
from interregions.network.choices import Role

ROLE_LABELS: dict[str, str] = {
    Role.FACILITATOR: "l’animation",
    Role.REFERENT: "un référent",
    Role.CONTRIBUTOR: "un contributeur",
    Role.READER: "un lecteur",
}
AS_ROLE: dict[str, str] = {
    Role.FACILITATOR: "animation",
    Role.REFERENT: "référent",
    Role.CONTRIBUTOR: "contributeur",
    Role.READER: "lecteur",
}

WITHOUT_MANDATE = (
    "Vous n’agissez aujourd’hui pour aucun organisme\u202f: "
    "demandez à l’animation une habilitation, ou son renouvellement."
)


def has_ended(*, ends_on: date | None, at_once: bool, today: date) -> bool:
    """A mandate ends with its last day, or at once on that day when a person put an end to it."""
    return ends_on is not None and (today > ends_on or (at_once and today == ends_on))


def reasons_not_to_act(
    *,
    role: str,
    required: Collection[str],
    starts_on: date,
    ends_on: date | None,
    today: date,
    at_once: bool = False,
) -> list[str]:
    """Why a mandate does not allow a gesture kept for ``required`` roles; empty means it does."""
    if ends_on is not None and has_ended(ends_on=ends_on, at_once=at_once, today=today):
        return [
            f"Votre habilitation a pris fin le {french_date(ends_on)} : vous ne pouvez plus agir pour cet organisme. "
            "Demandez à l’animation de la renouveler."
        ]
    if today < starts_on:
        return [f"Votre habilitation commence le {french_date(starts_on)}."]
    if role not in required:
        allowed = " ou ".join(f"à {ROLE_LABELS[name]}" for name in ROLE_LABELS if name in required)
        return [f"Ce geste revient {allowed} ; vous agissez ici comme {AS_ROLE[role]}."]
    return []


def reasons_not_to_act_for(*, same_organisation: bool, is_facilitator: bool) -> list[str]:
    """Why a mandate does not reach an organisation: its own, or any of them for the facilitator."""
    if same_organisation or is_facilitator:
        return []
    return ["Vous ne pouvez agir que pour votre organisme."]


def reasons_not_to_enter_as_cast(*, demonstration: bool, real_members: int) -> list[str]:
    """The one-click door is open in a demonstration only, and closes for good with its first real member."""
    if not demonstration:
        return ["Cette entrée n’existe que dans une démonstration."]
    if real_members:
        return ["Une personne réelle participe désormais : l’entrée en un clic est fermée."]
    return []


def reasons_not_to_start_installation(*, already_started: bool) -> list[str]:
    """An installation is named once."""
    return ["Cette installation a déjà un organisme hôte."] if already_started else []


def is_valid_siren(siren: str) -> bool:
    """Nine digits whose Luhn sum is a multiple of ten (INSEE, répertoire Sirene)."""
    if len(siren) != 9 or not siren.isascii() or not siren.isdigit():
        return False
    total = 0
    for position, digit in enumerate(int(figure) for figure in siren):
        doubled = digit * 2 if position % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def reasons_not_to_manage_network(*, is_facilitator: bool) -> list[str]:
    """Organisations and groups are entered by the animation."""
    return [] if is_facilitator else ["L’annuaire et les groupes sont tenus par l’animation : écrivez-lui."]


def reasons_not_to_name_group(*, name: str, taken: bool) -> list[str]:
    """Two groups never bear one name."""
    return [f"Un groupe porte déjà le nom « {name} »."] if taken else []


def reasons_not_to_change_group(*, closed: bool) -> list[str]:
    """What is over does not change."""
    return ["Ce groupe est clos : rouvrez-le pour le changer."] if closed else []
