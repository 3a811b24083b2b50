"""What nobody calls is not kept: every name of the product is used by the product, tests apart."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "interregions"

# What Django, Python or a library calls by itself: commands, hooks, settings, forms, the grammar's builder, apps.
CALLED_BY_OTHERS = re.compile(
    r"\.(sessions\.SessionStore(\.\w+)?|as_sqlite|debug_sql"
    r"|__\w+__|clean_\w+|[A-Z]\w+_FIELDS?|_Builder\.\w+|Command(\.\w+)?|Meta|app_name|urlpatterns|patterns|handler\d+"
    r"|process_(view|exception)|authenticate|get_user|get_by_natural_key|is_active|get_short_name|pre_save"
    r"|label_from_instance|prepare_value|value_from_datadict|as_sqlite|as_postgresql|arity|field_order|_serialize|_deserialize|words_of|words_of_other|sheets_of"
    r"|do_not_call_in_templates|asgi\.application|escaped|each_thing_is_said_once|kinds\.\w+\.KIND|apps\.\w+|config\.settings\.\w+)$"
)
# The way in of what the next rooms are made of, or a table that a model needs.
TO_COME = {
    f"interregions.{name}"
    for name in (
        "exchange.cycles.queries.thread_of",
        "exchange.surveys.answering.services.answering.save_answer",
        "network.models.Membership",
        "network.models.Organisation.successor",
        "toolkit.files.queries.may",
        "vocabulary.queries.main_region_code_by_epci",
        "vocabulary.queries.region_codes_by_epci",
        "vocabulary.queries.regions_of",
        "vocabulary.queries.terms_of",
    )
}
Name = tuple[str, str]  # module, name


@cache
def trees() -> dict[str, ast.Module]:
    """Dotted name → syntax of every module of the product."""
    found = {}
    for path in sorted(PRODUCT.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = ast.parse(path.read_text())
    return found


def words_of_templates() -> set[str]:
    """Every word inside the tags of the templates."""
    found: set[str] = set()
    for path in PRODUCT.rglob("templates/**/*"):
        if path.suffix in {".html", ".txt", ".xml"}:
            for tag in re.findall(r"{[{%].*?[%}]}", path.read_text()):
                found.update(re.findall(r"\w+", tag))
    return found


@cache
def packages() -> set[str]:
    """The modules that hold other modules."""
    return {module.rpartition(".")[0] for module in trees()}


@cache
def imports_of(module: str) -> dict[str, set[Name]]:
    """Local name → what it stands for, wherever in the module it is imported."""
    found: dict[str, set[Name]] = defaultdict(set)
    for node in ast.walk(trees()[module]):
        if isinstance(node, ast.ImportFrom):
            inside = [*module.split("."), ""][: -node.level - (module not in packages())] if node.level else []
            place = ".".join([*inside, *([node.module] if node.module else [])])
            for alias in node.names:
                found[alias.asname or alias.name].add((place, alias.name))
    return found


def uses_in(module: str) -> Iterator[Name]:
    """What a module uses of the product: imported names, names of imported modules, its own."""
    imported = imports_of(module)
    for names in imported.values():
        yield from names
    for node in ast.walk(trees()[module]):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield from ((".".join(place), node.attr) for place in imported.get(node.value.id, ()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            place, _, name = node.value.rpartition(".")
            yield place, name
    for statement in trees()[module].body:
        own = set(bound_by(statement))
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in own:
                yield module, node.id


def bound_by(statement: ast.stmt) -> list[str]:
    """The names a statement of a module or of a class defines."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def is_registered(statement: ast.stmt) -> bool:
    """A tag or a filter of templates is called there by its name."""
    return any("register" in ast.unparse(decorator) for decorator in getattr(statement, "decorator_list", []))


def is_closed_list(statement: ast.ClassDef) -> bool:
    """A value of a closed list may be known from outside only: a file, a form, a row."""
    return any(ast.unparse(base).endswith(("Choices", "Enum", "Labelled")) for base in statement.bases)


def names_used() -> set[Name]:
    """Every name of a module that another statement uses; what a package only repeats is no use of it."""
    repeated = {
        (package, local): next(iter(targets))
        for package in packages()
        if package in trees()
        for local, targets in imports_of(package).items()
    }
    used: set[Name] = set()
    for module in trees():
        names = set(uses_in(module))
        if module in packages():
            names -= set(repeated.values())
        used |= names | {repeated[name] for name in names & set(repeated)}
    return used


def words_used() -> set[str]:
    """Every attribute, keyword and word of a string or of a template: how a class's own names are reached."""
    found = words_of_templates()
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.keyword):
                found.add(node.arg or "")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(re.split(r"__|\W", node.value))
    return found


def names_nobody_calls() -> list[str]:
    used, words, in_templates = names_used(), words_used(), words_of_templates()
    found = []
    for module, tree in trees().items():
        for statement in tree.body:
            found += [
                f"{module}.{name}"
                for name in bound_by(statement)
                if (module, name) not in used and not (is_registered(statement) and name in in_templates)
            ]
            if isinstance(statement, ast.ClassDef) and not is_closed_list(statement):
                found += [
                    f"{module}.{statement.name}.{name}"
                    for inner in statement.body
                    for name in bound_by(inner)
                    if name not in words
                ]
    return [name for name in found if not CALLED_BY_OTHERS.search(name) and name not in TO_COME]


def test_every_name_is_called():
    assert names_nobody_calls() == []


if __name__ == "__main__":
    print("\n".join(names_nobody_calls()))
