"""What every letter of the product owes its reader, looked for in the letters that a story has written."""

import re
from collections.abc import Iterable, Iterator

from interregions.common.rooms import paths_from_cycle
from interregions.exchange.cycles.models import Cycle
from interregions.toolkit.mail.composition import compose
from interregions.toolkit.mail.models import Message

DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
UNTIL = re.compile(rf"jusqu’au(?: (?:{DAYS}))?\s(\d{{1,2}}(?:er)?\s\w+\s\d{{4}})")
BEFORE = re.compile(rf"\bavant (?:le )?(?:(?:{DAYS}) )?\d", re.IGNORECASE)


def faults(letters: Iterable[Message]) -> list[str]:
    """What is wrong with these letters: one line each, with the subject."""
    return [f"{letter.key} « {letter.subject} » : {fault}" for letter in letters for fault in _faults(letter)]


def _faults(letter: Message) -> Iterator[str]:
    email = compose(letter)
    html = str(email.alternatives[0][0])
    if not letter.reply_address or letter.reply_address not in str(email.reply_to):
        yield f"nobody reads the reply: {email.reply_to}"
    if len(letter.signature) < 2:
        yield f"not signed by a name and a function: {letter.signature}"
    if not any("Téléphone" in line for line in letter.signature):
        yield f"no telephone: {letter.signature}"
    for line in letter.signature:
        if line not in email.body or line not in html.replace("&#x27;", "'"):
            yield f"« {line} » is not read in the letter"
    if not re.search(r"Ne plus recevoir|répondez-y|répondez à celui-ci", email.body):
        yield "how to stop it is not said"
    about = letter.about or {}
    path = paths_from_cycle().get(about.get("kind", ""))
    if path:
        for cycle in Cycle.objects.filter(**{path: about["id"]}):
            if cycle.theme.title not in letter.dossier or cycle.lead.short_name not in letter.dossier:
                yield f"neither the theme nor its Région is named: « {letter.dossier} »"
    text = " ".join(letter.lines)
    if letter.button_url and not letter.key.startswith("deputy:"):
        for day in UNTIL.findall(text):
            if day not in letter.subject:
                yield f"the day, {day}, is not in the subject"
    if BEFORE.search(f"{letter.subject} {text}"):
        yield "says « avant le » where the house says « jusqu’au »"
