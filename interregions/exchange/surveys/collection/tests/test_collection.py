"""Opening, inviting, reminding, extending, closing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.common.ports import awaited
from interregions.exchange.surveys.answering.services.submission import ask_for_visa, reopen_response
from interregions.exchange.surveys.collection import jobs
from interregions.exchange.surveys.collection.queries.audience import Audience, resolve_audience
from interregions.exchange.surveys.collection.queries.collection import Filters, collection_page, followed_response
from interregions.exchange.surveys.collection.queries.waiting import responses_to_remind, selected_to_remind
from interregions.exchange.surveys.collection.services import collection as services
from interregions.exchange.surveys.models import Answer, Contact, Reminder, Response, Survey
from interregions.exchange.surveys.questionnaires.services.questionnaires import draft_questionnaire
from interregions.exchange.surveys.tests.survey_builder import begun, opened, sent
from interregions.network.models import Group, Organisation
from interregions.network.queries import people_asked
from interregions.toolkit.jobs.models import Job
from interregions.toolkit.mail.choices import MailKind, MessageStatus
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.services import set_preference

pytestmark = pytest.mark.django_db


def keys(mailed, part):
    return [message.key for message in mailed() if part in message.key]


def test_a_survey_asks_each_region_once(france, facilitator):
    survey = opened(facilitator)
    assert Response.objects.filter(survey=survey).count() == 18
    assert set(Response.objects.values_list("status", "expected")) == {("INVITED", 4)}


def test_a_survey_opens_on_a_frozen_questionnaire_only(france, facilitator, today):
    draft = draft_questionnaire(title="Brouillon", cycle=None, by=facilitator)
    with pytest.raises(Refused, match="pas encore approuvé"):
        services.open_survey(
            questionnaire=draft, audience=Audience("all_regions"), opens_on=today, closes_on=today, by=facilitator
        )


def test_a_questionnaire_is_put_once(france, facilitator, today):
    survey = opened(facilitator)
    with pytest.raises(Refused, match="déjà son enquête"):
        services.open_survey(
            questionnaire=survey.questionnaire,
            audience=Audience("all_regions"),
            opens_on=today,
            closes_on=today,
            by=facilitator,
        )


def test_only_the_animation_opens_reminds_and_closes(france, facilitator, bretagne):
    survey = opened(facilitator)
    with pytest.raises(Refused):
        services.close_survey(survey=survey, by=bretagne)
    with pytest.raises(Refused):
        services.remind(survey=survey, response_ids=[1], by=bretagne)


def test_an_epci_of_two_regions_is_asked_once(france, facilitator, epci):
    assert resolve_audience(Audience("epci", region_codes=("53", "28"))) == [epci.organisation_id]
    assert resolve_audience(Audience("epci", region_codes=("28",))) == []
    assert resolve_audience(Audience("epci", epci_kinds=("METRO",))) == []


def test_a_working_group_and_chosen_organisations_are_asked(france):
    group = Group.objects.create(name="Industrie")
    group.members.set(france[:3])
    assert sorted(resolve_audience(Audience("group", group_id=group.pk))) == sorted(o.pk for o in france[:3])
    assert resolve_audience(Audience("chosen", organisation_ids=(france[0].pk,))) == [france[0].pk]


def test_invitations_leave_once_whoever_runs_the_job_twice(
    france, facilitator, bretagne, normandie, mailed, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        survey = opened(facilitator)
    assert keys(mailed, "invite") == [f"survey:{survey.pk}:invite:{each.member_id}" for each in (bretagne, normandie)]
    jobs.invite({"survey": survey.pk}, lambda done, total: None)
    assert len(keys(mailed, "invite")) == 2


def test_an_organisation_with_nobody_to_write_to_is_counted_apart(france, facilitator, bretagne, normandie):
    set_preference(member_id=normandie.member_id, kind=MailKind.REMINDERS, wanted=False)
    board = collection_page(opened(facilitator), Filters(), 1)
    assert len(board.unreached) == 17
    assert bretagne.organisation not in board.unreached
    assert normandie.organisation in board.unreached
    assert board.remindable == 1


def test_the_board_counts_those_who_would_be_written_to(france, facilitator, bretagne, normandie, occitanie):
    """What the page counts in the database is what the reminder reads from the tasks, one by one."""
    survey, today = opened(facilitator), timezone.localdate()
    for gesture in (
        lambda: begun(survey, bretagne),
        lambda: ask_for_visa(response=begun(survey, normandie), by=normandie, name="D", email="d@example.org"),
        lambda: sent(survey, occitanie),
        lambda: services.remind(survey=survey, response_ids=[begun(survey, bretagne).pk], by=facilitator),
    ):
        gesture()
        board, selected = collection_page(survey, Filters(), 1), selected_to_remind(survey, None, today)
        assert board.remindable == len(selected.waiting)
        assert {each.pk for each in board.unreached} == {each.organisation_id for each in selected.unreached}


def test_who_is_reminded_is_read_in_a_query_for_the_tasks_and_one_for_the_people(
    france, facilitator, bretagne, django_assert_max_num_queries
):
    survey = opened(facilitator)
    responses_to_remind(survey)
    with django_assert_max_num_queries(2):
        people_asked(awaited("surveys.respond", Response.objects.filter(survey=survey).values("pk")))


def test_reminders_reach_neither_those_who_sent_nor_those_who_wait_for_a_visa(
    france, facilitator, bretagne, normandie, occitanie, mailed
):
    survey = opened(facilitator)
    sent(survey, bretagne)
    ask_for_visa(response=begun(survey, normandie), by=normandie, name="Directrice", email="d@example.org")
    everyone = list(Response.objects.values_list("pk", flat=True))
    written = services.remind(survey=survey, response_ids=everyone, by=facilitator)
    assert (written.messages, written.organisations, written.unreached) == (1, 1, 15)
    assert [key.split(":")[-1] for key in keys(mailed, "reminder")] == [str(occitanie.member_id)]
    assert Contact.objects.get(kind="REMINDER").response.organisation == occitanie.organisation


def test_a_reminder_is_a_contact_once_it_left(france, facilitator, bretagne, mailed):
    survey = opened(facilitator)
    response = Response.objects.get(survey=survey, organisation=bretagne.organisation)
    services.remind(survey=survey, response_ids=[response.pk], by=facilitator)

    def told():
        row = next(row for row in collection_page(survey, Filters(), 1).rows if row.response == response)
        return row.contact_at, followed_response(response).contacts[0].made_at

    assert told() == (None, None)
    Message.objects.filter(key__contains=":reminder:").update(status=MessageStatus.FAILED)
    assert told() == (None, None)
    at = timezone.now()
    Message.objects.filter(key__contains=":reminder:").update(status=MessageStatus.SENT, sent_at=at)
    assert told()[0] is not None
    assert told()[1] == at


def test_a_selection_without_anyone_to_remind_is_refused(france, facilitator, bretagne):
    survey = opened(facilitator)
    with pytest.raises(Refused, match="Personne à relancer"):
        services.remind(survey=survey, response_ids=[sent(survey, bretagne).pk], by=facilitator)


def test_planned_waves_under_a_fake_clock_with_missed_runs(france, facilitator, bretagne, normandie, mailed):
    """Ninety days, the clock failing four days in five: each wave reaches once whoever has not sent, nobody else."""
    today = timezone.localdate()
    waves = [today + timedelta(days=day) for day in (10, 30, 60)]
    survey = opened(facilitator, closes_on=today + timedelta(days=80), reminders=waves)
    for day in range(0, 90, 5):
        now = today + timedelta(days=day)
        if day == 35:
            sent(survey, bretagne)
        for _ in range(3):
            services.send_due_waves(now)
    reached = [key.split(":")[-1] for key in keys(mailed, "reminder")]
    assert sorted(reached) == sorted([str(bretagne.member_id)] * 2 + [str(normandie.member_id)] * 3)
    assert Reminder.objects.filter(survey=survey, sent_at__isnull=True).count() == 0


def test_waves_missed_together_leave_as_one(france, facilitator, bretagne, mailed):
    today = timezone.localdate()
    waves = [today + timedelta(days=day) for day in (1, 2, 3)]
    survey = opened(facilitator, reminders=waves)
    services.send_due_waves(today + timedelta(days=5))
    assert len(keys(mailed, "reminder")) == 1
    assert [each.recipients for each in survey.reminders.all()] == [0, 0, 1]


def test_nothing_is_sent_after_the_close(france, facilitator, bretagne, mailed):
    today = timezone.localdate()
    survey = opened(facilitator, reminders=[today + timedelta(days=1)])
    services.close_survey(survey=survey, by=facilitator)
    assert services.send_due_waves(today + timedelta(days=2)) == 0
    assert keys(mailed, "reminder") == []


def test_a_survey_prepared_for_later_invites_on_its_day_once(france, facilitator, bretagne, mailed):
    survey = opened(facilitator)
    Job.objects.all().delete()
    later = timezone.localdate() + timedelta(days=3)
    Survey.objects.filter(pk=survey.pk).update(opens_on=later)
    assert services.late_invitations(later - timedelta(days=1)) == 0
    assert services.late_invitations(later + timedelta(days=1)) == 1
    assert services.late_invitations(later + timedelta(days=1)) == 0


def test_one_organisation_is_given_more_time(france, facilitator, bretagne, mailed):
    survey = opened(facilitator)
    response = Response.objects.get(survey=survey, organisation=bretagne.organisation)
    later = survey.closes_on + timedelta(days=4)
    assert services.extend(response=response, until=later, by=facilitator).closes_on == later
    assert len(keys(mailed, "extended")) == 1
    with pytest.raises(Refused, match="dépasser la date commune"):
        services.extend(response=response, until=survey.closes_on, by=facilitator)


def test_a_call_is_noted(france, facilitator, bretagne):
    survey = opened(facilitator)
    response = Response.objects.get(survey=survey, organisation=bretagne.organisation)
    services.note_contact(response=response, kind="PHONE", words="Rappeler lundi.", by=facilitator)
    assert response.contacts.get().words == "Rappeler lundi."


def test_closing_leaves_out_what_was_only_begun(france, facilitator, bretagne, normandie):
    survey = opened(facilitator)
    sent(survey, bretagne)
    half = begun(survey, normandie, {"role": "yes"})
    services.close_survey(survey=survey, by=facilitator, partial="left_out")
    half.refresh_from_db()
    assert half.status == "LEFT_OUT"
    assert Answer.objects.filter(response=half, counted_in__isnull=False).count() == 0
    assert Response.objects.filter(survey=survey, status="SUBMITTED").count() == 1


def test_a_half_answer_counts_once_its_organisation_agrees(france, facilitator, bretagne, normandie, mailed):
    survey = opened(facilitator)
    half, other = begun(survey, bretagne, {"role": "yes"}), begun(survey, normandie, {"role": "no"})
    services.answer_consent(response=half, agrees=True, by=bretagne)
    services.close_survey(survey=survey, by=facilitator, partial="consented")
    assert Response.objects.get(pk=half.pk).status == "USED_AS_IS"
    assert Answer.objects.filter(response=half, counted_in=survey).count() == 1
    assert Response.objects.get(pk=other.pk).status == "STARTED"
    assert len(keys(mailed, "consent")) == 1
    services.answer_consent(response=other, agrees=False, by=normandie)
    assert Response.objects.get(pk=other.pk).status == "LEFT_OUT"
    assert Answer.objects.filter(counted_in=survey).count() == 1


def test_a_response_sent_then_reopened_is_never_lost_at_the_close(
    france, facilitator, bretagne, normandie, client_as, mailed
):
    survey = opened(facilitator)
    given, half = sent(survey, bretagne), begun(survey, normandie, {"role": "yes"})
    reopen_response(response=given, reason="Un chiffre", by=facilitator)
    assert "reprise telle qu’elle est alors" in " ".join(mailed()[-1].lines)
    page = client_as(facilitator).get(f"/enquetes/{survey.pk}/collecte/clore/").content.decode()
    assert "envoyée puis rouverte" in page
    services.close_survey(survey=survey, by=facilitator, partial="left_out")
    assert Response.objects.get(pk=given.pk).status == "USED_AS_IS"
    assert Answer.objects.filter(response=given, counted_in=survey).count() == 4
    assert Response.objects.get(pk=half.pk).status == "LEFT_OUT"
    told = mailed()[-1]
    assert told.to_member == bretagne.member
    assert "votre réponse est reprise" in told.subject


def test_a_contributor_does_not_consent(france, facilitator, bretagne, contributor):
    survey = opened(facilitator)
    with pytest.raises(Refused):
        services.answer_consent(response=begun(survey, bretagne), agrees=True, by=contributor)


def test_a_closed_survey_does_not_close_again(france, facilitator):
    survey = services.close_survey(survey=opened(facilitator), by=facilitator)
    with pytest.raises(Refused, match="déjà close"):
        services.close_survey(survey=survey, by=facilitator)


@pytest.fixture
def many(france):
    """1 255 organisations of the kind of EPCI."""
    Organisation.objects.bulk_create(
        Organisation(name=f"Communauté {n}", short_name=f"CC {n:04}", kind="EPCI", college="EPCI") for n in range(1255)
    )


def test_1255_organisations_are_asked_in_forty_three_queries(many, facilitator, django_assert_max_num_queries):
    from interregions.exchange.surveys.tests.survey_builder import frozen_questionnaire  # noqa: PLC0415

    questionnaire, today = frozen_questionnaire(facilitator), timezone.localdate()
    with django_assert_max_num_queries(43):
        survey = services.open_survey(
            questionnaire=questionnaire, audience=Audience("epci"), opens_on=today, closes_on=today, by=facilitator
        )
    assert survey.responses.count() == 1255


def test_the_collection_page_reads_as_much_for_18_as_for_1255(
    many, facilitator, django_assert_num_queries, django_assert_max_num_queries
):
    regions, communes = opened(facilitator), opened(facilitator, Audience("epci"))
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(
        connection,
    ) as few:
        collection_page(regions, Filters(), 1)
    with CaptureQueriesContext(connection) as full:
        collection_page(communes, Filters(), 1)
    assert len(full) <= len(few) <= 14
