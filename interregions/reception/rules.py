"""Who may open the door, to whom, and for how long. Pure decisions."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from math import ceil

from interregions.common.characters import sort_key
from interregions.common.typography import counted, french_date, of_name
from interregions.network.choices import Role

CODE_LIFE = timedelta(minutes=15)
CODE_LENGTH = 8
# Free of any wait: then each one waits longer than the one before, and nothing is ever locked.
FREE_TRIES = 5
FREE_CODES = 3
FREE_CODES_OF_NETWORK = 100  # a whole building, in an hour
INVITATION_DAYS = 60
OWN_ORGANISATION_ROLES = (Role.REFERENT, Role.CONTRIBUTOR, Role.READER)


# What an invitation promises, by role.
ROLE_PROMISES: dict[str, str] = {
    Role.FACILITATOR: "Vous pourrez préparer les échanges, inviter, relancer et publier pour tout le réseau.",
    Role.REFERENT: "Vous pourrez répondre, choisir et rendre compte au nom de votre organisme.",
    Role.CONTRIBUTOR: "Vous pourrez préparer les réponses et les actions qui vous sont confiées ; "
    "un référent de votre organisme les envoie en son nom.",
    Role.READER: "Vous pourrez lire ce que reçoit votre organisme ; rien ne vous sera demandé.",
}


def masked_address(address: str) -> str:
    """« m.p…@region.example »: enough for whoever reads that mailbox, too little to write to it."""
    local, _, domain = address.rpartition("@")
    initials = [part[0] for part in local.split(".") if part]
    return f"{'.'.join(initials[:2])}…@{domain}"


def delay_after_codes(asked: int) -> int:
    """Seconds between this many codes asked within the hour, by one client for one address, and the next."""
    return 0 if asked < FREE_CODES else min(900, 30 * 2 ** min(10, asked - FREE_CODES))


def delay_after_codes_of_network(asked: int) -> int:
    """The same for all that one network asks, whatever the addresses."""
    return 0 if asked < FREE_CODES_OF_NETWORK else min(300, 5 * (asked - FREE_CODES_OF_NETWORK + 1))


def delay_after_tries(tries: int) -> int:
    """Seconds between this many wrong codes, in one browser, and the next try."""
    return 0 if tries < FREE_TRIES else min(60, 2 ** min(6, tries - FREE_TRIES + 1))


def seconds_left(*, delay: int, since: float) -> int:
    """What is left of a delay."""
    return max(0, min(delay, ceil(delay - since)))


def in_words(seconds: int) -> str:
    """« 40 secondes », « 3 minutes »."""
    if seconds < 60:
        return f"{seconds} seconde{'s' if seconds > 1 else ''}"
    minutes = ceil(seconds / 60)
    return f"{minutes} minute{'s' if minutes > 1 else ''}"


BROWSERS = (("Firefox", "Firefox"), ("Edg", "Edge"), ("OPR", "Opera"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_words(agent: str) -> str:
    """« Firefox, sur Windows » from what a browser says of itself; nothing else of it is kept."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "Navigateur inconnu")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return f"{browser}, sur {system}" if system else browser


def reasons_not_to_send_code(*, seconds: int, can_send: bool) -> list[str]:
    """Why no code leaves: too many were asked from there, or nothing here can send one."""
    if not can_send:
        return ["Aucun envoi de courriel n’est réglé sur cette installation : prévenez l’animation."]
    if seconds:
        return [
            f"Plusieurs codes viennent d’être demandés d’ici : le suivant pourra l’être dans {in_words(seconds)}. "
            "Le dernier code reçu reste valable sur la page où il a été demandé."
        ]
    return []


def reasons_not_to_accept_code(*, sent_at: datetime | None, now: datetime, seconds: int, matches: bool) -> list[str]:
    """Why a typed code does not open the door."""
    if sent_at is None:
        return ["Demandez d’abord un code."]
    if now - sent_at > CODE_LIFE:
        return ["Ce code a plus de quinze minutes : demandez-en un nouveau."]
    if seconds:
        return [f"Plusieurs codes faux de suite : attendez {in_words(seconds)}, puis donnez de nouveau votre code."]
    if not matches:
        return ["Ce n’est pas ce code : relisez le dernier courriel reçu."]
    return []


def reasons_not_to_invite(
    *, is_facilitator: bool, is_referent_there: bool, role: str, opens_the_door: bool = False
) -> list[str]:
    """Why this person may not invite somebody in that role there; ``opens_the_door``: a Région brings in the first
    referent of a pôle of its territory, who then invites their colleagues."""
    if is_facilitator or (opens_the_door and role == Role.REFERENT):
        return []
    if opens_the_door:
        return ["Invitez d’abord un référent de ce pôle : c’est lui qui invite ensuite ses collègues."]
    if not is_referent_there:
        return ["Seuls l’animation et les référents de cet organisme peuvent y inviter quelqu’un."]
    if role not in OWN_ORGANISATION_ROLES:
        return ["Seule l’animation peut inviter une personne dans l’animation."]
    return []


def reasons_not_to_bring_in_cluster(
    *, is_facilitator: bool, own_codes: Collection[str], codes: Collection[str], taken: str
) -> list[str]:
    """A pôle enters by the animation, or by a Région where it is; one that is already there is not entered twice."""
    if not is_facilitator and not own_codes:
        return ["Un pôle entre dans le réseau par l’animation, ou par un référent d’une Région où il est."]
    if not codes:
        return ["Cochez au moins une Région où est ce pôle."]
    if not is_facilitator and not set(own_codes) & set(codes):
        return ["Cochez aussi votre Région : vous n’invitez que des pôles qui y sont."]
    if taken:
        return [f"« {taken} » est déjà dans le réseau : invitez-y son référent depuis « Inviter une personne »."]
    return []


def reasons_not_to_invite_again(*, name: str, invited_on: date | None, acts_already: bool) -> list[str]:
    """Why this person is not invited a second time: nobody receives two letters for one thing."""
    if acts_already:
        return [f"{name} agit déjà pour cet organisme dans ce rôle : il n’y a rien à lui demander de plus."]
    if invited_on is not None:
        return [
            f"{name} est déjà invité pour ce rôle, depuis le {french_date(invited_on)} : l’invitation attend sa "
            "réponse. Renvoyez-la depuis la liste des invitations si le courriel s’est perdu."
        ]
    return []


def reasons_not_to_accept_invitation(
    *, accepted: bool, withdrawn: bool, removed: bool, invited_at: datetime, now: datetime
) -> list[str]:
    """Why an invitation’s link no longer opens."""
    if removed:
        return ["Cette personne a été retirée du réseau : ce lien ne fonctionne plus."]
    if withdrawn:
        return ["Cette invitation a été retirée. Demandez-en une nouvelle à l’animation."]
    if accepted:
        return ["Cette invitation a déjà servi : entrez avec votre adresse, un code vous sera envoyé."]
    if now - invited_at > timedelta(days=INVITATION_DAYS):
        return [f"Cette invitation a plus de {INVITATION_DAYS} jours : demandez-en une nouvelle à l’animation."]
    return []


def manages(*, role: str, same_organisation: bool, of_role: str) -> bool:
    """Whether a person manages a mandate: the animation all of them, a referent those of the same organisation.

    A referent of the host association manages none of the animation: they could otherwise hand it to themselves.
    """
    of_own = same_organisation and of_role in OWN_ORGANISATION_ROLES
    return role == Role.FACILITATOR or (role == Role.REFERENT and of_own)


def reasons_not_to_end_mandate(
    *, manages: bool, already_ended: bool, is_last_facilitator: bool, is_last_referent: bool, knows_it_is_last: bool
) -> list[str]:
    """Why a mandate may not be ended by this person; that of the last referent, only by who says they know it."""
    if not manages:
        return ["Seuls l’animation et les référents de cet organisme peuvent mettre fin à une habilitation."]
    if already_ended:
        return ["Cette habilitation a déjà pris fin."]
    if is_last_facilitator:
        return ["Plus personne n’animerait le réseau : passez plutôt le relais."]
    if is_last_referent and not knows_it_is_last:
        return [
            "C’est le dernier référent de cet organisme : passez plutôt le relais, "
            "ou cochez la case qui dit que plus personne ne répondra en son nom."
        ]
    return []


def reasons_not_to_name_deputy(
    *, manages: bool, same_organisation: bool, same_person: bool, already_ended: bool, reaches_as_far: bool, past: bool
) -> list[str]:
    """Why somebody may not stand in for somebody else, with a mandate of the same role for that time."""
    if not manages:
        return ["Seuls l’animation et les référents de cet organisme peuvent y désigner un suppléant."]
    if not same_organisation or same_person:
        return ["On choisit un suppléant parmi les personnes du même organisme."]
    if already_ended:
        return ["Cette habilitation a déjà pris fin : il n’y a plus personne à suppléer."]
    if reaches_as_far:
        return ["Cette personne reçoit déjà les mêmes demandes : il n’y a rien à lui confier de plus."]
    return ["La suppléance prendrait fin avant de commencer : choisissez un jour à venir."] if past else []


def reasons_not_to_hand_over(*, manages_or_own: bool, already_ended: bool, same_person: bool) -> list[str]:
    """Why everything may not be handed over."""
    if not manages_or_own:
        return ["Seuls la personne elle-même, les référents de l’organisme et l’animation peuvent passer le relais."]
    if already_ended:
        return ["Cette habilitation a déjà pris fin : il n’y a plus rien à transmettre."]
    return ["On ne passe pas le relais à soi-même."] if same_person else []


# --- people brought as a list ---------------------------------------------------------------------------------------

PEOPLE_KEPT_DAYS = 30  # of a person who was not invited
INVITED_AT_ONCE = 50  # invitations of one request; more are left to a job

CIVILITIES = frozenset({"m", "mme", "mlle", "mr", "madame", "monsieur", "dr"})
ROLES_TYPED: dict[str, str] = {
    "referent": Role.REFERENT,
    "referente": Role.REFERENT,
    "referent e": Role.REFERENT,
    "referent titulaire": Role.REFERENT,
    "contributeur": Role.CONTRIBUTOR,
    "contributrice": Role.CONTRIBUTOR,
    "lecteur": Role.READER,
    "lectrice": Role.READER,
}


def name_parts(typed: str, *, family_first: bool) -> tuple[str, str]:
    """The given name and the family name of one cell: the latter in capitals, else by the order its title says."""
    words = [word for word in typed.split() if sort_key(word) not in CIVILITIES]
    capitals = [word for word in words if len(word) > 1 and word == word.upper() and word != word.lower()]
    if capitals and len(capitals) < len(words):
        return " ".join(word for word in words if word not in capitals), " ".join(capitals)
    if family_first:
        return " ".join(words[-1:]) if len(words) > 1 else "", " ".join(words[:-1] or words)
    return " ".join(words[:1]) if len(words) > 1 else "", " ".join(words[1:] or words)


def role_of(typed: str) -> str | None:
    """The role that a cell names; a referent when it is empty, None for what is no role of a list."""
    plain = sort_key(typed)
    return ROLES_TYPED.get(plain) if plain else Role.REFERENT


def reasons_against_person(
    *, given_name: str, family_name: str, email: str, role: str, function: str = ""
) -> list[str]:
    """What is missing to invite somebody, or is not what its column says."""
    reasons = []
    for value, words in ((given_name, "Le prénom"), (family_name, "Le nom"), (email, "L’adresse")):
        if not value:
            reasons.append(f"{words} manque.")
    lengths = (
        (given_name, 80, "Le prénom"),
        (family_name, 80, "Le nom"),
        (function, 160, "La fonction"),
        (email, 254, "L’adresse"),
    )
    for value, most, words in lengths:
        if len(value) > most:
            reasons.append(f"{words} a plus de {most} signes.")
    if role_of(role) is None:
        reasons.append(
            f"« {role} » n’est pas un rôle d’une liste : référent, contributeur ou lecteur. "
            "L’animation s’ouvre à une personne à la fois."
        )
    return reasons


def reasons_against_organisation(*, typed: str, found: int) -> list[str]:
    """Why a line is of no organisation: none is said, none is known, or several bear that name."""
    if not typed:
        return ["L’organisme manque."]
    if found == 0:
        return [
            f"« {typed} » n’est pas dans l’annuaire : écrivez son SIREN, son code INSEE ou son nom tel qu’il y figure, "
            "ou ajoutez d’abord cet organisme."
        ]
    return [f"Plusieurs organismes s’appellent « {typed} » : écrivez son SIREN."] if found > 1 else []


def taken_by(others: Sequence[str], *, organisations: str) -> list[str]:
    """Why an address of the directory is refused: it is somebody’s."""
    there = f" ({organisations})" if organisations else ""
    return [
        f"Cette adresse est déjà dans l’annuaire, celle {of_name(', '.join(others))}{there}. Pour un autre organisme "
        "ou une adresse générique, invitez cette personne seule."
    ]


def acts_under_another_address(name: str) -> list[str]:
    """Why somebody who acts there already is not invited a second time."""
    return [f"{name} agit déjà pour cet organisme, à une autre adresse : c’est elle qui reste, ou s’y corrige."]


def waits_elsewhere(name: str, organisation: str) -> list[str]:
    """Why an address of another list is refused."""
    return [f"Cette adresse est déjà celle {of_name(name)}, à inviter pour {organisation}."]


def already_invited(on: date) -> str:
    """What is told of a line that was invited."""
    return f"Déjà invitée, le {french_date(on)}."


def left_since(on: date) -> str:
    """Why a line is not taken back: its letter left."""
    return f"l’invitation est partie le {french_date(on)} ; elle se retire depuis la page des invitations."


def invited_words(*, invited: int, refused: int) -> str:
    """« 12 invitations envoyées ; 1 personne n’est pas invitée, sa ligne dit pourquoi. »"""
    words = counted(invited, "invitation envoyée", "invitations envoyées")
    if not refused:
        return f"{words}."
    left = counted(refused, "personne ne l’est pas, sa ligne dit", "personnes ne le sont pas, leur ligne dit")
    return f"{words} ; {left} pourquoi."


def reasons_not_to_invite_together(*, waiting: int) -> list[str]:
    """Why nobody of the list is invited."""
    return [] if waiting else ["Personne n’attend d’être invité : tout est déjà parti, ou la liste est vide."]
