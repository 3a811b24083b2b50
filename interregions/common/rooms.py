"""What a room says of itself, once, in its ``apps.py``; who needs it reads it here, from the bottom of the house up.

A room writes ``from interregions.common import rooms`` and ``class Themes(rooms.Room)``: Django looks for one
``AppConfig`` in each ``apps.py``, and would find two if the class itself were imported. The methods import what they
name when they are called, so that no process loads the whole house to start.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, register

Report = Callable[[int, int], None]
# (arguments, report) → address of the result, or None. The worker calls it; it may run twice without harm.
JobFunction = Callable[[dict[str, Any], Report], str | None]
# (cycle, member) → the lines of this room on the cycle's thread (``common.ports.ThreadLine``) the member may see.
ThreadOf = Callable[[Any, Any], Sequence[Any]]
# (cast) → nothing: what a room adds to the demonstration, through its services, once the cycles are told.
Chapter = Callable[[Any], object]


@dataclass(frozen=True)
class AboutVisa:
    """What the person asked for a visa is told of the thing, as sentences: how far it is, who will read it, what
    follows « bon pour envoi »."""

    progress: str = ""
    readers: tuple[str, ...] = ()
    afterwards: str = ""


@dataclass(frozen=True)
class Visa:
    """What a room does for the visas asked on one kind of its things; each function receives the request."""

    decided: Callable[[Any], object] | None = None  # in the transaction in which it is decided or withdrawn
    read_by: Callable[[Any, Any], bool] | None = None  # (request, member): whether the member reads the whole content
    files: Callable[[Any], Sequence[Any]] | None = None  # the files that the person asked opens by the same link
    useful_until: Callable[[Any], date | None] | None = None  # the last day on which the visa is of use
    parts: Callable[[Any], Sequence[Any]] | None = None  # what the thing reads today, part by part
    about: Callable[[Any], AboutVisa] | None = None  # what is told to the person who is asked


@dataclass(frozen=True)
class LetterSample:
    """One letter as it would leave now: what its fields are replaced with, for whom, and where one came from."""

    values: Mapping[str, str]
    to: str
    button: str
    back: str
    reason: str = ""  # why its reader receives it
    about: Any = None  # the Reference whose dossier the letter names
    signed_by: Any = None  # the mandate that signs, when it is not who looks at it
    over: str = ""  # why its words no longer change, when they have left


@dataclass(frozen=True)
class EditableLetter:
    """A letter whose words the animation may change before it leaves. A field is written [so] in its words."""

    title: str
    subject: str
    body: str
    fields: Mapping[str, str]  # what each is replaced with, in words
    kept: Sequence[str]  # those without which the letter asks nothing: refused when missing
    # (member, id) → the letter as this person may change it, or None.
    sample: Callable[[Any, str], LetterSample | None]


@dataclass(frozen=True)
class ByPhone:
    """A gesture of an organisation that the animation may enter when it is told on the telephone; never a signature."""

    label: str  # what is entered, as the page and the letter say it
    thing: Callable[[Any, int], Any]  # (acting mandate, number): the thing, as the animation runs it, or None
    reference: Callable[[Any], Any]  # of the thing
    organisations: Callable[[Any], Any]  # those that may make this gesture on it
    form: Callable[..., Any]  # (thing, what was sent or None): what is entered
    enter: Callable[..., Sequence[str]]  # (thing, organisation, values, mandate): written, and said in words
    correct: Callable[[Any, Any, Any], str]  # (thing, organisation, mandate of who is told): where it is corrected
    settled: Callable[[Any, Any], bool]  # (thing, organisation): whether what was entered last was settled or replaced
    # (thing): what the subject of the letter names, with its day; the label of the reference, when it says enough.
    named: Callable[[Any], str] | None = None


@dataclass(frozen=True)
class PublicPart:
    """One part of a thing as anybody reads it: words, without a person’s name."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Publishable:
    """One kind of thing that its owner may open beyond the network (``toolkit.publication``)."""

    slug: str  # in addresses: « pratiques »
    label: str
    plural: str
    things: Callable[[], Any]  # the QuerySet of those that may be opened: published, signed, approved
    visible: Callable[[Any], Any]  # (member) → the QuerySet of those they read
    owner: Callable[[Any], Any]  # the organisation that did it; None when it is the network’s, opened by the animation
    reference: Callable[[Any], Any]
    page: Callable[[Any], Sequence[PublicPart]] = lambda thing: ()  # what anybody reads of it
    names_people: bool = False  # it is then never opened to everybody


class Room(AppConfig):
    """One room of the house. What is not said here is not there."""

    urls: ClassVar[str] = ""  # the module whose addresses are mounted at the root
    verbs: ClassVar[Mapping[str, str]] = {}  # the journal's verbs, as a person reads them
    on_cycle: ClassVar[Mapping[str, str]] = {}  # Reference.kind → path from a Cycle to the thing

    def ports(self) -> Mapping[str, Callable[..., Any]]:
        """The functions of ``common/ports.py`` that this room implements."""
        return {}

    def jobs(self) -> Mapping[str, JobFunction]:
        """Long works, by the kind their row carries."""
        return {}

    def sweeps(self) -> Sequence[Callable[[], object]]:
        """What the worker calls every few seconds; each finds what is due in the rows, and may run twice."""
        return ()

    def visas(self) -> Mapping[str, Visa]:
        """Reference.kind → what the room does for the visas asked on it."""
        return {}

    def asks(self) -> Mapping[str, Callable[[Any, Any], object]]:
        """Reference.kind → what the room does with an answer to a question it put: (ask, reply), in its transaction."""
        return {}

    def letters(self) -> Mapping[str, EditableLetter]:
        """The letters of this room that may be changed before they leave, by a name that never changes."""
        return {}

    def importers(self) -> Sequence[Any]:
        """The lists that may be brought from elsewhere (``common.importing.Importer``)."""
        return ()

    def by_phone(self) -> Mapping[str, ByPhone]:
        """The gestures that the animation may enter for an organisation, by the name of their address."""
        return {}

    def publishables(self) -> Mapping[str, Publishable]:
        """What may be opened beyond the network, by the kind of its Reference."""
        return {}

    def tasks(self) -> Sequence[Any]:
        """The kinds of task this room expects of somebody, each stated once (``common.tasks.TaskKind``)."""
        return ()

    def thread(self) -> ThreadOf | None:
        """What puts the room's objects on a cycle's thread."""
        return None

    def chapter(self) -> Chapter | None:
        """The room's own part of the demonstration, apart from the cycles; None for a room that only lives in them."""
        return None

    def health(self) -> Mapping[str, Callable[[], Any]]:
        """What the room stands on, by name, and how it is looked at (``common.health.State``)."""
        return {}

    def erase(self, person: Any) -> None:
        """Forget a person; the network, which holds the name the others look for, is asked last."""

    def personal_data(self, person: Any) -> tuple[str, Any] | None:
        """The room's French name and what it keeps about a person; None for a room that keeps nothing."""
        return None


def rooms() -> list[Room]:
    """Every room, from the bottom of the house to the top."""
    return [config for config in apps.get_app_configs() if isinstance(config, Room)]


def _gathered(of_room: Callable[[Room], Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for room in rooms():
        for name, value in of_room(room).items():
            if name in found:
                raise LookupError(f"{room.name} says {name} again: another room below has said it.")
            found[name] = value
    return found


@cache
def ports() -> dict[str, Callable[..., Any]]:
    """Every implementation, by the name of its port."""
    return _gathered(lambda room: room.ports())


@cache
def jobs() -> dict[str, JobFunction]:
    """Every kind of long work."""
    return _gathered(lambda room: room.jobs())


@cache
def visas() -> dict[str, Visa]:
    """Every kind of thing on which a visa may be asked and that the owning room has something to say of."""
    return _gathered(lambda room: room.visas())


@cache
def asks() -> dict[str, Callable[[Any, Any], object]]:
    """Every kind of thing about which a question is put, and what its room does with the answer."""
    return _gathered(lambda room: room.asks())


@cache
def letters() -> dict[str, EditableLetter]:
    """Every letter that may be changed before it leaves."""
    return _gathered(lambda room: room.letters())


@cache
def by_phone() -> dict[str, ByPhone]:
    """Every gesture that may be entered by telephone."""
    return _gathered(lambda room: room.by_phone())


@cache
def publishables() -> dict[str, Publishable]:
    """Every kind of thing that may be opened beyond the network."""
    return _gathered(lambda room: room.publishables())


@cache
def verbs() -> dict[str, str]:
    """Every verb of the journal, in French."""
    return _gathered(lambda room: room.verbs)


@cache
def paths_from_cycle() -> dict[str, str]:
    """How a thing is found on its cycle: the kind of its Reference → the path from the cycle to it."""
    return _gathered(lambda room: room.on_cycle)


@cache
def task_kinds() -> tuple[Any, ...]:
    """Every kind of task, in the order of the house."""
    return tuple(kind for room in rooms() for kind in room.tasks())


@cache
def importers() -> dict[str, Any]:
    """Every list that may be brought from elsewhere, by its kind."""
    return _gathered(lambda room: {each.kind: each for each in room.importers()})


def sweeps() -> list[Callable[[], object]]:
    """What is done every few seconds, from the top of the house down: what the rooms write, the mail then sends."""
    return [sweep for room in reversed(rooms()) for sweep in room.sweeps()]


@register()
def each_thing_is_said_once(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """At the start: two rooms that implement one port, or declare one job, visa, verb, path or list, are an error."""
    found: list[CheckMessage] = []
    for gather in (ports, jobs, visas, asks, letters, publishables, verbs, paths_from_cycle, importers):
        try:
            gather()
        except LookupError as twice:
            found.append(Error(str(twice), id="rooms.E001"))
    return found
