"""Who may write to whom, how often, and what an introduction still needs. Pure."""

from interregions.toolkit.introductions.choices import OPEN, IntroductionStatus

MOST_A_DAY = 10
MOST_TO_ONE = 3  # a day, to the same person
MOST_ASKED = 5  # introductions that wait at once
KEPT_DAYS = 365
SHORTEST_WORDS = 10
OUTCOME_AFTER_DAYS = 91  # three months after both have accepted

NOT_READ = "Vous n’avez pas accès à l’annuaire\u202f: demandez une mise en relation, l’animation la transmet."


def reasons_not_to_write(
    *,
    is_reachable: bool,
    same_person: bool,
    has_address: bool,
    stopped: bool,
    today: int,
    today_to_them: int,
    is_facilitator: bool = False,
) -> list[str]:
    """One writes to those of the directory, or with whom one was put in touch, a few times a day; to nobody who stopped
    it."""
    if same_person:
        return ["C’est vous\u202f: choisissez une autre personne."]
    if not is_reachable:
        return [NOT_READ]
    if not has_address:
        return ["Cette personne n’a plus d’adresse dans le réseau\u202f: écrivez à un collègue de son organisme."]
    if stopped:
        return ["Cette personne ne souhaite pas recevoir ces lettres\u202f: passez par l’animation."]
    if is_facilitator:
        return []
    if today_to_them >= MOST_TO_ONE:
        return [f"Vous lui avez déjà écrit {MOST_TO_ONE} fois aujourd’hui\u202f: attendez sa réponse, ou demain."]
    if today >= MOST_A_DAY:
        return [f"Vous avez déjà écrit {MOST_A_DAY} lettres aujourd’hui\u202f: les suivantes partiront demain."]
    return []


def reasons_about_words(*, subject: str, words: str) -> list[str]:
    """A letter has an object and says something."""
    reasons = [] if subject.strip() else ["Donnez un objet à votre lettre."]
    return reasons if words.strip() else [*reasons, "Écrivez votre lettre."]


def reasons_not_to_ask(*, wanted: str, words: str, waiting: int) -> list[str]:
    """An introduction says whom and why; a few wait at once."""
    reasons = [] if wanted.strip() else ["Dites qui vous cherchez\u202f: une personne, une fonction ou un organisme."]
    if len(words.strip()) < SHORTEST_WORDS:
        reasons.append("Dites pourquoi en une phrase au moins\u202f: elle sera lue par la personne.")
    if waiting >= MOST_ASKED:
        reasons.append(f"Vous avez déjà {MOST_ASKED} demandes en attente\u202f: attendez leur réponse.")
    return reasons


ALREADY = "Cette mise en relation est déjà proposée\u202f: elle attend une réponse."


def reasons_not_to_name(*, status: str, same_person: bool, has_address: bool, waiting: bool) -> list[str]:
    """The animation names the other person once, and nobody is put in touch with themselves, nor twice at once."""
    if status != IntroductionStatus.ASKED:
        return ["Cette demande a déjà sa suite."]
    if same_person:
        return ["Choisissez une autre personne que celle qui demande."]
    if waiting:
        return [ALREADY]
    return [] if has_address else ["Cette personne n’a pas d’adresse dans le réseau\u202f: choisissez-en une autre."]


def reasons_not_to_propose(*, same_person: bool, have_addresses: bool, words: str, waiting: bool) -> list[str]:
    """The animation proposes two different people, who can be written to, and says why."""
    if same_person:
        return ["Choisissez deux personnes différentes."]
    if waiting:
        return [ALREADY]
    reasons = [] if have_addresses else ["Une de ces personnes n’a pas d’adresse dans le réseau."]
    return reasons if len(words.strip()) >= SHORTEST_WORDS else [*reasons, "Dites pourquoi en une phrase au moins."]


def reasons_not_to_leave_aside(*, status: str, words: str) -> list[str]:
    """What is not relayed has its reason, read by who asked."""
    if status not in OPEN:
        return ["Cette demande a déjà sa suite."]
    return [] if words.strip() else ["Dites pourquoi\u202f: la personne qui demande lira cette raison."]


def reasons_not_to_answer(*, status: str, is_party: bool, answered: bool) -> list[str]:
    """Each of the two answers once, while it waits."""
    if not is_party:
        return ["Cette mise en relation ne vous est pas proposée."]
    if status == IntroductionStatus.AGREED:
        return ["Cette mise en relation est acceptée\u202f: les coordonnées sont sur sa page."]
    if status != IntroductionStatus.WAITING:
        return ["Cette mise en relation n’a pas de suite\u202f: il n’y a plus à répondre."]
    return ["Vous avez déjà accepté\u202f: la réponse de l’autre personne est attendue."] if answered else []


def reasons_not_to_send_circular(*, subject: str, words: str, recipients: int, read: int | None) -> list[str]:
    """A free letter leaves to those whose number was read."""
    reasons = reasons_about_words(subject=subject, words=words)
    if not recipients:
        return [*reasons, "Personne à qui écrire dans cette sélection."]
    if read is not None and read != recipients:
        reasons.append("Les destinataires ont changé depuis que vous les avez lus\u202f: relisez-les.")
    return reasons
