"""What is handed over: a wheel with everything a page needs and no test, that runs away from the checkout."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.browser.house import COMMAND, House, environment

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv*", "node_modules", "__pycache__", "*.egg-info", "build", "dist", "var", "test-results", ".*_cache"
)
CARRIED = (
    "common/static/built/app.css",
    "common/static/built/app.js",
    "common/static/map/regions.svg.json",
    "common/templates/common/base.html",
    "toolkit/documents/fonts/InterRegions-Regular.ttf",
    "toolkit/documents/fonts/InterRegions-Bold.ttf",
    "toolkit/documents/templates/report.typ",
    "toolkit/documents/templates/styles.xml",
    "toolkit/mail/templates/mail/message.txt",
    "toolkit/expressions/grammar.lark",
    "exchange/surveys/samples/politique-des-poles.xlsx",
    "vocabulary/data/epci.csv",
    "vocabulary/data/regions.csv",
    "vocabulary/data/nuts.csv",
    "vocabulary/data/territory_parts.csv",
    "py.typed",
)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkout without what is made from it, so that building leaves nothing behind."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("wheel") / "sources", ignore=LEFT_OUT))


def build(sources: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """The source archive, then the wheel from that archive alone: what the archive forgets, the wheel lacks."""
    command = [sys.executable, "-m", "build", "--outdir", str(target), str(sources)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def built(sources: Path) -> Path:
    target = sources.parent / "dist"
    done = build(sources, target)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    return target


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


def test_the_wheel_carries_what_every_page_needs_and_no_test(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    product = ROOT / "interregions"
    assert {f"interregions/{name}" for name in CARRIED} <= names
    of_rooms = [
        path.relative_to(ROOT).as_posix()
        for path in product.rglob("*")
        if path.is_file()
        and not {"tests", "__pycache__"} & set(path.parts)
        and path.name != "axe.min.js"
        and path.suffix != ".pyc"
    ]
    assert [name for name in of_rooms if name not in names] == []
    assert [name for name in names if re.search(r"(^|/)tests?/|axe\.min|\.pyc$", name)] == []
    assert {name.split("/")[0].split("-")[0] for name in names} == {"interregions"}
    fonts = [name for name in names if name.endswith(".woff2")]
    assert fonts


def test_the_source_archive_can_be_built_and_tested_again(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {
        "Makefile",
        "LICENSE",
        "assets/build.py",
        "assets/package-lock.json",
        "requirements/base.txt",
        "conftest.py",
    }
    assert wanted <= names
    assert not [name for name in names if "node_modules" in name or name.startswith((".venv", "var/"))]


def test_without_its_assets_nothing_is_packaged(sources: Path, built: Path, tmp_path: Path) -> None:
    bare = Path(shutil.copytree(sources, tmp_path / "bare", ignore=shutil.ignore_patterns("built")))
    done = build(bare, tmp_path / "dist")
    assert done.returncode != 0
    assert "Run `make assets` first." in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert not list((tmp_path / "dist").glob("*"))


def test_the_installed_wheel_serves_a_demonstration_away_from_the_checkout(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(site), str(wheel)],
        check=True,
        timeout=120,
    )
    monkeypatch.setenv("PYTHONPATH", str(site))
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "Réseau des Régions"
    where = [sys.executable, "-c", "import interregions; print(interregions.__file__)"]
    assert str(site) in subprocess.run(where, capture_output=True, text=True, check=True).stdout
    for arguments in (["migrate", "--verbosity", "0"], ["load_vocabulary"], ["demo", "--stage", "themes"]):
        done = subprocess.run(
            [*COMMAND, *arguments], env=environment(home), capture_output=True, text=True, timeout=200, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
    house = House(home)
    try:
        house.start()
        page = read(house.url + "/")
        style = re.search(r'href="(/static/\w+/built/app[^"]*\.css)"', page.decode())
        assert style, page[:500]
        css = read(house.url + style.group(1)).decode()
        font = re.search(r"url\(\"?'?([^)\"']+\.woff2)", css)
        assert font, css[:300]
        address = urljoin(house.url + style.group(1), font.group(1))
        assert read(address)[:4] == b"wOF2"
    finally:
        house.stop()
    assert os.listdir(home / "static") == []


def read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310
        assert answer.status == 200
        return answer.read()
