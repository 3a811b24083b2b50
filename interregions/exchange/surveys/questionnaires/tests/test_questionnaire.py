from pathlib import Path

import pytest
from django.core.management import call_command

from interregions.common.errors import Refused, Stale
from interregions.common.references import Reference
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.choices import QuestionnaireStatus
from interregions.exchange.surveys.models import Option, Question, Questionnaire, QuestionnaireApproval
from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.questionnaires.queries import questionnaires as queries
from interregions.exchange.surveys.questionnaires.queries.builder import builder_page, changes_since
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.rules import questionnaire as rules
from interregions.exchange.surveys.questionnaires.rules.lines import Line, read_lines, written_lines
from interregions.exchange.surveys.questionnaires.services.importing import create_from_import
from interregions.exchange.surveys.questionnaires.services.questionnaires import (
    add_note_questions,
    approve_questionnaire,
    change_questionnaire,
    draft_questionnaire,
    drop_questionnaire,
    take_up_questionnaire,
)
from interregions.exchange.surveys.questionnaires.services.questions import (
    add_block,
    add_question,
    change_block,
    change_question,
    duplicate_question,
    move_block,
    move_question,
    remove_block,
    remove_question,
)
from interregions.exchange.themes.models import Call, Theme
from interregions.network.models import Member
from interregions.toolkit.forms_elsewhere import read_xlsform
from tests.tasks import cards_of, left_in

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "politique-des-poles.xlsx"


@pytest.fixture
def cycle(facilitator, bretagne, today) -> Cycle:
    call = Call.objects.create(
        season="2026", retained_number=1, proposals_until=today, choices_until=today, opened_by=facilitator
    )
    theme = Theme.objects.create(
        call=call,
        title="Financer les pôles",
        problem="p",
        expected_result="r",
        proposed_by=bretagne.organisation,
        written_by=bretagne,
    )
    return Cycle.objects.create(theme=theme, lead=bretagne.organisation, opened_by=facilitator)


@pytest.fixture
def questionnaire(cycle, facilitator) -> Questionnaire:
    return draft_questionnaire(title="Politique des pôles", cycle=cycle, by=facilitator)


@pytest.fixture
def block(questionnaire, facilitator):
    return add_block(questionnaire=questionnaire, title="Votre politique", by=facilitator)


def names(questionnaire) -> list[str]:
    return [question.name for block in content_of(questionnaire.pk) for question in block.questions]


def fresh(questionnaire) -> Questionnaire:
    return Questionnaire.objects.select_related("cycle__lead", "cycle__theme").get(pk=questionnaire.pk)


# Rules


def test_the_estimated_time_is_to_read_then_to_answer():
    assert rules.estimated_seconds(words=35, answering=25) == 10 + 25


def test_a_line_keeps_its_code_when_only_its_words_change():
    before = [Line(code="oui_2027", label="Oui, dès 2027"), Line(code="non", label="Non")]
    after = read_lines(["Oui, en 2027", "Non"], before)
    assert [line.code for line in after] == ["oui_2027", "non"]


def test_lines_are_written_back_as_they_were_read():
    lines = read_lines(["Budget propre", "x1 | Fonds européens", " "])
    assert written_lines(lines) == ["Budget propre", "x1 | Fonds européens"]
    assert read_lines(written_lines(lines)) == lines


def test_two_lines_of_the_same_words_are_refused():
    assert KINDS["ONE_CHOICE"].reasons_not_to_take_options(read_lines(["A", "A"]))


@pytest.mark.parametrize(
    ("role", "of_lead", "may"),
    [
        ("FACILITATOR", False, True),
        ("REFERENT", True, True),
        ("CONTRIBUTOR", True, True),
        ("READER", True, False),
        ("REFERENT", False, False),
    ],
)
def test_the_animation_and_the_responsible_region_write(role, of_lead, may):
    assert (rules.reasons_not_to_write(role=role, of_lead=of_lead, frozen=False) == []) is may
    assert rules.reasons_not_to_write(role=role, of_lead=of_lead, frozen=True)


def test_both_parties_are_needed_and_the_animation_alone_without_region():
    assert not rules.is_agreed(approved_by={"animation"}, with_lead=True)
    assert not rules.is_agreed(approved_by={"lead"}, with_lead=True)
    assert rules.is_agreed(approved_by={"animation", "lead"}, with_lead=True)
    assert rules.is_agreed(approved_by={"animation"}, with_lead=False)


# Writing


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_of_every_kind_has_what_it_is_counted_by(block, facilitator, kind):
    question = add_question(
        block=block,
        kind=kind,
        label=f"Question {kind}",
        options=["Oui", "Non"] if KINDS[kind].has_options and not KINDS[kind].proposed else (),
        rows=["Mer", "Santé"] if KINDS[kind].has_rows else (),
        by=facilitator,
    )
    variables = [variable.code for variable in question.variables.all()]
    if KINDS[kind].has_rows:
        assert variables == [f"{question.name}_mer", f"{question.name}_sante"]
    else:
        assert variables == [question.name]
    assert (question.choice_list is not None) == KINDS[kind].has_options
    if kind == "YES_NO":
        assert [option.code for option in question.choice_list.options.all()] == ["yes", "no"]
    if kind == "SCALE":
        assert [option.code for option in question.choice_list.options.all()] == ["1", "2", "3", "4", "5"]


def test_the_questionnaire_starts_from_the_notes_questions_each_saying_where_it_is_from(cycle, facilitator):
    origin = Reference("notes.notequestion", "7", "Note d’opportunité", "/notes/3/")
    found = draft_questionnaire(
        title="Q", cycle=cycle, by=facilitator, note_questions=[("Que financez-vous ?", origin)]
    )
    question = content_of(found.pk)[0].questions[0]
    assert question.label == "Que financez-vous ?"
    assert question.origin == origin
    add_note_questions(questionnaire=found, note_questions=[("Et demain ?", origin)], by=facilitator)
    assert len(content_of(found.pk)[0].questions) == 2


def test_a_contributor_of_the_lead_writes_and_another_region_does_not(block, contributor, normandie):
    add_question(block=block, kind="TEXT", label="Écrite par une contributrice", by=contributor)
    with pytest.raises(Refused, match="Région responsable"):
        add_question(block=block, kind="TEXT", label="Écrite par une autre Région", by=normandie)
    assert Question.objects.count() == 1


def test_an_unknown_name_a_broken_expression_and_a_circle_are_refused(block, facilitator):
    first = add_question(block=block, kind="YES_NO", label="Un budget ?", name="budget", by=facilitator)
    with pytest.raises(Refused, match="inconnu"):
        add_question(block=block, kind="TEXT", label="Combien ?", condition="${inconnu} = 1", by=facilitator)
    with pytest.raises(Refused):
        add_question(block=block, kind="TEXT", label="Combien ?", condition="${budget} = ", by=facilitator)
    second = add_question(
        block=block, kind="AMOUNT", label="Combien ?", name="combien", condition="${budget} = 'yes'", by=facilitator
    )
    with pytest.raises(Refused, match="tournent en rond"):
        change_question(question=first, revision=first.revision, condition="${combien} > 1", by=facilitator)
    with pytest.raises(Refused, match="budget"):
        remove_question(question=first, by=facilitator)
    with pytest.raises(Refused, match="budget"):
        change_question(question=first, revision=first.revision, name="autre", by=facilitator)
    remove_question(question=second, by=facilitator)
    remove_question(question=first, by=facilitator)
    assert Question.objects.count() == 0


def test_a_condition_may_name_the_row_of_a_table(block, facilitator):
    add_question(
        block=block,
        kind="TABLE",
        name="soutien",
        label="Soutien",
        options=["Fort", "Faible"],
        rows=["Mer"],
        by=facilitator,
    )
    question = add_question(
        block=block, kind="TEXT", label="Pourquoi ?", condition="${soutien_mer} = 'fort'", by=facilitator
    )
    assert question.condition


def test_a_blocks_condition_is_checked(questionnaire, block, facilitator):
    question = add_question(block=block, kind="YES_NO", label="Un budget ?", name="budget", by=facilitator)
    add_block(questionnaire=questionnaire, title="Suite", condition="${budget} = 'yes'", by=facilitator)
    with pytest.raises(Refused, match="absent"):
        add_block(questionnaire=questionnaire, title="Fin", condition="${absent} = 'yes'", by=facilitator)
    with pytest.raises(Refused, match="tournent en rond"):
        change_block(
            block=block, revision=block.revision, title=block.title, condition="${budget} = 'yes'", by=facilitator
        )
    assert question.pk


def test_questions_move_within_and_across_blocks(questionnaire, block, facilitator):
    made = [add_question(block=block, kind="TEXT", label=name, by=facilitator) for name in ("a", "b", "c")]
    other = add_block(questionnaire=questionnaire, title="Suite", by=facilitator)
    add_question(block=other, kind="TEXT", label="d", by=facilitator)
    move_question(question=made[2], up=True, by=facilitator)
    assert names(questionnaire) == ["a", "c", "b", "d"]
    move_question(question=made[1], up=False, by=facilitator)
    assert [q.name for q in content_of(questionnaire.pk)[1].questions] == ["b", "d"]
    move_question(question=made[1], up=True, by=facilitator)
    assert [q.name for q in content_of(questionnaire.pk)[0].questions] == ["a", "c", "b"]
    move_block(block=other, up=True, by=facilitator)
    assert names(questionnaire) == ["d", "a", "c", "b"]


def test_a_question_is_duplicated_just_after_under_its_own_names(block, questionnaire, facilitator):
    table = add_question(
        block=block,
        kind="TABLE",
        name="soutien",
        label="Soutien",
        options=["Fort", "Faible"],
        rows=["Mer"],
        by=facilitator,
    )
    add_question(block=block, kind="TEXT", label="fin", by=facilitator)
    copy = duplicate_question(question=table, by=facilitator)
    assert names(questionnaire) == ["soutien", "soutien_2", "fin"]
    assert [variable.code for variable in copy.variables.all()] == ["soutien_2_mer"]


def test_options_keep_their_rows_when_a_label_is_corrected(block, facilitator):
    question = add_question(block=block, kind="ONE_CHOICE", label="Qui ?", options=["Region", "EPCI"], by=facilitator)
    before = list(Option.objects.values_list("pk", "code"))
    change_question(question=question, revision=question.revision, options=["Région", "EPCI"], by=facilitator)
    assert list(Option.objects.values_list("pk", "code")) == before
    assert Option.objects.first().label == "Région"


def test_a_block_with_questions_others_depend_on_stays(questionnaire, block, facilitator):
    add_question(block=block, kind="YES_NO", label="Un budget ?", name="budget", by=facilitator)
    other = add_block(questionnaire=questionnaire, title="Suite", by=facilitator)
    add_question(block=other, kind="TEXT", label="Lequel ?", condition="${budget} = 'yes'", by=facilitator)
    with pytest.raises(Refused, match="dépendent"):
        remove_block(block=block, by=facilitator)
    remove_block(block=other, by=facilitator)
    remove_block(block=block, by=facilitator)
    assert content_of(questionnaire.pk) == ()


# Two people


def test_the_second_of_two_people_changing_one_question_gets_both_versions(block, facilitator, bretagne):
    question = add_question(block=block, kind="TEXT", label="Avant", by=facilitator)
    read = question.revision
    change_question(question=question, revision=read, label="Celle de Claire", by=facilitator)
    with pytest.raises(Stale) as stale:
        change_question(question=question, revision=read, label="Celle d’Anne", by=bretagne)
    assert "Celle de Claire" in stale.value.theirs
    assert "Celle d’Anne" in stale.value.mine
    assert stale.value.author == "Claire Animatrice"
    change_question(question=question, revision=stale.value.revision, label="Ensemble", by=bretagne)
    assert Question.objects.get().label == "Ensemble"


def test_two_people_change_two_questions_without_meeting(block, facilitator, bretagne):
    first = add_question(block=block, kind="TEXT", label="Une", by=facilitator)
    second = add_question(block=block, kind="TEXT", label="Deux", by=facilitator)
    change_question(question=first, revision=first.revision, label="Une bis", by=facilitator)
    change_question(question=second, revision=second.revision, label="Deux bis", by=bretagne)
    assert set(Question.objects.values_list("label", flat=True)) == {"Une bis", "Deux bis"}


def test_a_stale_block_is_refused_too(block, facilitator, bretagne):
    read = block.revision
    change_block(block=block, revision=read, title="Un", by=facilitator)
    with pytest.raises(Stale):
        change_block(block=block, revision=read, title="Deux", by=bretagne)


# Approval


def test_both_approvals_of_the_same_revision_freeze(questionnaire, block, facilitator, bretagne):
    question = add_question(block=block, kind="TEXT", label="Une", by=facilitator)
    revision = fresh(questionnaire).revision
    approve_questionnaire(questionnaire=questionnaire, revision=revision, by=facilitator)
    assert fresh(questionnaire).status == QuestionnaireStatus.DRAFT
    change_question(question=question, revision=question.revision, label="Une autre", by=bretagne)
    page = builder_page(fresh(questionnaire), facilitator)
    assert [change.sentence for change in page.parties[0].changes] == [
        "Question modifiée\u202f: «\u202fUne autre\u202f»"
    ]
    assert page.parties[0].changes[0].author == "Anne Le Goff"
    with pytest.raises(Refused, match="a changé depuis"):
        approve_questionnaire(questionnaire=questionnaire, revision=revision, by=bretagne)
    revision = fresh(questionnaire).revision
    approve_questionnaire(questionnaire=questionnaire, revision=revision, by=bretagne)
    assert fresh(questionnaire).status == QuestionnaireStatus.DRAFT
    approve_questionnaire(questionnaire=questionnaire, revision=revision, by=facilitator)
    assert fresh(questionnaire).status == QuestionnaireStatus.APPROVED
    assert fresh(questionnaire).frozen_at


def test_a_frozen_questionnaire_refuses_every_edit(questionnaire, block, facilitator, bretagne):
    question = add_question(block=block, kind="TEXT", label="Une", by=facilitator)
    for who in (facilitator, bretagne):
        approve_questionnaire(questionnaire=questionnaire, revision=fresh(questionnaire).revision, by=who)
    frozen = fresh(questionnaire)
    edits = [
        lambda: add_block(questionnaire=frozen, title="x", by=facilitator),
        lambda: change_block(block=block, revision=block.revision, title="x", by=facilitator),
        lambda: move_block(block=block, up=True, by=facilitator),
        lambda: remove_block(block=block, by=facilitator),
        lambda: add_question(block=block, kind="TEXT", label="x", by=facilitator),
        lambda: change_question(question=question, revision=question.revision, label="x", by=facilitator),
        lambda: move_question(question=question, up=True, by=facilitator),
        lambda: duplicate_question(question=question, by=facilitator),
        lambda: remove_question(question=question, by=facilitator),
        lambda: change_questionnaire(questionnaire=frozen, title="x", introduction="", by=facilitator),
        lambda: create_from_import(imported=read_xlsform(SAMPLE), questionnaire=frozen, by=facilitator),
    ]
    for edit in edits:
        with pytest.raises(Refused, match="il ne change plus"):
            edit()
    with pytest.raises(Refused, match="déjà approuvé"):
        approve_questionnaire(questionnaire=frozen, revision=frozen.revision, by=facilitator)


def test_a_contributor_does_not_approve_nor_another_region(questionnaire, block, facilitator, contributor, normandie):
    add_question(block=block, kind="TEXT", label="Une", by=facilitator)
    revision = fresh(questionnaire).revision
    for who in (contributor, normandie):
        with pytest.raises(Refused):
            approve_questionnaire(questionnaire=questionnaire, revision=revision, by=who)
    assert not QuestionnaireApproval.objects.exists()


def test_an_empty_questionnaire_is_not_approved(questionnaire, facilitator):
    with pytest.raises(Refused, match="aucune question"):
        approve_questionnaire(questionnaire=questionnaire, revision=1, by=facilitator)


def test_the_animation_alone_approves_an_express_consultation(cycle, facilitator, bretagne):
    express = draft_questionnaire(title="En 48 heures", cycle=cycle, by=facilitator, express=True)
    block = add_block(questionnaire=express, title="Q", by=facilitator)
    add_question(block=block, kind="YES_NO", label="D’accord ?", by=facilitator)
    approve_questionnaire(questionnaire=express, revision=fresh(express).revision, by=facilitator)
    assert fresh(express).status == QuestionnaireStatus.APPROVED


def test_the_content_of_a_frozen_questionnaire_is_kept(
    questionnaire, block, facilitator, bretagne, django_assert_num_queries
):
    add_question(block=block, kind="YES_NO", label="Une", by=facilitator)
    with django_assert_num_queries(5):
        content_of(questionnaire.pk)
    for who in (facilitator, bretagne):
        approve_questionnaire(questionnaire=questionnaire, revision=fresh(questionnaire).revision, by=who)
    first = content_of(questionnaire.pk)
    with django_assert_num_queries(1):
        assert content_of(questionnaire.pk) is first


# Who reads, what is left


def test_a_questionnaire_in_writing_is_seen_by_its_two_parties(
    questionnaire, facilitator, bretagne, normandie, outsider
):
    for who, seen in ((facilitator.member, 1), (bretagne.member, 1), (normandie.member, 0), (outsider, 0), (None, 0)):
        assert queries.questionnaires_visible_to(who).count() == seen


def test_both_parties_are_asked_to_start_the_questionnaire_once_the_survey_step_is_reached(
    cycle, facilitator, bretagne, normandie
):
    def cards(mandate):
        return [card.gesture for card in cards_of(mandate.member, "surveys")]

    assert cards(facilitator) == cards(bretagne) == []
    Cycle.objects.filter(pk=cycle.pk).update(stage=Stage.SURVEY)
    assert cards(facilitator) == cards(bretagne) == ["Commencer"]
    assert cards(normandie) == []
    draft_questionnaire(title="Q", cycle=cycle, by=facilitator)
    assert "Commencer" not in cards(facilitator)


def test_opening_the_survey_is_a_link_only_once_a_questionnaire_waits_for_it(cycle, facilitator, bretagne, normandie):
    def opening() -> list[str]:
        return [left.url for left in left_in(cycle, "surveys") if left.sentence == "Ouvrir l’enquête"]

    assert opening() == [""]
    found = draft_questionnaire(title="Q", cycle=cycle, by=facilitator)
    add_question(
        block=add_block(questionnaire=found, title="B", by=facilitator), kind="TEXT", label="Une", by=facilitator
    )
    for party in (facilitator, bretagne):
        approve_questionnaire(questionnaire=found, revision=fresh(found).revision, by=party)
    assert opening() == [f"/enquetes/ouvrir/{found.pk}/"]


def test_a_questionnaire_started_by_mistake_is_put_aside_and_taken_up(
    cycle, facilitator, bretagne, normandie, client_as
):
    found = draft_questionnaire(title="Parti trop vite", cycle=cycle, by=facilitator)
    add_question(
        block=add_block(questionnaire=found, title="B", by=facilitator), kind="TEXT", label="Une", by=facilitator
    )
    client = client_as(facilitator)
    assert "Mettre ce questionnaire de côté" in client.get(found.get_absolute_url()).content.decode()
    with pytest.raises(Refused):
        drop_questionnaire(questionnaire=found, by=normandie)
    client.post(f"{found.get_absolute_url()}mettre-de-cote/")
    assert fresh(found).status == QuestionnaireStatus.DROPPED
    assert [
        card for card in cards_of(Member.objects.get(pk=bretagne.member_id), "surveys") if "Parti" in card.what
    ] == []
    assert left_in(cycle, "surveys")[0].sentence == "Commencer le questionnaire"
    with pytest.raises(Refused, match="mis de côté"):
        approve_questionnaire(questionnaire=found, revision=fresh(found).revision, by=bretagne)
    with pytest.raises(Refused, match="mis de côté"):
        add_block(questionnaire=found, title="Autre", by=bretagne)
    page = client_as(bretagne).get(found.get_absolute_url()).content.decode()
    assert "Reprendre ce questionnaire" in page
    take_up_questionnaire(questionnaire=found, by=bretagne)
    assert fresh(found).status == QuestionnaireStatus.DRAFT


def test_what_is_left_names_each_holder(cycle, facilitator, bretagne):
    assert left_in(cycle, "surveys")[0].sentence == "Commencer le questionnaire"
    found = draft_questionnaire(title="Q", cycle=cycle, by=facilitator)
    assert left_in(cycle, "surveys")[0].sentence == "Écrire les questions du questionnaire"
    block = add_block(questionnaire=found, title="B", by=facilitator)
    add_question(block=block, kind="TEXT", label="Une", by=facilitator)

    def holders() -> set[str]:
        return {left.held_by for left in left_in(cycle, "surveys") if left.sentence.startswith("Approuver")}

    assert holders() == {"Bretagne", "Animation"}
    approve_questionnaire(questionnaire=found, revision=fresh(found).revision, by=facilitator)
    assert holders() == {"Bretagne"}
    assert [line.label for line in queries.thread_of(cycle, bretagne.member)] == ["Questionnaire « Q »"]
    approve_questionnaire(questionnaire=found, revision=fresh(found).revision, by=bretagne)
    assert not [r for r in left_in(cycle, "surveys") if "approuv" in r.sentence]


def cards(mandate) -> list[str]:
    mandate.member._standing = None
    return [card.gesture for card in cards_of(mandate.member, "surveys")]


def test_each_party_is_expected_until_it_approved(questionnaire, block, facilitator, bretagne, contributor, normandie):
    assert cards(facilitator) == ["Écrire"]
    assert cards(contributor) == ["Écrire"]
    add_question(block=block, kind="TEXT", label="Une", by=facilitator)
    assert cards(facilitator) == cards(bretagne) == ["Relire"]
    assert cards(contributor) == cards(normandie) == []
    approve_questionnaire(questionnaire=questionnaire, revision=fresh(questionnaire).revision, by=bretagne)
    assert cards(bretagne) == []
    assert cards(facilitator) == ["Relire"]


def test_reads_do_not_grow_with_the_questionnaires(cycle, facilitator, django_assert_max_num_queries):
    for number in range(12):
        found = draft_questionnaire(title=f"Q{number}", cycle=cycle, by=facilitator)
        part = add_block(questionnaire=found, title="B", by=facilitator)
        add_question(block=part, kind="TEXT", label="Une", by=facilitator)
        approve_questionnaire(questionnaire=found, revision=fresh(found).revision, by=facilitator)
    facilitator.member._standing = None
    with django_assert_max_num_queries(4):
        cards_of(facilitator.member, "surveys")
    with django_assert_max_num_queries(4):
        left_in(cycle, "surveys")


def test_changes_are_told_latest_first(questionnaire, block, facilitator):
    add_question(block=block, kind="TEXT", label="Une", by=facilitator)
    change_questionnaire(questionnaire=questionnaire, title="Autre", introduction="Bonjour", by=facilitator)
    told = [change.sentence for change in changes_since(questionnaire, 1)]
    assert told[0] == "Titre ou introduction modifiés"
    assert len(told) == 3


# Import


def test_the_sample_comes_in_whole_and_can_be_frozen(db, facilitator):
    imported = read_xlsform(SAMPLE)
    found = create_from_import(imported=imported, by=facilitator, filename=SAMPLE.name)
    content = content_of(found.pk)
    first, *rest = imported.blocks
    assert not first.questions
    assert found.introduction == first.help
    assert [block.title for block in content] == [block.label for block in rest]
    assert [q.name for block in content for q in block.questions] == [q.name for q in imported.questions]
    for block in content:
        for question in block.questions:
            assert question.variables
            assert bool(question.options) == question.kind.has_options
    assert len(found.import_report) == len(imported.report)
    assert rules.blocking_sentences(queries.written_questions(content)) == []
    approve_questionnaire(questionnaire=found, revision=fresh(found).revision, by=facilitator)
    assert fresh(found).status == QuestionnaireStatus.APPROVED


def test_a_question_of_a_shared_imported_list_gets_its_own_when_changed(db, facilitator):
    found = create_from_import(imported=read_xlsform(SAMPLE), by=facilitator)
    shared = [
        question
        for question in Question.objects.filter(block__questionnaire=found, kind="ONE_CHOICE")
        if Question.objects.filter(choice_list=question.choice_list).count() > 1
    ]
    for question in shared[:1]:
        others = Question.objects.filter(choice_list=question.choice_list).exclude(pk=question.pk)
        before = [o.label for o in others[0].choice_list.options.all()]
        labels = [option.label for option in question.choice_list.options.all()]
        change_question(question=question, revision=question.revision, options=[*labels, "Encore une"], by=facilitator)
        assert [o.label for o in others[0].choice_list.options.all()] == before


def test_the_command_imports_into_a_database_without_cycle(db, capsys):
    call_command("import_questionnaire", str(SAMPLE))
    assert Questionnaire.objects.get().cycle is None
    assert "Questionnaire en rédaction" in capsys.readouterr().out


def test_checking_writes_nothing_and_prints_what_is_understood(db, capsys):
    import json  # noqa: PLC0415

    call_command("import_questionnaire", str(SAMPLE), "--check", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["groups"]
    assert told["questions"]
    assert told["choices"]
    assert set(told["expressions"]) == {"parsed", "refused"}
    assert not Questionnaire.objects.exists()


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken", b"\x00" * 5000])
def test_a_file_that_is_no_questionnaire_gets_one_sentence_and_exit_code_2(db, tmp_path, capsys, content):
    path = tmp_path / "étrange.xlsx"
    path.write_bytes(content)
    for options in ([], ["--check"], ["--check", "--json"]):
        with pytest.raises(SystemExit) as stopped:
            call_command("import_questionnaire", str(path), *options)
        told = capsys.readouterr()
        assert stopped.value.code == 2
        assert told.out == ""
        assert len(told.err.strip().splitlines()) == 1
        assert "Traceback" not in told.err


def test_a_missing_file_a_folder_and_an_unknown_cycle_are_told(db, tmp_path, capsys):
    for arguments in ([str(tmp_path / "rien.xlsx")], [str(tmp_path)], [str(SAMPLE), "--cycle", "999"]):
        with pytest.raises(SystemExit) as stopped:
            call_command("import_questionnaire", *arguments)
        assert stopped.value.code == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not Questionnaire.objects.exists()


def test_a_database_that_cannot_receive_it_is_told_in_one_sentence(db, capsys, monkeypatch):
    from django.db import OperationalError  # noqa: PLC0415

    from interregions.exchange.surveys.management.commands import import_questionnaire as command  # noqa: PLC0415

    def fail(**_: object) -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(command, "create_from_import", fail)
    with pytest.raises(SystemExit) as stopped:
        call_command("import_questionnaire", str(SAMPLE))
    assert stopped.value.code == 2
    assert "migrate" in capsys.readouterr().err
