"""When a convention is written, a document asked, sent, received, and who reads the amounts. Pure decisions."""

from collections.abc import Collection
from datetime import date, timedelta
from decimal import Decimal

from interregions.common.characters import sort_key
from interregions.common.typography import french_date
from interregions.knowledge.observatory.choices import AmountsReader

ASKED_DAYS_BEFORE = 30
SHORTEST_TITLE = 3


def asked_from(due_on: date) -> date:
    """The day from which a document is asked for."""
    return due_on - timedelta(days=ASKED_DAYS_BEFORE)


def decision_key(*, deliberation: str, title: str) -> str:
    """A convention of one funder with one pôle, as a table names it: by its decision, else by its subject."""
    return sort_key(deliberation or title).replace(" ", "")[:160]


def reasons_not_to_hold(*, funds: bool) -> list[str]:
    """A convention is held by those who fund it."""
    return [] if funds else ["Seul un financeur de cette convention la modifie."]


def reasons_not_to_write(*, title: str, starts_on: date | None, ends_on: date | None) -> list[str]:
    """A convention says what it is about, and ends after it begins."""
    reasons = [] if len(title.strip()) >= SHORTEST_TITLE else ["Dites l’objet de la convention, en une ligne."]
    if starts_on and ends_on and ends_on < starts_on:
        reasons.append("La convention finit avant de commencer : vérifiez ses dates.")
    return reasons


def reasons_not_to_fund(*, voted: Decimal | None, paid: Decimal | None) -> list[str]:
    """An amount is not negative; more paid than voted is a slip of the finger more often than a fact."""
    reasons = []
    if any(each is not None and each < 0 for each in (voted, paid)):
        reasons.append("Un montant ne peut pas être négatif.")
    if voted is not None and paid is not None and paid > voted:
        reasons.append("Le montant mandaté dépasse le montant voté : vérifiez les deux.")
    return reasons


def reasons_not_to_add_funder(*, already: bool) -> list[str]:
    """A funder stands once on a convention."""
    return ["Cet organisme finance déjà cette convention."] if already else []


def reasons_not_to_ask(*, name: str, already: bool) -> list[str]:
    """A document has a name, and is asked once for one day."""
    if not name.strip():
        return ["Donnez un nom au document attendu."]
    return ["Ce document est déjà attendu pour ce jour."] if already else []


def reasons_not_to_send(*, received_on: date | None, sent_on: date | None) -> list[str]:
    """A document is sent once, before it is received."""
    if received_on is not None:
        return [f"Ce document est déjà reçu depuis le {french_date(received_on)}."]
    return [f"Ce document est déjà dit envoyé depuis le {french_date(sent_on)}."] if sent_on is not None else []


def reasons_not_to_receive(*, received_on: date | None) -> list[str]:
    """A document is received once."""
    return [f"Ce document est déjà reçu depuis le {french_date(received_on)}."] if received_on is not None else []


def reasons_not_to_take_back(*, received_on: date | None) -> list[str]:
    """What is not received is not given back."""
    return [] if received_on is not None else ["Ce document n’est pas reçu : il n’y a rien à reprendre."]


def reasons_not_to_withdraw(*, received_on: date | None, sent_on: date | None) -> list[str]:
    """What was sent or received stays."""
    return ["Ce document est parti ou reçu : il reste."] if received_on or sent_on else []


def reads_amounts(*, own: bool, cluster: bool, funds: bool, animation: bool, shown_to: Collection[str]) -> bool:
    """Who reads what a funder voted and paid: its people, and those it shows it to."""
    return (
        own
        or (cluster and AmountsReader.CLUSTER in shown_to)
        or (funds and AmountsReader.CO_FUNDERS in shown_to)
        or (animation and AmountsReader.ANIMATION in shown_to)
    )
