"""What holds each rule when two people act at the same instant; docs/reference/races.md is this table."""

from dataclasses import dataclass

DOOR, ANSWERING = "reception.rules.", "exchange.surveys.answering.rules.answering."
LOCK, CONSTRAINT = "locked row", "constraint"


@dataclass(frozen=True)
class Line:
    """``race`` is a test of test_races.py; without one, ``holds`` says why two people cannot meet there."""

    says: str
    rules: tuple[str, ...]
    holds: str
    race: str = ""


def _line(says: str, holds: str, race: str, *rules: str) -> Line:
    return Line(says, rules, holds, race)


TABLE = (
    # the door and the network
    _line(
        "somebody facilitates the network",
        f"{LOCK}s: every mandate of the animation",
        "test_two_facilitators_who_end_each_other_leave_one",
        f"{DOOR}reasons_not_to_end_mandate",
    ),
    _line(
        "somebody facilitates after an erasure",
        f"{LOCK}s: every mandate of the animation",
        "test_two_facilitators_who_erase_themselves_leave_one",
        "privacy.rules.reasons_not_to_erase",
    ),
    _line(
        "a mandate is handed over once",
        f"{LOCK}s: the mandates of that role there",
        "test_a_mandate_is_handed_over_to_one_person",
        f"{DOOR}reasons_not_to_hand_over",
    ),
    _line(
        "a deputy is named once",
        f"{LOCK}s: the mandates of that role there",
        "test_a_person_is_named_deputy_once",
        f"{DOOR}reasons_not_to_name_deputy",
    ),
    _line(
        "a person is invited once for one role",
        CONSTRAINT,
        "test_six_invitations_of_one_person_are_one_person_and_one_letter",
        f"{DOOR}reasons_not_to_invite_again",
        "reception.invitation_waiting_once",
        "network.member_once_at_an_address",
    ),
    _line(
        "an invitation is accepted once",
        f"{LOCK}: the invitation; {CONSTRAINT}: an open mandate",
        "test_an_invitation_is_accepted_once",
        f"{DOOR}reasons_not_to_accept_invitation",
        "network.mandate_open_once",
    ),
    _line(
        "an invitation is accepted or withdrawn",
        f"{LOCK}: the invitation",
        "test_an_invitation_is_accepted_or_withdrawn",
        "reception.services.people.withdraw_invitation",
    ),
    _line(
        "a person of a list waits once at an address",
        CONSTRAINT,
        "test_a_person_of_two_lists_waits_once",
        "reception.person_to_invite_once",
        f"{DOOR}taken_by",
        f"{DOOR}acts_under_another_address",
        f"{DOOR}waits_elsewhere",
        f"{DOOR}already_invited",
    ),
    _line(
        "people are invited together once",
        f"{LOCK}s: the people who wait",
        "test_people_invited_together_twice_receive_one_letter",
        f"{DOOR}reasons_not_to_invite_together",
    ),
    _line(
        "a list is taken once, and undone once",
        f"{LOCK}: the list",
        "test_a_list_is_taken_and_undone_once",
        "toolkit.imports.rules.reasons_not_to_take",
        "toolkit.imports.rules.reasons_not_to_undo",
    ),
    _line(
        "a line of a list is one row",
        f"{CONSTRAINT}: the lines are written once, with their list",
        "",
        "imports.imported_row_once",
    ),
    _line(
        "a SIREN is of one organisation",
        CONSTRAINT,
        "test_an_organisation_enters_once_with_its_siren",
        "network.services.add_organisation",
        "network.organisation_siren_once",
    ),
    _line(
        "two groups never bear one name",
        CONSTRAINT,
        "test_a_group_bears_its_name_alone",
        "network.rules.reasons_not_to_name_group",
        "network.group_name_once",
    ),
    _line(
        "an installation has one host",
        CONSTRAINT,
        "test_an_installation_starts_once",
        "network.rules.reasons_not_to_start_installation",
        "network.installation.only",
        "network.organisation_one_host",
    ),
    # themes and cycles
    _line(
        "one call by season, unless said",
        f"{LOCK}: the installation",
        "test_six_openings_of_one_season_are_one_call",
        "exchange.themes.rules.reasons_not_to_open_twice",
    ),
    _line(
        "a title stands once in a call",
        CONSTRAINT,
        "test_a_title_is_proposed_once_in_a_call",
        "exchange.themes.rules.reasons_not_to_title",
        "themes.theme_title_once_per_call",
    ),
    _line(
        "a call goes through each step once",
        f"{LOCK}: the call, the theme; {CONSTRAINT}: one count, one cycle",
        "test_a_call_goes_through_each_of_its_steps_once",
        "exchange.themes.rules.reasons_not_to_open_choices",
        "exchange.themes.rules.reasons_not_to_close",
        "exchange.themes.rules.reasons_not_to_retain",
        "themes.count.call",
        "exchange.cycles.rules.reasons_not_to_open",
        "cycles.cycle.theme",
    ),
    _line(
        "a decision is recorded once",
        f"{LOCK}: the call",
        "test_a_decision_on_a_call_is_recorded_once",
        "exchange.themes.rules.reasons_not_to_record_decision",
    ),
    _line(
        "a call is cancelled once",
        f"{LOCK}: the call",
        "test_a_call_is_cancelled_once",
        "exchange.themes.rules.reasons_not_to_cancel",
    ),
    _line(
        "a comment is withdrawn once",
        f"{LOCK}: the comment",
        "test_a_comment_is_withdrawn_once",
        "exchange.themes.rules.reasons_not_to_withdraw_comment",
    ),
    _line(
        "a cycle changes hands once",
        f"{LOCK}: the cycle",
        "test_a_cycle_is_given_once_to_another_region",
        "exchange.cycles.rules.reasons_not_to_change_lead",
    ),
    _line(
        "an action is carried over once",
        f"{LOCK}: the action; {CONSTRAINT}: the title",
        "test_an_action_is_carried_over_once",
        "journey.rules.reasons_not_to_carry_over",
    ),
    # notes
    _line(
        "a cycle has one note, opened to comments once",
        f"{LOCK}: the cycle, the note; {CONSTRAINT}",
        "test_a_note_is_drafted_opened_and_signed_once",
        "exchange.notes.rules.reasons_not_to_draft",
        "exchange.notes.rules.reasons_not_to_open_comments",
        "notes.note.cycle",
        "notes.note.text",
    ),
    _line(
        "a note is signed once",
        f"{LOCK}: the note",
        "test_a_note_is_signed_once",
        "exchange.notes.rules.reasons_not_to_sign_off",
    ),
    _line(
        "two guides never bear one name",
        CONSTRAINT,
        "test_a_guide_bears_its_name_alone",
        "exchange.notes.rules.reasons_against_guide",
        "notes.guide_name_once",
    ),
    # surveys
    _line(
        "a questionnaire is approved once by a party, asked once, closed once",
        f"{LOCK}: the questionnaire, the survey; {CONSTRAINT}",
        "test_a_questionnaire_is_approved_once_by_a_party_and_asked_once",
        "exchange.surveys.questionnaires.rules.questionnaire.reasons_not_to_approve",
        "surveys.questionnaire_approval_once",
        "exchange.surveys.collection.rules.reasons_not_to_open",
        "surveys.survey.questionnaire",
        "exchange.surveys.collection.rules.reasons_not_to_close",
    ),
    _line(
        "a name stands once in a questionnaire",
        f"{LOCK}: the questionnaire; {CONSTRAINT}",
        "test_a_name_is_taken_once_in_a_questionnaire",
        "exchange.surveys.questionnaires.rules.questionnaire.reasons_not_to_take_name",
        "surveys.question_name_once_per_block",
        "surveys.block_name_once",
        "surveys.choice_list_name_once",
        "surveys.option_code_once",
        "surveys.variable_code_once",
    ),
    _line(
        "a response is sent once, its reopening asked once",
        f"{LOCK}: the response",
        "test_a_response_is_sent_once_and_its_reopening_asked_once",
        f"{ANSWERING}reasons_not_to_submit",
        f"{ANSWERING}reasons_not_to_ask_to_reopen",
    ),
    _line(
        "a block is handed over once and finished once",
        f"{LOCK}: the response, the delegation; {CONSTRAINT}",
        "test_a_block_is_handed_over_once_and_finished_once",
        f"{ANSWERING}reasons_not_to_delegate",
        f"{ANSWERING}reasons_not_to_finish",
        "surveys.delegation_open_once",
    ),
    _line(
        "an edition is drafted once and published once",
        f"{LOCK}: the survey, the restitution; {CONSTRAINT}",
        "test_an_edition_is_drafted_once_and_published_once",
        "surveys.restitution_edition_once",
        "surveys.restitution_one_draft",
        "surveys.restitution_item_once",
    ),
    # meetings and debate
    _line(
        "a date is sought once and settled once",
        f"{LOCK}: the meeting; {CONSTRAINT}",
        "test_a_date_is_sought_once_and_settled_once",
        "exchange.meetings.rules.reasons_not_to_open_poll",
        "exchange.meetings.rules.reasons_not_to_settle",
        "meetings.datepoll.meeting",
    ),
    _line(
        "a sitting is opened once",
        f"{LOCK}: the meeting",
        "test_a_sitting_is_opened_once",
        "exchange.meetings.rules.reasons_not_to_open",
    ),
    _line(
        "an organisation is convened once",
        CONSTRAINT,
        "test_attendances_are_one_by_organisation",
        "meetings.attendance_once",
    ),
    _line(
        "the practice of a line is caught once",
        f"{LOCK}: the line",
        "test_the_practice_of_a_line_is_caught_once",
        "exchange.debate.rules.reasons_not_to_catch",
        "debate.practicefromanswer.practice",
    ),
    _line(
        "a line sent twice is one line",
        CONSTRAINT,
        "test_a_line_sent_twice_from_a_phone_is_one_line",
        "debate.contribution_sent_once",
    ),
    # outcomes and knowledge
    _line(
        "minutes are drafted, approved and sent once",
        f"{LOCK}: the meeting, the minutes; {CONSTRAINT}",
        "test_minutes_are_drafted_approved_and_sent_once",
        "exchange.outcomes.rules.reasons_not_to_draft",
        "exchange.outcomes.rules.reasons_not_to_approve",
        "exchange.outcomes.rules.reasons_not_to_send",
        "outcomes.minutes.meeting",
        "outcomes.minutes.text",
        "outcomes.delivery.message_key",
        "mail.message.key",
    ),
    _line(
        "a line becomes one decision, or one action",
        f"{LOCK}: the minutes",
        "test_a_line_becomes_one_decision_or_one_action",
        "exchange.outcomes.rules.reasons_not_to_decide",
        "exchange.outcomes.rules.reasons_about_action",
    ),
    _line(
        "a change asked has one answer",
        f"{LOCK}: the request",
        "test_a_change_asked_has_one_answer",
        "exchange.outcomes.rules.reasons_not_to_answer",
    ),
    _line(
        "the same progress is written once",
        f"{LOCK}: the action",
        "test_the_same_progress_is_written_once",
        "exchange.outcomes.rules.reasons_not_to_report_again",
    ),
    _line(
        "a plan holds actions, or says there is none",
        "read again by the gate of the next step",
        "test_there_is_an_action_or_none_is_declared",
        "exchange.outcomes.rules.reasons_not_to_declare_no_action",
    ),
    _line(
        "a practice is published once",
        f"{LOCK}: the practice",
        "test_a_practice_is_published_once",
        "knowledge.practices.rules.reasons_not_to_publish",
    ),
    # tools
    _line(
        "one visa waits on a thing, decided once",
        f"{CONSTRAINT}; {LOCK}: the request",
        "test_one_visa_waits_on_a_thing_and_is_decided_once",
        "toolkit.approvals.rules.reasons_not_to_decide",
        "approvals.approval_one_waiting",
    ),
    _line(
        "a letter is worded by one person at a time",
        f"{CONSTRAINT}; {LOCK}: the wording",
        "test_a_letter_is_worded_by_one_person_at_a_time",
        "mail.wording_once",
    ),
    _line(
        "a suggestion is taken or left, a comment resolved once",
        f"{LOCK}: the suggestion, the comment",
        "test_a_suggestion_is_taken_or_left_once_and_a_comment_resolved_once",
        "toolkit.writing.rules.reasons_not_to_decide_suggestion",
        "toolkit.writing.rules.reasons_not_to_resolve",
    ),
    # no two people meet there
    _line(
        "a code is typed, or asked again, within a delay",
        "the session of one browser, or a row for each request",
        "",
        f"{DOOR}reasons_not_to_accept_code",
        f"{DOOR}reasons_not_to_send_code",
    ),
    _line(
        "an organisation that answered is not taken back",
        "before the convocation nobody answers, after it nobody is taken back; both hold the meeting",
        "",
        "exchange.meetings.rules.reasons_not_to_withdraw",
    ),
    _line(
        "a date is already past",
        "compared with the day, not with another gesture",
        "",
        "exchange.themes.rules.reasons_not_to_set_dates",
    ),
    _line(
        "one supports another’s theme",
        "compared with who proposed it, which never changes",
        "",
        "exchange.themes.rules.reasons_not_to_support",
    ),
    _line(
        "a survey is closed, an organisation already reminded",
        "a sentence; the key of the message holds",
        "",
        "exchange.surveys.collection.rules.reasons_not_to_remind",
        "exchange.surveys.collection.rules.reminded_today_words",
    ),
    _line(
        "a questionnaire is put aside",
        "the same state written twice changes nothing",
        "",
        "exchange.surveys.questionnaires.rules.questionnaire.reasons_not_to_drop",
    ),
    _line(
        "a file is imported into an empty questionnaire",
        f"{LOCK}: the questionnaire; names stand once",
        "",
        "exchange.surveys.questionnaires.services.importing.create_from_import",
    ),
    _line(
        "what the comparison of two editions would tell",
        "compared with frozen editions",
        "",
        "exchange.surveys.restitution.rules.disclosure.reasons_not_to_publish_again",
    ),
    _line(
        "an organisation chooses once, by itself or by telephone",
        f"{LOCK}: the call; {CONSTRAINT}",
        "test_a_choice_made_and_said_on_the_telephone_at_once_are_one_ballot",
        "themes.ballot_choice_once",
        "themes.ballot_once_per_organisation",
    ),
    _line(
        "the last one written counts",
        "one statement: the row is found and written again, or made",
        "",
        "files.grant_once_per_member",
        "jobs.heartbeat.worker",
        "files.filewords.sha256",
        "files.grant_once_per_organisation",
        "mail.preference_once",
        "mail.relay.only",
        "meetings.date_answer_once",
        "outcomes.proofreading_once",
        "outcomes.reviewed_action_once",
        "reception.opensession.session",
        "surveys.answer_once",
        "surveys.opening_once",
        "surveys.reminder_once_a_day",
        "surveys.response_once",
        "surveys.selection_once",
        "themes.endorsement_once",
        "writing.section_key_once",
        "writing.version_number_once",
    ),
    _line(
        "drawn at random, or read from an official list",
        "no person writes it",
        "",
        "network.member.identifier",
        "reception.passkey_once",
        "vocabulary.scheme.slug",
        "vocabulary.term_scheme_code",
        "vocabulary.territory_kind_code",
        "vocabulary.territory_part_once_per_start",
    ),
)
