"""The gestures around the thread, in the same shape; ``gestures.GESTURES`` holds them all."""

from django.urls import reverse

from interregions.exchange.meetings.services import presence as meetings
from tests.walk import figures
from tests.walk import more_things as more
from tests.walk import partners_things as partners
from tests.walk import people_things as people
from tests.walk.clock import days_pass
from tests.walk.scene import ANIMATION, REGIONS
from tests.walk.shape import Gesture

LEAD, CONTRIBUTOR, POLE = frozenset({"lead"}), frozenset({"contributor"}), frozenset({"pole"})

DAYS_PASS = "three days pass"

MORE: tuple[Gesture, ...] = (
    Gesture(DAYS_PASS, ANIMATION, lambda by: ["time"], days_pass, likely=2),
    # visas
    Gesture("ask a visa of a response", REGIONS, more.to_endorse, more.ask_visa, likely=1),
    Gesture("ask a visa of the note", LEAD, more.notes_to_endorse, more.ask_note_visa, likely=2),
    Gesture(
        "give a visa",
        CONTRIBUTOR,
        more.own_visas,
        more.agree,
        lambda visa: reverse("approvals:request", args=[visa.pk]),
    ),
    Gesture("refuse a visa", CONTRIBUTOR, more.own_visas, more.refuse_visa, likely=1),
    Gesture("give a visa by its link", ANIMATION, more.visas_by_link, more.agree),
    Gesture("refuse a visa by its link", ANIMATION, more.visas_by_link, more.refuse_visa, likely=1),
    Gesture("take a visa back", REGIONS, more.visas_asked, more.withdraw_visa, likely=1),
    # what is handed over, reopened, answered late
    Gesture("hand a block over", LEAD, more.blocks_to_hand, more.hand_over_block, likely=6),
    Gesture(
        "finish a block",
        CONTRIBUTOR,
        more.own_blocks,
        more.finish_block,
        lambda handed: reverse("surveys:response_block", args=[handed.response_id, handed.block.name]),
    ),
    Gesture("take a block back", LEAD, more.blocks_in_hand, more.take_block_back, likely=1),
    Gesture("ask to reopen a response", REGIONS, more.own_sent, more.ask_to_reopen, likely=1),
    Gesture("enter a response by telephone", ANIMATION, more.to_enter_by_phone, more.enter_by_phone, likely=1),
    Gesture("send what was entered by telephone", ANIMATION, more.entered_by_phone, more.send_entered, likely=1),
    Gesture("take back what was sent for us", REGIONS, more.sent_for_us, more.take_back, likely=2),
    Gesture("reopen a response", ANIMATION, more.reopenings, more.reopen),
    Gesture("decline to reopen a response", ANIMATION, more.reopenings, more.decline_reopening, likely=1),
    Gesture(
        "agree to be counted in part",
        REGIONS,
        more.to_consent,
        more.consent,
        lambda response: reverse("surveys:survey", args=[response.survey_id]),
    ),
    Gesture("reopen a survey", ANIMATION, more.surveys_to_reopen, more.reopen_survey, likely=1),
    Gesture("admit a late correction", ANIMATION, more.late_responses, more.admit_late, likely=1),
    Gesture("draft another edition", ANIMATION, more.to_publish_again, more.draft_again, likely=1),
    # a date sought, guests, a pôle
    Gesture("plan a meeting without date", ANIMATION, more.to_meet_some_day, more.plan_without_date),
    Gesture("seek a date", ANIMATION, more.undated, more.seek_a_date, likely=6),
    Gesture(
        "say one's dates",
        REGIONS | POLE,
        more.dates_to_say,
        more.say_dates,
        lambda meeting: reverse("meetings:poll", args=[meeting.pk]),
        2,
    ),
    Gesture("settle a date", ANIMATION, more.dates_to_settle, more.settle),
    Gesture("invite a guest", ANIMATION, more.with_room_for_guests, more.invite_guest, likely=1),
    Gesture(
        "remove a guest",
        ANIMATION,
        more.guests,
        lambda guest, by: meetings.remove_guest(guest=guest, by=by),
        likely=1,
    ),
    Gesture("convene a pôle", ANIMATION, more.without_pole, more.convene_pole, likely=1),
    # people
    Gesture("invite somebody", frozenset({"lead", "region"}), more.few_invitations, more.invite, likely=1),
    Gesture("accept an invitation", ANIMATION, more.invitations, more.accept, likely=1),
    Gesture("take an invitation back", ANIMATION, more.invitations, more.take_invitation_back, likely=1),
    Gesture("end a mandate", ANIMATION, more.newcomers, more.end_mandate, likely=1),
    # people put in touch, people reminded
    Gesture("ask for an introduction", POLE | {"bank"}, people.few_introductions, people.ask, likely=1),
    Gesture("propose an introduction", ANIMATION, people.few_proposals, people.propose, likely=1),
    Gesture(
        "relay an introduction", ANIMATION, people.to_relay, people.relay, lambda asked: asked.get_absolute_url(), 2
    ),
    Gesture("leave a request aside", ANIMATION, people.to_relay, people.left_aside, likely=1),
    Gesture(
        "accept an introduction",
        frozenset({"lead", "other"}),
        people.own_introductions,
        people.agree,
        lambda waiting: waiting.get_absolute_url(),
        2,
    ),
    Gesture("refuse an introduction", frozenset({"lead"}), people.own_introductions, people.refuse, likely=1),
    Gesture("remind who has not answered", ANIMATION, people.silent_meetings, people.remind, likely=1),
    # figures of the Régions
    Gesture("propose a figure", ANIMATION, figures.few_figures, figures.propose_figure, likely=1),
    Gesture(
        "confirm a figure",
        REGIONS,
        figures.own_waiting,
        figures.confirm,
        lambda reading: reverse("observatory:readings_to_confirm"),
    ),
    Gesture(
        "discard a figure",
        REGIONS,
        figures.own_waiting,
        figures.discard,
        lambda reading: reverse("observatory:readings_to_confirm"),
        1,
    ),
    Gesture("contest a figure", REGIONS, figures.own_confirmed, figures.contest, likely=1),
    Gesture("show an indicator", REGIONS, figures.to_show, figures.show, likely=1),
    Gesture("no longer show it", REGIONS, figures.shown, figures.stop, likely=1),
    # practices, and what is done again after its end
    Gesture("draft a practice", frozenset({"region", "pole"}), more.few_practices, more.draft_practice, likely=1),
    Gesture(
        "complete a practice",
        frozenset({"region", "pole"}),
        more.bare_practices,
        more.complete_practice,
        lambda practice: reverse("practices:complete", args=[practice.pk]),
        2,
    ),
    Gesture(
        "publish a practice",
        frozenset({"region", "pole"}),
        more.whole_practices,
        more.publish_practice,
        lambda practice: reverse("practices:practice", args=[practice.pk]),
        2,
    ),
    # a pôle is asked; what is opened to it
    Gesture("ask the pôles", ANIMATION, partners.nobody_of_them_asked, partners.ask_clusters),
    Gesture("open a practice to the pôles", frozenset({"region"}), partners.closed_practices, partners.open_practice),
    Gesture("close a practice", frozenset({"region"}), partners.opened_practices, partners.close_practice, likely=1),
    Gesture("reopen the note", LEAD | ANIMATION, more.signed_notes, more.reopen_note, likely=1),
    Gesture("correct the minutes", ANIMATION, more.sent_minutes, more.correct_minutes, likely=1),
)
