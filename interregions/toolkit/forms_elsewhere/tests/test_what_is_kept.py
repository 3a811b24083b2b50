"""The declared type decides, nobody reads a variable raw, and « gardé » is said of what is kept whole."""

import openpyxl
import pytest

from interregions.toolkit.forms_elsewhere import read_xlsform

HEADER = ["type", "name", "label"]
TOOLS = [["list_name", "name", "label"], ["l", "aides", "aides directes"], ["l", "prets", "prêts"]]


def read(tmp_path, survey, choices=(), settings=()):
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        sheet = book["survey"] if name == "survey" else book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    return read_xlsform(tmp_path / "a.xlsx")


def told(found, row, sheet="survey"):
    return [(line.kind, line.sentence) for line in found.report if (line.sheet, line.row) == (sheet, row)]


@pytest.mark.parametrize(
    ("kind", "label", "became"),
    [
        ("decimal", "Aides versées (en M€)", "NUMBER"),
        ("decimal", "Coût d’une tonne évitée, en € par tonne", "NUMBER"),
        ("decimal", "Évolution sur trois ans (en %)", "NUMBER"),
        ("integer", "Projets financés à plus de 80 %", "WHOLE_NUMBER"),
        ("decimal", "Part en pourcentage", "NUMBER"),
        ("percentage", "Part du total", "PERCENTAGE"),
    ],
)
def test_the_declared_type_decides_and_no_unit_is_guessed_from_the_label(tmp_path, kind, label, became):
    found = read(tmp_path, [HEADER, [kind, "a", label]])
    assert found.questions[0].kind == became
    assert [kind for kind, _ in told(found, 2)] == ["kept"]


@pytest.mark.parametrize(
    ("parameters", "places"),
    [
        ("start=4 end=0 step=-2", ["4", "2", "0"]),
        ("start=3 end=1", ["3", "2", "1"]),
        ("start=0 end=0.3 step=0.1", ["0", "0.1", "0.2", "0.3"]),
        ("start=-1 end=1", ["-1", "0", "1"]),
    ],
)
def test_a_scale_goes_down_when_its_file_says_so(tmp_path, parameters, places):
    found = read(tmp_path, [[*HEADER, "parameters", "required"], ["range", "r", "Note", parameters, "yes"]])
    [asked] = found.questions
    [proposed] = found.choice_lists
    assert (asked.kind, asked.constraint, [each.name for each in proposed.choices]) == ("SCALE", "", places)


def test_a_long_scale_that_goes_down_can_be_answered(tmp_path):
    found = read(tmp_path, [[*HEADER, "parameters"], ["range", "r", "Note", "start=100 end=0 step=-1"]])
    assert (found.questions[0].kind, found.questions[0].constraint) == ("NUMBER", ". >= 0 and . <= 100")


@pytest.mark.parametrize("parameters", ["start=1 end=5 step=0", "start=1.2.3 end=4"])
def test_a_scale_that_cannot_be_read_is_said_changed(tmp_path, parameters):
    found = read(tmp_path, [[*HEADER, "parameters"], ["range", "r", "Note", parameters]])
    assert (found.questions[0].kind, told(found, 2)[0][0]) == ("NUMBER", "changed")


def test_nobody_reads_a_variable_raw(tmp_path):
    survey = [
        [*HEADER, "hint", "constraint", "constraint_message"],
        ["integer", "lots", "Combien de lots ?"],
        ["begin_group", "g", "Vos ${lots} lots"],
        [
            "integer",
            "ouverts",
            "Sur ces ${lots} lots, combien sont ouverts ?",
            "De 0 à ${ lots }",
            ". <= ${lots}",
            "${x}",
        ],
        ["calculate", "reste", ""],
        ["note", "merci", "Il en reste ${reste}."],
        ["end_group"],
    ]
    found = read(tmp_path, survey, [*TOOLS, ["l", "tout", "Les ${lots}"]])
    block = found.blocks[1]
    [asked] = block.questions
    cited = "(votre réponse à « Combien de lots ? »)"
    assert asked.label == f"Sur ces {cited} lots, combien sont ouverts ?"
    assert (asked.help, asked.constraint_message, block.help) == (f"De 0 à {cited}", "(…)", "Il en reste (…).")
    assert asked.constraint == ". <= ${lots}"
    shown = [block.label, asked.label, asked.help, block.help, *(one.label for one in found.choice_lists[0].choices)]
    assert not [words for words in shown if "${" in words]
    for row in (3, 4, 6):
        kinds = [kind for kind, _ in told(found, row)]
        assert "changed" in kinds, row
        assert "kept" not in kinds, row
    assert told(found, 4, "choices")[0][0] == "changed"


def test_a_loop_says_that_it_is_asked_once_and_its_choices_stand_in_its_words(tmp_path):
    survey = [
        HEADER,
        ["select_multiple l", "q", "Lesquels ?"],
        ["begin loop over l", "b", "Par outil"],
        ["integer", "nb", "Combien de %(label)s ?"],
        ["end loop"],
    ]
    found = read(tmp_path, survey, TOOLS)
    asked = found.questions[1]
    assert (asked.kind, asked.label) == ("WHOLE_NUMBER", "Combien de (aides directes, prêts) ?")
    assert "posée une seule fois" in told(found, 3)[0][1]
    assert [kind for kind, _ in told(found, 4)] == ["changed", "changed"]


def test_what_is_declared_and_not_kept_has_its_line(tmp_path):
    survey = [
        [*HEADER, "appearance", "parameters", "hint"],
        ["text", "a", "Un", "numbers"],
        ["select_multiple l", "b", "Deux", "minimal", "randomize=true"],
        ["begin_group", "g", "Tableau", "table-list w3"],
        ["select_one l", "tete", "Où en êtes-vous ?", "label"],
        ["select_one l", "x", "X", "list-nolabel", "", "Une aide"],
        ["note", "n", "À lire"],
        ["end_group"],
        ["text", "c", "Trois", "multiline"],
    ]
    found = read(
        tmp_path,
        survey,
        [[*TOOLS[0], "image"], [*TOOLS[1], "a.png"], TOOLS[2]],
        [["form_title", "style"], ["T", "pages"]],
    )
    lost = {(line.sheet, line.row, line.column) for line in found.report if line.kind == "refused"}
    assert lost == {
        ("survey", 2, "appearance"),
        ("survey", 3, "appearance"),
        ("survey", 3, "parameters"),
        ("survey", 4, "appearance"),
        ("survey", 6, "hint"),
        ("choices", 1, "image"),
        ("settings", 1, "style"),
    }
    assert "« Où en êtes-vous ? » n’est pas gardé" in told(found, 5)[0][1]
    assert told(found, 7) == [("changed", "Note placée dans l’aide du tableau.")]


def test_kept_is_said_of_what_is_kept_whole(tmp_path):
    survey = [
        [*HEADER, "default", "appearance"],
        ["text", "a", "Un", "rien"],
        ["text", "b", "Deux", "", "w1"],
        ["text", "C", "Trois"],
        ["text", "d", "Quatre"],
    ]
    found = read(tmp_path, survey)
    kinds = {line.row: line.kind for line in found.report if line.column == "type"}
    assert kinds == {2: "changed", 3: "changed", 4: "kept", 5: "kept"}
    assert told(found, 2)[0][1] == "Question « Un » (texte court), en partie."
