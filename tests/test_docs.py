"""The documentation says what is true: each failure lists the exact lines that are missing or too many."""

import ast
import importlib.metadata
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class

from interregions.config.environment import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
PRODUCT, DOCS = ROOT / "interregions", ROOT / "docs"
PAGES = [
    *sorted(path for path in DOCS.rglob("*.md") if "node_modules" not in path.parts),
    *sorted(ROOT.glob("*.md")),
    *sorted(PRODUCT.rglob("README.md")),
]
DJANGO_OPTIONS = {
    "help",
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
}


def rows(page: str, heading: str = "") -> list[list[str]]:
    """The cells of the tables of a page (below one heading), without their header."""
    text = (DOCS / page).read_text()
    if heading:
        text = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def missing_and_stale(expected: set[str], found: set[str], page: str) -> None:
    assert expected - found == set(), f"add to {page}: {sorted(expected - found)}"
    assert found - expected == set(), f"take out of {page}: {sorted(found - expected)}"


def test_every_setting_is_documented_with_its_default():
    expected = set()
    for setting in SETTINGS:
        default = "required" if setting.default is None else f"`{setting.default}`" if setting.default else "empty"
        expected.add(f"| `{setting.name}` | {default} | {setting.description} |")
    found = {line for line in (DOCS / "reference/settings.md").read_text().splitlines() if line.startswith("| `")}
    missing_and_stale(expected, found, "docs/reference/settings.md")


def commands() -> dict[str, str]:
    """Each command of the product, with the package it lives in."""
    found = PRODUCT.rglob("management/commands/*.py")
    return {path.stem: ".".join(path.relative_to(ROOT).parts[:-3]) for path in found if not path.stem.startswith("_")}


def test_every_command_is_documented_and_no_other():
    headings = set(re.findall(r"^## (\w+)$", (DOCS / "reference/commands.md").read_text(), re.M))
    missing_and_stale(set(commands()), headings, "docs/reference/commands.md")


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_of_a_command_is_documented(name):
    parser = load_command_class(commands()[name], name).create_parser("interregions", name)
    expected = {
        f"`{', '.join(action.option_strings) or action.metavar or action.dest}`"
        for action in parser._actions
        if action.dest not in DJANGO_OPTIONS
    }
    found = {row[0] for row in rows("reference/commands.md", name)} - {"option"}
    missing_and_stale(expected, found, f"docs/reference/commands.md, {name}")


def test_every_code_term_of_the_glossary_is_a_model_of_its_room():
    for code, room, screen, never in (row for row in rows("reference/glossary.md") if row[0] != "code"):
        model = apps.get_model(room, code.strip("`"))
        assert screen, model
        names = {each.__name__.lower() for each in apps.get_app_config(room).get_models()}
        assert never.lower() not in names, f"{never} is a model of {room}: the word is {code}"


def services_taking_by() -> set[str]:
    """« room: function » for every public service that takes the acting mandate."""
    found = set()
    for path in sorted(PRODUCT.rglob("*.py")):
        if not (path.name == "services.py" or path.parent.name == "services") or "tests" in path.parts:
            continue
        room = path.parent if path.parent.name != "services" else path.parent.parent
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if "by" in [argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]]:
                found.add(f"{room.relative_to(PRODUCT)}: {node.name}")
    return found


def test_every_service_says_who_may():
    text = (DOCS / "reference/permissions.md").read_text()
    found = {
        f"{section.partition(chr(10))[0]}: {name}"
        for section in text.split("\n## ")[1:]
        for name in re.findall(r"^\| `(\w+)` \|", section, re.M)
    }
    missing_and_stale(services_taking_by(), found, "docs/reference/permissions.md")


def dependencies() -> list[str]:
    lines = (ROOT / "requirements/base.in").read_text().splitlines()
    return [re.split(r"[\[<>=~! ]", line)[0] for line in lines if line.strip() and not line.startswith("#")]


def test_every_dependency_has_its_reason():
    table = {row[0]: row for row in rows("explanation/dependencies.md") if row[0] != "package"}
    missing_and_stale(set(dependencies()), set(table), "docs/explanation/dependencies.md")
    assert [name for name, row in table.items() if len(row) != 3 or not row[2]] == []


# How the licence's own text begins, for packages whose metadata does not name it.
TEXTS = {
    "MIT": "permission is hereby granted, free of charge",
    "BSD": "redistribution and use in source and binary forms",
}


@pytest.mark.parametrize("name", dependencies())
def test_the_licence_written_is_the_licence_installed(name):
    written = next(row[1] for row in rows("explanation/dependencies.md") if row[0] == name)
    package = importlib.metadata.distribution(name)
    said = " ".join(
        [
            package.metadata.get("License-Expression") or "",
            (package.metadata.get("License") or "")[:200],
            *(value for value in package.metadata.get_all("Classifier") or [] if value.startswith("License")),
        ]
    )
    family = written.split("-")[0]
    texts = [file.read_text().lower() for file in package.files or [] if "licen" in file.name.lower()]
    in_text = family in TEXTS and any(TEXTS[family] in " ".join(text.split()) for text in texts)
    assert family.lower() in said.lower() or in_text, f"{name}: {written} written, “{said.strip()}” installed"


def test_no_page_ties_itself_to_one_machine():
    machine = re.compile(r"/(work|home|root|tmp|Users)/\w|\b(10|192\.168)\.\d+\.\d+|/simple/")
    guilty = [
        f"{page.relative_to(ROOT)}: {line.strip()[:100]}"
        for page in PAGES
        for line in page.read_text().splitlines()
        if machine.search(line)
    ]
    assert guilty == []


def test_every_relative_link_leads_somewhere():
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text()):
            if re.match(r"[a-z]+:", target) or target.startswith("/"):
                continue
            if not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} → {target}")
    assert broken == []


def test_every_room_presents_itself():
    rooms = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith("interregions.")]
    silent = [room.relative_to(ROOT).as_posix() for room in rooms if not (room / "README.md").exists()]
    assert silent == [], f"one screen each: what it does, where its rules live, its addresses: {silent}"


def test_the_licence_is_there_in_full():
    text = (ROOT / "LICENSE").read_text()
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert len(text) > 10_000


WHERE = ("explanation/where-things-live.md", "tutorials/first-change.md")


def names_in(path: Path) -> set[str]:
    """What a module defines."""
    found = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return found


@pytest.mark.parametrize("page", WHERE)
def test_each_line_names_a_file_and_what_it_defines(page):
    lines = re.findall(r"^ *\| .+ \| `([\w/.]+)` \| `(\w+)` \|$", (DOCS / page).read_text(), re.M)
    assert lines, page
    wrong = [
        f"{file}: {name}" for file, name in lines if not (ROOT / file).exists() or name not in names_in(ROOT / file)
    ]
    assert wrong == [], f"{page} names what is elsewhere: {wrong}"


def code_of(page: Path, language: str) -> list[str]:
    """The blocks of code of a page in a language, without what indents them."""
    blocks = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", page.read_text(), re.M | re.S)
    return ["\n".join(line.removeprefix(indent) for line in block.splitlines()) for indent, block in blocks]


def test_the_first_change_fails_before_it_is_made():
    (block,) = code_of(DOCS / "tutorials/first-change.md", "python")
    given = {"rules": import_module("interregions.exchange.themes.rules")}
    exec(block, given)  # noqa: S102  the block of a page of ours
    with pytest.raises(AssertionError):
        given["test_one_word_is_no_comment"]()


def test_every_command_of_a_block_of_code_exists():
    known = {*commands(), *get_commands()}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    wrong = []
    for page in PAGES:
        for block in [block for language in ("", "sh", "bash", "console") for block in code_of(page, language)]:
            wrong += [
                f"{page.name}: {name}"
                for name in re.findall(r"^\S*bin/interregions (\w+)", block, re.M)
                if name not in known
            ]
            wrong += [
                f"{page.name}: make {name}"
                for name in re.findall(r"^make ([a-z-]+)", block, re.M)
                if name not in targets
            ]
    assert wrong == []
