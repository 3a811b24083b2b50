"""Who may have a person forgotten, and what is kept how long. Pure decisions."""

from datetime import date, timedelta

# The durations written on /donnees-personnelles/; a test compares both.
PERSON_YEARS = 3
MESSAGE_MONTHS = 12
NOTICE_DAYS = 30


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
