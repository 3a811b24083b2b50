"""Every file that is brought is read in a bounded process of its own, or is not opened at all.

An address that takes a file is listed here with the reader that opens it; a new one fails until it is.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "interregions"
APART = "interregions.toolkit.files.apart"
# The field that takes a file → the module through which its content is opened; empty: it is kept as it came, after its
# first bytes and the names of its parts were looked at (``files.rules``), and no library opens it.
TAKEN = {
    "exchange/notes/forms.py": "exchange/notes/word_files.py",
    "exchange/surveys/questionnaires/forms.py": "exchange/surveys/questionnaires/brought.py",
    "toolkit/imports/forms.py": "toolkit/imports/brought.py",
    "toolkit/approvals/forms.py": "",
    "exchange/surveys/answering/forms.py": "",
}
# What opens a document, a table or an archive. Those that write are not concerned.
OPENERS = {"docx", "openpyxl", "pypdf", "xlrd", "mammoth", "odfdo", "pyxform", "lxml", "zipfile"}
# Modules that open something, and where they run: in the process apart, or on what the product wrote itself.
WITHIN = {
    "toolkit/files/apart_child.py": "the process apart itself",
    "toolkit/files/rules.py": "names of parts and sizes, never their content",
    "exchange/notes/word_files.py": "reader of the process apart",
    "toolkit/forms_elsewhere": "reader of the process apart",
    "toolkit/imports/tables.py": "reader of the process apart",
    "toolkit/files/words.py": "reader of the process apart",
    "toolkit/documents": "writes",
    "toolkit/mail/services.py": "the product’s own documents, to take a name out",
    "privacy": "the product’s own copy",
    "config": "the product’s own backup",
}


def modules():
    for path in sorted(ROOT.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_each_field_that_takes_a_file_is_known_with_its_reader():
    takes = {name for name, source in modules() if "FileField(" in source or "FILES" in source or "upload" in source}
    assert {name for name in takes if name.endswith("forms.py")} <= set(TAKEN), "say which process opens what it takes"
    assert all((ROOT / name).is_file() for name in TAKEN)


@pytest.mark.parametrize("reader", sorted(filter(None, TAKEN.values())))
def test_its_reader_goes_through_the_process_apart(reader):
    source = (ROOT / reader).read_text(encoding="utf-8")
    assert f"from {APART} import" in source
    assert "read_apart(" in source


def test_nothing_else_opens_a_document_in_the_web_process():
    opening = set()
    for name, source in modules():
        for node in ast.walk(ast.parse(source)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Late":
                names.append(getattr(node.args[0], "value", ""))
            if any(each.split(".")[0] in OPENERS for each in names):
                opening.add(name)
    unknown = {name for name in opening if not any(name == at or name.startswith(f"{at}/") for at in WITHIN)}
    assert unknown == set(), "say where it runs"


def test_each_reader_of_the_process_apart_is_named_to_it():
    whole = "\n".join(source for _, source in modules())
    for place, where in WITHIN.items():
        if where == "reader of the process apart":
            dotted = f"interregions.{place.removesuffix('.py').replace('/', '.')}"
            assert f'"{dotted}' in whole, f"nothing gives {dotted} to read_apart"
