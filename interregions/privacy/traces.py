"""Every place where a person is named, in any text of any table and in the texts they brought."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from interregions.common.addresses import normal_address
from interregions.common.characters import sort_key
from interregions.common.erasure import Person, Trace, texts_of, traces_in
from interregions.network.models import Member
from interregions.privacy.kinds import kind_of
from interregions.toolkit.files import queries as files
from interregions.toolkit.files.models import StoredFile

MOST_LISTED = 200
AROUND = 70  # characters on each side of a name
# Texts that the animation reads by its function: their phrase says which of two namesakes is meant.
READ_BY_THE_ANIMATION = {
    "themes.theme",
    "themes.themecomment",
    "meetings.meeting",
    "meetings.agendaitem",
    "meetings.attendance",
    "meetings.guest",
    "debate.contribution",
    "outcomes.action",
    "outcomes.decision",
    "outcomes.progress",
}
TEXTS = (models.CharField, models.TextField, models.JSONField)
# What only machines write, and the rows of the person themself.
LEFT_OUT = {
    "network.member",
    "sessions.session",
    "reception.passkey",
    "contenttypes.contenttype",
    "files.filewords",  # told as files
}


@dataclass(frozen=True)
class Mention:
    """One place: the kind of thing and its number, the name as it is written there, whether it can be nobody else.

    ``around`` is the phrase it stands in, where the animation reads such a text anyhow; elsewhere never the words
    around: the text may be read by others than whoever reads this.
    """

    kind: str
    number: int
    url: str
    words: str
    sure: bool
    around: str = ""


def mentions_of(person: Person) -> Iterator[Mention]:
    """Each mention of this person, table by table; a family name within that of a namesake is the namesake's."""
    others = namesakes(person)
    for model in apps.get_models():
        if not model.__module__.startswith("interregions.") or model._meta.label_lower in LEFT_OUT:
            continue
        names = [field.attname for field in model._meta.concrete_fields if isinstance(field, TEXTS)]
        for row in model._base_manager.only("pk", *names).iterator() if names else ():
            for name in names:
                for text in texts_of(getattr(row, name)):
                    yield from _mentions(row, text, person, others)


def addresses_beside(person: Person) -> set[str]:
    """The addresses kept in the same rows as this name, surely theirs: a guest’s, a signer’s, a letter’s."""
    found: set[str] = set()
    for model in apps.get_models():
        if model._meta.label_lower in LEFT_OUT:
            continue
        mails = [each.attname for each in model._meta.concrete_fields if isinstance(each, models.EmailField)]
        for mail in mails:
            whose = "to_" if mail.startswith("to_") else ""
            names = [name for name in (f"{whose}name", "given_name", "family_name") if _has(model, name)]
            if mail not in ("email", "to_address") or not names:
                continue  # the address of whoever reads the reply
            for address, *named in model._base_manager.values_list(mail, *names).iterator():
                if any(trace.sure for trace in traces_in(" ".join(named), person)):
                    found.add(normal_address(address))
    return found - {""}


def _has(model: type[models.Model], name: str) -> bool:
    return any(each.attname == name for each in model._meta.concrete_fields)


@dataclass(frozen=True)
class FileNamed:
    """A file whose words name somebody: no machine takes them out, so a person decides."""

    file: StoredFile
    words: tuple[str, ...]


@dataclass(frozen=True)
class InFiles:
    """What is known of the files: those that name the person, those nobody but a person reads, those still to read."""

    naming: tuple[FileNamed, ...]
    unreadable: tuple[StoredFile, ...]
    waiting: int


def in_files(person: Person) -> InFiles:
    """Where the files that were brought name this person, surely or not."""
    named: dict[str, tuple[str, ...]] = {}
    silent: set[str] = set()
    others = namesakes(person)
    for content in files.words_of_files():
        found = {
            " ".join(content.text[each.start : each.end].split()) for each in _traces(content.text, person, others)
        }
        if found:
            named[content.sha256] = tuple(sorted(found))
        if not content.read:
            silent.add(content.sha256)
    kept = list(files.kept_files())
    naming = tuple(FileNamed(file, named[file.sha256]) for file in kept if file.sha256 in named)
    unreadable = tuple(file for file in kept if file.sha256 in silent)
    return InFiles(naming[:MOST_LISTED], unreadable[:MOST_LISTED], len(files.unread_contents()))


def to_decide(person: Person) -> list[Mention]:
    """What a machine cannot be sure of, for somebody to read before the erasure: the first of them."""
    found: dict[Mention, None] = {}
    for mention in mentions_of(person):
        if not mention.sure:
            found.setdefault(mention)
        if len(found) == MOST_LISTED:
            break
    return list(found)


def namesakes(person: Person) -> list[Member]:
    """The other people of the network who bear the same family name."""
    family = sort_key(person.family_name)
    if not family:
        return []
    own = sort_key(f"{person.given_name} {person.family_name}")
    alike = Member.objects.filter(name_key__endswith=family, removed_at__isnull=True).exclude(name_key=own)
    return [member for member in alike if sort_key(member.family_name) == family]


def _traces(text: str, person: Person, others: list[Member]) -> list[Trace]:
    """The traces of this person, but the family name that is part of a namesake's whole name."""
    found = traces_in(text, person)
    if not others or all(trace.sure for trace in found):
        return found
    theirs = [trace for other in others for trace in traces_in(text, other) if trace.sure]
    return [
        trace
        for trace in found
        if trace.sure or not any(each.start < trace.end and trace.start < each.end for each in theirs)
    ]


def _mentions(row: models.Model, text: str, person: Person, others: list[Member]) -> Iterator[Mention]:
    for trace in _traces(text, person, others):
        named = " ".join(text[trace.start : trace.end].split())
        label = row._meta.label_lower
        around = phrase_around(text, trace) if label in READ_BY_THE_ANIMATION else ""
        yield Mention(kind_of(label), row.pk, _url(row), named, trace.sure, around)


def phrase_around(text: str, trace: Trace) -> str:
    """The few words before and after a name, cut between words."""
    start, end = max(0, trace.start - AROUND), min(len(text), trace.end + AROUND)
    before, after = text[start : trace.start], text[trace.end : end]
    if start:
        before = "… " + before.partition(" ")[2]
    if end < len(text):
        after = after.rpartition(" ")[0] + " …"
    return " ".join(f"{before}{text[trace.start : trace.end]}{after}".split())


def _url(row: models.Model) -> str:
    """The page of the thing, when it has one and can say it alone; else that of what it is a part of."""
    for thing in (row, *_wholes(row)):
        try:
            return str(thing.get_absolute_url())  # type: ignore[attr-defined]
        except (AttributeError, models.ObjectDoesNotExist):
            continue
    return ""


def _wholes(row: models.Model) -> Iterator[models.Model]:
    """What a row is a part of: an agenda’s meeting, a comment’s theme; never a person nor an organisation."""
    for field in row._meta.concrete_fields:
        whole = field.related_model
        if not isinstance(field, models.ForeignKey) or not isinstance(whole, type):
            continue
        if field.remote_field.on_delete is models.CASCADE and whole._meta.app_label == row._meta.app_label:
            found = whole._base_manager.filter(pk=getattr(row, field.attname)).first()
            if found is not None:
                yield found
