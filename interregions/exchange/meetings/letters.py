"""The words of the letters of a meeting that may be changed before they leave: convocation, and both reminders."""

from typing import Any

from interregions.common.characters import number_in
from interregions.common.rooms import EditableLetter, LetterSample
from interregions.common.typography import french_date
from interregions.common.zones import Place, hour_told, moment_told, span_told
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.models import Meeting
from interregions.exchange.meetings.queries import meetings, polls
from interregions.exchange.meetings.queries.meetings import meeting_reference
from interregions.exchange.meetings.queries.pages import AgendaLine, agenda_lines, when
from interregions.network.queries import is_facilitator, standing_of
from interregions.toolkit.mail.composition import full_address

CONVOCATION, REMINDER, DATES_REMINDER = "meetings.convocation", "meetings.reminder", "meetings.dates_reminder"
DATES = "meetings.dates"
SEEKING = (DATES, DATES_REMINDER)
TO_PROPOSE = "– les dates que vous proposez, l’une sous l’autre"  # before they are
ATTACHED = "Le dossier de la réunion est joint."
COME, SAY_DATES = "Dire si nous venons", "Dire quelles dates conviennent"


def shared_values(meeting: Meeting, kind: str) -> dict[str, str]:
    """What the fields are replaced with for everybody: read once for all the letters of an occasion."""
    values = {"réunion": meeting.title, "mot": meeting.words.strip()}
    poll = polls.poll_of(meeting) if kind in SEEKING else None
    if kind == CONVOCATION:
        points = agenda_lines(meeting, written=[])
        values["ordre du jour"] = "\n".join(["Ordre du jour :", *map(point_told, points)]) if points else ""
        values["dossier"] = "\n".join([ATTACHED, *_documents(points)])
    if kind in SEEKING:
        values["échéance"] = french_date(poll.until) if poll else "jour que vous dites"
    return values


def own_values(meeting: Meeting, kind: str, name: str, place: Place | None) -> dict[str, str]:
    """What they are replaced with for one organisation; ``place``: where it lives, overseas."""
    values = {"organisme": name, "quand": when(meeting, place), "où et quand": where_told(meeting, place)}
    poll = polls.poll_of(meeting) if kind in SEEKING else None
    if kind in SEEKING:
        dates = [f"– {span_told(each.starts_at, each.ends_at, place)}" for each in poll.options.all()] if poll else []
        values["dates"] = "\n".join(dates or [TO_PROPOSE])
        values["heures"] = "" if place else "Les heures sont celles de Paris."
    return values


def where_told(meeting: Meeting, place: Place | None = None) -> str:
    """« Jeudi 14 janvier 2027 à 10 h, heure de Paris : Lyon. »"""
    at = ", ".join(part for part in (meeting.place, meeting.link) if part)
    told = moment_told(meeting.starts_at, place) if meeting.starts_at else when(meeting)
    return f"{told[:1].upper()}{told[1:]}{f' : {at}' if at else ''}."


def point_told(line: AgendaLine) -> str:
    """« 2. 10 h 20, Présentation du thème (15 min, mené par Bretagne) »."""
    hour = f"{hour_told(line.starts_at)}, " if line.starts_at else ""
    led = line.item.led_by.short_name if line.item.led_by else "l’animation"
    return f"{line.number}. {hour}{line.item.title} ({line.item.minutes} min, mené par {led})"


def linked_instead(meeting: Meeting, values: dict[str, str]) -> dict[str, str]:
    """What a convocation says when its dossier is too heavy for a letter: where it is read."""
    address = full_address(f"{meeting.get_absolute_url()}dossier.pdf")
    told = f"Le dossier de la réunion, trop lourd pour un courriel, se lit ici : {address}"
    return {**values, "dossier": values["dossier"].replace(ATTACHED, told)}


def _documents(points: tuple[AgendaLine, ...]) -> list[str]:
    """The documents of the points, each once, with the address where it is read."""
    found = {each.url: each.label for line in points for each in line.references if each.url}
    lines = [f"– {label} : {full_address(url)}" for url, label in found.items()]
    return ["Documents à lire avant la réunion :", *lines] if lines else []


def _sample(kind: str, button: str) -> Any:
    def sample(member: Any, about: str) -> LetterSample | None:
        mandate = next((each for each in standing_of(member).mandates if is_facilitator(each)), None)
        meeting = meetings.meeting_run_by(mandate, number_in(about) or 0)
        if meeting is None or (kind == DATES_REMINDER and polls.poll_of(meeting) is None):
            return None
        convened = meeting.attendances.select_related("organisation").first()
        name = convened.organisation.short_name if convened else "Bretagne"
        over = meeting.status in (MeetingStatus.OPEN, MeetingStatus.CLOSED, MeetingStatus.CANCELLED)
        proposed = kind == DATES and polls.poll_of(meeting) is not None
        return LetterSample(
            values={**shared_values(meeting, kind), **own_values(meeting, kind, name, None)},
            to=f"référent de l’organisme {name} (exemple)",
            button=button,
            back=meeting.get_absolute_url(),
            reason=why(name),
            about=meeting_reference(meeting),
            signed_by=meeting.created_by,
            over=OVER if over else PROPOSED if proposed else "",
        )

    return sample


OVER = "La séance est ouverte ou passée : ces mots ne changent plus."
PROPOSED = "Les dates sont proposées : cette lettre est partie avec ces mots."


def why(name: str) -> str:
    return f"Vous recevez ce message parce que votre organisme, {name}, est convié."


FIELDS = {
    "réunion": "le titre de la réunion",
    "organisme": "l’organisme convié",
    "quand": "le jour et l’heure",
    "où et quand": "le jour, l’heure (et l’heure locale outre-mer), le lieu ou le lien",
    "lien": "le bouton, seul sur sa ligne",
}

LETTERS = {
    CONVOCATION: EditableLetter(
        title="Convocation",
        subject="Dire si vous venez : [réunion], [quand]",
        body="""
La réunion « [réunion] » attend votre organisme, [organisme].

[mot]

[où et quand]

[lien]

Le bouton suffit pour répondre, sans vous connecter. L’invitation jointe s’ajoute à votre agenda.

[ordre du jour]

[dossier]
""",
        fields={
            **FIELDS,
            "mot": "le message écrit en préparant la réunion, s’il y en a un",
            "ordre du jour": "les points, leur heure, leur durée, qui les mène",
            "dossier": "dit que le dossier est joint ; les documents des points, avec leur adresse",
        },
        kept=("lien", "où et quand"),
        sample=_sample(CONVOCATION, COME),
    ),
    REMINDER: EditableLetter(
        title="Rappel de convocation",
        subject="Rappel, dire si vous venez : [réunion], [quand]",
        body="""
La réponse de votre organisme, [organisme], à la convocation de « [réunion] » est attendue.

[où et quand]

[lien]

Le bouton suffit pour répondre, sans vous connecter.
""",
        fields=FIELDS,
        kept=("lien", "où et quand"),
        sample=_sample(REMINDER, COME),
    ),
    DATES: EditableLetter(
        title="Recherche d’une date",
        subject="Choisir une date jusqu’au [échéance] : [réunion]",
        body="""
L’animation cherche une date pour la réunion « [réunion] ».

Dites, pour [organisme], celles qui conviennent jusqu’au [échéance] :

[dates]

[lien]

Le bouton suffit pour répondre, sans vous connecter. [heures]
""",
        fields={
            "réunion": FIELDS["réunion"],
            "organisme": FIELDS["organisme"],
            "échéance": "le dernier jour pour répondre",
            "dates": "les dates proposées, à Paris et à l’heure locale outre-mer",
            "heures": "dit que les heures sont celles de Paris, à qui vit à cette heure",
            "lien": FIELDS["lien"],
        },
        kept=("lien", "échéance", "dates"),
        sample=_sample(DATES, SAY_DATES),
    ),
    DATES_REMINDER: EditableLetter(
        title="Rappel des dates proposées",
        subject="Rappel, choisir une date jusqu’au [échéance] : [réunion]",
        body="""
L’animation cherche une date pour la réunion « [réunion] ».

La réponse de votre organisme, [organisme], est attendue jusqu’au [échéance] :

[dates]

[lien]

Le bouton suffit pour répondre, sans vous connecter.
""",
        fields={
            "réunion": FIELDS["réunion"],
            "organisme": FIELDS["organisme"],
            "échéance": "le dernier jour pour répondre",
            "dates": "les dates proposées",
            "lien": FIELDS["lien"],
        },
        kept=("lien", "échéance", "dates"),
        sample=_sample(DATES_REMINDER, SAY_DATES),
    ),
}
