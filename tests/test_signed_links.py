"""Each signed link has its line: in the table of the code, in that of the docs, and a test of what ends it."""

import re
from pathlib import Path

import pytest

from interregions.common.links import LINKS
from interregions.reception.rules import INVITATION_DAYS

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reference/signed-links.md"
ENDED_IN = {
    "invitation": (
        "interregions/reception/tests/test_people.py",
        [
            "test_a_used_invitation_says_so",
            "test_a_withdrawn_invitation_says_so",
            "test_sending_again_makes_the_earlier_link_useless",
            "test_a_removed_members_link_is_refused",
        ],
    ),
    "reception.entrance": (
        "interregions/reception/tests/test_entrance.py",
        ["test_a_link_printed_on_the_server_lets_one_person_in_once"],
    ),
    "reception.letter": (
        "interregions/reception/tests/test_letter_door.py",
        ["test_once_the_address_changed_or_the_person_left_the_door_asks_for_an_address"],
    ),
    "approvals.visa": (
        "interregions/toolkit/approvals/tests/test_approvals.py",
        [
            "test_once_the_visa_is_given_its_link_tells_the_decision_and_no_longer_the_content",
            "test_a_withdrawn_or_replaced_request_says_so",
        ],
    ),
    "surveys.resume": (
        "interregions/exchange/surveys/answering/tests/test_handed_over.py",
        ["test_a_link_to_resume_ends_at_sending_or_closing_and_then_asks_to_sign_in"],
    ),
    "meetings.presence": (
        "interregions/exchange/meetings/tests/test_links.py",
        ["test_a_late_presence_link_says_what_happened_shows_nothing_else_and_leads_to_the_door"],
    ),
    "meetings.dates": (
        "interregions/exchange/meetings/tests/test_links.py",
        ["test_once_the_date_is_chosen_or_the_meeting_cancelled_the_link_says_so_and_takes_nothing"],
    ),
    "meetings.guest": (
        "interregions/exchange/meetings/tests/test_links.py",
        ["test_the_link_of_a_guest_ends_with_the_meeting_or_when_taken_back"],
    ),
    "outcomes.progress": (
        "interregions/exchange/outcomes/tests/test_pages.py",
        ["test_the_link_of_a_removed_member_or_of_an_ended_mandate_is_refused"],
    ),
    "introductions.answer": (
        "interregions/toolkit/introductions/tests/test_introductions.py",
        [
            "test_the_link_of_the_letter_answers_without_signing_in_and_once",
            "test_the_link_ends_with_the_person_and_when_left_aside",
        ],
    ),
    "asking.answer": (
        "interregions/toolkit/asking/tests/test_asking.py",
        ["test_its_link_ends_when_it_is_answered_or_stopped_or_when_the_person_no_longer_acts"],
    ),
    "mail.preference": (
        "interregions/toolkit/mail/tests/test_mail.py",
        [
            "test_a_kind_that_can_be_stopped_is_stopped_by_post_only",
            "test_the_stop_link_of_a_removed_member_changes_nothing",
        ],
    ),
}


def test_the_page_says_what_the_code_does():
    lines = [
        f"| `{each.purpose}` | {each.days} | {each.opens} | {each.acts} | {each.ends} |" for each in LINKS.values()
    ]
    told = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    assert told == lines
    assert LINKS["invitation"].days == INVITATION_DAYS


def test_every_purpose_is_used_and_no_link_is_signed_elsewhere():
    code = {path: path.read_text() for path in ROOT.glob("interregions/**/*.py") if "tests" not in path.parts}
    signing = [path.name for path, text in code.items() if re.search(r"signing\.(dumps|loads)|TimestampSigner", text)]
    assert signing == ["links.py"]
    for purpose in LINKS:
        assert any(f'"{purpose}"' in text for path, text in code.items() if path.name != "links.py"), purpose


@pytest.mark.parametrize("purpose", LINKS)
def test_what_ends_a_link_has_its_test(purpose):
    path, names = ENDED_IN[purpose]
    text = (ROOT / path).read_text()
    assert [name for name in names if f"def {name}(" not in text] == []
