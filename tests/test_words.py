"""The French that people read: whole words forbidden, apostrophes, narrow spaces, no English, a word for each gesture.

What is read here: the text and the spoken attributes of templates, and the French strings of Python code (a string is
French when it has a space and a French letter or small word). Python strings are not asked for narrow spaces: the
``typo`` filter, ``mail.services`` and the documents put them where they are shown. The prose of a page gets them when
its template is read; a spoken attribute and a letter have nobody to put them, so they hold them themselves.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from interregions.common.rooms import verbs as declared
from interregions.common.templates_loader import as_read
from interregions.common.typography import typo

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "interregions"
TEMPLATES = sorted(path for path in PRODUCT.rglob("templates/**/*") if path.suffix in {".html", ".txt"})
ELSEWHERE = {"tests", "migrations", "static"}
SOURCES = sorted(path for path in PRODUCT.rglob("*.py") if not ELSEWHERE & set(path.relative_to(PRODUCT).parts))

# Never on screen: the words of elections and assemblies, then the jargon of software. Whole words.
FORBIDDEN = re.compile(
    r"\b(?:vot(?:e|es|er|ez|ant|ants)|scrutins?|élus?|élues?|élections?|électeurs?|électrices?|suffrages?|urnes?"
    r"|bulletins? de vote|candidats?|candidatures?"
    r"|utilisat(?:eur|rice)s?|valid(?:er|ez|é|ée|és|ées|ation|ations)|soumett(?:re|ez)|soumis(?:e|es)?|soumissions?"
    r"|log(?:in|out|uer|uez)|tokens?|jobs?|workflows?|tickets?|e-?mails?|mails?|dashboards?|back-?office|uploads?"
    r"|uploade[rz]|clique[rz]|slugs?|bugs?|feedbacks?|deadlines?|templates?|backends?|frontends?)\b",
    re.IGNORECASE,
)
# English small words that no French sentence has; « on », « a », « me », « but », « or », « sent » are French too.
ENGLISH = re.compile(
    r"\b(?:the|and|with|your|you|this|that|these|from|not|for|please|submit|save|cancel|search|delete|remove|loading"
    r"|error|warning|page not found|next|previous|of)\b",
    re.IGNORECASE,
)
STRAIGHT = re.compile(r"(?<=[A-Za-zÀ-ÿ])'(?=[A-Za-zÀ-ÿ])")
WIDE = re.compile(r"(?<=\S)[ \u00a0](?=[:;!?»%€](?:\s|$|[.,)<]))|«(?!\u202f|$)|(?<![\u202f«])»")
FRENCH = re.compile(
    r"[éèàùçêîôûœÉÈÀÇÊ’«»]|\b(?:le|la|les|des|un|une|vous|votre|nous|est|sont|pour|dans|cette|ce|ne|pas|sur|du|au)\b"
)

# What may stand on screen all the same, with its reason: part of the file's name, word.
ALLOWED = {
    ("common/templates/common/credits.html", "of"): "the proper names of works and licences",
    ("common/templates/common/credits.html", "next"): "a typeface: Atkinson Hyperlegible Next",
    ("reception/management/commands/start_network.py", "the"): "the help of a command, for whoever runs the server",
    ("reception/management/commands/start_network.py", "and"): "the same sentence",
    ("questionnaires/forms.py", "and"): "an example of condition, in the expression language",
    ("toolkit/expressions/", "and"): "the expression language, quoted to whoever writes it",
}

_IGNORED = re.compile(
    r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->|<script.*?</script>|<style.*?</style>|<code>.*?</code>|<svg.*?</svg>",
    re.DOTALL,
)
_SAID = re.compile(r"{{\s*\"([^\"]*)\"[^}]*}}|\b(?:with|words|title|gesture|submit|cancel|here|caption)=\"([^\"]*)\"")
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>", re.DOTALL)
_SPOKEN = re.compile(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"')
HOLE = "\u2060"  # what a variable leaves in a sentence


def blanked(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def written_straight(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of what a template writes itself: text and spoken attributes, a mark where a variable stands."""
    source = path.read_text(encoding="utf-8").replace("&#8239;", "\u202f")
    source = _IGNORED.sub(blanked, as_read(source) if path.suffix == ".html" else source)
    source = _TAG.sub(lambda found: HOLE + blanked(found), source)
    if path.suffix == ".html":
        source = _MARKUP.sub(
            lambda found: "\t" + "\t".join(_SPOKEN.findall(found.group())) + "\t" + blanked(found), source
        )
    for number, line in enumerate(source.splitlines(), start=1):
        for text in line.split("\t"):
            if text.strip(HOLE + " "):
                yield number, text


def given_to_a_filter(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of the French given to ``typo`` or to a component that uses it."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for found in _SAID.finditer(line):
            text = found.group(1) or found.group(2) or ""
            if FRENCH.search(text):
                yield number, text


def french_strings(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of the French strings of a module, its docstrings and its patterns left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in skipped:
            parts = [value.value if isinstance(value, ast.Constant) else HOLE for value in node.values]
            skipped |= {id(value) for value in node.values}
            text = "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            text = node.value
        else:
            continue
        if " " in text and FRENCH.search(text) and "\\" not in text:
            yield node.lineno, text


def allowed(path: Path, word: str) -> bool:
    name = path.relative_to(PRODUCT).as_posix()
    return any(where in name and word.lower() == kept for where, kept in ALLOWED)


@cache
def everything() -> list[tuple[Path, int, str]]:
    """Every (file, line, text) that people read; read once for all the tests."""
    written = [
        (path, line, text) for path in TEMPLATES for line, text in (*written_straight(path), *given_to_a_filter(path))
    ]
    return written + [(path, line, text) for path in SOURCES for line, text in french_strings(path)]


def guilty(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line}: « {found.group()} » in « {text.strip()[:100]} »"
        for path, line, text in everything()
        for found in pattern.finditer(text)
        if not allowed(path, found.group())
    ]


def test_enough_is_read():
    """A test that reads nothing forbids nothing."""
    assert len(TEMPLATES) > 150
    assert len(everything()) > 2500


def test_every_exception_still_serves():
    """An exception whose sentence is gone goes too."""
    used = {
        kept
        for path, _, text in everything()
        for found in (*FORBIDDEN.finditer(text), *ENGLISH.finditer(text))
        for kept in ALLOWED
        if kept[0] in path.relative_to(PRODUCT).as_posix() and kept[1] == found.group().lower()
    }
    assert set(ALLOWED) - used == set()


def test_no_word_of_elections_nor_of_software_is_on_screen():
    assert guilty(FORBIDDEN) == []


def test_no_english_is_left_in_a_french_sentence():
    assert guilty(ENGLISH) == []


def test_apostrophes_are_real():
    assert guilty(STRAIGHT) == []


def test_what_templates_write_themselves_holds_its_narrow_spaces():
    """Prose of a page as its template is read, attributes and letters as they are written."""
    wide = [
        f"{path.relative_to(ROOT)}:{line}: {text.strip()[:100]!r}"
        for path in TEMPLATES
        for line, text in written_straight(path)
        if WIDE.search(text)
    ]
    assert wide == []


@pytest.mark.parametrize("before", [" :", " ;", "Ouvert : oui ; non", "« oui »", "Où en est-elle ?", " : "])
def test_the_filter_puts_them_wherever_the_text_begins(before):
    assert not WIDE.search(typo(before).strip(" "))


def recorded_verbs() -> set[str]:
    """Each slug given to the journal: in full, or by the little function of its room that adds the room's name."""
    found = set()
    prefix = re.compile(r'record\(f"(\w+)\.\{verb\}"')
    for path in SOURCES:
        source = path.read_text(encoding="utf-8")
        if "services" not in path.parts and path.stem != "services":
            continue
        found |= set(re.findall(r'\brecord\(\s*"(\w+\.\w+)"', source))
        found |= set(re.findall(r'"(\w+\.\w+_(?:added|changed|moved|removed|imported))"', source))
        if room := prefix.search(source):
            name = re.search(r"def (\w+)\((?:[^)]*\b)?verb: str", source)
            assert name, path
            folder = path.parent if path.stem != "services" else path
            for each in folder.glob("*.py") if folder.is_dir() else [folder]:
                calls = re.findall(rf'\b{name.group(1)}\(\s*(?:\w+,\s*)?"(\w+)"', each.read_text(encoding="utf-8"))
                found |= {f"{room.group(1)}.{verb}" for verb in calls}
    return found


def test_the_journal_has_french_words_for_each_gesture():
    verbs = recorded_verbs()
    assert len(verbs) > 90
    assert sorted(verbs - set(declared())) == [], "add their words to the room’s apps.py"
