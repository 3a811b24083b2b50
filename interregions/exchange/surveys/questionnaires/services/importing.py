"""A file of another tool becomes a questionnaire in writing, with the report of what was kept, changed or refused."""

from dataclasses import asdict

from django.db import transaction

from interregions.common.errors import Refused
from interregions.common.references import Reference
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.questionnaires.models import (
    Block,
    ChoiceList,
    Option,
    Question,
    Questionnaire,
    Variable,
)
from interregions.exchange.surveys.questionnaires.queries.questionnaires import reference_to
from interregions.exchange.surveys.questionnaires.rules.lines import free_name
from interregions.exchange.surveys.questionnaires.services.questionnaires import draft_questionnaire
from interregions.exchange.surveys.questionnaires.services.writing import record_change, writable
from interregions.network.models import Mandate
from interregions.toolkit.forms_elsewhere import ImportedBlock, ImportedQuestion, ImportedQuestionnaire, KindHere

MOST_QUESTIONS = 2_000


def kinds_here() -> dict[str, KindHere]:
    """What each type of a file becomes as it is; of those that several kinds share, the file's looks decide."""
    return {name: KindHere(kind.code, kind.label.lower()) for kind in KINDS.values() for name in kind.xlsform}


@transaction.atomic
def create_from_import(
    *,
    imported: ImportedQuestionnaire,
    questionnaire: Questionnaire | None = None,
    title: str = "",
    cycle: Cycle | None = None,
    by: Mandate | None = None,
    filename: str = "",
) -> Questionnaire:
    """Write what the file holds into a new questionnaire, or after what an existing one asks.

    ``by`` is None on the command line only, for whoever holds the server.
    """
    if len(imported.questions) > MOST_QUESTIONS:
        raise Refused(
            f"Ce fichier pose {len(imported.questions)} questions\u202f: au-delà de 2\u202f000, il n’est pas importé."
        )
    origin = Reference(
        "xlsform", filename[:200] or "xlsx", f"Fichier XLSForm «\u202f{filename or imported.title}\u202f»", ""
    )
    if questionnaire is None:
        words = title.strip() or imported.title
        questionnaire = draft_questionnaire(title=words, cycle=cycle, by=by, origin=origin)
    elif by is None:
        raise Refused("Dites au nom de qui ce questionnaire est modifié.")
    else:
        questionnaire = writable(questionnaire, by)
        if Question.objects.filter(block__questionnaire=questionnaire).exists():
            raise Refused(
                "Ce questionnaire pose déjà des questions : importez le fichier dans un nouveau questionnaire."
            )
    questionnaire.import_report = [asdict(line) for line in imported.report]
    questionnaire.origin = questionnaire.origin or origin.as_json()
    questionnaire.save(update_fields=["import_report", "origin"])
    revision = record_change(questionnaire, "surveys.questionnaire_imported", by, reference_to(questionnaire).label)
    _write_content(questionnaire, imported, revision, by)
    return questionnaire


def _write_content(
    questionnaire: Questionnaire, imported: ImportedQuestionnaire, revision: int, by: Mandate | None
) -> None:
    lists = _written_lists(questionnaire, imported)
    taken = set(questionnaire.blocks.values_list("name", flat=True))
    start = len(taken)
    blocks = list(imported.blocks)
    if blocks and blocks[0].implicit and not blocks[0].questions and not questionnaire.introduction:
        # Words that stood before any question introduce the questionnaire.
        questionnaire.introduction = blocks.pop(0).help
        questionnaire.save(update_fields=["introduction"])
    for place, block in enumerate(blocks):
        name = free_name(block.name[:80], taken, "rubrique")
        taken.add(name)
        _write_block(questionnaire, block, name, start + place, lists, revision, by)


def _written_lists(questionnaire: Questionnaire, imported: ImportedQuestionnaire) -> dict[str, ChoiceList]:
    lists = {
        source.name: ChoiceList(questionnaire=questionnaire, name=source.name[:80]) for source in imported.choice_lists
    }
    ChoiceList.objects.bulk_create(lists.values())
    Option.objects.bulk_create(
        Option(choice_list=lists[source.name], code=choice.name[:80], label=choice.label[:400], position=place)
        for source in imported.choice_lists
        for place, choice in enumerate(source.choices)
    )
    return lists


def _write_block(
    questionnaire: Questionnaire,
    source: ImportedBlock,
    name: str,
    position: int,
    lists: dict[str, ChoiceList],
    revision: int,
    by: Mandate | None,
) -> None:
    block = Block.objects.create(
        questionnaire=questionnaire,
        name=name,
        title=(source.label or name)[:300],
        help=source.help,
        condition=source.condition,
        position=position,
        revision=revision,
        changed_by=by,
    )
    for place, question in enumerate(source.questions):
        _write_question(block, question, place, lists, by)


def _write_question(
    block: Block, source: ImportedQuestion, position: int, lists: dict[str, ChoiceList], by: Mandate | None
) -> None:
    choice_list = lists.get(source.choice_list)
    if choice_list is None and KINDS[source.kind].has_options:
        choice_list = _own_list(block.questionnaire, source)
    question = Question.objects.create(
        block=block,
        name=source.name[:80],
        kind=source.kind,
        label=source.label,
        help=source.help,
        required=source.required,
        condition=source.condition,
        constraint=source.constraint,
        constraint_message=source.constraint_message[:400],
        choice_list=choice_list,
        position=position,
        origin=_line_of_file(source),
        revision=block.revision,
        changed_by=by,
    )
    rows = [(source.name, "")]
    if KINDS[source.kind].has_rows:
        rows = [(row.name, row.label) for row in source.rows]
    Variable.objects.bulk_create(
        Variable(question=question, code=code[:80], label=label[:400], position=place)
        for place, (code, label) in enumerate(rows)
    )


def _own_list(questionnaire: Questionnaire, source: ImportedQuestion) -> ChoiceList:
    """The usual answers of a yes/no or a scale; empty, to be filled in, when the file gave no list."""
    taken = set(questionnaire.choice_lists.values_list("name", flat=True))
    kept = ChoiceList.objects.create(questionnaire=questionnaire, name=free_name(source.name[:70], taken))
    for place, (code, label) in enumerate(KINDS[source.kind].proposed):
        Option.objects.create(choice_list=kept, code=code, label=label, position=place)
    return kept


def _line_of_file(source: ImportedQuestion) -> dict[str, str] | None:
    if not source.source_row:
        return None
    return Reference(
        "xlsform.row", str(source.source_row), f"Ligne {source.source_row} du fichier importé", ""
    ).as_json()
