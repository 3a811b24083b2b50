"""One installation in one folder: its database and its files, with what proves that they are whole."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

MANIFEST, FILES = "manifest.json", "files"
STEP = 1024 * 1024


class CopyError(Exception):
    """Why a copy cannot be made or put back, in one sentence."""


def make_copy(folder: Path) -> dict[str, Any]:
    """Write the database, then the files it names, into this empty folder; what the manifest says."""
    if folder.exists() and any(folder.iterdir()):
        raise CopyError(f"{folder} n’est pas vide : donnez un dossier à créer.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = connection.vendor
    database = folder / name_of(engine)
    {"sqlite": _copy_sqlite, "postgresql": _dump_postgresql}[engine](database)
    # Files are only added: taken after the database, none that it names is missing.
    source = Path(settings.MEDIA_ROOT)
    (folder / FILES).mkdir(mode=0o700)
    if source.is_dir():
        shutil.copytree(source, folder / FILES, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".new-*"))
    manifest = {
        "engine": engine,
        "made_at": datetime.now(UTC).isoformat(),
        "migrations": _migrations(),
        "database": digest_of(database),
        "files": {str(path.relative_to(folder / FILES)): digest_of(path) for path in each_file(folder / FILES)},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    return manifest


def name_of(engine: str) -> str:
    """The file of the database, by what made it."""
    return "database.sqlite3" if engine == "sqlite" else "database.dump"


def read_manifest(folder: Path) -> dict[str, Any]:
    """What the copy says of itself, once every byte of it was compared; CopyError when one differs."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        database = folder / name_of(manifest["engine"])
        told = {database: manifest["database"]}
        told |= {folder / FILES / name: digest for name, digest in manifest["files"].items()}
    except (OSError, ValueError, KeyError) as error:
        raise CopyError(f"{folder} n’est pas une copie faite par « interregions backup ».") from error
    wrong = [path.name for path, digest in told.items() if not path.is_file() or digest_of(path) != digest]
    if wrong:
        raise CopyError(f"La copie est incomplète ou altérée ({', '.join(wrong[:3])}) : rien n’a été changé.")
    return manifest


def put_back(folder: Path, manifest: dict[str, Any]) -> None:
    """The database, then the files, in place of what is there."""
    if manifest["engine"] != connection.vendor:
        raise CopyError(
            f"La copie vient de {manifest['engine']}, cette installation est réglée pour {connection.vendor}."
        )
    database = folder / name_of(manifest["engine"])
    connection.close()
    {"sqlite": _put_sqlite, "postgresql": _restore_postgresql}[manifest["engine"]](database)
    target = Path(settings.MEDIA_ROOT)
    before, fresh = target.with_name("files.before"), target.with_name("files.fresh")
    for left in (before, fresh):
        shutil.rmtree(left, ignore_errors=True)
    shutil.copytree(folder / FILES, fresh)
    if target.exists():
        os.replace(target, before)
    os.replace(fresh, target)
    shutil.rmtree(before, ignore_errors=True)


def has_people() -> bool:
    """Whether something would be lost here: a database with its tables, and somebody in it."""
    table = apps.get_model("network", "Member")._meta.db_table
    if table not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')  # noqa: S608  the name of our own table
        return cursor.fetchone() is not None


def each_file(folder: Path) -> Iterator[Path]:
    """Every file below, in order."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, read step by step."""
    read = hashlib.sha256()
    with path.open("rb") as opened:
        while piece := opened.read(STEP):
            read.update(piece)
    return read.hexdigest()


def _migrations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in cursor.fetchall()]


def _copy_sqlite(target: Path) -> None:
    with (
        closing(sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)


def _put_sqlite(source: Path) -> None:
    target = Path(settings.DATABASES["default"]["NAME"])
    fresh = target.with_name(f"{target.name}.fresh")
    shutil.copyfile(source, fresh)
    fresh.chmod(0o600)
    for companion in (f"{target}-wal", f"{target}-shm"):
        Path(companion).unlink(missing_ok=True)
    os.replace(fresh, target)


def _dump_postgresql(target: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    target.chmod(0o600)


def _restore_postgresql(source: Path) -> None:
    database = settings.DATABASES["default"]["NAME"]
    how = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    _run("pg_restore", *how, f"--dbname={database}", str(source))


def _run(program: str, *arguments: str) -> None:
    """One of PostgreSQL’s programs, told by its environment where the database is: no password on a command line."""
    if shutil.which(program) is None:
        raise CopyError(f"Le programme {program} n’est pas installé (sous Debian : postgresql-client).")
    told = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = {**os.environ, **{name: str(told[key]) for name, key in names.items() if told.get(key)}}
    done = subprocess.run([program, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CopyError(f"{program} a échoué : {(done.stderr.strip().splitlines() or ['sans rien dire'])[-1]}")
