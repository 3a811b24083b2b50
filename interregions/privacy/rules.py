"""Who may have a person forgotten, and what is kept how long. Pure decisions."""

from datetime import date, timedelta

# The durations written on /donnees-personnelles/; a test compares both.
PERSON_YEARS = 3
MESSAGE_MONTHS = 12
NOTICE_DAYS = 30
NEVER_CAME_DAYS = 183  # six months after the last invitation that nobody accepted


def reasons_not_to_erase(
    *, is_oneself: bool, is_facilitator: bool, already_removed: bool, is_last_facilitator: bool
) -> list[str]:
    """Why a person is not erased by who asks; empty means they may."""
    if not is_oneself and not is_facilitator:
        return ["Seules la personne elle-même et l’animation peuvent effacer des données personnelles."]
    if already_removed:
        return ["Cette personne est déjà retirée du réseau : il ne reste rien à effacer."]
    if is_last_facilitator:
        return [
            "Plus personne n’animerait le réseau : passez d’abord le relais de l’animation, "
            "depuis la page de votre organisme, puis effacez vos données."
        ]
    return []


def reasons_not_to_look_for(*, given_name: str, family_name: str, address: str) -> list[str]:
    """A name alone is that of many: what is looked for, then erased everywhere, can be nobody else."""
    if (given_name.strip() and family_name.strip()) or address.strip():
        return []
    return ["Donnez le prénom et le nom, ou l’adresse\u202f: un nom seul peut être celui de plusieurs personnes."]


def reasons_not_to_erase_somebody(*, is_facilitator: bool, is_named: bool, is_reached: bool) -> list[str]:
    """Why a person without account is not erased by who asks."""
    if not is_facilitator:
        return ["Seule l’animation efface les traces d’une personne sans compte."]
    if is_named:
        return [
            "Une personne de ce nom a un compte\u202f: effacez-la depuis la liste des personnes. "
            "Si c’est quelqu’un d’autre, cherchez par l’adresse seule."
        ]
    if is_reached:
        return [
            "Une personne qui a un compte lit cette adresse\u202f: effacez-la depuis la liste des personnes. "
            "Si c’est quelqu’un d’autre, cherchez par le prénom et le nom, sans l’adresse."
        ]
    return []


def reasons_not_to_erase_file(*, is_facilitator: bool, erased: bool) -> list[str]:
    """Why a file that names somebody is not erased by who asks."""
    if not is_facilitator:
        return ["Seule l’animation efface un fichier au nom d’une personne qui l’a demandé."]
    return ["Ce fichier est effacé\u202f: il n’en reste rien."] if erased else []


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def forgotten_on(*, last_day: date) -> date:
    """The day a person who no longer acts for anybody is erased by the clock."""
    return _years_after(last_day, PERSON_YEARS)


def is_told(*, last_day: date, today: date) -> bool:
    """Whether it is time to tell the person that their data will be erased."""
    return today >= forgotten_on(last_day=last_day) - timedelta(days=NOTICE_DAYS)


def is_forgotten(*, last_day: date, told_on: date | None, today: date) -> bool:
    """Whether the clock erases the person: the time is over, and they were told a month ago."""
    if told_on is None or today < forgotten_on(last_day=last_day):
        return False
    return today >= told_on + timedelta(days=NOTICE_DAYS)


def messages_kept_since(*, today: date) -> date:
    """Messages created before this day are emptied."""
    return _years_after(today, -(MESSAGE_MONTHS // 12))
