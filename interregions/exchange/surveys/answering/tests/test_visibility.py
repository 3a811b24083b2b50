from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.answering.queries.answers import named_answers_visible_to
from interregions.exchange.surveys.answering.tests.test_answering import open_whole_survey, variable
from interregions.exchange.surveys.choices import NAMED_TO_ORDER, ResponseStatus, SurveyStatus
from interregions.exchange.surveys.models import Answer, Response, Survey
from interregions.exchange.surveys.questionnaires.rules import promises, visibility
from interregions.exchange.surveys.questionnaires.rules.visibility import Capacities, may_read_named
from interregions.exchange.themes.models import Call, Theme

TODAY = date(2027, 1, 14)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
READERS = {
    "animation": Capacities(facilitator=True),
    "lead": Capacities(lead=True, region=True),
    "region": Capacities(region=True),
    "epci": Capacities(epci=True),
    "outsider": Capacities(),
}
# Written by hand: reader → circles read once the survey is closed and its embargo over.
READ = {
    "animation": {"REGIONS_AND_EPCI", "REGIONS", "LEAD", "FACILITATORS"},
    "lead": {"REGIONS_AND_EPCI", "REGIONS", "LEAD"},
    "region": {"REGIONS_AND_EPCI", "REGIONS"},
    "epci": {"REGIONS_AND_EPCI"},
    "outsider": set(),
}
# Written by hand: (closed, embargo, early for the lead) → readers for whom the time has come.
TIMES = {
    (False, None, None): {"animation"},
    (False, None, TOMORROW): {"animation"},
    (False, None, YESTERDAY): {"animation", "lead"},
    (False, TOMORROW, YESTERDAY): {"animation", "lead"},
    (False, YESTERDAY, None): {"animation"},
    (True, None, None): {"animation", "lead", "region", "epci"},
    (True, YESTERDAY, None): {"animation", "lead", "region", "epci"},
    (True, TODAY, None): {"animation", "lead", "region", "epci"},
    (True, TOMORROW, None): {"animation"},
    (True, TOMORROW, TODAY): {"animation", "lead"},
    (True, TOMORROW, TOMORROW): {"animation"},
}
SENT = {"SUBMITTED", "USED_AS_IS"}


def told(reader, **more):
    values = {
        "reader": reader,
        "is_own": False,
        "status": "SUBMITTED",
        "asked": "REGIONS_AND_EPCI",
        "chosen": "",
        "unnamed": False,
        "by_epci": False,
        "agrees_to_regions": False,
        "survey_closed": True,
        "embargo_until": None,
        "lead_early_from": None,
        "today": TODAY,
    }
    return may_read_named(**(values | more))


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("status", ResponseStatus.values)
@pytest.mark.parametrize("circle", NAMED_TO_ORDER)
@pytest.mark.parametrize("name", READERS)
def test_the_rule_is_the_table_written_by_hand(name, circle, status, time):
    closed, embargo, early = time
    expected = status in SENT and circle in READ[name] and name in TIMES[time]
    dates = {"survey_closed": closed, "embargo_until": embargo, "lead_early_from": early}
    assert told(READERS[name], asked=circle, status=status, **dates) is expected
    assert told(READERS[name], asked="REGIONS_AND_EPCI", chosen=circle, status=status, **dates) is expected
    assert told(READERS[name], asked=circle, status=status, unnamed=True, **dates) is False
    assert told(READERS[name], asked=circle, status=status, is_own=True, **dates) is True


@pytest.mark.parametrize("name", ["lead", "region"])
def test_an_epci_is_read_by_regions_only_if_it_agrees(name):
    assert told(READERS[name], by_epci=True) is False
    assert told(READERS[name], by_epci=True, agrees_to_regions=True) is True
    assert told(READERS["epci"], by_epci=True) is True
    assert told(READERS["animation"], by_epci=True) is True


dates = st.sampled_from([None, YESTERDAY, TODAY, TOMORROW])
capacities = st.builds(Capacities, st.booleans(), st.booleans(), st.booleans(), st.booleans())


@given(
    reader=capacities,
    asked=st.sampled_from(NAMED_TO_ORDER),
    wider=st.integers(0, 3),
    narrower=st.integers(0, 3),
    closed=st.booleans(),
    embargo=dates,
    early=dates,
    status=st.sampled_from(ResponseStatus.values),
    epci=st.booleans(),
    agrees=st.booleans(),
)
def test_tightening_never_widens(reader, asked, wider, narrower, closed, embargo, early, status, epci, agrees):
    before, after = sorted((wider, narrower))
    same = {
        "asked": asked,
        "status": status,
        "survey_closed": closed,
        "embargo_until": embargo,
        "lead_early_from": early,
        "by_epci": epci,
        "agrees_to_regions": agrees,
    }
    tight = told(reader, chosen=NAMED_TO_ORDER[after], **same)
    assert not tight or told(reader, chosen=NAMED_TO_ORDER[before], **same)
    assert not tight or told(reader, chosen="", **same)
    assert not told(reader, chosen="", unnamed=True, **same)


def test_a_circle_may_only_be_narrowed():
    assert visibility.narrowest("REGIONS", "REGIONS_AND_EPCI") == "REGIONS"
    assert visibility.narrowest("REGIONS", "LEAD") == "LEAD"
    assert visibility.narrowest("LEAD", "") == "LEAD"
    assert visibility.circles_from("LEAD") == ("LEAD", "FACILITATORS")


def test_what_is_told_before_answering_says_every_exception():
    survey = {"lead": "Normandie", "unnamed": False, "embargo_until": date(2027, 3, 1)}
    early = date(2027, 2, 1)
    withheld = promises.promises(by_epci=True, agrees_to_regions=False, lead_early_from=early, **survey)
    agreed = promises.promises(by_epci=True, agrees_to_regions=True, lead_early_from=early, **survey)
    for words in ("1er mars 2027", "Les Régions ne liront pas", "selon la loi"):
        assert words in " ".join(withheld)
    for words in ("1er mars 2027", "Normandie", "1er février 2027", "selon la loi"):
        assert words in " ".join(agreed)


# The query says the same as the rule, on real rows


@pytest.fixture
def survey(facilitator, france, epci, normandie, today) -> Survey:
    call = Call.objects.create(
        season="2026", retained_number=1, proposals_until=today, choices_until=today, opened_by=facilitator
    )
    theme = Theme.objects.create(
        call=call,
        title="Pôles",
        problem="p",
        expected_result="r",
        proposed_by=normandie.organisation,
        written_by=normandie,
    )
    cycle = Cycle.objects.create(theme=theme, lead=normandie.organisation, opened_by=facilitator)
    survey = open_whole_survey(facilitator, [*france, epci.organisation], cycle=cycle)
    for response in Response.objects.filter(survey=survey):
        Answer.objects.create(response=response, variable=variable(response, "sigle"), text="canari", named_to="")
        Answer.objects.create(response=response, variable=variable(response, "budget"), number=1, named_to="LEAD")
        Answer.objects.create(response=response, variable=variable(response, "part"), number=1, named_to="FACILITATORS")
    return survey


def read_by_rule(mandate, survey, today) -> set[int]:
    lead = survey.cycle.lead_id
    reader = visibility.capacities_of(
        is_facilitator=mandate.role == "FACILITATOR",
        organisation_ids={mandate.organisation_id},
        colleges={mandate.organisation.college},
        lead_id=lead,
    )
    answers = Answer.objects.filter(response__survey=survey).select_related(
        "response__organisation", "variable__question"
    )
    return {
        answer.pk
        for answer in answers
        if may_read_named(
            reader=reader,
            is_own=answer.response.organisation_id == mandate.organisation_id,
            status=answer.response.status,
            asked=answer.variable.question.named_to,
            chosen=answer.named_to,
            unnamed=answer.response.unnamed,
            by_epci=answer.response.organisation.college == "EPCI",
            agrees_to_regions=answer.response.agrees_to_regions,
            survey_closed=survey.status == SurveyStatus.CLOSED,
            embargo_until=survey.embargo_until,
            lead_early_from=survey.lead_early_from,
            today=today,
        )
    }


def test_the_query_gives_what_the_rule_says(
    survey, facilitator, normandie, bretagne, contributor, guadeloupe, epci, outsider, today
):
    day = timedelta(days=1)
    statuses = [*ResponseStatus.values] * 4
    for place, response in enumerate(Response.objects.filter(survey=survey)):
        response.status = statuses[place]
        response.unnamed = place % 5 == 0
        response.agrees_to_regions = place % 2 == 0
        response.save()
    Response.objects.filter(survey=survey, organisation=epci.organisation).update(status="SUBMITTED", unnamed=False)
    for agrees in (False, True):
        Response.objects.filter(survey=survey, organisation=epci.organisation).update(agrees_to_regions=agrees)
        for status in SurveyStatus.values:
            for embargo in (None, today, today + day):
                for early in (None, today - day, today + day):
                    survey.status, survey.embargo_until, survey.lead_early_from = status, embargo, early
                    survey.save()
                    for mandate in (facilitator, normandie, bretagne, contributor, guadeloupe, epci):
                        seen = set(named_answers_visible_to(mandate.member, survey).values_list("pk", flat=True))
                        assert seen == read_by_rule(mandate, survey, today), (mandate, status, embargo, early)
                    assert not named_answers_visible_to(outsider, survey).exists()
                    assert not named_answers_visible_to(None, survey).exists()
