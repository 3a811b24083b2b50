import pytest
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.exchange.surveys.answering.queries.answers import openings_of
from interregions.exchange.surveys.answering.services.delegation import (
    delegate_block,
    finish_block,
    withdraw_delegation,
)
from interregions.exchange.surveys.answering.services.submission import (
    ask_for_visa,
    record_opening,
    reopen_response,
    set_unnamed,
    submit_response,
    withdraw_visa,
)
from interregions.exchange.surveys.answering.tests.test_answering import (  # noqa: F401  fixtures
    answer,
    block_of,
    fill,
    response,
    stored,
    survey,
)
from interregions.exchange.surveys.choices import ResponseStatus
from interregions.exchange.surveys.collection.queries.personal import personal_data_of
from interregions.exchange.surveys.models import Answer, AnswerOpening, AnswerRevision, Delegation, Selection, Survey
from interregions.exchange.surveys.restitution.services.erasure import erase_member
from interregions.exchange.surveys.tests.survey_builder import begun, frozen_questionnaire, opened
from interregions.network.models import Mandate
from interregions.network.queries import standing_of
from interregions.toolkit.approvals.queries import visa_visible_to, visa_waiting
from interregions.toolkit.approvals.services import decide_visa
from tests.tasks import cards_of


def fresh_member(mandate):
    return type(mandate.member).objects.get(pk=mandate.member_id)


def test_a_response_leaves_only_with_every_expected_answer(response, bretagne):  # noqa: F811
    with pytest.raises(Refused, match="Aucune question"):
        submit_response(response=response, by=bretagne)
    answer(response, "accompagne", "oui", bretagne)
    with pytest.raises(Refused, match="Question comment"):
        submit_response(response=response, by=bretagne)
    answer(response, "accompagne", "non", bretagne)
    assert submit_response(response=response, by=bretagne).status == ResponseStatus.SUBMITTED


def test_a_contributor_cannot_submit(response, bretagne, contributor):  # noqa: F811
    fill(response, bretagne)
    with pytest.raises(Refused, match="Seul un référent de votre organisme peut envoyer la réponse"):
        submit_response(response=response, by=contributor)


def test_sending_lets_given_answers_of_counted_questions_be_counted(response, survey, bretagne, facilitator):  # noqa: F811
    fill(response, bretagne)
    answer(response, "accompagne", "non", bretagne)  # « comment » is set aside
    assert not Answer.objects.filter(counted_in=survey).exists()
    submit_response(response=response, by=bretagne)
    counted = {each.variable.code for each in Answer.objects.filter(counted_in=survey).select_related("variable")}
    assert counted == {"accompagne", "outils", "budget"}
    assert Selection.objects.filter(counted_in=survey).count() == 2
    reopen_response(response=response, reason="Un chiffre à vérifier", by=facilitator)
    assert not Answer.objects.exclude(counted_in=None).exists()
    assert not Selection.objects.exclude(counted_in=None).exists()


def test_reopening_needs_a_reason_and_the_animation(response, bretagne, facilitator, mailed):  # noqa: F811
    fill(response, bretagne)
    with pytest.raises(Refused, match="n’est pas envoyée"):
        reopen_response(response=response, reason="x", by=facilitator)
    submit_response(response=response, by=bretagne)
    with pytest.raises(Refused, match="Dites pourquoi"):
        reopen_response(response=response, reason=" ", by=facilitator)
    with pytest.raises(Refused):
        reopen_response(response=response, reason="x", by=bretagne)
    reopened = reopen_response(response=response, reason="Le budget manque", by=facilitator)
    assert reopened.status == ResponseStatus.STARTED
    assert "Le budget manque" in " ".join(mailed()[-1].lines)


def test_the_animation_sends_only_what_it_entered_itself(response, bretagne, facilitator, mailed):  # noqa: F811
    answer(response, "accompagne", "non", facilitator)
    answer(response, "sigle", "Écrit par la Région", bretagne)
    with pytest.raises(Refused, match="lui seul peut l’envoyer"):
        submit_response(response=response, by=facilitator)
    answer(response, "sigle", "", bretagne)
    submit_response(response=response, by=facilitator)
    assert "l’a saisi au nom de Bretagne" in " ".join(mailed()[-1].lines)


def test_a_visa_stops_the_writing_until_it_is_given(response, bretagne, mailed):  # noqa: F811
    fill(response, bretagne)
    approval = ask_for_visa(response=response, by=bretagne, name="Jeanne Directrice", email="jeanne@example.org")
    response.refresh_from_db()
    assert response.status == ResponseStatus.AWAITING_VISA
    assert cards_of(fresh_member(bretagne), "surveys") == []
    with pytest.raises(Refused, match="visa"):
        answer(response, "sigle", "X", bretagne)
    with pytest.raises(Refused, match="visa"):
        submit_response(response=response, by=bretagne)
    assert "SRDEII" in str(approval.content)
    decide_visa(approval=approval, agreed=True)
    response.refresh_from_db()
    assert response.status == ResponseStatus.STARTED
    assert submit_response(response=response, by=bretagne).status == ResponseStatus.SUBMITTED


def test_a_visa_to_revise_or_withdrawn_gives_the_draft_back(response, bretagne):  # noqa: F811
    fill(response, bretagne)
    approval = ask_for_visa(response=response, by=bretagne, name="Jeanne", email="jeanne@example.org")
    decide_visa(approval=approval, agreed=False, words="Revoir le budget")
    answer(response, "budget", "200", bretagne)
    ask_for_visa(response=response, by=bretagne, name="Jeanne", email="jeanne@example.org")
    withdraw_visa(response=response, by=bretagne)
    assert visa_waiting("surveys.response", response.pk) is None
    answer(response, "budget", "300", bretagne)
    with pytest.raises(Refused, match="Aucun visa"):
        withdraw_visa(response=response, by=bretagne)


def test_a_visa_to_revise_is_said_and_needs_a_tick(response, bretagne, contributor, facilitator, client_as):  # noqa: F811
    fill(response, bretagne)
    delegate_block(response=response, block=block_of(response, "moyens"), by=bretagne, member=contributor.member)
    finish_block(response=response, block=block_of(response, "moyens"), by=contributor)
    approval = ask_for_visa(response=response, by=bretagne, name="Jeanne Roux", email="jeanne@example.org")
    decide_visa(approval=approval, agreed=False, words="Revoir le budget")
    card = cards_of(fresh_member(bretagne), "surveys")[0]
    assert card.what.startswith("Revoir « ")
    assert "à revoir" in card.why
    review = client_as(bretagne).get(f"/reponses/{response.pk}/relire/").content.decode()
    assert "Jeanne Roux a répondu" in review
    assert "Revoir le budget" in review.split("Envoyer ma réponse")[0]
    with pytest.raises(Refused, match="Revoir le budget"):
        submit_response(response=response, by=bretagne)
    # Whoever was handed one block does not read what was said of the others.
    assert "Revoir le budget" not in client_as(contributor).get(response.get_absolute_url()).content.decode()
    assert submit_response(response=response, by=bretagne, anyway=True).status == ResponseStatus.SUBMITTED
    # Reopened, it is another sending: what was said of the first one holds nothing back.
    reopen_response(response=response, reason="Un chiffre", by=facilitator)
    assert cards_of(fresh_member(bretagne), "surveys")[0].what.startswith("Répondre à « ")
    assert submit_response(response=response, by=bretagne).status == ResponseStatus.SUBMITTED


def test_a_visa_is_of_what_was_read_and_a_sending_after_a_change_is_on_purpose(response, bretagne, client_as):  # noqa: F811
    fill(response, bretagne)
    approval = ask_for_visa(response=response, by=bretagne, name="Jeanne Roux", email="jeanne@example.org")
    decide_visa(approval=approval, agreed=True)
    browser, review = client_as(bretagne), f"/reponses/{response.pk}/relire/"
    assert "quand-meme" not in browser.get(review).content.decode()
    answer(response, "budget", "999", bretagne)
    for page in (review, response.get_absolute_url(), approval.get_absolute_url()):
        told = browser.get(page).content.decode()
        assert "mais 1 partie a changé depuis" in told, page
    with pytest.raises(Refused, match="bon pour envoi"):
        submit_response(response=response, by=bretagne)
    again = ask_for_visa(response=response, by=bretagne, name="Jeanne Roux", email="jeanne@example.org")
    decide_visa(approval=again, agreed=True)
    assert submit_response(response=response, by=bretagne).status == ResponseStatus.SUBMITTED


def test_the_read_back_counts_what_is_left_without_an_answer(response, bretagne, client_as):  # noqa: F811
    answer(response, "accompagne", "non", bretagne)
    review = client_as(bretagne).get(f"/reponses/{response.pk}/relire/").content.decode()
    assert "sont sans réponse." in review.split("Envoyer ma réponse")[0]


def test_a_contributor_writes_only_in_what_was_handed_over(response, bretagne, contributor, mailed):  # noqa: F811
    block = block_of(response, "moyens")
    delegate_block(response=response, block=block, by=bretagne, member=contributor.member, words="Merci")
    answer(response, "budget", "100", contributor)
    with pytest.raises(Refused, match="pas été confiée"):
        answer(response, "sigle", "X", contributor)
    card = cards_of(fresh_member(contributor), "surveys")[0]
    assert "moyens" in card.url
    assert "/reponses/reprendre/" in mailed()[-1].button_url
    finish_block(response=response, block=block, by=contributor)
    assert cards_of(fresh_member(contributor), "surveys") == []
    assert mailed()[-1].to_member == bretagne.member
    with pytest.raises(Refused, match="déjà"):
        finish_block(response=response, block=block, by=contributor)
    withdraw_delegation(delegation=Delegation.objects.get(), by=bretagne)
    with pytest.raises(Refused, match="pas été confiée"):
        answer(response, "budget", "1", contributor)


def test_a_new_colleague_becomes_a_contributor_once(response, bretagne):  # noqa: F811
    person = {"given_name": "Lou", "family_name": "Kerdraon", "email": "service@bretagne.example"}
    for name in ("moyens", "politique"):
        delegate_block(response=response, block=block_of(response, name), by=bretagne, **person)
    mandate = Mandate.objects.get(member__family_name="Kerdraon")
    assert (mandate.role, mandate.organisation) == ("CONTRIBUTOR", bretagne.organisation)
    with pytest.raises(Refused, match="déjà confiée"):
        delegate_block(response=response, block=block_of(response, "moyens"), by=bretagne, **person)
    with pytest.raises(Refused, match="adresse"):
        delegate_block(
            response=response,
            block=block_of(response, "moyens"),
            by=bretagne,
            given_name="A",
            family_name="B",
            email="non",
        )


def test_only_a_referent_of_the_organisation_hands_over(response, bretagne, contributor, normandie):  # noqa: F811
    block = block_of(response, "moyens")
    for by in (contributor, normandie):
        with pytest.raises(Refused):
            delegate_block(response=response, block=block, by=by, member=bretagne.member)
    with pytest.raises(Refused, match="autre personne"):
        delegate_block(response=response, block=block, by=bretagne, member=bretagne.member)
    with pytest.raises(Refused, match="n’agit pas pour votre organisme"):
        delegate_block(response=response, block=block, by=bretagne, member=normandie.member)


def test_naming_is_chosen_before_sending(response, bretagne, contributor):  # noqa: F811
    assert set_unnamed(response=response, unnamed=True, by=bretagne).unnamed
    with pytest.raises(Refused, match="Seul un référent"):
        set_unnamed(response=response, unnamed=False, by=contributor)
    fill(response, bretagne)
    submit_response(response=response, by=bretagne)
    with pytest.raises(Refused, match="envoyée"):
        set_unnamed(response=response, unnamed=False, by=bretagne)


def test_openings_are_recorded_once_for_each_reader_and_never_for_oneself(response, bretagne, normandie):  # noqa: F811
    for _ in range(2):
        record_opening(response_ids=[response.pk], by=normandie)
        record_opening(response_ids=[response.pk], by=bretagne)
    assert [each.organisation for each in openings_of(response)] == [normandie.organisation]
    assert AnswerOpening.objects.get().last_at <= timezone.now()


def test_a_card_says_what_is_expected_and_goes_when_it_is_done(response, bretagne, normandie):  # noqa: F811
    [card] = cards_of(fresh_member(bretagne), "surveys")
    assert (card.gesture, card.holder) == ("Répondre", "Bretagne")
    fill(response, bretagne)
    assert cards_of(fresh_member(bretagne), "surveys")[0].gesture == "Reprendre ma réponse"
    submit_response(response=response, by=bretagne)
    assert cards_of(fresh_member(bretagne), "surveys") == []
    assert len(cards_of(fresh_member(normandie), "surveys")) == 1
    Survey.objects.update(status="CLOSED")
    assert cards_of(fresh_member(normandie), "surveys") == []
    assert cards_of(None, "surveys") == []
    assert standing_of(None).mandates == ()


def test_a_person_is_forgotten_and_the_organisation_s_answers_stay(response, bretagne, contributor, facilitator):  # noqa: F811
    delegate_block(
        response=response, block=block_of(response, "moyens"), by=bretagne, member=contributor.member, words="Yann ?"
    )
    fill(response, bretagne)
    answer(response, "sigle", "Voir Yann Morvan", bretagne)
    answer(response, "budget", "7", contributor)
    assert personal_data_of(contributor.member)["answers_written"][0]["question"] == "Question budget ?"
    submit_response(response=response, by=bretagne, anyway=True)
    reopen_response(response=response, reason="Appeler Yann Morvan", by=facilitator)
    answer(response, "sigle", "Voir le service", bretagne)
    erase_member(contributor.member)
    response.refresh_from_db()
    assert response.reopened_reason == "Appeler Personne retirée"
    assert Delegation.objects.get().words == ""
    assert AnswerRevision.objects.get().value["text"] == "Voir Personne retirée"
    assert stored(response, "budget").number == 7


def test_the_animation_is_not_told_an_answer_by_the_questions_that_appear(response, bretagne, facilitator, client_as):  # noqa: F811
    answer(response, "accompagne", "oui", bretagne)
    html = client_as(facilitator).get(f"/reponses/{response.pk}/rubrique/politique/").content.decode()
    assert "Question comment" not in html
    assert "a répondu lui-même" in html


def test_a_contributor_does_not_read_the_whole_draft_in_a_visa(response, bretagne, contributor, mandate_of):  # noqa: F811
    reader = mandate_of(bretagne.organisation, "READER")
    fill(response, bretagne)
    asked = ask_for_visa(response=response, by=bretagne, name="Jeanne", email="jeanne@example.org")
    for mandate, reads in ((bretagne, True), (reader, True), (contributor, False)):
        assert (visa_visible_to(fresh_member(mandate), asked.pk) is not None) is reads


SHARES = (
    {"name": "a", "kind": "NUMBER", "label": "Part A"},
    {"name": "b", "kind": "NUMBER", "label": "Part B"},
    {
        "name": "c",
        "kind": "NUMBER",
        "label": "Part C",
        "constraint": ". + ${a} + ${b} = 100",
        "constraint_message": "Le total doit faire 100.",
    },
)
NOTHING_WILL_DO = {"name": "a", "kind": "NUMBER", "label": "Combien ?", "constraint": ". >= 10 and . <= 0"}


def test_what_questions_ask_of_the_answers_together_is_checked_again_when_they_leave(
    france, facilitator, bretagne, client_as
):
    shared = opened(facilitator, questions=SHARES)
    begun(shared, bretagne, {"a": "60", "b": "30", "c": "10"})
    kept = begun(shared, bretagne, {"a": "20"})
    review = client_as(bretagne).get(f"/reponses/{kept.pk}/relire/").content.decode()
    assert "Le total doit faire 100." in review
    with pytest.raises(Refused, match=r"Part C.*Le total doit faire 100"):
        submit_response(response=kept, by=bretagne)
    kept = begun(shared, bretagne, {"a": "60"})
    assert submit_response(response=kept, by=bretagne).status == ResponseStatus.SUBMITTED


def test_a_questionnaire_that_nobody_could_send_is_not_approved(france, facilitator):
    with pytest.raises(Refused, match="Combien"):
        frozen_questionnaire(facilitator, [{**NOTHING_WILL_DO, "required": True}])
    assert frozen_questionnaire(facilitator, [NOTHING_WILL_DO]).frozen_at is not None, "nobody is held by it"
