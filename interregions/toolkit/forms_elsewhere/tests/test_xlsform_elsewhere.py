"""Shapes met in forms written elsewhere, and files that are no form at all: each rebuilt small."""

import io
import json
import os
import random
import zipfile
from collections import Counter

import openpyxl
import pytest
from django.core.management import call_command

from interregions.toolkit.forms_elsewhere import NotAnXLSForm, read_xlsform

HEADER = ["type", "name", "label"]
DRAW = random.Random(20261123)


def written(path, survey, choices=(), title="survey"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in survey:
        book.active.append(row)
    if choices:
        sheet = book.create_sheet("choices")
        for row in choices:
            sheet.append(row)
    book.save(path)
    return path


def with_member(path, name, content):
    written(path, [HEADER, ["text", "a", "Un"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def questions_of(found):
    return {question.name: question for question in found.questions}


def test_every_question_a_device_would_record_is_asked_in_another_form(tmp_path):
    types = {
        **dict.fromkeys(["geopoint", "geotrace", "geoshape", "gps", "osm", "osm tags", "barcode"], "TEXT"),
        **dict.fromkeys(
            ["select_one_external l", "select_one_from_file a.csv", "select_multiple_from_file b.csv"], "TEXT"
        ),
        **dict.fromkeys(["audio", "video", "image", "file"], "FILE"),
        "number of days in last month": "WHOLE_NUMBER",
    }
    survey = [HEADER, *([kind, f"q{place}", kind] for place, kind in enumerate(types))]
    found = read_xlsform(written(tmp_path / "a.xlsx", survey))
    assert [question.kind for question in found.questions] == list(types.values())
    changed = {line.row for line in found.report if line.kind == "changed"}
    told = {line.row for line in found.report}
    assert told == set(range(2, len(types) + 2))
    assert len(changed) == len(types) - 3  # image, file and the number are kept as they are


def test_a_ranking_becomes_a_table_of_places(tmp_path):
    choices = [["list_name", "name", "label"], ["l", "mer", "Mer"], ["l", "ciel", "Ciel"], ["l", "terre", "Terre"]]
    survey = [[*HEADER, "relevant"], ["rank l", "r", "Classez"], ["text", "b", "Pourquoi ?", "${r} = 'mer'"]]
    found = read_xlsform(written(tmp_path / "a.xlsx", survey, choices))
    rank, why = found.questions
    assert (rank.kind, [row.label for row in rank.rows]) == ("TABLE", ["Mer", "Ciel", "Terre"])
    places = {one.name: one.choices for one in found.choice_lists}[rank.choice_list]
    assert [choice.label for choice in places] == ["1er", "2e", "3e"]
    assert found.summary()["choices"] == {"l": 3}
    assert why.condition == ""  # its order is no answer a condition can read


def test_choices_alike_in_a_filtered_list_are_all_kept_and_told_apart(tmp_path):
    choices = [
        ["list_name", "name", "label", "region"],
        ["ville", "autre", "Autre", "Bretagne"],
        ["ville", "autre", "Autre", "Normandie"],
        ["ville", "caen", "Caen", "Normandie"],
        ["ville", "caen", "Caen", "Normandie"],
    ]
    survey = [[*HEADER, "choice_filter"], ["select_one ville", "v", "Ville", "region=${r}"]]
    found = read_xlsform(written(tmp_path / "a.xlsx", survey, choices))
    assert [(one.name, one.label) for one in found.choice_lists[0].choices] == [
        ("autre", "Autre (Bretagne)"),
        ("autre_2", "Autre (Normandie)"),
        ("caen", "Caen (Normandie)"),
    ]
    assert any("filtre des choix" in line.sentence for line in found.report if line.kind == "refused")


def test_a_type_that_begins_like_the_end_of_a_group_is_no_end(tmp_path):
    found = read_xlsform(written(tmp_path / "a.xlsx", [HEADER, ["end time", "fin", ""], ["text", "a", "Un"]]))
    assert [question.name for question in found.questions] == ["a"]


def test_no_row_is_dropped_in_silence(tmp_path):
    choices = [["list_name", "name", "label"], ["l", "a", "A"], ["l", "b", "B"]]
    survey = [
        [*HEADER, "appearance"],
        ["begin_group", "g", "G", ""],
        ["select_one l", "head", "", "label"],
        ["select_one l", "x", "X", "list-nolabel"],
        ["select_one l", "y", "Y", "list-nolabel"],
        ["end_group", "", "", ""],
        ["note", "n", "Merci", ""],
        ["calculate", "c", "", ""],
        ["audit", "audit", "", ""],
        ["something new", "s", "S", ""],
    ]
    found = read_xlsform(written(tmp_path / "a.xlsx", survey, choices))
    assert {line.row for line in found.report if line.sheet == "survey"} >= {2, 3, 4, 5, 7, 8, 9, 10}


def test_a_cell_in_error_is_named(tmp_path):
    found = read_xlsform(written(tmp_path / "a.xlsx", [HEADER, ["text", "a", "#REF!"], ["text", "b", "Deux"]]))
    assert [(line.row, line.column) for line in found.report if line.kind == "refused"] == [(2, "label")]


def test_a_new_list_never_takes_the_name_of_one_of_the_file(tmp_path):
    choices = [["list_name", "name", "label"], ["note_choix", "a", "A"], ["note_choix", "b", "B"]]
    survey = [[*HEADER, "parameters"], ["range", "note", "Note", "start=1 end=3"], ["select_one note_choix", "b", "B"]]
    found = read_xlsform(written(tmp_path / "a.xlsx", survey, choices))
    lists = {one.name: len(one.choices) for one in found.choice_lists}
    asked = questions_of(found)
    assert (lists[asked["note"].choice_list], lists[asked["b"].choice_list]) == (3, 2)


@pytest.mark.parametrize("make", ["pipe", "device", "circle", "folder"])
def test_what_is_no_ordinary_file_is_refused_at_once(make, tmp_path):
    path = tmp_path / "a.xlsx"
    if make == "pipe":
        os.mkfifo(path)
    elif make == "device":
        path.symlink_to("/dev/zero")
    elif make == "circle":
        path.symlink_to(path)
    else:
        path.mkdir()
    with pytest.raises(NotAnXLSForm, match="fichier"):
        read_xlsform(path)


def test_a_file_one_may_not_read_gets_a_sentence(tmp_path, monkeypatch):
    path = written(tmp_path / "a.xlsx", [HEADER, ["text", "a", "Un"]])

    def refused(*_arguments, **_options):
        raise PermissionError

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(NotAnXLSForm, match="ne peut pas être lu"):
        read_xlsform(path)


def test_a_workbook_slow_to_open_is_not_opened(tmp_path):
    fonts = b"".join(b"<sz val='%d'/>" % DRAW.getrandbits(30) for _ in range(300_000))
    with pytest.raises(NotAnXLSForm, match="démesurée"):
        read_xlsform(with_member(tmp_path / "a.xlsx", "xl/theme/theme2.xml", b"<a>" + fonts + b"</a>"))
    words = b"".join(b"<si><t>%d</t></si>" % DRAW.getrandbits(60) for _ in range(300_000))
    with pytest.raises(NotAnXLSForm, match="démesurée"):
        read_xlsform(with_member(tmp_path / "b.xlsx", "xl/sharedStrings.xml", b"<sst>" + words + b"</sst>"))


def test_the_command_counts_what_the_file_holds(tmp_path):
    kinds = ["text", "integer", "select_one l", "select_multiple l", "date"]
    survey = [HEADER]
    for group in range(10):
        survey.append(["begin_group", f"g{group}", f"Groupe {group}"])
        survey += [[kinds[place % 5], f"q{group}_{place}", f"Question {place}"] for place in range(30)]
        survey.append(["end_group", "", ""])
    choices = [["list_name", "name", "label"], *(["l", f"c{place}", f"Choix {place}"] for place in range(40))]
    path = written(tmp_path / "a.xlsx", survey, choices)
    out = io.StringIO()
    call_command("import_questionnaire", str(path), "--check", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert len(told["groups"]) == 10
    assert told["by_type"]["text"] == 60
    assert sum(told["questions"].values()) == 300
    assert Counter(told["questions"]) == {
        "text": 60,
        "whole_number": 60,
        "one_choice": 60,
        "several_choices": 60,
        "date": 60,
    }
    assert told["choices"] == {"l": 40}
    assert told["well_formed"]
