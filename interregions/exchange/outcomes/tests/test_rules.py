"""The tables of states, and passages found whatever their spaces."""

from interregions.exchange.outcomes import rules
from interregions.exchange.outcomes.choices import ActionStatus
from interregions.exchange.outcomes.wording import with_wording


def test_every_state_of_an_action_can_be_reached():
    reached, waiting = set(), ["TO_DO"]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += [str(each) for each in rules.NEXT_ACTION[state]]
    assert reached == set(ActionStatus.values) == {str(each) for each in rules.NEXT_ACTION}


def test_a_passage_is_found_as_it_was_copied_from_the_page():
    blocks = [{"type": "list", "ordered": False, "items": ["Bretagne : « l'achat » manque.", "Autre."]}]
    changed = with_wording(blocks, "«\u202fl’achat\u202f» manque", "l’achat suit")
    assert changed == [{"type": "list", "ordered": False, "items": ["Bretagne : l’achat suit.", "Autre."]}]
    assert with_wording(blocks, "absent", "x") is None
    assert with_wording(blocks, "Autre.", r"\1 <b>")[0]["items"][1] == r"\1 <b>"


def test_only_the_first_occurrence_is_replaced_and_no_passage_adds():
    blocks = [{"type": "paragraph", "text": "Un un."}, {"type": "paragraph", "text": "un"}]
    assert [block["text"] for block in with_wording(blocks, "un", "deux")] == ["Un deux.", "un"]
    assert with_wording(blocks, " ", "Trois.")[-1] == {"type": "paragraph", "text": "Trois."}


def test_progress_follows_from_the_state_before():
    assert rules.reasons_about_report(before="TO_DO", after="DONE", words="") == []
    assert rules.reasons_about_report(before="TO_DO", after="TO_DO", words="") != []
    assert rules.reasons_about_report(before="TO_DO", after="CARRIED_OVER", words="x") != []
    assert rules.reasons_about_report(before="UNDER_WAY", after="TO_DO", words="x") != []
