"""One world on PostgreSQL, and for each rule two people at the same instant. SQLite writes one at a time."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from interregions.common.references import Reference
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.cycles.services import open_cycle
from interregions.exchange.debate import services as debate
from interregions.exchange.debate.models import Contribution
from interregions.exchange.meetings.models import Attendance, DatePoll, Meeting
from interregions.exchange.meetings.services import plans, polls, reminding, sittings
from interregions.exchange.notes.models import InterviewGuide, Note
from interregions.exchange.notes.services import guides, interviews, signing
from interregions.exchange.notes.services.notes import draft_note, open_to_comments, set_questions
from interregions.exchange.outcomes.models import Action, ChangeRequest, Decision, Minutes
from interregions.exchange.outcomes.services import actions, changes, sending
from interregions.exchange.outcomes.services import minutes as minutes_services
from interregions.exchange.surveys.answering.queries.answers import draft_of
from interregions.exchange.surveys.answering.services import delegation, phoned, reopening, submission
from interregions.exchange.surveys.answering.services.answering import save_answer
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services import collection
from interregions.exchange.surveys.models import Delegation, Questionnaire, Response, Restitution, Survey, Variable
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.services import questionnaires, questions
from interregions.exchange.surveys.restitution.services import restitution as restitutions
from interregions.exchange.themes.models import Ballot, Call, Theme, ThemeComment
from interregions.exchange.themes.services import ballots, calls
from interregions.exchange.themes.services.results import close_call, record_decision, retain_themes
from interregions.exchange.themes.services.themes import propose_theme, withdraw_comment
from interregions.journey import services as journey
from interregions.knowledge.observatory.clusters.models import Convention, Release
from interregions.knowledge.observatory.clusters.services import conventions, published
from interregions.knowledge.observatory.clusters.services import figures as cluster_figures
from interregions.knowledge.observatory.clusters.services import profile as cluster_profile
from interregions.knowledge.observatory.cooperation.services import missions, notices
from interregions.knowledge.observatory.equipment.services import access, sheets
from interregions.knowledge.observatory.policies.models import Indicator, Reading, Showing
from interregions.knowledge.observatory.policies.services import readings, showing
from interregions.knowledge.observatory.priorities.models import NextStep, NextStepShowing, Priority
from interregions.knowledge.observatory.priorities.services import next_steps, priorities
from interregions.knowledge.practices import services as practices
from interregions.knowledge.practices.queries import texts_of
from interregions.knowledge.practices.rules import PARTS
from interregions.network import services as network
from interregions.network.choices import Role
from interregions.network.models import Group, Mandate, Member, Organisation
from interregions.network.queries import facilitators
from interregions.privacy.services import erase_member
from interregions.reception.models import Invitation, PersonToInvite
from interregions.reception.people_list import PEOPLE
from interregions.reception.services import contacts, people
from interregions.toolkit.approvals import services as approvals
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.asking.services import answer_ask
from interregions.toolkit.imports import services as imports
from interregions.toolkit.imports.models import Import
from interregions.toolkit.introductions import services as introductions
from interregions.toolkit.introductions.rules import MOST_ASKED, MOST_TO_ONE
from interregions.toolkit.mail import services as letters
from interregions.toolkit.mail.models import Message, Wording
from interregions.toolkit.mail.rules import Words
from interregions.toolkit.publication import services as publication
from interregions.toolkit.publication.models import Opened
from interregions.toolkit.telephone.models import PhoneEntry
from interregions.toolkit.telephone.services import enter_by_phone
from interregions.toolkit.writing import services as writing
from interregions.toolkit.writing.models import Comment, Suggestion
from interregions.vocabulary.models import ProgrammeMembership
from interregions.vocabulary.programme_list import PROGRAMMES
from tests.access.people import World, somebody
from tests.access.world import answered, build_world, held, moment, only, write_questionnaire
from tests.races.harness import at_once, once, twice, without_wide_locks
from tests.races.rules import constraints, telling_rules
from tests.races.table import TABLE

SIREN = "552100554"
PAGE = Path(__file__).resolve().parents[2] / "docs/reference/races.md"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock():
        with connection.execute_wrapper(without_wide_locks):
            built = build_world()
        yield built
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(autouse=True)
def _database(django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def fresh(thing: Any) -> Any:
    """As a request of its own loads it."""
    return type(thing)._default_manager.get(pk=thing.pk)


def colleague(world: World, name: str, where: Organisation, role: str = Role.REFERENT) -> Mandate:
    return network.grant_mandate(member=somebody(name), organisation=where, role=role)


# --- the door and the network ---------------------------------------------------------------------------------------


@pytest.mark.postgresql
def test_two_facilitators_who_end_each_other_leave_one(world):
    first = world.by("animation")
    second = colleague(world, "second-facilitator", world.host, Role.FACILITATOR)
    once(
        lambda: people.end_mandate(mandate=fresh(second), by=fresh(first)),
        lambda: people.end_mandate(mandate=fresh(first), by=fresh(second)),
    )
    left = facilitators().get()
    world.mandates["animation"] = left
    world.members["animation"] = left.member


@pytest.mark.postgresql
def test_two_facilitators_who_erase_themselves_leave_one(world):
    first = world.by("animation")
    second = colleague(world, "third-facilitator", world.host, Role.FACILITATOR)
    once(
        lambda: erase_member(member=fresh(first.member), by=fresh(first)),
        lambda: erase_member(member=fresh(second.member), by=fresh(second)),
    )
    left = facilitators().get()
    world.mandates["animation"] = left
    world.members["animation"] = left.member


@pytest.mark.postgresql
def test_a_mandate_is_handed_over_to_one_person(world):
    going = colleague(world, "going", world.occitanie, Role.CONTRIBUTOR)
    takers = [somebody(name) for name in ("taker-one", "taker-two")]
    new = once(
        *(
            lambda taker=taker: people.hand_over(from_mandate=fresh(going), to_member=taker, by=fresh(going))
            for taker in takers
        )
    )
    acting = Mandate.objects.filter(member__in=takers, organisation=world.occitanie)
    assert list(acting) == [new]


@pytest.mark.postgresql
def test_two_last_referents_who_leave_at_once_say_that_they_know_it(world):
    where = network.add_organisation(name="Deux référents", short_name="Deux", kind="BANK", college="OTHERS")
    both = [colleague(world, f"leaving-{number}", where) for number in range(2)]
    once(*(lambda one=one: people.end_mandate(mandate=fresh(one), by=fresh(world.by("animation"))) for one in both))
    assert Mandate.objects.filter(organisation=where, ends_on__isnull=True).count() == 1


@pytest.mark.postgresql
def test_a_person_is_named_deputy_once(world):
    of, deputy = world.by("other"), colleague(world, "deputy", world.occitanie, Role.READER)
    twice(lambda: people.name_deputy(deputy=fresh(deputy), of=fresh(of), by=fresh(world.by("animation"))))
    assert Mandate.objects.filter(deputy_of=of).count() == 1


@pytest.mark.postgresql
def test_six_invitations_of_one_person_are_one_person_and_one_letter(world):
    def invite():
        return people.invite(
            organisation=world.occitanie,
            given_name="Aline",
            family_name="Race",
            email="Aline.Race@example.org",
            role=Role.READER,
            by=fresh(world.by("animation")),
        )

    results = at_once(*[invite] * 6)
    assert sum(each.done for each in results) == 1, results
    assert Member.objects.filter(name_key="aline race").count() == 1
    assert Invitation.objects.filter(member__name_key="aline race").count() == 1


def people_brought(world, *names: str) -> Import:
    said = {"organisation": "Occitanie", "family_name": "Liste"}
    lines = [
        (number, {**said, "given_name": name, "email": f"{name}@list.example"})
        for number, name in enumerate(names, start=1)
    ]
    by = world.by("animation")
    return imports.bring_lines(importer=PEOPLE, lines=lines, name="Liste", source="x", given_on=None, by=by)


@pytest.mark.postgresql
def test_a_list_is_taken_and_undone_once(world):
    brought, by = people_brought(world, "ada", "ida"), world.by("animation")
    twice(lambda: imports.take_import(brought=fresh(brought), by=fresh(by)))
    assert PersonToInvite.objects.filter(family_name="Liste").count() == 2
    twice(lambda: imports.undo_import(brought=fresh(brought), by=fresh(by)))
    assert not PersonToInvite.objects.filter(family_name="Liste").exists()


@pytest.mark.postgresql
def test_one_list_of_a_programme_brought_twice_is_one_participation(world):
    by, line = world.by("animation"), {"programme": "programme", "insee": "89024", "name": "Auxerre"}
    lists = [
        imports.bring_lines(
            importer=PROGRAMMES, lines=[(1, line)], name=name, source="ANCT", given_on=date(2026, 11, 1), by=by
        )
        for name in ("une", "deux")
    ]
    at_once(*[lambda brought=brought: imports.take_import(brought=fresh(brought), by=fresh(by)) for brought in lists])
    assert ProgrammeMembership.objects.get().name == "Auxerre"
    ProgrammeMembership.objects.all().delete()


def written(by: Mandate, title: str) -> Priority:
    words = {"text": "", "source": "S3", "address": "", "starts_on": None, "ends_on": None}
    return priorities.write_priority(title=title, **words, by=fresh(by))


@pytest.mark.postgresql
def test_a_priority_of_one_title_is_written_once(world):
    once(*[lambda: written(world.by("lead"), "Bois")] * 2)
    assert Priority.objects.filter(title="Bois").count() == 1


@pytest.mark.postgresql
def test_a_pole_serves_a_priority_once(world):
    priority, by = written(world.by("lead"), "Servie"), world.by("pole")
    twice(lambda: priorities.serve_priority(priority=priority, by=fresh(by)))
    assert priority.served_by.count() == 1


@pytest.mark.postgresql
def test_what_comes_next_is_shown_once(world):
    by, day = world.by("other"), date(2027, 12, 31)
    next_steps.say_next_step(words="Attendre", about=None, ends_on=day, by=by)
    twice(lambda: next_steps.show_next_steps(ends_on=day, by=fresh(by)))
    assert NextStepShowing.objects.filter(ends_on=day).count() == 1


@pytest.mark.postgresql
def test_the_last_words_of_what_comes_next_count(world):
    by, day = world.by("region"), date(2027, 12, 31)
    at_once(
        *[
            lambda words=words: next_steps.say_next_step(words=words, about=None, ends_on=day, by=fresh(by))
            for words in ("une", "deux")
        ]
    )
    assert NextStep.objects.get(ends_on=day, organisation=by.organisation).words in ("une", "deux")


@pytest.mark.postgresql
def test_a_person_of_two_lists_waits_once(world):
    lists, by = [people_brought(world, "ola"), people_brought(world, "ola")], world.by("animation")
    once(*[lambda brought=brought: imports.take_import(brought=fresh(brought), by=fresh(by)) for brought in lists])
    assert PersonToInvite.objects.filter(given_name="ola").count() == 1
    PersonToInvite.objects.filter(given_name="ola").delete()


@pytest.mark.postgresql
def test_people_invited_together_twice_receive_one_letter(world):
    by = world.by("animation")
    imports.take_import(brought=people_brought(world, "eva", "ava"), by=by)
    once(*[lambda: contacts.invite_people(by=fresh(by))] * 2)
    assert Invitation.objects.filter(member__family_name="Liste").count() == 2
    assert Message.objects.filter(to_address__in=["eva@list.example", "ava@list.example"]).count() == 2


def waiting_invitation(world, name: str) -> Invitation:
    return people.invite(
        organisation=world.occitanie,
        given_name=name,
        family_name="Invitée",
        email=f"{name.lower()}@example.org",
        role=Role.READER,
        by=world.by("animation"),
    )


@pytest.mark.postgresql
def test_an_invitation_is_accepted_once(world):
    invitation = waiting_invitation(world, "Berthe")
    twice(lambda: people.accept_invitation(invitation=fresh(invitation)))
    assert Mandate.objects.filter(member=invitation.member).count() == 1


@pytest.mark.postgresql
def test_an_invitation_is_accepted_or_withdrawn(world):
    invitation = waiting_invitation(world, "Chloé")
    once(
        lambda: people.accept_invitation(invitation=fresh(invitation)),
        lambda: people.withdraw_invitation(invitation=fresh(invitation), by=fresh(world.by("animation"))),
    )
    invitation.refresh_from_db()
    assert (invitation.accepted_at is None) != (invitation.withdrawn_at is None)


@pytest.mark.postgresql
def test_an_organisation_enters_once_with_its_siren(world):
    twice(lambda: network.add_organisation(name="Un", short_name="Un", kind="BANK", college="OTHERS", siren=SIREN))
    assert Organisation.objects.filter(siren=SIREN).count() == 1


@pytest.mark.postgresql
def test_a_group_bears_its_name_alone(world):
    twice(lambda: network.open_group(name="Course", purpose="", members=[], by=fresh(world.by("animation"))))
    assert Group.objects.filter(name="Course").count() == 1


@pytest.mark.postgresql
def test_an_installation_starts_once(world):
    outcomes_ = at_once(*[lambda: network.start_installation(host_name="Encore")] * 2)
    assert not any(each.done for each in outcomes_)


# --- themes and cycles ----------------------------------------------------------------------------------------------


def open_call(world, season: str, **more) -> Call:
    today = timezone.localdate()
    return calls.open_call(
        season=season,
        retained_number=1,
        proposals_until=today + timedelta(days=5),
        choices_until=today + timedelta(days=9),
        by=fresh(world.by("animation")),
        **more,
    )


def proposed(call: Call, title: str, by: Mandate) -> Theme:
    return propose_theme(
        call=fresh(call), title=title, problem="P", expected_result="R", ready_to_lead=True, by=fresh(by)
    )


@pytest.mark.postgresql
def test_six_openings_of_one_season_are_one_call(world):
    results = at_once(*[lambda: open_call(world, "2031")] * 6)
    assert sum(each.done for each in results) == 1, results
    assert Call.objects.filter(season="2031").count() == 1


@pytest.mark.postgresql
def test_a_title_is_proposed_once_in_a_call(world):
    call = open_call(world, "2032")
    once(*(lambda who=who: proposed(call, "Même titre", world.by(who)) for who in ("lead", "region")))


@pytest.mark.postgresql
def test_a_call_goes_through_each_of_its_steps_once(world):
    call, by = open_call(world, "2033"), world.by("animation")
    theme = proposed(call, "Un thème", world.by("lead"))
    twice(lambda: calls.open_choices(call=fresh(call), by=fresh(by)))
    ballots.cast_ballot(call=fresh(call), theme_ids=[theme.pk], by=world.by("lead"))
    twice(lambda: close_call(call=fresh(call), by=fresh(by)))
    twice(lambda: retain_themes(call=fresh(call), theme_ids=[theme.pk], by=fresh(by)))
    twice(lambda: open_cycle(theme=fresh(theme), lead=world.bretagne, by=fresh(by)))
    assert Cycle.objects.filter(theme=theme).count() == 1


@pytest.mark.postgresql
def test_a_choice_made_and_said_on_the_telephone_at_once_are_one_ballot(world):
    call, by, own = open_call(world, "2052"), world.by("animation"), world.by("lead")
    first, second = proposed(call, "Dit", own), proposed(call, "Fait", own)
    calls.open_choices(call=fresh(call), by=by)
    said = {"gesture": "priorites", "organisation": world.bretagne, "said_by": "Anne", "values": {"themes": [first.pk]}}
    told = at_once(
        lambda: enter_by_phone(thing=fresh(call), by=fresh(by), **said),
        lambda: ballots.cast_ballot(call=fresh(call), theme_ids=[second.pk], by=fresh(own)),
    )
    assert all(each.done for each in told)
    [ballot] = Ballot.objects.filter(call=call)
    assert (ballot.revision, ballot.choices.count()) == (2, 1), "the second one replaces the first"


@pytest.mark.postgresql
def test_the_same_thing_said_on_the_telephone_to_two_people_is_entered_once(world):
    call, by = open_call(world, "2053"), world.by("animation")
    theme = proposed(call, "Dit deux fois", world.by("lead"))
    calls.open_choices(call=fresh(call), by=by)
    said = {"gesture": "priorites", "organisation": world.bretagne, "said_by": "Anne", "values": {"themes": [theme.pk]}}
    twice(lambda: enter_by_phone(thing=fresh(call), by=fresh(by), **said))
    assert PhoneEntry.objects.filter(about_kind="themes.call", about_id=str(call.pk)).count() == 1


@pytest.mark.postgresql
def test_a_decision_on_a_call_is_recorded_once(world):
    call = open_call(world, "2034", method="MEETING")
    theme = proposed(call, "Décidé en réunion", world.by("lead"))
    twice(
        lambda: record_decision(
            call=fresh(call), theme_ids=[theme.pk], decided_in="Réunion", by=fresh(world.by("animation"))
        )
    )


@pytest.mark.postgresql
def test_a_call_is_cancelled_once(world):
    call = open_call(world, "2035")
    twice(
        lambda: calls.cancel_call(
            call=fresh(call), reason="Elle est reportée à l’année prochaine.", by=fresh(world.by("animation"))
        )
    )


@pytest.mark.postgresql
def test_a_comment_is_withdrawn_once(world):
    comment: ThemeComment = world.theme_comment
    twice(lambda: withdraw_comment(comment=fresh(comment), by=fresh(world.by("other"))))


@pytest.mark.postgresql
def test_a_cycle_is_given_once_to_another_region(world):
    twice(
        lambda: journey.change_lead(
            cycle=fresh(world.second_cycle),
            lead=world.occitanie,
            reason="La personne qui le portait est partie.",
            by=fresh(world.by("animation")),
        )
    )
    journey.change_lead(
        cycle=fresh(world.second_cycle),
        lead=world.normandie,
        reason="La personne qui le portait revient.",
        by=fresh(world.by("animation")),
    )


@pytest.mark.postgresql
def test_an_action_is_carried_over_once(world):
    call = open_call(world, "2036")
    twice(lambda: journey.carry_over(action=fresh(world.action), call=fresh(call), by=fresh(world.by("animation"))))
    assert Theme.objects.filter(call=call).count() == 1


# --- notes ----------------------------------------------------------------------------------------------------------


def cycle_alone(world, season: str) -> Cycle:
    call = open_call(world, season, method="MEETING")
    theme = proposed(call, f"Thème de {season}", world.by("lead"))
    record_decision(call=fresh(call), theme_ids=[theme.pk], decided_in="Réunion", by=world.by("animation"))
    return open_cycle(theme=fresh(theme), lead=world.bretagne, by=world.by("animation"))


@pytest.mark.postgresql
def test_a_note_is_drafted_opened_and_signed_once(world):
    cycle, by = cycle_alone(world, "2041"), world.by("animation")
    interview = interviews.record_interview(
        cycle=cycle, held_on=timezone.localdate(), people="X", answers=[("Q", "R", "context")], by=by
    )
    twice(lambda: draft_note(cycle=fresh(cycle), interview=fresh(interview), by=fresh(by)))
    note = Note.objects.get(cycle=cycle)
    twice(lambda: open_to_comments(note=fresh(note), by=fresh(by)))


@pytest.mark.postgresql
def test_a_note_is_signed_once(world):
    cycle, by = cycle_alone(world, "2043"), world.by("lead")
    interview = interviews.record_interview(
        cycle=cycle,
        held_on=timezone.localdate(),
        people="X",
        answers=[("Q", "context", "R")],
        by=world.by("animation"),
    )
    note = fresh(draft_note(cycle=cycle, interview=interview, by=by))
    revision = note.text.sections.get(key="learn").revision
    set_questions(note=note, questions=["Quoi ?", "Comment ?", "Avec qui ?"], revision=revision, by=by)
    twice(lambda: signing.sign_off_note(note=fresh(note), by=fresh(by)))
    assert fresh(note).text.versions.filter(label__startswith="Signée").count() == 1


@pytest.mark.postgresql
def test_a_guide_bears_its_name_alone(world):
    twice(lambda: guides.make_guide(name="Guide", questions=[("Q ?", "")], by=fresh(world.by("animation"))))
    assert InterviewGuide.objects.filter(name="Guide").count() == 1


# --- surveys --------------------------------------------------------------------------------------------------------


def opened(world, questionnaire: Questionnaire) -> Survey:
    return collection.open_survey(
        questionnaire=fresh(questionnaire),
        audience=Audience("chosen", organisation_ids=(world.bretagne.pk, world.normandie.pk)),
        opens_on=timezone.localdate(),
        closes_on=timezone.localdate() + timedelta(days=9),
        by=fresh(world.by("animation")),
    )


@pytest.mark.postgresql
def test_a_questionnaire_is_approved_once_by_a_party_and_asked_once(world):
    by = world.by("animation")
    written = questionnaires.draft_questionnaire(title="Course", cycle=None, by=by)
    block = questions.add_block(questionnaire=written, title="Rubrique", by=by)
    questions.add_question(block=block, by=by, name="a", kind="LONG_TEXT", label="A ?")
    written.refresh_from_db()
    twice(
        lambda: questionnaires.approve_questionnaire(
            questionnaire=fresh(written), revision=written.revision, by=fresh(by)
        )
    )
    twice(lambda: opened(world, written))
    survey = Survey.objects.get(questionnaire=written)
    twice(lambda: collection.close_survey(survey=fresh(survey), by=fresh(by)))


@pytest.mark.postgresql
def test_a_name_is_taken_once_in_a_questionnaire(world):
    by = world.by("animation")
    written = questionnaires.draft_questionnaire(title="Noms", cycle=None, by=by)
    block = questions.add_block(questionnaire=written, title="Rubrique", by=by)
    twice(lambda: questions.add_question(block=fresh(block), by=fresh(by), name="b", kind="LONG_TEXT", label="B ?"))


@pytest.mark.postgresql
def test_a_response_is_sent_once_and_its_reopening_asked_once(world):
    survey = opened(world, write_questionnaire(world, "Course de réponses"))
    response = Response.objects.get(survey=survey, organisation=world.bretagne)
    by = world.by("lead")
    answered(world, survey, by, only(frozenset()))
    twice(lambda: submission.submit_response(response=fresh(response), by=fresh(by), anyway=True))
    twice(lambda: reopening.ask_to_reopen(response=fresh(response), reason="Un chiffre.", by=fresh(by)))


@pytest.mark.postgresql
def test_what_is_entered_by_telephone_is_told_by_one_letter(world):
    survey = opened(world, write_questionnaire(world, "Course de lettres"))
    response = Response.objects.get(survey=survey, organisation=world.bretagne)
    asked = Variable.objects.filter(question__block__questionnaire=survey.questionnaire_id)
    variable = asked.filter(question__kind="LONG_TEXT")[0]
    save_answer(response=response, variable_id=variable.pk, value="Dit au téléphone", by=world.by("animation"))
    Response.objects.filter(pk=response.pk).update(phone_due_at=timezone.now())
    told = at_once(phoned.tell_due_entries, phoned.tell_due_entries)
    assert sorted(each.result for each in told) == [0, 1], told
    assert Message.objects.filter(key__startswith=f"surveys-response-{response.pk}-phoned").count() == 1


@pytest.mark.postgresql
def test_a_block_is_handed_over_once_and_finished_once(world):
    survey = opened(world, write_questionnaire(world, "Course de rubriques"))
    response = Response.objects.get(survey=survey, organisation=world.bretagne)
    block = content_of(survey.questionnaire_id)[0]
    to = world.members["contributor"]
    twice(
        lambda: delegation.delegate_block(response=fresh(response), block=block, by=fresh(world.by("lead")), member=to)
    )
    assert Delegation.objects.filter(response=response).count() == 1
    twice(lambda: delegation.finish_block(response=fresh(response), block=block, by=fresh(world.by("contributor"))))
    assert draft_of(response) is not None


@pytest.mark.postgresql
def test_an_edition_is_drafted_once_and_published_once(world):
    by = world.by("animation")
    survey = opened(world, write_questionnaire(world, "Course d’éditions"))
    collection.close_survey(survey=survey, by=by)
    results = at_once(*[lambda: restitutions.draft_restitution(survey=fresh(survey), by=fresh(by))] * 2)
    assert all(each.done for each in results), results  # whoever comes second finds the draft of the first
    drafted = Restitution.objects.get(survey=survey)
    twice(lambda: restitutions.publish_restitution(restitution=fresh(drafted), by=fresh(by)))
    assert Restitution.objects.filter(survey=survey).count() == 1


# --- meetings and debate --------------------------------------------------------------------------------------------


def planned(world, title: str, starts=None) -> Meeting:
    return plans.plan_meeting(
        title=title,
        cycles=[world.cycle],
        starts_at=starts,
        ends_at=starts + timedelta(hours=2) if starts else None,
        organisations=[world.bretagne, world.normandie],
        by=world.by("animation"),
    )


@pytest.mark.postgresql
def test_a_date_is_sought_once_and_settled_once(world):
    meeting, by = planned(world, "Course de dates"), world.by("animation")
    options = [(moment(days), moment(days) + timedelta(hours=1)) for days in (20, 21)]
    until = timezone.localdate() + timedelta(days=5)
    twice(lambda: polls.open_date_poll(meeting=fresh(meeting), options=options, until=until, by=fresh(by)))
    chosen = DatePoll.objects.get(meeting=meeting).options.first()
    twice(lambda: polls.settle_date(meeting=fresh(meeting), option=fresh(chosen), by=fresh(by)))


@pytest.mark.postgresql
def test_a_sitting_is_opened_once(world):
    meeting, by = planned(world, "Course de séance", moment(1)), world.by("animation")
    plans.send_convocations(meeting=meeting, by=by)
    twice(lambda: sittings.open_meeting(meeting=fresh(meeting), by=fresh(by)))


@pytest.mark.postgresql
def test_the_practice_of_a_line_is_caught_once(world):
    line: Contribution = world.line
    twice(
        lambda: debate.catch_practice(
            meeting=fresh(world.room),
            title="Une pratique",
            organisation=world.occitanie,
            contribution=fresh(line),
            by=fresh(world.by("animation")),
        )
    )


@pytest.mark.postgresql
def test_a_line_sent_twice_from_a_phone_is_one_line(world):
    results = at_once(
        *[
            lambda: debate.contribute(
                meeting=fresh(world.room),
                text="Deux fois",
                kind="REMARK",
                by=fresh(world.by("other")),
                client_key="k" * 12,
            )
        ]
        * 2
    )
    assert all(each.done for each in results), results
    assert Contribution.objects.filter(text="Deux fois").count() == 1


# --- outcomes and knowledge -----------------------------------------------------------------------------------------


@pytest.mark.postgresql
def test_minutes_are_drafted_approved_and_sent_once(world):
    meeting, by = held(world, "Course de compte rendu"), world.by("animation")
    twice(lambda: minutes_services.draft_minutes(meeting=fresh(meeting), by=fresh(by)))
    minutes = Minutes.objects.get(meeting=meeting)
    minutes_services.open_to_changes(minutes=minutes, until=timezone.localdate() + timedelta(days=5), by=by)
    twice(lambda: minutes_services.approve_minutes(minutes=fresh(minutes), early=True, by=fresh(by)))
    twice(lambda: sending.send_minutes(minutes=fresh(minutes), by=fresh(by)))


@pytest.mark.postgresql
def test_a_line_becomes_one_decision_or_one_action(world):
    by, minutes = world.by("animation"), Minutes.objects.get(pk=world.minutes.pk)
    line = debate.record_remark(meeting=fresh(world.room), text="À décider", organisation=None, by=by)
    twice(lambda: actions.add_decision(minutes=fresh(minutes), text="Décidé", contribution=fresh(line), by=fresh(by)))
    assert Decision.objects.filter(contribution=line).count() == 1
    twice(
        lambda: actions.add_action(
            meeting=fresh(minutes.meeting),
            cycle=None,
            title="Agir",
            organisation=world.normandie,
            person=None,
            due_on=timezone.localdate() + timedelta(days=9),
            contribution=fresh(line),
            by=fresh(by),
        )
    )
    assert Action.objects.filter(contribution=line).count() == 1


@pytest.mark.postgresql
def test_a_change_asked_has_one_answer(world):
    request: ChangeRequest = world.request
    twice(
        lambda: changes.answer_change_request(
            change_request=fresh(request),
            taken=False,
            answer="Non, ce passage reste tel quel.",
            by=fresh(world.by("animation")),
        )
    )


@pytest.mark.postgresql
def test_the_same_progress_is_written_once(world):
    running = actions.add_action(
        meeting=fresh(world.minutes.meeting),
        cycle=None,
        title="Avancer",
        organisation=world.normandie,
        person=None,
        due_on=timezone.localdate() + timedelta(days=9),
        by=fresh(world.by("animation")),
    )
    twice(
        lambda: actions.report_progress(
            action=fresh(running), status="DONE", words="Fait.", by=fresh(world.by("region")), by_link=True
        )
    )


@pytest.mark.postgresql
def test_there_is_an_action_or_none_is_declared(world):
    by, cycle = world.by("animation"), cycle_alone(world, "2042")
    meeting = plans.plan_meeting(
        title="Sans action",
        cycles=[cycle],
        starts_at=moment(2),
        ends_at=moment(2) + timedelta(hours=1),
        organisations=[world.bretagne],
        by=by,
    )
    plans.send_convocations(meeting=meeting, by=by)
    for step in (sittings.open_meeting, sittings.close_meeting):
        step(meeting=fresh(meeting), by=by)
    minutes = minutes_services.draft_minutes(meeting=fresh(meeting), by=by)
    at_once(
        lambda: minutes_services.declare_no_action(minutes=fresh(minutes), cycle=fresh(cycle), by=fresh(by)),
        lambda: actions.add_action(
            meeting=fresh(meeting),
            cycle=fresh(cycle),
            title="Agir",
            organisation=world.bretagne,
            person=None,
            due_on=timezone.localdate() + timedelta(days=9),
            by=fresh(by),
        ),
    )
    assert Action.objects.filter(cycle=cycle).exists() != minutes.without_action.filter(pk=cycle.pk).exists()


@pytest.mark.postgresql
def test_a_figure_of_one_nature_is_confirmed_once(world):
    by, year = world.by("other"), timezone.localdate().year
    indicator = Indicator.objects.get(code="conventions")
    two = [
        Reading.objects.create(organisation=world.occitanie, indicator=indicator, year=year, value=number)
        for number in (7, 8)
    ]
    once(*(lambda one=one: readings.confirm_reading(reading=fresh(one), seen=[], by=fresh(by)) for one in two))
    assert Reading.objects.filter(indicator=indicator, year=year, state="CONFIRMED").count() == 1
    twice(lambda: readings.discard_reading(reading=fresh(two[0]), by=fresh(by)))


@pytest.mark.postgresql
def test_an_agreement_to_show_is_given_once_and_withdrawn_once(world):
    by, indicator = world.by("other"), Indicator.objects.get(code="soutien-aux-poles")
    twice(lambda: showing.show_indicator(indicator=indicator, by=fresh(by)))
    assert Showing.objects.filter(organisation=world.occitanie, indicator=indicator, withdrawn_at=None).count() == 1
    twice(lambda: showing.stop_showing(indicator=indicator, by=fresh(by)))


@pytest.mark.postgresql
def test_a_figure_of_a_cluster_is_shown_once(world):
    by, cluster = world.by("pole"), world.cluster
    indicator = Indicator.objects.get(code="pole-equipe")
    twice(
        lambda: cluster_figures.release_figure(
            cluster=fresh(cluster), indicator=indicator, to=world.bretagne, by=fresh(by)
        )
    )
    release = Release.objects.get(cluster=cluster, indicator=indicator, to=world.bretagne, withdrawn_at=None)
    twice(lambda: cluster_figures.stop_release(release=fresh(release), by=fresh(by)))


@pytest.mark.postgresql
def test_the_profile_of_a_cluster_is_confirmed_once(world):
    by, cluster = world.by("pole"), world.cluster
    twice(lambda: cluster_profile.confirm_profile(cluster=fresh(cluster), by=fresh(by)))


@pytest.mark.postgresql
def test_a_practice_is_published_once(world):
    by = world.by("animation")
    practice = practices.draft_practice(title="Course de fiches", organisation=world.bretagne, by=by)
    texts = dict.fromkeys(PARTS, "Ce que les autres cherchent.")
    practices.complete_practice(
        practice=practice, texts=texts, seen=texts_of(practice), revision=practice.revision, by=by
    )
    twice(lambda: practices.publish_practice(practice=fresh(practice), by=fresh(by)))


# --- tools ----------------------------------------------------------------------------------------------------------


def ask_visa(world):
    return approvals.ask_for_visa(
        of=Reference("races.thing", "1", "Une chose", "/"),
        version="1",
        words="",
        by=fresh(world.by("lead")),
        name="Directrice",
        email="directrice@example.org",
        content=[{"type": "paragraph", "text": "Contenu."}],
    )


@pytest.mark.postgresql
def test_one_visa_waits_on_a_thing_and_is_decided_once(world):
    twice(lambda: ask_visa(world))
    waiting = ApprovalRequest.objects.get(about_kind="races.thing", status="waiting")
    once(
        lambda: approvals.decide_visa(approval=fresh(waiting), agreed=True),
        lambda: approvals.decide_visa(approval=fresh(waiting), agreed=False, words="À revoir."),
    )


@pytest.mark.postgresql
def test_a_letter_is_worded_by_one_person_at_a_time(world):
    about, by = str(world.survey.pk), world.by("animation")

    def keep(subject: str, revision: int) -> Any:
        words = Words(subject, "[échéance]\n\n[lien]")
        return letters.keep_wording(kind="surveys.reminder", about=about, words=words, revision=revision, by=fresh(by))

    once(lambda: keep("Un", 0), lambda: keep("Deux", 0))
    once(lambda: keep("Trois", 1), lambda: keep("Quatre", 1))
    assert Wording.objects.get(about=about).revision == 2
    letters.put_wording_back(kind="surveys.reminder", about=about, by=by)


@pytest.mark.postgresql
def test_an_introduction_has_one_outcome_and_one_answer_of_each(world):
    by, region = world.by("animation"), world.by("other")
    why = "Un projet en commun sur le littoral."
    asked = introductions.ask_introduction(wanted="Quelqu’un", words=why, by=world.by("bank"))
    once(
        lambda: introductions.name_other(introduction=fresh(asked), other=fresh(region), by=fresh(by)),
        lambda: introductions.name_other(introduction=fresh(asked), other=fresh(world.by("epci")), by=fresh(by)),
    )
    once(
        lambda: introductions.leave_aside(introduction=fresh(asked), words="Non.", by=fresh(by)),
        lambda: introductions.leave_aside(introduction=fresh(asked), words="Encore non.", by=fresh(by)),
    )
    asked = introductions.ask_introduction(wanted="Quelqu’un", words=why, by=world.by("bank"))
    introductions.name_other(introduction=asked, other=region, by=by)
    once(
        lambda: introductions.answer_introduction(introduction=fresh(asked), member=fresh(region.member), agrees=True),
        lambda: introductions.answer_introduction(introduction=fresh(asked), member=fresh(region.member), agrees=False),
    )
    twice_proposed = {"first": world.by("lead"), "second": region, "words": why}
    once(
        lambda: introductions.propose_introduction(**twice_proposed, by=fresh(by)),
        lambda: introductions.propose_introduction(**twice_proposed, by=fresh(by)),
    )


@pytest.mark.postgresql
def test_letters_and_requests_of_a_day_are_counted_one_at_a_time(world):
    by, to = world.by("epci"), world.by("other")
    letter = {"to": to, "subject": "Bonjour", "words": "Une phrase entière."}
    for _ in range(MOST_TO_ONE - 1):
        introductions.write_letter(**letter, by=by)
    once(
        lambda: introductions.write_letter(**letter, by=fresh(by)),
        lambda: introductions.write_letter(**letter, by=fresh(by)),
    )
    request = {"wanted": "Quelqu’un", "words": "Une phrase entière."}
    for _ in range(MOST_ASKED - 1):
        introductions.ask_introduction(**request, by=by)
    once(
        lambda: introductions.ask_introduction(**request, by=fresh(by)),
        lambda: introductions.ask_introduction(**request, by=fresh(by)),
    )


@pytest.mark.postgresql
def test_who_has_not_answered_is_reminded_once_a_day(world):
    meeting, by = planned(world, "Course de relances", moment(45)), world.by("animation")
    plans.send_convocations(meeting=meeting, by=by)
    once(
        lambda: reminding.remind(meeting=fresh(meeting), by=fresh(by)),
        lambda: reminding.remind(meeting=fresh(meeting), by=fresh(by)),
    )


@pytest.mark.postgresql
def test_a_free_letter_leaves_once(world):
    letter = {"organisations": [world.normandie], "roles": [Role.REFERENT], "subject": "Course", "words": "Une phrase."}
    once(
        lambda: introductions.send_circular(**letter, by=fresh(world.by("animation"))),
        lambda: introductions.send_circular(**letter, by=fresh(world.by("animation"))),
    )


@pytest.mark.postgresql
def test_a_suggestion_is_taken_or_left_once_and_a_comment_resolved_once(world):
    suggestion: Suggestion = world.suggestion
    by = world.by("animation")
    once(
        lambda: writing.take_suggestion(suggestion=fresh(suggestion), by=fresh(by)),
        lambda: writing.decline_suggestion(suggestion=fresh(suggestion), by=fresh(by)),
    )
    comment: Comment = world.comment
    twice(lambda: writing.resolve_comment(comment=fresh(comment), by=fresh(by)))


# --- the observatory ------------------------------------------------------------------------------------------------


@pytest.mark.postgresql
def test_a_sheet_that_waits_is_accepted_or_declined_once(world):
    by, sheet = world.by("region"), world.waiting_equipment
    once(
        lambda: sheets.agree_to_publish(sheet=fresh(sheet), by=fresh(by)),
        lambda: sheets.decline_to_publish(sheet=fresh(sheet), words="", by=fresh(by)),
    )


@pytest.mark.postgresql
def test_two_colleagues_ask_for_one_access(world):
    by, need = world.by("lead"), "Un essai de corrosion."
    twice(lambda: access.ask_access(equipment=fresh(world.equipment), need=need, by=fresh(by)))


@pytest.mark.postgresql
def test_a_request_of_access_is_answered_or_taken_back_once(world):
    asked, holder, asker = world.access, world.by("region"), world.by("other")
    once(
        lambda: access.answer_access(request=fresh(asked), accepted=False, words="Panne.", by=fresh(holder)),
        lambda: access.take_back_access(request=fresh(asked), by=fresh(asker)),
    )


@pytest.mark.postgresql
def test_two_organisations_take_the_last_place_once(world):
    first, second = world.by("lead"), world.by("other")
    once(
        lambda: missions.go(mission=fresh(world.mission), places=1, by=fresh(first)),
        lambda: missions.go(mission=fresh(world.mission), places=1, by=fresh(second)),
    )


@pytest.mark.postgresql
def test_two_colleagues_ask_for_one_introduction(world):
    by, why = world.by("other"), "Un consortium à deux."
    twice(lambda: notices.approach(notice=fresh(world.offer), words=why, by=fresh(by)))


@pytest.mark.postgresql
def test_a_proposal_is_left_aside_once(world):
    by = world.by("lead")
    twice(lambda: notices.refuse_match(offer=fresh(world.offer), need=fresh(world.need), by=fresh(by)))
    twice(lambda: notices.close_notice(notice=fresh(world.need), by=fresh(by)))


@pytest.mark.postgresql
def test_a_question_is_answered_by_one_colleague(world):
    question, by = world.asking, world.by("region")
    twice(lambda: answer_ask(ask=fresh(question), value="YES", words="", asked_on=question.next_on, by=fresh(by)))


@pytest.mark.postgresql
def test_attendances_are_one_by_organisation(world):
    meeting = planned(world, "Course de convocations", moment(40))
    at_once(
        *[
            lambda: plans.convene_organisation(
                meeting=fresh(meeting), organisation=world.occitanie, by=fresh(world.by("animation"))
            )
        ]
        * 2
    )
    assert Attendance.objects.filter(meeting=meeting, organisation=world.occitanie).count() == 1


@pytest.mark.postgresql
def test_two_regions_bring_one_cluster_in_once(world):
    def enter(person: str, email: str):
        return people.bring_in_cluster(
            name="Pôle de la course", short_name="", siren="", region_codes=["53", "28"], given_name="Une",
            family_name="Course", email=email, by=fresh(world.by(person)),
        )  # fmt: skip

    once(lambda: enter("lead", "une@example.org"), lambda: enter("region", "deux@example.org"))
    assert Organisation.objects.filter(name="Pôle de la course").count() == 1


@pytest.mark.postgresql
def test_a_thing_is_opened_once_and_closed_once(world):
    kept = {"kind": "practices.practice", "to": "CLUSTERS"}
    twice(lambda: publication.open_to(**kept, thing=fresh(world.shared), by=fresh(world.by("lead"))))
    assert Opened.objects.filter(kind=kept["kind"], object_id=world.shared.pk).count() == 1
    twice(lambda: publication.close_to(**kept, thing=fresh(world.shared), by=fresh(world.by("lead"))))
    assert not Opened.objects.filter(kind=kept["kind"], object_id=world.shared.pk).exists()


@pytest.mark.django_db
def test_each_rule_and_each_constraint_has_its_line_and_each_line_its_test():
    told = {name for line in TABLE for name in line.rules}
    assert telling_rules() | constraints() == told
    assert [line.race for line in TABLE if line.race and line.race not in globals()] == []
    assert sum(len(line.rules) for line in TABLE) == len(told), "a rule stands in two lines"


def test_the_page_is_the_table():
    told = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")][1:]
    assert told == [
        f"| {line.says} | {line.holds} | {f'`{line.race}`' if line.race else 'no two people meet there'} | "
        f"{', '.join(f'`{rule}`' for rule in line.rules)} |"
        for line in TABLE
    ]


# --- conventions, and what is public --------------------------------------------------------------------------------


@pytest.mark.postgresql
def test_a_document_is_received_once(world):
    by, document = world.by("lead"), world.document
    twice(lambda: conventions.receive_document(document=fresh(document), by=fresh(by)))
    twice(lambda: conventions.take_back_document(document=fresh(document), by=fresh(by)))


@pytest.mark.postgresql
def test_a_published_line_becomes_one_convention(world):
    by, line, before = world.by("lead"), world.line_published, Convention.objects.count()
    once(
        lambda: published.confirm_line(line=fresh(line), by=fresh(by)),
        lambda: published.confirm_lines_of(cluster=fresh(world.funded), by=fresh(by)),
    )
    assert Convention.objects.count() == before + 1
    twice(lambda: published.take_back_line(line=fresh(line), by=fresh(by)))
    assert Convention.objects.count() == before
