import io
import json
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from interregions.toolkit.forms_elsewhere import NotAnXLSForm, read_xlsform

from .xlsform_builder import LISTS, SURVEY, q, write_questionnaire

SAMPLE = Path(__file__).parents[2] / "samples/politique-des-poles.xlsx"


@pytest.fixture(scope="module")
def sample():
    return read_xlsform(SAMPLE)


def questions_by_name(found):
    return {question.name: question for question in found.questions}


def sentences(found, kind):
    return [line.sentence for line in found.report if line.kind == kind]


def rewritten(content, change):
    """The same archive with each member's bytes changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return out.getvalue()


def test_the_sample_is_what_the_builder_writes(sample, tmp_path):
    again = read_xlsform(write_questionnaire(tmp_path / "politique-des-poles.xlsx"))
    assert again == sample


def test_every_group_question_and_choice_of_the_sample_is_kept(sample):
    summary = sample.summary()
    assert summary["title"] == "Politique des pôles (démonstration fictive)"
    assert summary["language"] == "fr"
    assert len(summary["groups"]) == sum(row["type"].startswith("begin") for row in SURVEY) == 9
    assert summary["choices"] == {name: len(options) for name, options in LISTS.items()}
    assert sum(summary["questions"].values()) >= 30
    assert summary["rows"] == {"gouvernance_table": 3, "rang": 4}
    assert summary["well_formed"], summary["pyxform"]
    json.dumps(summary)


def test_types_become_our_kinds(sample):
    from interregions.exchange.surveys.questionnaires.kinds import KINDS  # noqa: PLC0415

    asked = questions_by_name(sample)
    expected = {
        "service": "TEXT",
        "contexte": "LONG_TEXT",
        "depuis": "DATE",
        "strategie_existe": "YES_NO",
        "priorites_suivies": "SEVERAL_CHOICES",
        "lien_s3": "SCALE",
        "nombre_poles": "WHOLE_NUMBER",
        "budget": "NUMBER",
        "part_feder": "NUMBER",
        "gouvernance_table": "TABLE",
        "utilite": "SCALE",
        "methode_suivie": "ONE_CHOICE",
        "methode_suivie_other": "TEXT",
        "rapport": "FILE",
    }
    assert {name: asked[name].kind for name in expected} == expected
    assert {question.kind for question in sample.questions} <= set(KINDS)
    assert asked["service"].required
    assert not asked["contexte"].required
    assert asked["attente"].help == "Trois lignes suffisent."


def test_nested_groups_are_flattened_with_their_path(sample):
    blocks = {block.name: block for block in sample.blocks}
    assert blocks["detail"].label == "Moyens – Détail"
    assert blocks["detail"].condition == "${budget} > 1000000"
    order = [block.name for block in sample.blocks]
    assert order.index("detail") < order.index("moyens_2")
    assert blocks["attentes"].help == "Merci de votre temps."


def test_what_is_not_kept_is_named(sample):
    refused = sentences(sample, "refused")
    for words in ("« ratio » n’est pas reprise", "pulldata()", "valeur par défaut"):
        assert any(words in sentence for sentence in refused), words
    changed = sentences(sample, "changed")
    for words in ("« Lieu du projet » (texte court) : le lieu", "« Classez les priorités » (tableau) : le classement"):
        assert any(words in sentence for sentence in changed), words
    assert any("Groupe répété « Pôle »" in sentence for sentence in changed)
    assert any("« Nom_du_pole » devient « nom_du_pole »" in sentence for sentence in changed)


def test_a_condition_on_what_was_not_kept_never_hides_a_question(sample):
    assert questions_by_name(sample)["commentaire_ratio"].condition == ""
    refused = sample.summary()["expressions"]["refused"]
    assert {one["column"] for one in refused} == {"relevant", "constraint"}
    assert all(one["reason"] for one in refused)


def test_expressions_follow_a_renamed_question(tmp_path):
    survey = [q("text", "Q1", "Un"), q("text", "q1", "Deux", relevant="${Q1} = 'a'")]
    found = read_xlsform(write_questionnaire(tmp_path / "a.xlsx", survey, {}))
    assert [(question.name, question.condition) for question in found.questions] == [
        ("q1", ""),
        ("q1_2", "${q1} = 'a'"),
    ]


def test_a_badly_formed_file_says_what_pyxform_says(tmp_path):
    found = read_xlsform(
        write_questionnaire(tmp_path / "a.xlsx", [q("begin_group", "a", "A"), q("text", "b", "B")], {})
    )
    assert "n’est pas bien formé" in found.pyxform
    assert not found.summary()["well_formed"]
    assert any("jamais fermé" in sentence for sentence in sentences(found, "changed"))


def test_csv_is_read_too(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('"survey",,,\n,type,name,label\n,text,a,Un\n"settings",,\n,form_title\n,Titre\n', encoding="utf-8")
    found = read_xlsform(path)
    assert (found.title, len(found.questions)) == ("Titre", 1)
    assert found.pyxform == ""


REFUSED_FILES = {
    "vide.xlsx": (b"", "vide"),
    "texte.xlsx": (b"bonjour", "abîmé"),
    "faux.docx": (b"PK\x03\x04", ".docx"),
    "faux.xls": (SAMPLE.read_bytes(), "extension du fichier est fausse"),
    "protege.xlsx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "mot de passe",
    ),
    "faux.csv": (b"a\x00b", ".csv"),
    "latin.csv": ("é;è".encode("latin-1"), "UTF-8"),
}


@pytest.mark.parametrize("name", REFUSED_FILES)
def test_a_file_that_is_no_xlsform_gets_a_sentence(name, tmp_path):
    content, words = REFUSED_FILES[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NotAnXLSForm, match=words):
        read_xlsform(tmp_path / name)


def test_a_missing_file_gets_a_sentence(tmp_path):
    with pytest.raises(NotAnXLSForm, match="n’existe pas"):
        read_xlsform(tmp_path / "rien.xlsx")


def test_an_ordinary_workbook_is_no_xlsform(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Région", "Budget"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(NotAnXLSForm, match="colonnes type et name"):
        read_xlsform(tmp_path / "a.xlsx")


def test_a_zip_bomb_is_not_opened(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<a/>")
        archive.writestr("xl/workbook.xml", b" " * 20_000_000)
    (tmp_path / "a.xlsx").write_bytes(out.getvalue())
    with pytest.raises(NotAnXLSForm, match="démesurément"):
        read_xlsform(tmp_path / "a.xlsx")


def test_external_entities_are_refused(tmp_path):
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

    def poisoned(name, content):
        return entity + content if name.endswith("sheet1.xml") else content

    (tmp_path / "a.xlsx").write_bytes(rewritten(SAMPLE.read_bytes(), poisoned))
    with pytest.raises(NotAnXLSForm, match="entités"):
        read_xlsform(tmp_path / "a.xlsx")


def test_too_many_columns_are_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["type", "name", *["x"] * 250])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(NotAnXLSForm, match="200 colonnes"):
        read_xlsform(tmp_path / "a.xlsx")


def test_a_formula_never_computed_is_named(tmp_path):
    with pytest.raises(NotAnXLSForm, match="feuille « survey », ligne 2"):
        read_xlsform(write_questionnaire(tmp_path / "a.xlsx", [q("text", "a", "=1+1")], {}))


def test_two_hundred_corruptions_give_a_result_or_a_sentence(tmp_path):
    draw = random.Random(20261123)
    content = SAMPLE.read_bytes()
    path = tmp_path / "a.xlsx"

    def corrupted(original):
        spoiled = bytearray(original)
        for _ in range(draw.randint(1, 6)):
            spoiled[draw.randrange(len(spoiled))] = draw.randrange(256)
        return bytes(spoiled[: draw.randint(1, len(spoiled))] if draw.random() < 0.2 else spoiled)

    results = 0
    for turn in range(200):
        # One half spoils the archive, the other the XML inside a sound archive.
        inside = draw.choice(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"])
        if turn % 2:
            path.write_bytes(rewritten(content, lambda name, x, one=inside: corrupted(x) if name == one else x))
        else:
            path.write_bytes(corrupted(content))
        try:
            read_xlsform(path).summary()
            results += 1
        except NotAnXLSForm:
            continue
    assert 0 < results < 200
