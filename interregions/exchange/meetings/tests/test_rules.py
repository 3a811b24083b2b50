"""Rules and the agenda that builds itself: plain values."""

from datetime import UTC, date, datetime

from interregions.exchange.meetings import rules
from interregions.exchange.meetings.agenda import CycleBrief, build_agenda, progress_content, progress_lines
from interregions.exchange.meetings.choices import AgendaKind, MeetingStatus
from interregions.exchange.meetings.tests.conftest import RESTITUTION, progress_line

NOON = datetime(2027, 1, 14, 12, tzinfo=UTC)


def test_every_status_can_be_reached():
    reached = {MeetingStatus.PLANNED} | {status for following in rules.NEXT.values() for status in following}
    assert reached == set(MeetingStatus)


def test_the_agenda_opens_with_earlier_actions_then_each_cycle_then_decisions():
    briefs = [CycleBrief(1, "Hydrogène", 10, (RESTITUTION,)), CycleBrief(2, "Compétences", 20, ())]
    points = build_agenda(cycles=briefs, progress=[progress_line(1)])
    kinds = ["PROGRESS", *["PRESENTATION", "RESTITUTION", "DEBATE"] * 2, "ACTIONS"]
    assert [point.kind for point in points] == kinds
    assert points[0].title == "Avancées depuis les réunions précédentes"
    assert (points[1].led_by_id, points[1].cycle_id) == (10, 1)
    assert points[2].references == (RESTITUTION.as_json(),)
    assert (points[4].led_by_id, points[4].cycle_id) == (20, 2)


def test_a_cycle_whose_survey_has_not_begun_is_presented_and_debated():
    brief = CycleBrief(1, "Hydrogène", 10, (), surveyed=False)
    kinds = [point.kind for point in build_agenda(cycles=[brief], progress=[])]
    assert kinds == ["PROGRESS", "PRESENTATION", "DEBATE", "ACTIONS"]


def test_a_meeting_without_cycle_has_three_points():
    assert [point.kind for point in build_agenda(cycles=[], progress=[])] == ["PROGRESS", "OTHER", "ACTIONS"]


def test_each_action_is_shown_once_the_first_due_first():
    lines = progress_lines(progress_content([progress_line(3), progress_line(1), progress_line(3)]))
    assert [line.action_id for line in lines] == [1, 3]
    assert lines[0].due == date(2027, 3, 1)


def test_the_best_date_has_the_fewest_refusals_then_the_most_agreements():
    assert rules.best_options(answers={1: ["YES", "YES", "NO"], 2: ["YES", "IF_NEEDED", "IF_NEEDED"]}) == [2]
    assert rules.best_options(answers={1: ["YES", "IF_NEEDED"], 2: ["YES", "YES"]}) == [2]
    assert rules.best_options(answers={1: ["YES"], 2: ["YES"]}) == [1, 2]
    assert rules.best_options(answers={1: [], 2: []}) == []


def test_a_past_or_undated_meeting_convenes_nobody():
    past = rules.reasons_not_to_convene(
        status="PLANNED", starts_at=datetime(2027, 1, 1, tzinfo=UTC), now=NOON, convened=18
    )
    assert past == ["Cette date est passée : déplacez la réunion avant de convoquer."]
    assert rules.reasons_not_to_convene(status="PLANNED", starts_at=None, now=NOON, convened=0) == [
        "Choisissez d’abord la date.",
        "Aucun organisme n’est convié.",
    ]
    soon = datetime(2027, 2, 1, tzinfo=UTC)
    assert rules.reasons_not_to_convene(status="PLANNED", starts_at=soon, now=NOON, convened=1) == []


def test_a_substitute_is_named_and_an_answer_is_an_answer():
    assert rules.reasons_about_answer(answer="SUBSTITUTE", people=" ") == ["Dites qui vous remplace."]
    assert rules.reasons_about_answer(answer="AWAITED", people="")
    assert rules.reasons_about_answer(answer="ABSENT", people="") == []


def test_the_first_point_stays_first():
    assert rules.reasons_not_to_move_point(kind=AgendaKind.DEBATE, position=0)
    assert rules.reasons_not_to_remove_point(kind=AgendaKind.PROGRESS, status="PLANNED", current=False)
    assert rules.reasons_not_to_remove_point(kind=AgendaKind.OTHER, status="PLANNED", current=True)


def test_the_balance_of_time_is_told():
    assert rules.time_balance(planned=130, available=120) == (
        "130 minutes de points pour 120 minutes de réunion : 10 de trop."
    )
    assert "il en reste 20" in rules.time_balance(planned=100, available=120)


def test_a_meeting_is_planned_at_an_hour_to_come_not_only_on_a_day_to_come():
    now = datetime(2027, 1, 14, 10, 5, tzinfo=UTC)
    just_past = now.replace(minute=0)
    told = rules.reasons_about_past(starts_at=just_past, before=None, now=now)
    assert "Cette heure est passée" in told[0]
    assert rules.reasons_about_past(starts_at=now.replace(minute=10), before=None, now=now) == []
    assert rules.reasons_about_past(starts_at=just_past, before=just_past, now=now) == [], "it keeps its own"
    assert rules.reasons_about_past(starts_at=None, before=None, now=now) == []
