import math
import re
import time
import warnings
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregions.toolkit.expressions import (
    FUNCTIONS,
    REFUSED_FUNCTIONS,
    ExpressionRefused,
    Named,
    WrittenQuestion,
    against_codes,
    check_expressions,
    evaluate,
    in_french,
    is_true,
    names_used,
    parse,
)
from interregions.toolkit.expressions.evaluation import _CALLS
from interregions.toolkit.expressions.patterns import PatternRefused, compiled

TODAY = date(2026, 11, 23)
ANSWERS = {
    "yes": "yes",
    "n": 7.0,
    "zero": 0.0,
    "text": "Pôle Mer",
    "several": ("mer", "sante"),
    "empty": None,
    "blank": "",
    "day": date(2026, 11, 20),
    "written_day": "2026-11-20",
    "agreed": True,
    "refused": False,
    "written": "12.5",
}

EXPECTATIONS = [
    ("1 + 2 * 3", 7.0),
    ("(1 + 2) * 3", 9.0),
    ("7 - 2 - 1", 4.0),
    ("7 div 2", 3.5),
    ("-7 mod 3", -1.0),
    ("--2", 2.0),
    ("-(2 + 1)", -3.0),
    ("1 div 0", math.inf),
    ("${n} -1", 6.0),
    ("${written} + 1", 13.5),
    (".5 + .", 5.5),
    ("${yes} = 'yes'", True),
    ("${yes} = ‘yes’", True),
    ('${yes} = "yes" and ${n} > 5', True),
    ("${yes} = 'no' or ${n} > 5", True),
    ("${yes}='no' or ${n}>9 or not(${zero})", True),
    ("1 < 2 = true()", True),
    ("${empty} = ''", True),
    ("${blank} = ''", True),
    ("${absent} = ''", True),
    ("${empty} = 0", False),
    ("${empty} < 5", False),
    ("${empty} >= 0", False),
    ("${empty} != 5", True),
    ("${blank} != 5", True),
    ("${text} > 5", False),
    ("'10' > '9'", True),
    ("'07' = '7'", False),
    ("'07' = 7", True),
    ("${day} < today()", True),
    ("${day} = '2026-11-20'", True),
    ("${written_day} < '2026-11-21'", True),
    ("${day} > date('2026-12-01')", False),
    ("${empty} < today()", False),
    ("'demain' < today()", False),
    ("${day} + 3 = today()", True),
    ("now() = today()", True),
    ("${agreed} = 'oui'", True),
    ("${agreed} = 'no'", False),
    ("${refused} = 'non'", True),
    ("selected(${agreed}, 'oui')", True),
    ("selected(${several}, 'mer')", True),
    ("selected(${several}, 'me')", False),
    ("selected(${yes}, 'yes')", True),
    ("selected(${empty}, 'mer')", False),
    ("count-selected(${several})", 2.0),
    ("count-selected(${empty})", 0.0),
    ("selected-at(${several}, 1)", "sante"),
    ("selected-at(${several}, 9)", ""),
    ("if(${n} > 5, 'grand', 'petit')", "grand"),
    ("coalesce(${empty}, ${blank}, 'rien')", "rien"),
    ("string-length(${text})", 8.0),
    ("contains(${text}, 'Mer')", True),
    ("starts-with(${text}, 'Pôle')", True),
    ("ends-with(${text}, 'Pôle')", False),
    ("concat('a', 1, true())", "a1true"),
    ("substr('Bretagne', 0, 3)", "Bre"),
    ("substr('Bretagne', 3)", "tagne"),
    ("substring-before('2026-11', '-')", "2026"),
    ("substring-after('2026-11', '-')", "11"),
    ("normalize-space('  a   b ')", "a b"),
    ("number('12')", 12.0),
    ("int(3.9)", 3.0),
    ("int(-3.9)", -3.0),
    ("round(2.5)", 3.0),
    ("round(2.345, 1)", 2.3),
    ("abs(-2)", 2.0),
    ("string(3)", "3"),
    ("string(3.5)", "3.5"),
    ("boolean('')", False),
    ("boolean('false')", True),
    ("boolean-from-string('1')", True),
    ("date('2026-02-30')", ""),
    ("format-date(${day}, '%e/%n/%Y')", "20/11/2026"),
    ("format-date(${empty}, '%Y')", ""),
    ("min(3, ${n}, ${empty})", 3.0),
    ("max(${day}, today())", TODAY),
    ("sum(1, ${n}, ${empty})", 8.0),
    ("regex(${written_day}, '[0-9]{4}-[0-9]{2}-[0-9]{2}')", True),
    ("regex('01 02 03 04 05', '^([0-9]{2} ?){5}$')", True),
    ("regex('abc', 'b')", False),
    ("regex('a@b.fr', '[a-z]+@[a-z]+\\.(fr|eu)')", True),
    ("regex('Église', '[^0-9]+')", True),
    ("true() and not(false())", True),
    (". >= 0 and . <= 100", True),
    ("(( . ))\n= 5", True),
]

REFUSALS = [
    ("", "elle est vide"),
    ("1 +", "s’arrête trop tôt"),
    ("((1)", "s’arrête trop tôt"),
    ("1)", "« ) » n’est pas attendu ici"),
    ("${a} = oui", "« oui » n’est pas compris"),
    ("${a} == 1", "un seul signe ="),
    ("../a = 1", "chemins"),
    ("/form/a = 1", "chemins"),
    ("${é} = 1", "nom de question"),
    ("${last-saved#a} = 1", "last-saved"),
    ("'abc", "entre guillemets"),
    ("1 && 2", "and"),
    ("count(${a})", "« count() » n’est pas prise en charge"),
    ("once(1)", "« once() » n’est pas prise en charge"),
    ("pulldata('a', 'b', 'c', 'd')", "« pulldata() »"),
    ("jr:choice-name(${a}, 'a')", "« jr:choice-name() »"),
    ("danser(1)", "« danser() » est inconnue"),
    ("selected(${a})", "attend 2 arguments, elle en reçoit 1"),
    ("today(1)", "attend aucun argument"),
    ("regex(., '(a')", "une parenthèse n’est pas fermée"),
    ("regex(., '(?=a)')", "« (?= » n’est pas pris en charge"),
    ("regex(., '\\1')", "n’est pas pris en charge"),
    ("regex(., '(a{999}){999}')", "trop grand"),
    ("regex(., ${a})", "entre guillemets"),
    ("format-date(today(), '%H')", "« %H »"),
]


@pytest.mark.parametrize(("text", "expected"), EXPECTATIONS)
def test_an_expression_gives_what_was_written_by_hand(text, expected):
    found = evaluate(parse(text), ANSWERS, 5.0, TODAY)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(("text", "words"), REFUSALS)
def test_what_is_not_understood_is_refused_with_a_sentence(text, words):
    with pytest.raises(ExpressionRefused) as refusal:
        parse(text)
    assert words in str(refusal.value)
    assert str(refusal.value).startswith("Expression non comprise (")


def test_a_refusal_names_its_line_and_column():
    with pytest.raises(ExpressionRefused) as refusal:
        parse("${a} = 1\nand danser(2)")
    assert (refusal.value.line, refusal.value.column) == (2, 5)
    assert "ligne 2, caractère 5" in str(refusal.value)


def test_not_a_number_is_false():
    assert not is_true(evaluate(parse("${text} * 2"), ANSWERS, None, TODAY))


def test_names_used_are_those_in_braces():
    assert names_used(parse("${a} = 1 and (not(${b}) or . > ${ c })")) == {"a", "b", "c"}


def test_the_table_of_functions_is_the_documentation_and_the_code():
    page = (Path(__file__).parents[4] / "docs/reference/expressions.md").read_text(encoding="utf-8")
    supported, refused = page.split("## Supported functions")[1].split("## Refused functions")
    rows = r"^\| `([^`]+)` \|"
    assert re.findall(rows, supported, re.M) == list(FUNCTIONS)
    assert re.findall(rows, refused, re.M) == list(REFUSED_FUNCTIONS)
    assert not set(FUNCTIONS) & set(REFUSED_FUNCTIONS)
    assert set(_CALLS) | {"if", "today", "now"} == set(FUNCTIONS)


@pytest.mark.parametrize("name", sorted(REFUSED_FUNCTIONS))
def test_a_refused_function_is_refused_by_name(name):
    with pytest.raises(ExpressionRefused, match=re.escape(f"« {name}() » n’est pas prise en charge")):
        parse(f"{name}(1)")


def test_length_and_depth_are_bounded():
    parse("(" * 64 + "1" + ")" * 64)
    with pytest.raises(ExpressionRefused, match="64 parenthèses"):
        parse("(" * 65 + "1" + ")" * 65)
    with pytest.raises(ExpressionRefused, match="4000 caractères"):
        parse("1" * 4_001)
    assert evaluate(parse("1" + "+1" * 1_999), {}, None, TODAY) == 2_000.0
    assert evaluate(parse("-" * 3_998 + "1"), {}, None, TODAY) == 1.0
    assert evaluate(parse("not(" * 64 + "1" + ")" * 64), {}, None, TODAY) is True


def test_patterns_that_ruin_others_take_no_time():
    start = time.perf_counter()
    for pattern in ("(a*)*b", "(a|aa)+$", "(a|a?)+b", ".*.*.*.*.*.*=", "((a+)+)+b"):
        evaluate(parse(f"regex(., '{pattern}')"), {}, "a" * 3_000, TODAY)
    assert time.perf_counter() - start < 5


WRITING = st.text(alphabet="${}ab.'\"()+-*/<>=!, \n0129é’éorandivmodnotselected[]", max_size=80) | st.text(max_size=200)
PIECES = st.lists(
    st.sampled_from(
        [
            "${n}",
            "${several}",
            "${day}",
            "${text}",
            ".",
            "'a'",
            "1",
            "(",
            ")",
            " and ",
            " or ",
            " = ",
            "!=",
            "<",
            "+",
            "-",
        ]
        + [" div ", " mod ", "*", ",", "''", "today()"]
        + [f"{name}(" for name in FUNCTIONS]
    ),
    max_size=12,
).map("".join)


@given(WRITING | PIECES, st.sampled_from([None, "", "a", 2.0, math.inf, math.nan, True, TODAY, date.max, ("a", "b")]))
def test_no_text_raises_anything_but_a_refusal(text, current):
    try:
        expression = parse(text)
    except ExpressionRefused:
        return
    is_true(evaluate(expression, ANSWERS, current, TODAY))


ARGUMENTS = st.lists(
    st.sampled_from(["''", "'a b'", "1", "-1", "1 div 0", "0 div 0", "today()", "${several}", "${agreed}", "9" * 13]),
    max_size=3,
)


@given(st.sampled_from(sorted(FUNCTIONS)), ARGUMENTS, st.sampled_from(["+", "-", "*", "div", "mod", "=", "<", ">="]))
def test_no_call_raises_anything_but_a_refusal(name, arguments, operator):
    try:
        expression = parse(f"{name}({', '.join(arguments)}) {operator} today()")
    except ExpressionRefused:
        return
    is_true(evaluate(expression, ANSWERS, None, TODAY))


@given(st.text(alphabet="ab[]()^$|*+?{}\\dws.-,12", max_size=20), st.text(alphabet="ab12 -", max_size=10))
def test_a_pattern_agrees_with_python_on_whole_matches(pattern, text):
    try:
        ours = compiled(pattern).matches(text)
    except PatternRefused:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            theirs = re.compile(rf"(?:{pattern})", re.ASCII)
    except re.error:
        return
    if "$" not in pattern:
        assert ours == bool(theirs.fullmatch(text))


def test_unknown_names_loops_and_later_questions_are_found():
    findings = check_expressions(
        [
            WrittenQuestion(name="a", label="Budget", condition="${nowhere} = 1"),
            WrittenQuestion(name="b", condition="${c} = 1"),
            WrittenQuestion(name="c", condition="${b} = 1", constraint=". > ${a}"),
            WrittenQuestion(name="d", condition="${c} = 1 and"),
            WrittenQuestion(name="e", condition="${e} = 1"),
            WrittenQuestion(name="f", block_condition="${g} = 1"),
            WrittenQuestion(name="g"),
        ]
    )
    sentences = [finding.sentence for finding in findings if finding.blocking]
    assert sentences[0] == "« Budget », condition : aucune question ne s’appelle « nowhere »."
    assert "« d », condition : Expression non comprise (caractère 13) : elle s’arrête trop tôt." in sentences
    assert "Ces conditions tournent en rond : b → c → b." in sentences
    assert "Ces conditions tournent en rond : e → e." in sentences
    assert len(sentences) == 4
    remarks = [finding.sentence for finding in findings if not finding.blocking]
    assert len(remarks) == 2
    assert "« f », condition du bloc : « g » est demandée plus loin dans le questionnaire." in remarks


def test_ten_thousand_questions_in_a_chain_are_checked_in_linear_time():
    questions = [WrittenQuestion(name=f"q{n}", condition=f"${{q{n - 1}}} = 1" if n else "") for n in range(10_000)]
    assert check_expressions(questions) == []


NAMED = {
    "pole": Named("Un pôle ?", {"yes": "Oui", "no": "Non"}),
    "budget": Named("Budget"),
    "aids": Named("Aides versées", {"sub": "Subvention"}),
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("${pole} = 'yes'", "« Un pôle » est « Oui »"),
        (
            "${pole} != 'no' and ${budget} >= 10000",
            "« Un pôle » n’est pas « Non » et « Budget » est au moins 10\u202f000",
        ),
        (
            "(${pole} = 'yes' or ${budget} > 2.5) and ${budget} < 9",
            "(« Un pôle » est « Oui » ou « Budget » est plus de 2,5) et « Budget » est moins de 9",
        ),
        ("selected(${aids}, 'sub')", "« Aides versées » contient « Subvention »"),
        ("not(selected(${aids}, 'sub'))", "« Aides versées » ne contient pas « Subvention »"),
        ("count-selected(${aids}) >= 2", "le nombre de réponses à « Aides versées » est au moins 2"),
        ("${budget} != ''", "« Budget » a une réponse"),
        (". >= 0", "la réponse est au moins 0"),
        ("${unknown} = 'yes'", ""),
        ("regex(., '[a-z]+')", ""),
        ("${pole} = ${budget}", ""),
        ("${pole} =", ""),
        ("", ""),
    ],
)
def test_a_condition_is_said_in_french_or_shown_as_written(text, said):
    assert in_french(text, NAMED) == said


CHOICES = {
    "qui": {"une_association": "Une association", "la_region": "La Région"},
    "ecrit": {"yes": "Oui", "no": "Non"},
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("${ecrit} = 'oui'", "« oui » s’écrit 'yes' dans une condition."),
        ("${qui} = 'Une association'", "« Une association » s’écrit 'une_association' dans une condition."),
        ("not(selected(${qui}, 'autre'))", "« autre » n’est pas une réponse de « qui ». Écrivez l’un de ces codes"),
        ("'Non' != ${ecrit}", "« Non » s’écrit 'no' dans une condition."),
        ("${ecrit} = 1", "« 1 » n’est pas une réponse de « ecrit »"),
        (". = 'Oui'", "« Oui » s’écrit 'yes' dans une condition."),
    ],
)
def test_a_literal_that_is_no_code_of_the_list_is_told(text, told):
    [sentence] = against_codes(parse(text), CHOICES, "ecrit")
    assert sentence.startswith(told)


@pytest.mark.parametrize(
    "text",
    [
        "${ecrit} = 'yes' and ${qui} != ''",
        "selected(${qui}, 'la_region')",
        "${qui} = 'la_region une_association'",
        "${libre} = 'Une association'",
        "count-selected(${qui}) = 2",
        "string-length(${qui}) > 3",
    ],
)
def test_a_code_or_what_is_not_compared_with_a_list_is_not_told(text):
    assert against_codes(parse(text), CHOICES, "libre") == []
