"""Bring the rows in line with the files of the package, and never delete; lists brought later: ``programme_list``."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, models, transaction

from interregions.common.erasure import Person, without_person
from interregions.vocabulary.catalogue import (
    Catalogue,
    FactRow,
    PartRow,
    ProgrammeRow,
    TermKey,
    TermRow,
    TerritoryKey,
    fold,
    read_catalogue,
)
from interregions.vocabulary.models import (
    DatedFact,
    ProgrammeMembership,
    Scheme,
    StateProgramme,
    Term,
    Territory,
    TerritoryPart,
)


@dataclass(frozen=True)
class Change:
    """What loading does to one kind of rows; ``lines`` names each difference in French."""

    label: str
    created: int
    updated: int
    withdrawn: int
    unchanged: int
    lines: tuple[str, ...] = ()

    @property
    def differences(self) -> int:
        return self.created + self.updated + self.withdrawn


@transaction.atomic
def load_vocabulary(*, on: date, catalogue: Catalogue | None = None) -> list[Change]:
    """Create, update and withdraw (on the day ``on``) until the rows say what the files say."""
    catalogue = catalogue or read_catalogue()
    territories = _load_territories(catalogue, on)
    parts = _load_parts(catalogue.parts, on)
    schemes = _load_schemes(catalogue, on)
    terms = _load_terms(catalogue.terms, on)
    facts = _load_dated("faits datés", DatedFact, catalogue.facts, on)
    programmes = _load_dated("programmes de l’État", StateProgramme, catalogue.programmes, on)
    changes = [territories, parts, schemes, terms, facts, programmes]
    if any(change.differences for change in changes):
        _tell_the_planner(Territory, TerritoryPart, Scheme, Term, DatedFact, StateProgramme)
    return changes


def _tell_the_planner(*loaded: type[models.Model]) -> None:
    """Let PostgreSQL count what was just loaded: until it does by itself, it plans as if the tables were empty."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in loaded:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def compare_vocabulary(*, on: date, catalogue: Catalogue | None = None) -> list[Change]:
    """What :func:`load_vocabulary` would do; nothing stays written."""
    with transaction.atomic():
        changes = load_vocabulary(on=on, catalogue=catalogue)
        transaction.set_rollback(True)
    return changes


def _settle(
    label: str,
    model: type[models.Model],
    key: tuple[str, ...],
    wanted: dict[Any, dict[str, Any]],
    standing: Mapping[Any, Mapping[str, Any]],
    on: date,
) -> Change:
    """Upsert the rows that differ and date the withdrawal of those that are no longer published."""
    created = [name for name in wanted if name not in standing]
    updated = [name for name, row in wanted.items() if name in standing and _differs(row, standing[name])]
    gone = [name for name, row in standing.items() if name not in wanted and row["withdrawn_on"] is None]
    fields = [*next(iter(wanted.values())), "withdrawn_on"] if wanted else []
    model._default_manager.bulk_create(
        [model(**wanted[name], withdrawn_on=None) for name in [*created, *updated]],
        update_conflicts=True,
        unique_fields=list(key),
        update_fields=[field for field in fields if field not in key],
        batch_size=500,
    )
    for start in range(0, len(gone), 500):
        ids = [standing[name]["id"] for name in gone[start : start + 500]]
        model._default_manager.filter(pk__in=ids).update(withdrawn_on=on)
    return Change(
        label, len(created), len(updated), len(gone), len(wanted) - len(created) - len(updated),
        (*_lines("nouveau", created), *_lines("modifié", updated), *_lines("retiré", gone)),
    )  # fmt: skip


def _differs(wanted: dict[str, Any], standing: Mapping[str, Any]) -> bool:
    return standing["withdrawn_on"] is not None or any(standing[field] != value for field, value in wanted.items())


def _lines(verb: str, keys: Iterable[Any]) -> list[str]:
    return [f"{verb}\u202f: {' '.join(key) if isinstance(key, tuple) else key}" for key in keys]


def _load_territories(catalogue: Catalogue, on: date) -> Change:
    wanted = {row.key: {**asdict(row), "name_folded": fold(row.name)} for row in catalogue.territories}
    standing = {(row["kind"], row["code"]): row for row in Territory.objects.values()}
    return _settle("territoires", Territory, ("kind", "code"), wanted, standing, on)


def _load_dated(
    label: str, model: type[models.Model], rows: tuple[FactRow, ...] | tuple[ProgrammeRow, ...], on: date
) -> Change:
    wanted = {row.slug: asdict(row) for row in rows}
    standing = {row["slug"]: row for row in model._default_manager.values()}
    return _settle(label, model, ("slug",), wanted, standing, on)


def _load_schemes(catalogue: Catalogue, on: date) -> Change:
    wanted = {row.slug: asdict(row) for row in catalogue.schemes}
    standing = {row["slug"]: row for row in Scheme.objects.values()}
    return _settle("vocabulaires", Scheme, ("slug",), wanted, standing, on)


def _load_terms(rows: tuple[TermRow, ...], on: date) -> Change:
    """Broader terms first, so that a narrower one can name its own."""
    schemes = dict(Scheme.objects.values_list("slug", "id"))
    standing = {(row["scheme__slug"], row["code"]): row for row in Term.objects.values(*_TERM_FIELDS)}
    broader_keys = {row.broader for row in rows if row.broader}
    first = [row for row in rows if row.key in broader_keys or row.broader is None]
    second = [row for row in rows if row not in set(first)]
    named = {row.key for row in first}
    above = _settle(
        "termes", Term, ("scheme", "code"), {row.key: _term(row, schemes, {}) for row in first},
        {key: row for key, row in standing.items() if key in named}, on,
    )  # fmt: skip
    ids = {(slug, code): pk for slug, code, pk in Term.objects.values_list("scheme__slug", "code", "id")}
    below = _settle(
        "termes", Term, ("scheme", "code"), {row.key: _term(row, schemes, ids) for row in second},
        {key: row for key, row in standing.items() if key not in named}, on,
    )  # fmt: skip
    return Change(
        "termes", above.created + below.created, above.updated + below.updated, above.withdrawn + below.withdrawn,
        above.unchanged + below.unchanged, (*above.lines, *below.lines),
    )  # fmt: skip


_TERM_FIELDS = (
    "id", "scheme__slug", "scheme_id", "code", "label", "broader_id", "position", "verified",
    "starts_on", "ends_on", "withdrawn_on",
)  # fmt: skip


def _term(row: TermRow, schemes: dict[str, int], ids: dict[TermKey, int]) -> dict[str, Any]:
    return {
        "scheme_id": schemes[row.scheme], "code": row.code, "label": row.label,
        "broader_id": ids[row.broader] if row.broader else None, "position": row.position,
        "verified": row.verified, "starts_on": row.starts_on, "ends_on": row.ends_on,
    }  # fmt: skip


def _load_parts(rows: tuple[PartRow, ...], on: date) -> Change:
    """A share that changed with a new edition ends the day before it; one corrected within an edition is replaced."""
    ids: dict[TerritoryKey, int] = {
        (kind, code): pk for kind, code, pk in Territory.objects.values_list("kind", "code", "id")
    }
    current = {(part.child_id, part.parent_id): part for part in TerritoryPart.objects.filter(ends_on=None)}
    created: list[TerritoryPart] = []
    changed: list[TerritoryPart] = []
    lines: list[str] = []
    corrected = 0
    for row in rows:
        part = current.pop((ids[row.child], ids[row.parent]), None)
        if part and (part.share, part.communes) == (row.share, row.communes):
            continue
        lines.append(f"{'modifié' if part else 'nouveau'}\u202f: {row.child[1]} dans {row.parent[1]}")
        if part and part.starts_on >= row.starts_on:
            part.share, part.communes = row.share, row.communes
            changed.append(part)
            corrected += 1
            continue
        if part:
            part.ends_on = row.starts_on - timedelta(days=1)
            changed.append(part)
            corrected += 1
        created.append(_part(row, ids))
    for part in current.values():
        part.ends_on = max(part.starts_on, on - timedelta(days=1))
        lines.append(f"terminé\u202f: partie {part.pk}")
    TerritoryPart.objects.bulk_update([*changed, *current.values()], ["share", "communes", "ends_on"], batch_size=200)
    TerritoryPart.objects.bulk_create(
        created, batch_size=500, update_conflicts=True,
        unique_fields=["child", "parent", "starts_on"], update_fields=["share", "communes", "ends_on"],
    )  # fmt: skip
    new = len(lines) - corrected - len(current)
    return Change("parties de territoires", new, corrected, len(current), len(rows) - new - corrected, tuple(lines))


def _part(row: PartRow, ids: dict[TerritoryKey, int]) -> TerritoryPart:
    return TerritoryPart(
        child_id=ids[row.child], parent_id=ids[row.parent], share=row.share,
        communes=row.communes, starts_on=row.starts_on,
    )  # fmt: skip


def erase_member(person: Person) -> None:
    """Take a name out of where lists of programmes say that they come from."""
    for source in set(ProgrammeMembership.objects.order_by().values_list("source", flat=True)):
        without = without_person(source, person)
        if without != source:
            ProgrammeMembership.objects.filter(source=source).update(source=without)
