"""A copy put back elsewhere is the same installation, table by table and file by file."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest

from tests.browser.databases import own_database
from tests.browser.house import COMMAND, environment
from tests.browser.served import Served, furnish

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]
FILL = """
from django.core.files.uploadedfile import SimpleUploadedFile
from interregions.toolkit.files.services import store_file
for number in range(3):
    store_file(upload=SimpleUploadedFile(f"note-{number}.txt", f"Contenu {number}".encode()), by=None)
"""


class Place:
    """A folder and a database of an installation that is not served."""

    def __init__(self, home: Path, database: str) -> None:
        self.home, self.database = home, database
        more = {"DATABASE_URL": database} if database else {}
        self.environment = {**environment(home), **more}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments], env=self.environment, capture_output=True, text=True, timeout=300, check=False
        )

    def tables(self) -> dict[str, list[tuple]]:
        """Every row of every table."""
        if self.database:
            with psycopg.connect(self.database) as opened:
                return rows_of(opened, "select tablename from pg_tables where schemaname = 'public'")
        with closing(sqlite3.connect(self.home / "interregions.sqlite3")) as opened:
            return rows_of(opened, "select name from sqlite_master where type = 'table'")

    def files(self) -> dict[str, bytes]:
        folder = self.home / "files"
        return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows_of(opened, named: str) -> dict[str, list[tuple]]:
    """Table → its rows; the names come from the database itself."""
    names = [name for (name,) in opened.execute(named).fetchall()]
    return {
        name: sorted(opened.execute(f'select * from "{name}"').fetchall(), key=repr)  # noqa: S608
        for name in names
    }


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    with ExitStack() as stack:
        named = request.param == "postgresql"
        databases = [stack.enter_context(own_database(empty=empty)) if named else "" for empty in (False, True)]
        yield Place(tmp_path / "here", databases[0]), Place(tmp_path / "elsewhere", databases[1])


def test_a_copy_put_back_elsewhere_is_the_same_table_by_table_and_file_by_file(places, tmp_path: Path) -> None:
    here, elsewhere = places
    if not here.database:
        furnish(here.home)
    for arguments in (
        ("migrate", "--verbosity", "0"),
        ("load_vocabulary",),
        ("demo", "--stage", "survey"),
        ("shell", "--verbosity", "0", "-c", FILL),
    ):
        done = here.run(*arguments)
        assert done.returncode == 0, done.stderr[-2000:]
    copy = tmp_path / "copy"
    made = here.run("backup", str(copy))
    assert made.returncode == 0, made.stderr
    assert "La clé secrète et les autres réglages n’y sont pas" in made.stdout
    assert here.environment["INTERREGIONS_SECRET_KEY"] not in (copy / "manifest.json").read_text()
    assert {oct(path.stat().st_mode & 0o077) for path in (copy, *copy.rglob("*"))} == {"0o0"}
    assert len(json.loads((copy / "manifest.json").read_text())["files"]) >= 3

    put = elsewhere.run("restore", str(copy))
    assert put.returncode == 0, put.stderr
    assert elsewhere.tables() == here.tables()
    assert elsewhere.files() == here.files() != {}

    again = elsewhere.run("restore", str(copy))
    assert again.returncode == 2
    assert "--replace" in again.stderr
    assert elsewhere.run("restore", str(copy), "--replace").returncode == 0
    assert here.run("backup", str(copy)).returncode == 2  # a copy is never written over another

    with (copy / "manifest.json").open("a") as manifest:
        manifest.write(" ")
    victim = next(path for path in sorted(copy.rglob("files/*/*")))
    victim.write_bytes(b"altered")
    altered = elsewhere.run("restore", str(copy), "--replace")
    assert altered.returncode == 2
    assert "altérée" in altered.stderr
    assert elsewhere.tables() == here.tables()


def test_nothing_is_put_back_while_the_product_is_served(tmp_path: Path) -> None:
    served = Served(tmp_path / "served")
    try:
        place = Place(served.home, "")
        assert place.run("backup", str(tmp_path / "copy")).returncode == 0  # a copy is made while it runs
        refused = place.run("restore", str(tmp_path / "copy"), "--replace")
        assert refused.returncode == 2
        assert "Le service tourne" in refused.stderr
    finally:
        served.stop()
    assert place.run("restore", str(tmp_path / "copy"), "--replace").returncode == 0
    assert os.path.exists(served.home / "interregions.sqlite3")
