"""The sheets of style name what the pages name, one declaration a line."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
STYLES = sorted((ROOT / "assets/styles").glob("*.scss"))
GIVEN_BY_LIBRARIES = {"errorlist", "htmx-request", "htmx-indicator"}
# « tile-{{ state }} », f"key-{kind}", "btn-{% if … %}": what begins so is named where the page is made.
MADE = re.compile(r"([a-z][\w-]*-)(?:\{|\"\s*\+)")
COMMENT_OR_WORDS = re.compile(r"//.*|/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"|#\{[^}]*\}", re.DOTALL)


def sources() -> str:
    """Every template, script and line of Python that may name a class."""
    product = [path for path in (ROOT / "interregions").rglob("*") if path.suffix in {".html", ".py", ".svg"}]
    scripts = list((ROOT / "assets/scripts").glob("*.js"))
    kept = [path for path in product if "tests" not in path.parts and "built" not in path.parts]
    return "\n".join(path.read_text(encoding="utf-8") for path in (*kept, *scripts))


def test_every_class_of_the_sheets_is_named_by_a_page_or_a_script():
    text = sources()
    words = set(re.findall(r"[\w-]+", text))
    beginnings = tuple(set(MADE.findall(text)))
    unused = {}
    for path in STYLES:
        sheet = re.sub(r"//.*|url\([^)]*\)", "", path.read_text(encoding="utf-8"))
        made = set(re.findall(r"\.([a-zA-Z][\w-]*?-)#\{", sheet))
        names = set(re.findall(r"\.([a-zA-Z][\w-]*)", COMMENT_OR_WORDS.sub("", sheet))) - made - GIVEN_BY_LIBRARIES
        gone = sorted(name for name in names if name not in words and not name.startswith(beginnings))
        if gone:
            unused[path.name] = gone
    assert unused == {}


def test_each_declaration_has_its_line():
    crowded = [
        f"{path.name}:{number}"
        for path in STYLES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (len(line) > 140 and "url(" not in line)
        or re.search(r";\s*\S", re.sub(r"//.*|url\([^)]*\)|\"[^\"]*\"", "", line))
        or re.search(r"\{.*:.*\}", re.sub(r"#\{[^}]*\}|url\([^)]*\)", "", line))
    ]  # fmt: skip
    assert crowded == []
