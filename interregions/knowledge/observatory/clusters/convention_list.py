"""Conventions brought in from a funder’s own table: one line by convention, or by document due."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interregions.common.importing import Column, Importer, Origin, Read, Row, Values
from interregions.knowledge.observatory.choices import MatchedBy
from interregions.knowledge.observatory.clusters.models import (
    Convention,
    ConventionFunder,
    DueDocument,
)
from interregions.knowledge.observatory.clusters.queries.named import cluster_index
from interregions.knowledge.observatory.clusters.rules import conventions as rules
from interregions.knowledge.observatory.clusters.rules import typed
from interregions.knowledge.observatory.clusters.rules.matching import Index, match
from interregions.network.choices import College

FIELDS = ("deliberation", "deliberated_on", "title", "starts_on", "ends_on", "voted", "paid")
DAYS = {"deliberated_on": "Date de la délibération", "starts_on": "Début", "ends_on": "Fin", "due_on": "Échéance"}
AMOUNTS = {"voted": "Montant voté", "paid": "Montant mandaté"}
SERVED = "ce qu’elle a créé a servi depuis."


@dataclass(frozen=True)
class Held:
    """What a funder holds already, by pôle and decision."""

    funders: dict[tuple[int, str], ConventionFunder]
    documents: dict[tuple[int, str, str], int]


def read_lines(lines: Sequence[Values], by: Any) -> list[Read]:
    """What each line would keep, for the organisation that brings it."""
    index, names = cluster_index()
    held = _held(by.organisation_id)
    said: dict[str, dict[str, str]] = {}
    return [_read(line, index, names, held, said) for line in lines]


def _held(organisation: int) -> Held:
    funders = ConventionFunder.objects.filter(organisation=organisation).select_related("convention").order_by("pk")
    found = {(each.convention.cluster_id, each.decision_key): each for each in funders}
    documents = DueDocument.objects.filter(funder__organisation=organisation).values_list(
        "funder_id", "name", "due_on", "pk"
    )
    return Held(found, {(funder, name, typed.day_text(day)): pk for funder, name, day, pk in documents})


def _read(line: Values, index: Index, names: dict[int, str], held: Held, said: dict[str, dict[str, str]]) -> Read:
    found = match(index, siren=typed.siren_in(line.get("siren", "")), name=line.get("cluster", ""))
    after, reasons = _cleaned(line)
    if found.number is None or found.how == MatchedBy.NEAR:
        near = " ou ".join(f"« {names[each]} »" for each in found.near[:3])
        hint = f"Voulez-vous dire {near} ? Écrivez ce nom." if near else "Ajoutez-le d’abord aux pôles et clusters."
        reasons = [f"Aucun pôle ne porte ce nom ni ce SIREN. {hint}", *([found.said] if found.said else []), *reasons]
        return Read({**after, "cluster": line.get("cluster", "")}, None, tuple(reasons))
    after |= {"cluster": names[found.number], "cluster_id": str(found.number)}
    key = rules.decision_key(deliberation=after["deliberation"], title=after["title"])
    if not key:
        reasons.append("Donnez la délibération, ou l’objet de la convention.")
    funder = held.funders.get((found.number, key))
    before = _before(funder, held, after) if funder else None
    after = _kept(after, before, said.setdefault(f"{found.number} {key}", {}), reasons)
    after["title"] = after["title"] or f"Convention {after['deliberation']}"
    return Read(after, before, tuple(reasons), "Cette convention est déjà là, avec ces valeurs.")


def _cleaned(line: Values) -> tuple[dict[str, str], list[str]]:
    """The values as they are kept, and what could not be read."""
    after = {name: line.get(name, "").strip() for name in (*FIELDS, "document", "due_on")}
    reasons = []
    for name, label in DAYS.items():
        if after[name]:
            day = typed.read_day(after[name])
            reasons += [] if day else [f"« {label} » ne se lit pas comme une date : {after[name]}."]
            after[name] = typed.day_text(day)
    for name, label in AMOUNTS.items():
        if after[name]:
            amount = typed.read_amount(after[name])
            reasons += [] if amount is not None else [f"« {label} » ne se lit pas comme un montant : {after[name]}."]
            reasons += ["Un montant ne peut pas être négatif."] if amount is not None and amount < 0 else []
            after[name] = typed.amount_text(amount)
    if bool(after["document"]) != bool(after["due_on"]):
        reasons.append("Un document attendu a un nom et une échéance : il manque l’un des deux.")
    if after["starts_on"] and after["ends_on"] and after["ends_on"] < after["starts_on"]:
        reasons.append("La convention finit avant de commencer.")
    return after, reasons


def _before(funder: ConventionFunder, held: Held, after: Values) -> dict[str, str]:
    here = values_of(funder)
    known = (funder.pk, after["document"], after["due_on"]) in held.documents
    return {
        **here,
        "cluster": after["cluster"],
        "cluster_id": after["cluster_id"],
        "document": after["document"] if known else "",
        "due_on": after["due_on"] if known else "",
    }


def _kept(
    after: dict[str, str], before: dict[str, str] | None, said: dict[str, str], reasons: list[str]
) -> dict[str, str]:
    """An empty cell erases nothing; two lines of one convention never say two things."""
    for name in FIELDS:
        value = after[name]
        if value and said.setdefault(name, value) != value:
            reasons.append(f"Une ligne plus haut dit autre chose de cette convention : {said[name]}.")
        after[name] = value or (before or {}).get(name, "") or said.get(name, "")
    return after


def values_of(funder: ConventionFunder) -> dict[str, str]:
    """A convention as its funder’s table tells it."""
    convention = funder.convention
    return {
        "deliberation": funder.deliberation,
        "deliberated_on": typed.day_text(funder.deliberated_on),
        "title": convention.title,
        "starts_on": typed.day_text(convention.starts_on),
        "ends_on": typed.day_text(convention.ends_on),
        "voted": typed.amount_text(funder.voted),
        "paid": typed.amount_text(funder.paid),
    }


def key_of(after: Values) -> str:
    """Of two lines for one document of one convention, the second is refused."""
    key = rules.decision_key(deliberation=after["deliberation"], title=after["title"])
    return f"{after['cluster_id']} {key} {after['document'].lower()} {after['due_on']}"


def keep_lines(rows: Sequence[Row], origin: Origin, by: Any) -> list[str]:
    """Keep them; what each created is said by a capital: « C12 F7 D3 »."""
    held = _held(by.organisation_id)
    results = []
    for row in rows:
        after, made = row.after, []
        key = rules.decision_key(deliberation=after["deliberation"], title=after["title"])
        funder = held.funders.get((int(after["cluster_id"]), key))
        if funder is None:
            funder = _created(after, key, by)
            held.funders[int(after["cluster_id"]), key] = funder
            made += [f"C{funder.convention_id}", f"F{funder.pk}"]
        else:
            _write(funder, after)
            made.append(f"f{funder.pk}")
        if after["document"] and (funder.pk, after["document"], after["due_on"]) not in held.documents:
            made.append(f"D{_ask(funder, after).pk}")
        results.append(" ".join(made))
    return results


def _created(after: Values, key: str, by: Any) -> ConventionFunder:
    convention = Convention.objects.create(
        cluster_id=int(after["cluster_id"]),
        title=after["title"][:200],
        starts_on=typed.read_day(after["starts_on"]),
        ends_on=typed.read_day(after["ends_on"]),
        entered_by=by,
    )
    funder = ConventionFunder(convention=convention, organisation=by.organisation, decision_key=key)
    _write(funder, after)
    return funder


def _write(funder: ConventionFunder, values: Values) -> None:
    convention = funder.convention
    convention.title = values["title"][:200]
    convention.starts_on, convention.ends_on = typed.read_day(values["starts_on"]), typed.read_day(values["ends_on"])
    convention.save(update_fields=["title", "starts_on", "ends_on"])
    funder.deliberation = values["deliberation"][:120]
    funder.deliberated_on = typed.read_day(values["deliberated_on"])
    funder.voted, funder.paid = typed.read_amount(values["voted"]), typed.read_amount(values["paid"])
    funder.save()


def _ask(funder: ConventionFunder, after: Values) -> DueDocument:
    due_on = typed.read_day(after["due_on"])
    assert due_on is not None  # noqa: S101  read_lines has refused a line without it
    return DueDocument.objects.create(
        convention_id=funder.convention_id,
        funder=funder,
        name=after["document"][:160],
        due_on=due_on,
        asked_from=rules.asked_from(due_on),
    )


def take_back(rows: Sequence[Row], by: Any) -> list[str]:
    """Take all back but what has served: documents sent or received, values corrected by hand since."""
    parts = [_parts(row.result) for row in rows]
    kept = ["" for _ in rows]
    for place, made in enumerate(parts):
        for document in DueDocument.objects.filter(pk__in=made.get("D", ())):
            if document.sent_on or document.received_on:
                kept[place] = SERVED
            else:
                document.delete()
    written = _last_written(rows, parts)
    for place, made in enumerate(parts):
        done = True
        if made.get("C"):
            done = _removed(made["C"][0], written)
        elif made.get("f") and rows[place].before:
            done = _restored(made["f"][0], rows[place], written)
        kept[place] = kept[place] or ("" if done else SERVED)
    return kept


def _parts(result: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for part in result.split():
        found.setdefault(part[0], []).append(int(part[1:]))
    return found


def _last_written(rows: Sequence[Row], parts: Sequence[dict[str, list[int]]]) -> dict[int, dict[str, str]]:
    """What this list left on each funder, by its number."""
    return {
        made[letter][0]: {name: row.after[name] for name in FIELDS}
        for row, made in zip(rows, parts, strict=True)
        for letter in ("F", "f")
        if letter in made
    }


def _removed(pk: int, written: dict[int, dict[str, str]]) -> bool:
    """Whether a convention that the list created is gone: nobody has written on it since."""
    convention = Convention.objects.filter(pk=pk).first()
    if convention is None:
        return True
    funders = list(convention.funders.select_related("convention"))
    touched = (
        len(funders) != 1
        or written.get(funders[0].pk) != values_of(funders[0])
        or convention.documents.exists()
        or funders[0].shown_to.exists()
        or funders[0].published.exists()
    )
    if not touched:
        convention.delete()
    return not touched


def _restored(pk: int, row: Row, written: dict[int, dict[str, str]]) -> bool:
    """Whether a convention that was there before says again what it said."""
    funder = ConventionFunder.objects.select_related("convention").filter(pk=pk).first()
    before = row.before or {}
    if funder is None or values_of(funder) == {name: before.get(name, "") for name in FIELDS}:
        return True
    if values_of(funder) != written.get(pk):
        return False
    _write(funder, before)
    return True


CONVENTIONS = Importer(
    kind="conventions",
    title="Conventions",
    one="convention ou document est pris",
    several="conventions et documents sont pris",
    words="Une ligne par convention, ou par document attendu : le pôle (nom ou SIREN), la délibération, les dates, les "
    "montants voté et mandaté, le document attendu et son échéance. Une cellule vide n’efface rien. Votre organisme "
    "seul lit cette liste et les montants.",
    told="Votre organisme seul le lit.",
    columns=(
        Column("cluster", "Pôle", ("pôle ou cluster", "cluster", "bénéficiaire", "structure", "nom du pôle")),
        Column("siren", "SIREN du pôle", ("SIREN", "SIRET", "n° SIREN"), shown=False),
        Column(
            "deliberation", "Délibération", ("n° de délibération", "numéro de délibération", "décision", "référence")
        ),
        Column("deliberated_on", "Date de la délibération", ("date de délibération", "date de décision", "date CP")),
        Column("title", "Objet", ("intitulé", "objet de la convention", "convention", "action")),
        Column("starts_on", "Début", ("date de début", "du", "début de la convention")),
        Column("ends_on", "Fin", ("date de fin", "au", "fin de la convention", "terme")),
        Column("voted", "Montant voté", ("voté", "subvention votée", "montant", "montant attribué")),
        Column("paid", "Montant mandaté", ("mandaté", "payé", "versé", "montant versé", "montant payé")),
        Column("document", "Document attendu", ("pièce attendue", "document", "pièce", "livrable")),
        Column("due_on", "Échéance", ("date d’échéance", "attendu le", "échéance du document", "à remettre le")),
    ),
    read=read_lines,
    key=key_of,
    apply=keep_lines,
    undo=take_back,
    home="/observatoire/conventions/",
    colleges=frozenset({College.REGIONS.value, College.EPCI.value}),
    mapped=True,
)
