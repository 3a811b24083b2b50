"""A room declares itself in its ``apps.py``: everything else is read from there."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from interregions.common import rooms

ROOT = Path(__file__).resolve().parents[3]


def test_every_app_of_the_house_is_a_room():
    """An ``apps.py`` where Django finds two candidates falls back to a plain ``AppConfig`` without a word."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("interregions.")]
    assert [config.name for config in ours if type(config).__mro__[1] is not rooms.Room] == []
    assert ours == rooms.rooms()


def layers_of(contract: dict) -> list[str]:
    """The rooms of a contract of import-linter, from the bottom up; those to come left out, equals in their order."""
    (container,) = contract["containers"]
    return [
        f"{container}.{name.strip()}"
        for layer in reversed(contract["layers"])
        for name in layer.split("|")
        if not name.strip().startswith("(")
    ]


def test_the_settings_and_the_linter_say_the_same_order():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    inside = {each["containers"][0]: layers_of(each) for each in contracts if each["type"] == "layers"}
    floors = [room for floor in inside["interregions"] for room in inside.get(floor, [floor])]
    # A layer without apps.py (a parser, a reader of formulas) is a plain folder: it declares nothing.
    in_layers = [room for room in floors if (ROOT / room.replace(".", "/") / "apps.py").exists()]
    installed = [name for name in settings.INSTALLED_APPS if name.startswith("interregions.")]
    equals = {f"interregions.toolkit.{name}" for name in ("jobs", "live", "documents", "charts")}
    assert [name for name in installed if name not in equals] == [name for name in in_layers if name not in equals]
    assert set(installed) == set(in_layers)


class Twice(rooms.Room):
    name = "interregions.common"
    verbs = {"themes.call_opened": "Ouvert deux fois"}

    def ports(self):
        return {"tasks_of": list}


def test_what_two_rooms_say_is_an_error_at_the_start(monkeypatch):
    assert rooms.each_thing_is_said_once(None) == []
    twice = Twice("interregions.common", sys.modules["interregions.common"])
    gathered = [*rooms.rooms(), twice]
    monkeypatch.setattr(rooms, "rooms", lambda: gathered)
    for gather in (rooms.ports, rooms.verbs):
        gather.cache_clear()
    try:
        errors = rooms.each_thing_is_said_once(None)
        assert [error.id for error in errors] == ["rooms.E001", "rooms.E001"]
        assert "tasks_of" in errors[0].msg
        with pytest.raises(LookupError, match=r"themes\.call_opened"):
            rooms.verbs()
    finally:
        monkeypatch.undo()
        for gather in (rooms.ports, rooms.verbs):
            gather.cache_clear()


APPS = """
from collections.abc import Mapping, Sequence
from interregions.common import rooms
from interregions.common.ports import ThreadLine

forgotten = []

class Passing(rooms.Room):
    name = "passing"
    urls = "passing.urls"
    verbs = {"passing.seen": "Vu en passant"}

    def thread(self):
        return lambda cycle, member: [ThreadLine("De passage", "vu", "/passage/")]

    def tasks(self):
        from interregions.common.task_rows import task_row
        from interregions.common.tasks import ANYBODY, Task, TaskKind
        from interregions.network.models import Organisation

        def rows():
            return task_row(Organisation.objects.all(), "passing.look", organisation="pk", role=ANYBODY)

        def words(row, today):
            return Task(what=f"Regarder passer {row.holder}", to=("passing:seen",))

        return (TaskKind("passing.look", "network.organisation", rows, words),)

    def erase(self, person):
        forgotten.append(person.pk)
"""
URLS = """
from django.http import HttpResponse
from django.urls import path

app_name = "passing"
urlpatterns = [path("passage/", lambda request: HttpResponse("vu"), name="seen")]
"""
STORY = """
import django
django.setup()
from django.core.management import call_command
from django.urls import reverse
from interregions.common.rooms import rooms
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.themes.models import Call, Theme
from interregions.journey.queries import thread_of
from interregions.journey.queries.tasks import tasks_of
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.services import add_member, add_organisation, grant_mandate
from interregions.privacy.services import erase_member
from interregions.toolkit.journal.models import Entry
from passing.apps import forgotten

call_command("migrate", run_syncdb=True, verbosity=0)
person = add_member(given_name="Jeanne", family_name="Passante", email="jeanne@example.org", fictional=True)
pk = person.pk
bank = add_organisation(name="Banque", short_name="Banque", kind=OrganisationKind.BANK, college=College.OTHERS)
grant_mandate(member=person, organisation=bank, role=Role.REFERENT)
print([(task.what, task.url) for task in tasks_of(person)])
erase_member(member=person, by=None, asker=person)
print(reverse("passing:seen"), forgotten == [pk], Entry(verb="passing.seen").words)
print([line.label for line in thread_of(Cycle(theme=Theme(title="Un thème", call=Call(pk=0), pk=0), pk=0), None)])
"""


def test_a_room_more_is_one_module_and_one_line_of_settings(tmp_path):
    """In a process of its own: its address, its task, its thread line, its erasure, its verb, nothing more."""
    room = tmp_path / "passing"
    room.mkdir()
    for name, text in (("__init__.py", ""), ("apps.py", APPS), ("urls.py", URLS)):
        (room / name).write_text(text)
    (tmp_path / "more_settings.py").write_text(
        "from interregions.config.settings import *\n"
        "INSTALLED_APPS = [*INSTALLED_APPS, 'passing']\n"
        # Its tables are made from the models, whatever their past.
        "MIGRATION_MODULES = {name.rsplit('.', 1)[-1]: None for name in INSTALLED_APPS}\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", STORY],
        env={
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "more_settings",
            "INTERREGIONS_HOME": str(tmp_path),
            "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    asked, seen, thread = ran.stdout.splitlines()
    assert asked == "[('Regarder passer Banque', '/passage/')]"
    assert seen == "/passage/ True Vu en passant"
    assert "De passage" in thread
