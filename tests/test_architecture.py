"""The arrow and the house rules, for what an import linter cannot see."""

import ast
import re
from pathlib import Path

import pytest
from django.contrib.contenttypes.fields import GenericForeignKey

from interregions.common.rooms import rooms

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "interregions"

# From the bottom of the house to the top; a room sees only what stands before it.
ORDER = tuple(room.label for room in rooms())
SIBLINGS = {"live", "jobs", "documents", "charts"}
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "signals.py", "mixins.py", "managers.py", "util.py", "misc.py"}


def modules(tests: bool = False) -> list[Path]:
    """Every module of the product, migrations apart."""
    return [
        path
        for path in sorted(PRODUCT.rglob("*.py"))
        if "migrations" not in path.parts and (tests or "tests" not in path.parts)
    ]


def room_of(path: Path) -> str:
    """The room a file stands in: the deepest folder that is a declared app."""
    return next((part for part in reversed(path.relative_to(PRODUCT).parts[:-1]) if part in ORDER), "")


def test_foreign_keys_point_down():
    for config in rooms():
        for model in config.get_models():
            for field in model._meta.get_fields():
                target = getattr(field, "related_model", None)
                if target is None or field.auto_created:
                    continue
                label = target._meta.app_label
                if label in ORDER:
                    assert ORDER.index(label) <= ORDER.index(config.label), f"{model.__name__}.{field.name} points up"
                    assert label == config.label or not {label, config.label} <= SIBLINGS


def test_no_generic_foreign_key():
    for config in rooms():
        for model in config.get_models():
            assert not any(isinstance(field, GenericForeignKey) for field in model._meta.private_fields), model


def test_no_junk_drawer():
    assert [path for path in PRODUCT.rglob("*.py") if path.name in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PRODUCT)))
def test_files_and_functions_stay_short(path: Path):
    text = path.read_text()
    assert text.count("\n") <= 400, "split it by noun into a package of the same name"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or 0) - node.lineno + 1
            assert size <= 50, f"{node.name} has {size} lines"


def in_services(path: Path) -> bool:
    return path.name == "services.py" or "services" in path.relative_to(PRODUCT).parts


def written_states(tree: ast.AST) -> list[int]:
    """The lines that write a status or a stage: assigned alone or in a tuple, or by ``update(status=…)``."""
    found = []
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        for target in (each for one in targets for each in ast.walk(one)):
            if isinstance(target, ast.Attribute) and isinstance(target.ctx, ast.Store):
                of_itself = isinstance(target.value, ast.Name) and target.value.id == "self"
                found += [node.lineno] if target.attr in {"status", "stage"} and not of_itself else []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
            found += [node.lineno] if {word.arg for word in node.keywords} & {"status", "stage"} else []
    return found


def test_status_and_stage_are_assigned_in_services_only():
    assert written_states(ast.parse("a, b.status = 1, 2\nc.objects.update(stage='x')\nself.status = 3")) == [1, 2]
    guilty = [
        f"{path.relative_to(PRODUCT)}:{line}"
        for path in modules()
        if not in_services(path)
        for line in written_states(ast.parse(path.read_text()))
    ]
    # The toolkit's own machinery (outbox, jobs) writes the state of its rows where it sends and runs them.
    assert [line for line in guilty if not line.startswith("toolkit/")] == []


def test_the_stage_of_a_cycle_moves_in_one_place():
    writers = [
        path.relative_to(PRODUCT).as_posix()
        for path in modules()
        if re.search(r"\.stage = |stage=stage_after|update\(stage=", path.read_text())
    ]
    assert writers in ([], ["exchange/cycles/services.py"])


def test_rules_and_the_words_of_tasks_read_no_clock():
    """That they know neither Django nor a model is a contract of the import linter."""
    for path in modules():
        if path.name in {"rules.py", "task_words.py"} or path.parent.name == "rules":
            assert not re.search(r"date\.today\(|datetime\.now\(|timezone\.", path.read_text()), path


def test_views_never_import_models_nor_query_them():
    for path in modules():
        if path.name == "views.py" or path.parent.name == "views":
            text = path.read_text()
            assert ".objects" not in text, path
            imported = [line for line in text.splitlines() if re.match(r"\s*from interregions\S*\.models", line)]
            assert imported == [], path


def test_a_public_page_does_not_take_its_visitor_for_a_member():
    for path in modules():
        if path.name == "views.py" or path.parent.name == "views":
            found = re.findall(r"@login_not_required\n(?:@.*\n)*def (\w+)\(\s*request: MemberRequest", path.read_text())
            assert found == [], f"{path}: {found} may be opened by nobody in particular: VisitorRequest"


def test_templates_link_only_to_rooms_below_or_their_own():
    for path in PRODUCT.rglob("templates/**/*.html"):
        room = room_of(path.parents[len(path.parts) - path.parts.index("templates") - 1] / "x.py")
        if room in {"", "config"}:
            continue
        for name in re.findall(r"{%\s*(?:url|post_button)\s+['\"](\w+):", path.read_text()):
            assert ORDER.index(name) <= ORDER.index(room), f"{path.relative_to(ROOT)} links up to {name}"


def test_only_services_call_notifications():
    for path in modules():
        if in_services(path) or path.name in {"notifications.py", "jobs.py"} or "notifications" in path.parts:
            continue
        assert not re.search(r"import notifications|\.notifications import", path.read_text()), path


def test_migrations_are_named_by_people():
    assert [path for path in PRODUCT.rglob("migrations/0*.py") if re.search(r"_auto_|_initial", path.name)] == []


def test_no_template_trusts_text():
    for path in PRODUCT.rglob("templates/**/*.html"):
        assert "|safe" not in path.read_text(), path
        assert not re.search(r"\sstyle=|\son[a-z]+=\"", path.read_text()), f"{path}: refused by the strict CSP"


def closed_lists() -> set[str]:
    """Every value of a closed list of the house: what a class of ``Labelled`` or ``StrEnum`` names."""
    found = set()
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and {ast.unparse(base) for base in node.bases} & LISTS:
                values = [line.value for line in node.body if isinstance(line, ast.Assign)]
                first = [value.elts[0] if isinstance(value, ast.Tuple) else value for value in values]
                found |= {each.value for each in first if isinstance(each, ast.Constant)}
    return found


LISTS = {"Labelled", "StrEnum", "enum.StrEnum"}
STATES = {"status", "stage", "role", "kind", "college", "verdict", "state", "answer", "method"}
# Words of the page and of command lines too: the noun, and what an argument is called.
NOUNS = {"EPCI", "FILE"}
# Words that are not the name they look like: those of a format, and what `common`, under the network, names of it.
OTHER_WORDS = {
    ("common/importing.py", "ANIMATION"),
    ("common/tasks.py", "FACILITATOR"),
    ("exchange/meetings/calendar_entry.py", "CANCELLED"),
    ("exchange/meetings/calendar_entry.py", "CONFIRMED"),
    ("knowledge/observatory/cooperation/exports.py", "CANCELLED"),
    ("knowledge/observatory/cooperation/exports.py", "CONFIRMED"),
}


def raw_values(tree: ast.AST, values: set[str]) -> list[tuple[int, str]]:
    """Where a value of a closed list is typed again: in capitals anywhere, in small letters beside a state."""
    inside = {id(each) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for each in _assigned(node)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in values and id(node) not in inside and node.value.isupper():
            found.append((node.lineno, node.value))
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute) and node.left.attr in STATES:
            beside = [each for one in node.comparators for each in ast.walk(one) if isinstance(each, ast.Constant)]
            found += [(each.lineno, each.value) for each in beside if each.value in values and each.value.islower()]
    return found


def _assigned(node: ast.ClassDef) -> list[ast.AST]:
    return [each for line in node.body if isinstance(line, ast.Assign) for each in ast.walk(line.value)]


def test_no_raw_word_where_a_closed_list_names_it():
    values = closed_lists() - NOUNS
    assert {"SUBMITTED", "asked"} <= values
    tree = ast.parse('class A:\n    B = "SUBMITTED"\nx = {"SUBMITTED"}\ny.status == "asked"\nz == "asked"')
    assert sorted(raw_values(tree, values)) == [(3, "SUBMITTED"), (4, "asked")]
    found = {
        (path.relative_to(PRODUCT).as_posix(), word)
        for path in modules()
        for _, word in raw_values(ast.parse(path.read_text()), values)
    }
    assert found - OTHER_WORDS == set(), "name it from choices.py"
