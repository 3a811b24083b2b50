"""What may be done in a call for themes, and how the choices are counted. Pure decisions.

The rule of order, written once and shown on the page of the result:

1. the number of organisations of the leading college (the Régions, or the only college consulted) that chose the theme;
2. at equality, more organisations ready to be its responsible region;
3. then more organisations that support it;
4. then more choices of the EPCI;
5. then the theme that was proposed first.

Chance never decides, nor does the order in which the themes are given.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from interregions.common.typography import french_date
from interregions.exchange.themes.choices import CallMethod, CallStatus, ThemeStatus
from interregions.network.choices import College, Role

ENDED = frozenset({CallStatus.CLOSED, CallStatus.CANCELLED})
CANCELLED = "Ce recueil est annulé : il reste lisible et n’attend plus rien de personne."
REGIONS, EPCI = College.REGIONS, College.EPCI
COLLEGE_ORDER: tuple[str, ...] = (College.REGIONS, College.EPCI, College.CLUSTERS, College.OTHERS, College.ANIMATION)
COLLEGE_NAMES: dict[str, str] = {
    REGIONS: "Le collège des Régions",
    EPCI: "Le collège des EPCI",
    College.CLUSTERS: "Le collège des pôles et clusters",
    College.OTHERS: "Le collège des partenaires",
    College.ANIMATION: "L’animation",
}
COLLEGE_UNITS: dict[str, tuple[str, str]] = {
    REGIONS: ("Région", "Régions"),
    EPCI: ("EPCI", "EPCI"),
    College.CLUSTERS: ("pôle ou cluster", "pôles et clusters"),
    College.OTHERS: ("partenaire", "partenaires"),
    College.ANIMATION: ("organisme", "organismes"),
}
# By approval one may choose as many themes as one wishes; beyond this, nothing is a priority any more.
MOST_CHOICES = 12
# Under three answers in a college, its figures by theme would tell what one organisation chose.
LEAST_SHOWN = 3
SHORTEST_REASON = 20

RULE_OF_ORDER = (
    "Les thèmes sont rangés d’après le nombre de {units} qui les ont mis parmi leurs priorités.",
    "À égalité, passe devant le thème que le plus d’organismes sont prêts à conduire comme Région responsable ; "
    "puis celui que le plus d’organismes soutiennent ; puis celui que le plus d’EPCI ont choisi ; "
    "puis celui qui a été proposé le premier.",
    "Le hasard n’intervient jamais.",
)


def leading_college(colleges: Collection[str]) -> str:
    """The college whose choices give the order: the Régions when they are consulted."""
    return next((college for college in COLLEGE_ORDER if college in colleges), REGIONS)


def reasons_not_to_open_call(
    *, retained_number: int, colleges: Collection[str], proposals_until: date, choices_until: date, today: date
) -> list[str]:
    """A call asks somebody, retains something, and leaves time."""
    reasons = []
    if retained_number < 1:
        reasons.append("Un recueil retient au moins un thème.")
    if not colleges:
        reasons.append("Choisissez au moins un collège à consulter.")
    return reasons + reasons_not_to_set_dates(
        proposals_until=proposals_until, choices_until=choices_until, today=today, closed=False
    )


def reasons_not_to_open_twice(*, open_call: str, anyway: bool) -> list[str]:
    """Two open calls of one season are told before the second one: people would not know which to answer."""
    if not open_call or anyway:
        return []
    return [f"« {open_call} » est déjà ouvert : cochez cette case pour en ouvrir un autre de la même saison."]


def reasons_not_to_cancel(*, status: str, decided: bool) -> list[str]:
    """A call is cancelled once, and only while no theme of it was retained."""
    if status == CallStatus.CANCELLED:
        return ["Ce recueil est déjà annulé."]
    return ["Des thèmes de ce recueil sont retenus : il ne s’annule plus."] if decided else []


def reasons_against_cancel_reason(reason: str) -> list[str]:
    """Those who worked on the call read why it is cancelled."""
    if len(reason.strip()) >= SHORTEST_REASON:
        return []
    return ["Dites pourquoi, en une phrase au moins : cette raison sera lue par tous."]


def reasons_not_to_set_dates(*, proposals_until: date, choices_until: date, today: date, closed: bool) -> list[str]:
    """Dates in order, the last one not yet passed, and only while the call is open."""
    if closed:
        return ["Ce recueil est terminé : ses dates ne changent plus."]
    reasons = []
    if choices_until < proposals_until:
        reasons.append("Les choix ne peuvent pas se terminer avant les propositions.")
    if choices_until < today:
        reasons.append("La date limite des choix est déjà passée.")
    return reasons


def reasons_not_to_take_part(*, college: str, consulted: Collection[str], role: str, name: str) -> list[str]:
    """The organisation's college is asked; the animation writes for everybody."""
    if college in consulted or role == Role.FACILITATOR:
        return []
    return [f"Ce recueil ne consulte pas le collège de « {name} »."]


def reasons_not_to_propose(*, status: str, proposals_until: date, today: date) -> list[str]:
    """Proposals are open until a day, included."""
    if status == CallStatus.CANCELLED:
        return [CANCELLED]
    if status != CallStatus.PROPOSALS:
        return ["Les propositions sont closes : ce recueil est passé à l’étape suivante."]
    if today > proposals_until:
        return [f"Les propositions étaient attendues jusqu’au {french_date(proposals_until)}."]
    return []


def reasons_not_to_title(*, title: str, taken: Collection[str]) -> list[str]:
    """A title is there, and names one theme only."""
    if not title.strip():
        return ["Donnez un intitulé au thème."]
    if title.strip().casefold() in {other.strip().casefold() for other in taken}:
        return [
            f"Un thème s’intitule déjà « {title.strip()} » dans ce recueil : soutenez-le, "
            "ou précisez ce qui distingue le vôtre."
        ]
    return []


def reasons_not_to_change_theme(*, own: bool, theme_status: str, call_status: str) -> list[str]:
    """A theme belongs to the organisation that proposed it, until the choices open."""
    if theme_status == ThemeStatus.WITHDRAWN:
        return ["Ce thème a été retiré."]
    if not own:
        return ["Seul l’organisme qui a proposé ce thème, ou l’animation, peut le modifier ou le retirer."]
    if call_status != CallStatus.PROPOSALS:
        return ["Les propositions sont closes : le thème ne change plus, chacun choisit sur le même texte."]
    return []


def reasons_not_to_support(*, own: bool, theme_status: str, call_status: str) -> list[str]:
    """One supports the theme of another, before the count is frozen."""
    if call_status == CallStatus.CANCELLED:
        return [CANCELLED]
    if theme_status != ThemeStatus.PROPOSED or call_status == CallStatus.CLOSED:
        return ["Ce recueil est clos ou le thème a été retiré : on ne peut plus le soutenir."]
    if own:
        return ["C’est votre propre thème : le proposer, c’est déjà le soutenir."]
    return []


def reasons_not_to_be_ready_to_lead(*, college: str, ready: bool) -> list[str]:
    """Only a Région is a responsible region."""
    if ready and college != REGIONS:
        return ["Seule une Région peut être Région responsable d’un thème."]
    return []


def reasons_not_to_comment(*, words: str, call_status: str) -> list[str]:
    """A remark has words, and comes before the close."""
    if call_status in ENDED:
        return [CANCELLED if call_status == CallStatus.CANCELLED else "Ce recueil est clos : les commentaires aussi."]
    return [] if words.strip() else ["Écrivez votre commentaire avant de l’envoyer."]


def reasons_not_to_withdraw_comment(*, own: bool, withdrawn: bool, call_status: str) -> list[str]:
    """One takes back one's own words, until the close."""
    if call_status in ENDED:
        return ["Ce recueil est terminé : les commentaires restent comme ils ont été écrits."]
    if not own:
        return ["Seule la personne qui a écrit ce commentaire peut le retirer."]
    return ["Ce commentaire est déjà retiré."] if withdrawn else []


def reasons_not_to_open_choices(*, status: str, method: str, themes: int) -> list[str]:
    """Choices follow proposals, when the method is to choose one by one and there is something to choose."""
    if status != CallStatus.PROPOSALS:
        return [CANCELLED if status == CallStatus.CANCELLED else "Les choix sont déjà ouverts, ou le recueil est clos."]
    if method == CallMethod.MEETING:
        return ["Dans ce recueil, le choix se fait en réunion : consignez la décision qui y a été prise."]
    return [] if themes else ["Aucun thème n’est proposé pour l’instant : il n’y a rien à choisir."]


def reasons_not_to_choose(*, status: str, choices_until: date, today: date) -> list[str]:
    """An organisation chooses, and changes its choice, from the opening to the last day, included."""
    if status == CallStatus.CANCELLED:
        return [CANCELLED]
    if status == CallStatus.PROPOSALS:
        return ["Les choix ne sont pas encore ouverts."]
    if status == CallStatus.CLOSED:
        return ["Les choix sont clos : le résultat est figé."]
    if today > choices_until:
        return [f"Les choix étaient attendus jusqu’au {french_date(choices_until)}. Demandez un délai à l’animation."]
    return []


def reasons_not_to_choose_these(*, chosen: Collection[int], proposed: Collection[int]) -> list[str]:
    """At least one theme, at most :data:`MOST_CHOICES`, all of this call and not withdrawn."""
    if not chosen:
        return ["Cochez au moins un thème."]
    if len(set(chosen)) > MOST_CHOICES:
        return [f"{MOST_CHOICES} thèmes au plus : au-delà, rien n’est prioritaire."]
    if not set(chosen) <= set(proposed):
        return ["Un des thèmes cochés n’est plus proposé dans ce recueil. Relisez la liste et recommencez."]
    return []


def reasons_not_to_remind(*, status: str, silent: int, people: int) -> list[str]:
    """One reminds while choices are open, and only those who have not answered."""
    if status != CallStatus.CHOICES:
        return ["On ne relance que pendant que les choix sont ouverts."]
    if not silent:
        return ["Tous les organismes consultés ont indiqué leurs priorités : personne à relancer."]
    return [] if people else ["Personne à qui écrire dans ces organismes, ou la date limite est passée."]


def reasons_not_to_close(*, status: str, method: str, ballots: int) -> list[str]:
    """A count needs open choices and at least one answer."""
    if status == CallStatus.CANCELLED:
        return [CANCELLED]
    if status == CallStatus.CLOSED:
        return ["Ce recueil est déjà clos : son résultat est figé."]
    if method == CallMethod.MEETING:
        return ["Dans ce recueil, le choix se fait en réunion : consignez la décision qui y a été prise."]
    if status != CallStatus.CHOICES:
        return ["Les choix ne sont pas encore ouverts."]
    return [] if ballots else ["Aucun organisme n’a encore indiqué ses priorités : il n’y a rien à compter."]


def reasons_not_to_retain(
    *,
    status: str,
    decided: bool,
    chosen: Sequence[int],
    proposed: Collection[int],
    pointed: Collection[int],
    reason: str,
) -> list[str]:
    """Retaining follows the count once; departing from it is told with its reason."""
    if status == CallStatus.CANCELLED:
        return [CANCELLED]
    if status != CallStatus.CLOSED:
        return ["Le résultat n’est pas encore arrêté : arrêtez d’abord les choix."]
    if decided:
        return ["Les thèmes sont déjà retenus : cette décision est consignée et ne change plus."]
    reasons = _reasons_about_list(chosen=chosen, proposed=proposed)
    if not reasons and departs(pointed=pointed, retained=chosen) and len(reason.strip()) < SHORTEST_REASON:
        reasons.append(
            "Ces thèmes ne sont pas ceux que désigne le résultat des choix : dites pourquoi, en une phrase au moins. "
            "Cette raison sera lue par tous."
        )
    return reasons


def reasons_not_to_record_decision(
    *, status: str, method: str, chosen: Sequence[int], proposed: Collection[int], meeting: str
) -> list[str]:
    """A decision taken in a meeting names the meeting and at least one theme of the call."""
    if status == CallStatus.CANCELLED:
        return [CANCELLED]
    if status == CallStatus.CLOSED:
        return ["Ce recueil est déjà clos : sa décision est consignée."]
    if method != CallMethod.MEETING:
        return ["Dans ce recueil, chaque organisme indique ses priorités : arrêtez les choix pour en voir le résultat."]
    reasons = [] if meeting.strip() else ["Dites dans quelle réunion la décision a été prise."]
    return reasons + _reasons_about_list(chosen=chosen, proposed=proposed)


def _reasons_about_list(*, chosen: Sequence[int], proposed: Collection[int]) -> list[str]:
    if not chosen:
        return ["Retenez au moins un thème."]
    if not set(chosen) <= set(proposed):
        return ["Un des thèmes n’est plus proposé dans ce recueil."]
    return []


def departs(*, pointed: Collection[int], retained: Collection[int]) -> bool:
    """Whether what is retained is not what the count points to."""
    return set(pointed) != set(retained)


@dataclass(frozen=True)
class Tallied:
    """One theme with everything the order depends on; ``rank`` is its place among the proposals (1 is the first)."""

    theme: int
    title: str
    choices: Mapping[str, int]
    ready_to_lead: int
    endorsements: int
    rank: int


def order_key(theme: Tallied, *, leading: str) -> tuple[int, int, int, int, int]:
    """The written rule as a sorting key; ``rank`` is unique in a call, so the order is total."""
    epci = theme.choices.get(EPCI, 0)
    return (-theme.choices.get(leading, 0), -theme.ready_to_lead, -theme.endorsements, -epci, theme.rank)


def ordered(themes: Sequence[Tallied], *, leading: str = REGIONS) -> list[Tallied]:
    """The themes in the order of the rule, whatever the order they are given in."""
    return sorted(themes, key=lambda theme: order_key(theme, leading=leading))


def pointed(themes: Sequence[Tallied], *, number: int, leading: str = REGIONS) -> list[Tallied]:
    """The first ones, up to the number to retain; a theme nobody of the leading college chose is never pointed."""
    return [theme for theme in ordered(themes, leading=leading) if theme.choices.get(leading, 0)][:number]


def units(college: str, number: int) -> str:
    """« 1 Région », « 12 Régions »."""
    singular, plural = COLLEGE_UNITS[college]
    return f"{number} {plural if number > 1 else singular}"


def _tie_sentence(first: Tallied, second: Tallied, *, leading: str, shown: bool) -> str:
    many = units(leading, first.choices.get(leading, 0))
    same = f"choisis chacun par {many}" if shown else "choisis par autant d’organismes"
    if first.ready_to_lead != second.ready_to_lead:
        why = f"car plus d’organismes sont prêts à le conduire ({first.ready_to_lead} contre {second.ready_to_lead})"
    elif first.endorsements != second.endorsements:
        why = f"car plus d’organismes le soutiennent ({first.endorsements} contre {second.endorsements})"
    elif first.choices.get(EPCI, 0) != second.choices.get(EPCI, 0):
        why = "car plus d’EPCI l’ont choisi"
    else:
        why = "car il a été proposé le premier"
    return f"« {first.title} » et « {second.title} » sont {same} : « {first.title} » passe devant, {why}."


def explanation(
    themes: Sequence[Tallied], *, number: int, asked: Mapping[str, int], answered: Mapping[str, int]
) -> list[str]:
    """The count told in plain French: who answered, what comes first, and what settled each tie that mattered."""
    leading = leading_college(asked)
    shown = answered.get(leading, 0) >= LEAST_SHOWN
    sentences = [_participation(college, asked[college], answered.get(college, 0)) for college in _in_order(asked)]
    order = ordered(themes, leading=leading)
    first = pointed(themes, number=number, leading=leading)
    if not first:
        return [*sentences, "Le collège qui donne l’ordre n’a choisi aucun thème : le résultat ne désigne rien."]
    names = ", ".join(
        f"« {theme.title} » ({units(leading, theme.choices[leading])})" if shown else f"« {theme.title} »"
        for theme in first
    )
    following = order[len(first) : len(first) + 1]
    tied = bool(following) and following[0].choices.get(leading, 0) == first[-1].choices[leading]
    beginning = "Le thème le plus choisi est" if len(first) == 1 else f"Les {len(first)} thèmes les plus choisis sont"
    if tied:
        beginning = "Le thème que la règle désigne est" if len(first) == 1 else "Les thèmes que la règle désigne sont"
    sentences.append(f"{beginning} {names}.")
    if len(first) < number:
        sentences.append(f"{number} thèmes étaient à retenir : aucun autre n’a été choisi par ce collège.")
    for above, below in pairwise(order[: len(first) + 1]):
        if above.choices.get(leading, 0) == below.choices.get(leading, 0) > 0:
            sentences.append(_tie_sentence(above, below, leading=leading, shown=shown))
    if EPCI in asked and leading != EPCI:
        sentences.append("Les choix des EPCI, comptés à part, éclairent la décision sans s’ajouter à ceux des Régions.")
    return sentences


def rule_of_order(colleges: Collection[str]) -> list[str]:
    """The written rule, in the words of the page."""
    units_word = COLLEGE_UNITS[leading_college(colleges)][1]
    return [sentence.format(units=units_word) for sentence in RULE_OF_ORDER]


def _in_order(colleges: Mapping[str, int]) -> list[str]:
    return [college for college in COLLEGE_ORDER if college in colleges]


def _participation(college: str, asked: int, answered: int) -> str:
    noun = "organisme a indiqué ses priorités" if answered < 2 else "organismes ont indiqué leurs priorités"
    return f"{COLLEGE_NAMES[college]} a été consulté : {answered} {noun}, sur {asked}."
