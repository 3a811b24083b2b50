"""Subsidies and operations brought in from what is public: each line of a pôle is proposed, none counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from interregions.common.importing import Column, Importer, Origin, Read, Row, Values
from interregions.common.typography import french_date
from interregions.knowledge.observatory.choices import PublishedKind
from interregions.knowledge.observatory.clusters.models import PublishedLine
from interregions.knowledge.observatory.clusters.queries.named import cluster_index, payer_index
from interregions.knowledge.observatory.clusters.rules import published as rules
from interregions.knowledge.observatory.clusters.rules import typed
from interregions.knowledge.observatory.clusters.rules.matching import Index, Match, match, telling_words
from interregions.network.choices import College, Role
from interregions.toolkit.sources.choices import SourceState

KEPT = "elle est décidée depuis : revenez sur ce geste pour la retirer."
STORED = (
    "reference", "programme", "title", "beneficiary", "beneficiary_id", "dated_on", "starts_on", "ends_on", "amount",
    "eu_amount",
)  # fmt: skip
DAYS = ("dated_on", "starts_on", "ends_on")
AMOUNTS = ("amount", "eu_amount")
MOST = {"reference": 200, "programme": 200, "title": 500, "beneficiary": 300, "beneficiary_id": 40}
LABELS = {
    "dated_on": "Date", "starts_on": "Début", "ends_on": "Fin", "amount": "Montant", "eu_amount": "Aide de l’UE",
}  # fmt: skip


@dataclass(frozen=True)
class House:
    """What every line is compared with, read once."""

    clusters: Index
    names: dict[int, str]
    payers: Index
    payer_names: dict[int, str]
    lines: dict[tuple[int, str], PublishedLine]
    own: int | None  # the only payer whose lines are taken; the animation takes those of all
    own_name: str


def _house(kind: PublishedKind, by: Any) -> House:
    clusters, names = cluster_index()
    payers, payer_names = payer_index()
    own = None if by.role == Role.FACILITATOR else by.organisation_id
    held = PublishedLine.objects.filter(kind=kind)
    held = held if own is None else held.filter(holder=own)
    lines = {(each.holder_id, each.key): each for each in held.select_related("cluster__organisation")}
    return House(clusters, names, payers, payer_names, lines, own, by.organisation.short_name)


def read_subsidies(lines: Sequence[Values], by: Any) -> list[Read]:
    """Each subsidy of a pôle, as it would be proposed to who attributed it."""
    house = _house(PublishedKind.SUBSIDY, by)
    return [_read_subsidy(line, house) for line in lines]


def read_operations(lines: Sequence[Values], by: Any) -> list[Read]:
    """Each operation of a pôle, as it would be proposed to its Région."""
    house = _house(PublishedKind.OPERATION, by)
    return [_read_operation(line, house) for line in lines]


def _read_subsidy(line: Values, house: House) -> Read:
    found = _cluster(line, house)
    if found.number is None:
        return _left(line, house, found, "")
    after, reasons = _cleaned(line)
    starts_on, ends_on = typed.read_period(line.get("period", ""))
    after["starts_on"], after["ends_on"] = typed.day_text(starts_on), typed.day_text(ends_on)
    if line.get("rate") and typed.read_rate(line["rate"]) is None:
        reasons.append(f"Le pourcentage ne se lit pas : {line['rate']}.")
    if not after["amount"] and not any(each.startswith("« Montant »") for each in reasons):
        reasons.append("Le montant manque.")
    if typed.read_amount(after["amount"] or "0") == 0 and after["amount"]:
        reasons.append("Le montant est nul.")
    said = {name: line[name] for name in ("nature", "conditions", "rate", "rae", "notified") if line.get(name)}
    unnamed = "" if after["reference"] else after["amount"]
    key = rules.line_key(str(found.number), after["reference"], after["dated_on"], after["title"], unnamed)
    return _placed(line, house, found, after, reasons, said, key)


def _read_operation(line: Values, house: House) -> Read:
    found = _cluster(line, house)
    if found.number is None:
        return _left(line, house, found, line.get("field", ""))
    after, reasons = _cleaned(line)
    if not after["reference"]:
        reasons.append("Le numéro manque : un projet européen s’identifie par son programme et son numéro.")
    rate = typed.read_rate(line["rate"]) if line.get("rate") else None
    if line.get("rate") and rate is None:
        reasons.append(f"Le taux ne se lit pas : {line['rate']}.")
    total = typed.read_amount(after["amount"])
    if not after["eu_amount"] and rate is not None and total is not None:
        after["eu_amount"] = typed.amount_text(total * rate / Decimal(100))
    if after["starts_on"] and after["ends_on"] and after["ends_on"] < after["starts_on"]:
        reasons.append("L’opération finit avant de commencer.")
    said = {name: line[name] for name in ("field", "rate", "fund", "objective") if line.get(name)}
    after["programme"] = after["programme"] or "Programme régional FEDER-FSE+ 2021-2027"
    key = rules.line_key(str(found.number), rules.project_identity(after["programme"], after["reference"]))
    return _placed(line, house, found, after, reasons, said, key)


def _cluster(line: Values, house: House) -> Match:
    siren = typed.siren_in(line.get("beneficiary_id", "")) or typed.siren_in(line.get("siren", ""))
    return match(house.clusters, siren=siren, name=line.get("beneficiary", ""))


def _left(line: Values, house: House, found: Match, field: str) -> Read:
    """A line that is of no pôle of the network: most of a list, and no mistake."""
    near = " ou ".join(f"« {house.names[each]} »" for each in found.near[:3])
    why = (
        f"Plusieurs pôles portent un nom proche : {near}." if near else "Aucun pôle de ce réseau n’est ce bénéficiaire."
    )
    if rules.is_of_clusters(field):
        why += " Le domaine 026 dit pourtant un pôle : ajoutez-le d’abord aux pôles et clusters."
    return Read({"beneficiary": line.get("beneficiary", "")}, aside=f"{why} {found.said}".strip())


def _cleaned(line: Values) -> tuple[dict[str, str], list[str]]:
    after = {name: line.get(name, "").strip() for name in STORED}
    reasons = []
    for name in DAYS:
        if after[name]:
            day = typed.read_day(after[name])
            reasons += [] if day else [f"« {LABELS[name]} » ne se lit pas comme une date : {after[name]}."]
            after[name] = typed.day_text(day)
    for name in AMOUNTS:
        if after[name]:
            amount = typed.read_amount(after[name])
            unread = amount is None or amount < 0
            reasons += [f"« {LABELS[name]} » ne se lit pas comme un montant : {after[name]}."] if unread else []
            after[name] = "" if unread else typed.amount_text(amount)
    return after, reasons


def _placed(
    line: Values, house: House, found: Match, after: dict[str, str], reasons: list[str], said: dict[str, str], key: str
) -> Read:
    """With who paid, and what stands here of it already."""
    holder, aside = _holder(line, house)
    if aside:
        return Read({**after, "cluster": house.names[found.number or 0]}, aside=aside)
    after |= {
        "cluster": house.names[found.number or 0],
        "cluster_id": str(found.number),
        "matched_by": found.how,
        "holder": house.payer_names.get(holder, house.own_name),
        "holder_id": str(holder),
        "key": key,
        **{f"said {name}": value for name, value in said.items()},
    }
    standing = house.lines.get((holder, key))
    if standing is None:
        return Read(after, None, tuple(reasons))
    before = {**after, **values_of(standing)}
    if standing.state != SourceState.PROPOSED and before != after:
        reasons.append(f"Cette ligne est déjà {standing.get_state_display().lower()} avec d’autres valeurs.")
    return Read(after, before, tuple(reasons), _note(standing))


def _note(standing: PublishedLine) -> str:
    if standing.state == SourceState.PROPOSED or standing.checked_on is None:
        return "Cette ligne est déjà proposée."
    return f"Déjà {standing.get_state_display().lower()} le {french_date(standing.checked_on)}."


def _holder(line: Values, house: House) -> tuple[int, str]:
    """Who paid: named by the line, else whose file it is."""
    name, siren = line.get("payer", ""), typed.siren_in(line.get("payer_id", ""))
    if not name and not siren and house.own is not None:
        return house.own, ""
    found = match(house.payers, siren=siren, name=name)
    if house.own is None:
        return (found.number, "") if found.number else (0, f"« {name or siren} » n’est pas un organisme de ce réseau.")
    own = found.number == house.own or bool(name and telling_words(house.own_name) <= telling_words(name))
    return (house.own, "") if own else (0, f"Cette ligne est de « {name or siren} », pas de votre organisme.")


def values_of(line: PublishedLine) -> dict[str, str]:
    """A line as it is compared with what the file says."""
    found = {name: str(getattr(line, name)) for name in STORED if name not in DAYS + AMOUNTS}
    found |= {name: typed.day_text(getattr(line, name)) for name in DAYS}
    return found | {name: typed.amount_text(getattr(line, name)) for name in AMOUNTS}


def key_of(after: Values) -> str:
    """Of two lines that say one thing, the second is refused."""
    return f"{after['holder_id']} {after['key']}"


def _stored(after: Values) -> dict[str, Any]:
    values: dict[str, Any] = {name: after[name] for name in STORED}
    values |= {name: typed.read_day(after[name]) for name in DAYS}
    values |= {name: typed.read_amount(after[name]) for name in AMOUNTS}
    for name, most in MOST.items():
        values[name] = values[name][:most]
    values["said"] = {name.removeprefix("said "): value for name, value in after.items() if name.startswith("said ")}
    return values


def _keep(kind: PublishedKind, rows: Sequence[Row], origin: Origin, by: Any) -> list[str]:
    standing = {
        (each.holder_id, each.key): each for each in PublishedLine.objects.filter(kind=kind).only("pk", "holder", "key")
    }
    new: list[PublishedLine] = []
    kept: list[PublishedLine] = []
    for row in rows:
        after = row.after
        line = standing.get((int(after["holder_id"]), after["key"]))
        if line is None:
            line = PublishedLine(
                kind=kind,
                holder_id=int(after["holder_id"]),
                cluster_id=int(after["cluster_id"]),
                matched_by=after["matched_by"],
                key=after["key"],
                source=origin.source,
                as_of=origin.given_on,
                entered_by=by,
                **_stored(after),
            )
            new.append(line)
        else:
            PublishedLine.objects.filter(pk=line.pk).update(**_stored(after))
        kept.append(line)
    PublishedLine.objects.bulk_create(new, batch_size=500)
    return [str(line.pk) for line in kept]


def keep_subsidies(rows: Sequence[Row], origin: Origin, by: Any) -> list[str]:
    """Propose them to who attributed them."""
    return _keep(PublishedKind.SUBSIDY, rows, origin, by)


def keep_operations(rows: Sequence[Row], origin: Origin, by: Any) -> list[str]:
    """Propose them to the Région."""
    return _keep(PublishedKind.OPERATION, rows, origin, by)


def take_back(rows: Sequence[Row], by: Any) -> list[str]:
    """Withdraw what nobody has decided; say what was."""
    numbers = [int(row.result) for row in rows]
    standing = {each.pk: each for each in PublishedLine.objects.filter(pk__in=numbers)}
    kept, gone = [], []
    for row, number in zip(rows, numbers, strict=True):
        line = standing.get(number)
        if line is None:
            kept.append("")
            continue
        if line.state != SourceState.PROPOSED:
            kept.append(KEPT)
            continue
        if row.before is None:
            gone.append(number)
        else:
            PublishedLine.objects.filter(pk=number).update(**_stored(row.before))
        kept.append("")
    PublishedLine.objects.filter(pk__in=gone).delete()
    return kept


PAYERS = frozenset({College.ANIMATION.value, College.REGIONS.value, College.EPCI.value})
COMMON: dict[str, Any] = {
    "key": key_of,
    "undo": take_back,
    "home": "/observatoire/publie/",
    "colleges": PAYERS,
    "mapped": True,
    "most_lines": 20_000,
    "most_mb": 20,
    "one": "ligne est proposée : rien n’est compté avant sa confirmation",
    "several": "lignes sont proposées : rien n’est compté avant leur confirmation",
}
SUBSIDIES = Importer(
    kind="subventions",
    title="Subventions publiées",
    words="Les données essentielles des conventions de subvention (schéma SCDL 2.1.1), publiées au-dessus de "
    "23 000 €. Les lignes d’un pôle du réseau sont reconnues par SIREN, puis par nom ; les autres sont laissées. "
    "Chacune est proposée à l’organisme qui l’a attribuée ; rien n’est compté avant qu’il la confirme.",
    columns=(
        Column("payer", "Attribuant", ("nomAttribuant", "nom de l’attribuant", "nom attribuant", "financeur")),
        Column("payer_id", "SIRET de l’attribuant", ("idAttribuant", "id attribuant"), shown=False),
        Column("dated_on", "Date", ("dateConvention", "date convention", "date de la convention", "date de signature")),
        Column("reference", "Décision", ("referenceDecision", "référence de la décision", "reference decision")),
        Column(
            "beneficiary",
            "Bénéficiaire",
            ("nomBeneficiaire", "nom du bénéficiaire", "nom beneficiaire", "attributaire"),
            required=True,
        ),
        Column("beneficiary_id", "SIRET du bénéficiaire", ("idBeneficiaire", "id beneficiaire", "SIRET", "SIREN")),
        Column("title", "Objet", ("objet de la subvention", "objet de la convention")),
        Column("amount", "Montant", ("montant de la subvention", "montant attribué", "montant voté"), required=True),
        Column("nature", "Nature", ("nature de la subvention",), shown=False),
        Column("conditions", "Conditions", ("conditionsVersement", "conditions de versement"), shown=False),
        Column("period", "Période", ("datesPeriodeVersement", "dates de la période de versement"), shown=False),
        Column("rae", "Répertoire des aides", ("idRAE",), shown=False),
        Column("notified", "Notifiée à l’UE", ("notificationUE",), shown=False),
        Column("rate", "Pourcentage", ("pourcentageSubvention", "pourcentage de la subvention"), shown=False),
        Column("programme", "Dispositif", ("dispositifAide", "dispositif d’aide"), shown=False),
        Column("cluster", "Pôle reconnu", prepared=True),
        Column("matched_by", "Reconnu", prepared=True, shown=False),
    ),
    read=read_subsidies,
    apply=keep_subsidies,
    **COMMON,
)
OPERATIONS = Importer(
    kind="operations",
    title="Opérations européennes publiées",
    words="La liste des opérations que publie l’autorité de gestion. Les lignes d’un pôle du réseau sont reconnues "
    "par SIREN, puis par nom ; celles du domaine d’intervention 026 dont le bénéficiaire n’est pas connu sont dites. "
    "Chacune est proposée à la Région ; rien n’est compté avant qu’elle la confirme.",
    columns=(
        Column("payer", "Région", ("autorité de gestion", "collectivité", "nom de la région", "région du programme")),
        Column("programme", "Programme", ("nom du programme", "intitulé du programme", "CCI")),
        Column(
            "reference",
            "Numéro",
            ("numéro de dossier", "n° de dossier", "identifiant", "code opération", "n° opération"),
        ),
        Column(
            "beneficiary",
            "Bénéficiaire",
            ("nom du bénéficiaire", "nom bénéficiaire", "beneficiary name", "raison sociale"),
            required=True,
        ),
        Column("beneficiary_id", "SIRET du bénéficiaire", ("SIRET", "SIREN", "n° SIRET")),
        Column(
            "title",
            "Opération",
            ("nom de l’opération", "intitulé", "intitulé du projet", "operation name"),
            required=True,
        ),
        Column("starts_on", "Début", ("date de début", "date de début de l’opération")),
        Column("ends_on", "Fin", ("date de fin", "date de fin de l’opération", "date d’achèvement")),
        Column("amount", "Coût total", ("montant total", "total des dépenses éligibles", "coût total éligible")),
        Column("eu_amount", "Aide de l’UE", ("montant UE", "montant FEDER", "aide UE", "UE programmé")),
        Column("rate", "Taux", ("taux de cofinancement", "taux de cofinancement UE", "taux UE"), shown=False),
        Column("field", "Domaine", ("domaine d’intervention", "type d’intervention", "catégorie d’intervention")),
        Column("fund", "Fonds", ("nom du fonds",), shown=False),
        Column("objective", "Objectif spécifique", ("objectif",), shown=False),
        Column("cluster", "Pôle reconnu", prepared=True),
        Column("matched_by", "Reconnu", prepared=True, shown=False),
    ),
    read=read_operations,
    apply=keep_operations,
    **COMMON,
)
