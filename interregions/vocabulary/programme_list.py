"""Who takes part in the programmes of the State, brought as a list, as ``toolkit/imports`` asks for it.

The files that ANCT publishes are recognised by the names of their columns, as is any other that bears those listed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from interregions.common.characters import sort_key
from interregions.common.importing import Column, Importer, Origin, Read, Row, Values
from interregions.vocabulary import rules
from interregions.vocabulary.catalogue import fold
from interregions.vocabulary.choices import MemberKind, TerritoryKind
from interregions.vocabulary.models import ProgrammeMembership, StateProgramme, Territory


@dataclass(frozen=True)
class Known:
    """What lines are read against, found in four queries."""

    names: dict[str, str]  # slug → name
    slugs: dict[str, str]  # any way to say a programme → slug
    territories: dict[tuple[str, str], Territory]  # (kind, code)
    regions_of: dict[int, int]  # EPCI → the one Région it lies in
    held: dict[tuple[str, str], ProgrammeMembership]  # (slug, code)


def _known(lines: Sequence[Values]) -> Known:
    names = dict(StateProgramme.objects.filter(withdrawn_on=None).values_list("slug", "name"))
    slugs = {sort_key(each): slug for slug, name in names.items() for each in (slug, name)}
    sirens = {rules.siren_of(line.get(column, "")) for line in lines for column in ("siren", "epci")}
    regions = Territory.objects.filter(kind=TerritoryKind.REGION, withdrawn_on=None)
    epci = Territory.objects.filter(kind=TerritoryKind.EPCI, withdrawn_on=None)
    found = [*regions, *(each for each in epci if each.code in sirens)]
    parts = Territory.objects.filter(kind=TerritoryKind.EPCI, parents__ends_on=None, parents__parent__kind="region")
    region_of: dict[int, set[int]] = {}
    for child, parent in parts.values_list("pk", "parents__parent"):
        region_of.setdefault(child, set()).add(parent)
    codes = {code.code for line in lines if (code := rules.code_in(dict(line)))}
    held = ProgrammeMembership.objects.select_related("programme", "epci", "region")
    return Known(
        names=names,
        slugs=slugs,
        territories={(each.kind, each.code): each for each in found},
        regions_of={child: next(iter(parents)) for child, parents in region_of.items() if len(parents) == 1},
        held={(each.programme.slug, each.code): each for each in held if each.code in codes},
    )


def read_lines(lines: Sequence[Values], by: Any) -> list[Read]:
    """What each line would keep, what is kept today, or why it is refused."""
    known = _known(lines)
    year = localdate().year
    return [_read(dict(line), known, year) for line in lines]


def _read(line: dict[str, str], known: Known, year: int) -> Read:
    slug = rules.programme_in(line, known.slugs)
    code = rules.code_in(line)
    epci = _epci(line, known)
    # « nom » stands for the territory of the programme where another column names who takes part in it.
    bare, own = line.get("bare_name", ""), line.get("name", "")
    name = own or bare or (epci.name if epci and code and epci.code == code.code else "")
    if not name and code and code.kind == MemberKind.GROUPING:
        name = f"Groupement {code.code}"  # gone since: the file of the first phase names those that stand alone
    reasons = rules.reasons_against(line, programme=slug, name=name, year=year)
    if reasons or code is None:
        return Read(after={}, reasons=tuple(reasons))
    stands = known.held.get((slug, code.code))
    before = None if stands is None else _said_by(stands)
    said = {
        "programme": known.names[slug],
        "code": code.code,
        "kind": code.kind.value,
        "name": name,
        "label": line.get("label", "") or (bare if own else ""),
        "label_code": line.get("id_acv") or line.get("id_pvd") or line.get("id_ti") or line.get("label_code", ""),
        "epci": epci.code if epci else "",
        "region": _region(line, epci, known),
        "starts_on": _day(line.get("starts_on", "")),
        "ends_on": _day(line.get("ends_on", "")),
    }
    # A file that says less than another takes nothing away from what it said.
    kept = {key: value or (before or {}).get(key, "") for key, value in said.items()}
    return Read(after={**kept, "slug": slug}, before=before)


def _epci(line: dict[str, str], known: Known) -> Territory | None:
    sirens = (rules.siren_of(line.get("siren", "")), rules.siren_of(line.get("epci", "")))
    return next((found for siren in sirens if (found := known.territories.get(("epci", siren)))), None)


def _region(line: dict[str, str], epci: Territory | None, known: Known) -> str:
    """As the line says it when it names one; else that of its EPCI, when it lies in one alone."""
    said = line.get("region", "").strip().zfill(2)
    if ("region", said) in known.territories:
        return said
    only = known.regions_of.get(epci.pk) if epci else None
    return next((code for (_, code), each in known.territories.items() if each.pk == only), "")


def _day(text: str) -> str:
    day = rules.day_of(text)
    return day.isoformat() if day else ""


def _said_by(each: ProgrammeMembership) -> dict[str, str]:
    return {
        "programme": each.programme.name,
        "code": each.code,
        "kind": each.kind,
        "name": each.name,
        "label": each.label,
        "label_code": each.label_code,
        "epci": each.epci.code if each.epci else "",
        "region": each.region.code if each.region else "",
        "starts_on": each.starts_on.isoformat() if each.starts_on else "",
        "ends_on": each.ends_on.isoformat() if each.ends_on else "",
        "slug": each.programme.slug,
    }


def key_of(values: Values) -> str:
    """One line for each territory and programme."""
    return f"{values['slug']} {values['code']}"


def keep_lines(rows: Sequence[Row], origin: Origin, by: Any) -> list[str]:
    """Keep the new ones, correct the others; the number of each, and of the list that said it."""
    known = _known([{"siren": row.after["epci"], "insee": "", "epci": row.after["epci"]} for row in rows])
    # Two lists of one programme, taken at the same instant, follow each other: the second corrects what the first kept.
    slugs = {row.after["slug"] for row in rows}
    programmes = {each.slug: each for each in StateProgramme.objects.select_for_update().filter(slug__in=slugs)}
    codes = {row.after["code"] for row in rows}
    held = {
        (each.programme.slug, each.code): each
        for each in ProgrammeMembership.objects.select_related("programme", "epci", "region").filter(
            programme__slug__in=slugs
        )
        if each.code in codes
    }
    kept = []
    for row in rows:
        each = held.get((row.after["slug"], row.after["code"]))
        if each is None:
            each = ProgrammeMembership(programme=programmes[row.after["slug"]], code=row.after["code"])
        else:
            each.was = _snapshot(each)
        _says(each, row.after, known)
        each.source, each.as_of, each.brought = origin.source, origin.given_on, origin.number
        kept.append(each)
    ProgrammeMembership.objects.bulk_create([each for each in kept if each.pk is None], batch_size=500)
    _write([each for each in held.values() if each in kept])
    return [f"{each.pk}:{origin.number}" for each in kept]


def _says(each: ProgrammeMembership, values: Mapping[str, str], known: Known) -> None:
    epci = known.territories.get(("epci", values["epci"]))
    region = known.territories.get(("region", values["region"]))
    each.kind, each.name, each.name_folded = values["kind"], values["name"], fold(values["name"])
    each.label, each.label_code = values["label"], values["label_code"]
    each.epci, each.region = epci, region
    each.starts_on, each.ends_on = rules.day_of(values["starts_on"]), rules.day_of(values["ends_on"])


def _snapshot(each: ProgrammeMembership) -> dict[str, Any]:
    """All that a list may change, and what there was before it in turn."""
    return {
        **_said_by(each),
        "source": each.source,
        "as_of": each.as_of.isoformat() if each.as_of else "",
        "brought": each.brought,
        "was": each.was,
    }


def take_back(rows: Sequence[Row], by: Any) -> list[str]:
    """Undo what this list said, exactly; a line that another list has changed since is kept, and says why."""
    numbers = [row.result.partition(":") for row in rows]
    found = {
        each.pk: each
        for each in ProgrammeMembership.objects.select_for_update(of=("self",))
        .filter(pk__in=[int(pk) for pk, _, _ in numbers])
        .order_by("pk")
    }
    known = _known([{"siren": each.was.get("epci", ""), "insee": ""} for each in found.values()])
    gone, given_back, reasons = [], [], []
    for pk, _, brought in numbers:
        each = found.get(int(pk))
        changed = each is not None and each.brought != int(brought)
        reasons.append(rules.changed_since() if changed else "")
        if each is None or changed:
            continue
        if each.was:
            given_back.append(_restored(each, known))
        else:
            gone.append(each.pk)
    for start in range(0, len(gone), 500):
        ProgrammeMembership.objects.filter(pk__in=gone[start : start + 500]).delete()
    _write(given_back)
    return reasons


def _restored(each: ProgrammeMembership, known: Known) -> ProgrammeMembership:
    was = each.was
    _says(each, was, known)
    each.source, each.as_of = was["source"], date.fromisoformat(was["as_of"]) if was["as_of"] else None
    each.brought, each.was = was["brought"], was["was"]
    return each


FIELDS = (
    "kind", "name", "name_folded", "label", "label_code", "epci", "region",
    "starts_on", "ends_on", "source", "as_of", "brought", "was",
)  # fmt: skip


def _write(rows: Sequence[ProgrammeMembership]) -> None:
    ProgrammeMembership.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=FIELDS, batch_size=500
    )


def programmes_to_choose() -> list[tuple[str, str]]:
    """Those that a whole list may be of."""
    return list(StateProgramme.objects.filter(withdrawn_on=None).values_list("slug", "name"))


PROGRAMMES = Importer(
    kind="programmes",
    title="Programmes de l’État",
    one="participation à un programme est connue",
    several="participations à un programme sont connues",
    words="Une ligne par commune ou par groupement : son code INSEE ou son SIREN, le programme, son nom, ses dates. "
    "Les listes que l’ANCT publie (Territoires d’industrie, Action cœur de ville, Petites villes de demain) sont "
    "reconnues telles quelles.",
    told="La page publique du programme le dit.",
    columns=(
        Column(
            "programme",
            "Programme",
            ("programme de l’État", "nom du programme", "dispositif"),
            for_all=programmes_to_choose,
        ),
        Column(
            "insee",
            "Code INSEE",
            ("code_commune", "insee_com", "code INSEE de la commune", "codgeo", "code commune", "INSEE"),
            shown=False,
        ),
        Column(
            "siren",
            "SIREN",
            ("siren_groupement", "SIREN du groupement", "n° SIREN", "siren_grpt"),
            shown=False,
        ),
        Column("code", "INSEE ou SIREN", ("code",)),
        Column("bare_name", "nom", shown=False),
        Column(
            "name",
            "Nom du territoire",
            ("nom_commune", "nom_groupement", "lib_com", "lib_groupement", "libellé de la commune", "commune"),
        ),
        Column("label", "Territoire du programme", ("nom_ti", "lib_ti", "lib_acv", "lib_pvd", "libellé du territoire")),
        Column("label_code", "Identifiant dans le programme", ("id_territoire",), shown=False),
        Column("id_acv", "id_acv", shown=False),
        Column("id_pvd", "id_pvd", shown=False),
        Column("id_ti", "id_ti", shown=False),
        Column("grouping_kind", "type_groupement_2026", ("type_groupement",), shown=False),
        Column(
            "epci",
            "EPCI (SIREN)",
            ("siren_epci_2026", "siren_epci", "EPCI", "SIREN de l’EPCI", "code EPCI"),
        ),
        Column("region", "Région (INSEE)", ("region_insee", "regions_insee", "code région", "insee_reg", "reg")),
        Column("starts_on", "Depuis le", ("date_signature", "date de signature", "début", "date de début")),
        Column("ends_on", "Jusqu’au", ("fin", "date de fin", "échéance")),
    ),
    read=read_lines,
    key=key_of,
    apply=keep_lines,
    undo=take_back,
    home="/connaissance/programmes/",
    mapped=True,
)
