"""Each gesture of the walk: who may, on what it can be done now, how it is done; the order is that of the thread.

``awaited`` is the address of the card that asks for it: when a trial of the service says yes, whoever may do it has a
card there, and when somebody has the card, the trial says yes.
"""

from django.urls import reverse

from interregions.exchange.cycles.choices import Stage
from interregions.exchange.meetings.choices import MeetingStatus
from interregions.exchange.meetings.services import plans, sittings
from interregions.exchange.notes.services import signing as notes
from interregions.exchange.outcomes.choices import MinutesStatus
from interregions.exchange.outcomes.services import changes, sending
from interregions.exchange.outcomes.services.minutes import approve_minutes, draft_minutes
from interregions.exchange.surveys.choices import ResponseStatus
from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.themes.choices import CallStatus
from interregions.exchange.themes.services import results
from interregions.exchange.themes.services.calls import open_choices
from interregions.journey import services as journey
from interregions.reception.services import contacts as reception
from interregions.toolkit.imports.services import take_import, undo_import
from tests.walk.more_gestures import MORE
from tests.walk.scene import ANIMATION, REFERENTS, REGIONS
from tests.walk.shape import Gesture
from tests.walk.things import (
    answer,
    answered_surveys,
    approve,
    ask_a_change,
    ask_a_question,
    asked_changes,
    bring_people,
    calls,
    cast_ballot,
    chosen_enough,
    closed_surveys,
    decide,
    decided,
    decline_change,
    draft_note,
    drafts,
    empty_drafts,
    enter_ballot,
    few_lists,
    few_themes,
    in_stage,
    interview,
    lists_taken,
    lists_to_take,
    meetings_in,
    minutes_in,
    no_call_under_way,
    not_chosen,
    not_chosen_by_all,
    not_interviewed,
    open_call,
    open_cycle,
    open_survey,
    open_to_changes,
    own_actions,
    own_convocations,
    own_responses,
    people_waiting,
    plan_meeting,
    prepared,
    propose,
    ready,
    remark,
    report,
    retain,
    say_one_comes,
    send,
    set_questions,
    still_to_answer,
    to_meet,
    to_open,
    to_retain,
    without_minutes,
    without_note,
    without_questionnaire,
    without_questions,
    write_questionnaire,
    written_notes,
)

GESTURES: tuple[Gesture, ...] = (
    Gesture("bring a list of people", ANIMATION, few_lists, bring_people, likely=1),
    Gesture(
        "take the list", ANIMATION, lists_to_take, lambda brought, by: take_import(brought=brought, by=by), likely=1
    ),
    Gesture(
        "invite together",
        ANIMATION,
        people_waiting,
        lambda thing, by: reception.invite_people(by=by),
        lambda thing: reverse("reception:people_to_invite"),
        1,
    ),
    Gesture("undo the list", ANIMATION, lists_taken, lambda brought, by: undo_import(brought=brought, by=by), likely=1),
    Gesture("open a call", ANIMATION, no_call_under_way, open_call),
    Gesture("propose a theme", REFERENTS, few_themes, propose),
    Gesture(
        "open the choices",
        ANIMATION,
        calls(CallStatus.PROPOSALS),
        lambda call, by: open_choices(call=call, by=by),
    ),
    Gesture(
        "choose themes", REFERENTS, not_chosen, cast_ballot, lambda call: reverse("themes:choose", args=[call.pk]), 2
    ),
    Gesture("enter a choice by telephone", ANIMATION, not_chosen_by_all, enter_ballot, likely=1),
    Gesture("close the call", ANIMATION, chosen_enough, lambda call, by: results.close_call(call=call, by=by)),
    Gesture("retain a theme", ANIMATION, to_retain, retain, lambda call: reverse("themes:retain", args=[call.pk])),
    Gesture("open a cycle", ANIMATION, to_open, open_cycle, lambda theme: reverse("cycles:open", args=[theme.pk])),
    Gesture("interview", ANIMATION, not_interviewed, interview),
    Gesture("draft the note", ANIMATION, without_note, draft_note),
    Gesture("write the note's questions", frozenset({"lead", "animation"}), without_questions, set_questions),
    Gesture(
        "sign the note",
        frozenset({"lead"}),
        written_notes,
        lambda note, by: notes.sign_off_note(note=note, by=by),
        lambda note: note.get_absolute_url(),
    ),
    Gesture(
        "advance the cycle",
        ANIMATION,
        in_stage(*[stage for stage in Stage if stage != Stage.CLOSED]),
        lambda cycle, by: journey.advance(cycle=cycle, by=by),
        lambda cycle: cycle.get_absolute_url(),
    ),
    Gesture("write the questionnaire", frozenset({"lead", "animation"}), without_questionnaire, write_questionnaire),
    Gesture("ask a question", frozenset({"lead", "animation"}), empty_drafts, ask_a_question),
    Gesture(
        "approve the questionnaire",
        frozenset({"lead", "animation"}),
        drafts,
        approve,
    ),
    Gesture("open the survey", ANIMATION, ready, open_survey),
    Gesture(
        "answer",
        REGIONS | {"contributor", "pole"},
        still_to_answer,
        answer,
        lambda response: response.get_absolute_url(),
        2,
        under=True,
    ),
    Gesture("send the response", REGIONS | {"pole"}, own_responses(ResponseStatus.STARTED), send, likely=2),
    Gesture("close the survey", ANIMATION, answered_surveys, lambda survey, by: close_survey(survey=survey, by=by)),
    Gesture(
        "draft the restitution",
        ANIMATION,
        closed_surveys,
        lambda survey, by: draft_restitution(survey=survey, by=by),
    ),
    Gesture(
        "publish the restitution",
        ANIMATION,
        prepared,
        lambda restitution, by: publish_restitution(restitution=restitution, by=by),
    ),
    Gesture("plan the meeting", ANIMATION, to_meet, plan_meeting),
    Gesture(
        "convene",
        ANIMATION,
        meetings_in(MeetingStatus.PLANNED),
        lambda meeting, by: plans.send_convocations(meeting=meeting, by=by),
    ),
    Gesture(
        "say one comes",
        REGIONS | {"pole"},
        own_convocations,
        say_one_comes,
        lambda attendance: reverse("meetings:answer", args=[attendance.meeting_id]),
        2,
    ),
    Gesture(
        "open the sitting",
        ANIMATION,
        meetings_in(MeetingStatus.CONVENED),
        lambda meeting, by: sittings.open_meeting(meeting=meeting, by=by),
    ),
    Gesture("take down a remark", ANIMATION, meetings_in(MeetingStatus.OPEN), remark, likely=1),
    Gesture(
        "close the sitting",
        ANIMATION,
        meetings_in(MeetingStatus.OPEN),
        lambda meeting, by: sittings.close_meeting(meeting=meeting, by=by),
    ),
    Gesture(
        "draft the minutes",
        ANIMATION,
        without_minutes,
        lambda meeting, by: draft_minutes(meeting=meeting, by=by),
    ),
    Gesture("decide an action", ANIMATION, decided, decide),
    Gesture("open the minutes to changes", ANIMATION, minutes_in(MinutesStatus.DRAFT), open_to_changes),
    Gesture("ask for a change", REGIONS, minutes_in(MinutesStatus.OPEN_TO_CHANGES), ask_a_change, likely=1),
    Gesture(
        "reread the minutes",
        REGIONS,
        minutes_in(MinutesStatus.OPEN_TO_CHANGES),
        lambda minutes, by: changes.mark_reread(minutes=minutes, by=by),
        likely=1,
    ),
    Gesture("decline a change", ANIMATION, asked_changes, decline_change),
    Gesture(
        "approve the minutes",
        ANIMATION,
        minutes_in(MinutesStatus.OPEN_TO_CHANGES),
        lambda minutes, by: approve_minutes(minutes=minutes, early=True, by=by),
    ),
    Gesture(
        "send the minutes",
        ANIMATION,
        minutes_in(MinutesStatus.APPROVED),
        lambda minutes, by: sending.send_minutes(minutes=minutes, by=by),
    ),
    Gesture("report on an action", REGIONS, own_actions, report, likely=1),
    *MORE,
)
