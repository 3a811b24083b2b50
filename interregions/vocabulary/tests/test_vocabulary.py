"""The real territories and lists, loaded as an installation loads them."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Sum

from interregions.vocabulary import queries
from interregions.vocabulary.catalogue import read_catalogue
from interregions.vocabulary.models import Scheme, Term, Territory, TerritoryPart
from interregions.vocabulary.services import compare_vocabulary, load_vocabulary

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
EPCI_OF_MOST_COMMUNES = {
    "11": 52, "24": 79, "27": 113, "28": 69, "32": 90, "44": 150, "52": 69, "53": 60, "75": 154,
    "76": 161, "84": 165, "93": 51, "94": 19, "01": 6, "02": 3, "03": 4, "04": 5, "06": 5,
}  # fmt: skip


def luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return (sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0


def everything() -> list[list[tuple]]:
    return [list(model.objects.order_by("pk").values_list()) for model in (Territory, TerritoryPart, Scheme, Term)]


def test_eighteen_regions_and_every_epci_by_kind(loaded):
    assert queries.regions().count() == 18
    kinds = Counter(queries.epci().values_list("epci_kind", flat=True))
    assert kinds == {"cc": 989, "ca": 230, "cu": 14, "metropole": 21, "metropole_lyon": 1}


def test_nuts_are_fourteen_and_twenty_seven_and_nest_in_one_country(loaded):
    assert Territory.objects.filter(kind="nuts1").count() == 14
    assert Territory.objects.filter(kind="nuts2").count() == 27
    assert queries.regions().filter(nuts="FRY").count() == 5
    guadeloupe = Territory.objects.get(kind="nuts2", code="FRY1")
    assert [region.code for region in queries.regions_of(guadeloupe)] == ["01"]


def test_every_siren_is_its_own_code_and_passes_luhn(loaded):
    numbers = list(queries.epci().values_list("siren", "code"))
    assert len(numbers) == 1255
    assert all(siren == code and len(siren) == 9 and luhn(siren) for siren, code in numbers)


def test_twenty_six_epci_lie_in_two_regions_or_more(loaded):
    straddling = set(queries.straddling_epci().values_list("name", flat=True))
    assert len(straddling) == 26
    assert {"CA Redon Agglomération", "CU d’Alençon", "CA du Grand Avignon (COGA)"} <= straddling
    assert sum(len(codes) > 1 for codes in queries.region_codes_by_epci().values()) == 26


def test_redon_belongs_to_both_its_regions_the_larger_share_first(loaded):
    redon = Territory.objects.get(name="CA Redon Agglomération")
    assert [region.code for region in queries.regions_of(redon)] == ["53", "52"]
    assert queries.region_codes_by_epci()[redon.siren] == ("53", "52")
    assert redon in queries.epci_of(["52"])
    assert redon in queries.epci_of(["53"])
    assert queries.epci_of(["52", "53"]).filter(pk=redon.pk).count() == 1


def test_the_shares_of_each_epci_sum_to_exactly_one(loaded):
    sums = TerritoryPart.objects.filter(child__kind="epci").values("child").annotate(total=Sum("share"))
    assert len(sums) == 1255
    assert {row["total"] for row in sums} == {Decimal(1)}


def test_epci_by_region_of_most_communes_match_the_published_table(loaded):
    assert Counter(queries.main_region_code_by_epci().values()) == EPCI_OF_MOST_COMMUNES


def test_loading_twice_changes_nothing(loaded):
    before = everything()
    changes = load_vocabulary(on=date(2027, 1, 1))
    assert [change.differences for change in changes] == [0, 0, 0, 0, 0, 0]
    assert changes[0].unchanged == 18 + 1255 + 42
    assert everything() == before


def test_a_term_that_disappears_is_withdrawn_and_comes_back_when_published_again(loaded):
    whole = read_catalogue()
    shorter = replace(whole, terms=tuple(term for term in whole.terms if term.key != ("axes-france-2030", "2")))
    load_vocabulary(on=DAY, catalogue=shorter)
    term = Term.objects.get(scheme__slug="axes-france-2030", code="2")
    assert term.withdrawn_on == DAY
    assert term not in queries.terms_of("axes-france-2030")
    assert term in queries.terms_of("axes-france-2030", on=date(2026, 11, 22))
    load_vocabulary(on=DAY)
    term.refresh_from_db()
    assert term.withdrawn_on is None


def test_an_epci_that_disappears_keeps_its_row_and_its_parts_are_ended(loaded):
    whole = read_catalogue()
    redon = next(row for row in whole.territories if row.name == "CA Redon Agglomération")
    without = replace(
        whole,
        territories=tuple(row for row in whole.territories if row != redon),
        parts=tuple(part for part in whole.parts if part.child != redon.key),
    )
    load_vocabulary(on=date(2027, 1, 1), catalogue=without)
    kept = Territory.objects.get(code=redon.code)
    assert kept.withdrawn_on == date(2027, 1, 1)
    assert {part.ends_on for part in kept.parents.all()} == {date(2026, 12, 31)}
    assert queries.epci().count() == 1254


def test_a_share_of_a_new_edition_ends_the_one_before(loaded):
    whole = read_catalogue()
    edition = date(2027, 1, 1)
    redon = Territory.objects.get(name="CA Redon Agglomération")
    shares = {"53": Decimal("0.7"), "52": Decimal("0.3")}
    parts = tuple(
        replace(part, share=shares[part.parent[1]], starts_on=edition) if part.child[1] == redon.code else part
        for part in whole.parts
    )
    load_vocabulary(on=edition, catalogue=replace(whole, parts=parts))
    assert redon.parents.filter(ends_on=date(2026, 12, 31)).count() == 2
    now = redon.parents.filter(ends_on=None).values_list("share", flat=True)
    assert sorted(now) == [
        Decimal("0.3"),
        Decimal("0.7"),
    ]


def test_check_tells_the_differences_and_writes_nothing(loaded):
    Term.objects.filter(scheme__slug="axes-france-2030", code="1").update(label="Autre chose")
    before = everything()
    printed = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("load_vocabulary", "--check", stdout=printed)
    assert stopped.value.code == 1
    assert "modifié\u202f: axes-france-2030 1" in printed.getvalue()
    assert everything() == before
    assert compare_vocabulary(on=DAY)[3].updated == 1


def test_the_command_prints_its_counts_in_french(nothing_loaded):
    printed = StringIO()
    call_command("load_vocabulary", stdout=printed)
    assert "Territoires\u202f: 1315 nouveaux, 0 modifiés, 0 retirés, 0 inchangés." in printed.getvalue()


def test_loading_asks_a_bounded_number_of_queries(nothing_loaded, django_assert_max_num_queries):
    with django_assert_max_num_queries(44):
        load_vocabulary(on=DAY)
    with django_assert_max_num_queries(12):
        load_vocabulary(on=DAY)


def test_terms_follow_the_dates_of_their_period(loaded):
    assert queries.terms_of("phases-des-poles", on=date(2026, 12, 31)).get().code == "5"
    assert not queries.terms_of("phases-des-poles", on=date(2027, 1, 1)).exists()
    assert queries.terms_of("periodes-de-programmation", on=DAY).get().code == "2021-2027"


def test_closed_lists_have_their_known_length(loaded):
    lengths = {line.scheme.slug: line.term_count for line in queries.scheme_lines()}
    assert lengths["ecosystemes-industriels"] == 14
    assert lengths["objectifs-strategiques"] == 5
    assert lengths["objectifs-france-2030"] == 10
    assert lengths["fenetres-investeu"] == lengths["volets-interreg"] == 4


def test_nothing_unverified_goes_unsaid(loaded):
    term, scheme = Term.objects.filter(verified=False).first(), Scheme.objects.get(slug="pacte-vert")
    assert (str(term), term.label_and_doubt) == (term.label, f"{term.label} (à vérifier)")
    assert (str(scheme), scheme.name_and_doubt) == (scheme.name, f"{scheme.name} (à vérifier)")
    assert "à vérifier" not in Scheme.objects.get(slug="objectifs-france-2030").name_and_doubt
    assert not Term.objects.filter(scheme__verified=False, verified=True).exists()
    for scheme in Scheme.objects.filter(verified=True):
        assert scheme.source, scheme.slug
        assert scheme.read_on, scheme.slug
    assert "libellé à vérifier" in str(Territory.objects.get(code="FRY"))
