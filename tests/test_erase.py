"""A person who touched every room is forgotten: neither name nor address stays in any column of any table."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from interregions.common.references import Reference
from interregions.exchange.cycles import services as cycles
from interregions.exchange.debate import services as debate
from interregions.exchange.meetings.services import plans, presence, sittings
from interregions.exchange.notes.services import interviews
from interregions.exchange.notes.services.notes import draft_note
from interregions.exchange.outcomes.models import Action, Progress
from interregions.exchange.outcomes.services import actions
from interregions.exchange.outcomes.services.minutes import draft_minutes
from interregions.exchange.surveys.answering.services.delegation import delegate_block
from interregions.exchange.surveys.answering.services.submission import ask_for_visa, submit_response
from interregions.exchange.surveys.collection.services.collection import note_contact
from interregions.exchange.surveys.models import Answer, Response
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.tests.survey_builder import EVERYTHING, begun, opened
from interregions.exchange.themes.models import Ballot, Theme, ThemeComment
from interregions.exchange.themes.services import ballots, calls, results
from interregions.exchange.themes.services.themes import comment_on_theme, endorse_theme, propose_theme
from interregions.knowledge.observatory.policies.models import Indicator
from interregions.knowledge.observatory.policies.rules.natures import Nature
from interregions.knowledge.observatory.policies.services.loading import load_observatory
from interregions.knowledge.observatory.policies.services.readings import Said, enter_reading
from interregions.knowledge.observatory.policies.services.showing import write_reply
from interregions.knowledge.practices import services as practices
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.privacy import services
from interregions.privacy.queries import personal_data_of
from interregions.reception.models import SignInAttempt
from interregions.reception.people_list import PEOPLE
from interregions.reception.postman import Letter
from interregions.reception.services import entrance, people
from interregions.toolkit.approvals import services as approvals
from interregions.toolkit.asking.services import answer_ask, ask
from interregions.toolkit.files import services as files
from interregions.toolkit.imports.services import bring_lines, take_import
from interregions.toolkit.jobs.models import Job
from interregions.toolkit.journal.models import Entry
from interregions.toolkit.live.services import publish
from interregions.toolkit.mail.models import Message
from interregions.toolkit.writing import services as writing

pytestmark = pytest.mark.django_db

GIVEN, FAMILY, ADDRESS = "Zéphyrine", "Quatrecanard", "zephyrine@canari.example"
NAME = f"{GIVEN} {FAMILY}"
CANARIES = ("zéphyrine", "zephyrine", "quatrecanard", "canari.example", "quinzième directrice", "0612345678")
# However people write: case, accents, doubled and hard spaces, initials.
SAID = (
    f"{NAME} ({ADDRESS.title()}) a dit : très bien. ZEPHYRINE  QUATRECANARD, Quatrecanard\u00a0Zephyrine et "
    f"Z.\u202fQuatrecanard aussi, dit {GIVEN.upper()}-{FAMILY.upper()}."
)


def everything_stored() -> Iterator[tuple[str, str]]:
    """Each text or JSON value of each row of each table."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.UUIDField)
    for model in apps.get_models(include_auto_created=True):
        names = [field.attname for field in model._meta.concrete_fields if isinstance(field, kinds)]
        for row in model._base_manager.values("pk", *names):
            for name in names:
                value = row[name]
                text = bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
                yield f"{model._meta.label}.{name} of {row['pk']}", text


def traces() -> list[str]:
    return [f"{where}: {text[:80]}" for where, text in everything_stored() if any(c in text.lower() for c in CANARIES)]


@pytest.fixture
def person(facilitator, bretagne) -> Mandate:
    """Invited, told who she is, referent of Bretagne."""
    invitation = people.invite(
        organisation=bretagne.organisation,
        given_name=GIVEN,
        family_name=FAMILY,
        email=ADDRESS,
        role=Role.REFERENT,
        words=f"Bienvenue à {NAME}",
        by=facilitator,
    )
    mandate = people.accept_invitation(invitation=invitation)
    member = mandate.member
    member.function, member.phone = "Quinzième directrice", "0612345678"
    member.save()
    entrance.draw_code(address=ADDRESS, client="")
    entrance.deliver_code(Letter(ADDRESS, "ABCDEFGH"))
    return mandate


@pytest.fixture
def theme(person, facilitator, normandie, today) -> Theme:
    call = calls.open_call(
        season="2026-2027",
        retained_number=1,
        proposals_until=today,
        choices_until=today + timedelta(days=5),
        by=facilitator,
    )
    theme = propose_theme(call=call, title="Hydrogène", problem=SAID, expected_result="R", by=person)
    comment_on_theme(theme=theme, words=f"Voir {NAME.upper()} ou {FAMILY} {GIVEN}, {ADDRESS}", by=person)
    endorse_theme(theme=theme, ready_to_lead=True, by=normandie)
    calls.open_choices(call=call, by=facilitator)
    ballots.cast_ballot(call=call, theme_ids=[theme.pk], by=person)
    results.close_call(call=call, by=facilitator)
    results.retain_themes(call=call, theme_ids=[theme.pk], by=facilitator)
    theme.refresh_from_db()
    return theme


@pytest.fixture
def cycle(theme, person, facilitator, today):
    cycle = cycles.open_cycle(theme=theme, lead=person.organisation, previous=None, by=facilitator)
    interview = interviews.record_interview(
        cycle=cycle,
        held_on=today,
        people=f"{NAME}, Anne Le Goff",
        answers=[(f"Que dit {NAME} ?", "context", SAID)],
        pasted_text=SAID,
        by=facilitator,
    )
    draft_note(cycle=cycle, interview=interview, by=facilitator)
    return cycle


@pytest.fixture
def response(person, facilitator, bretagne, contributor) -> Response:
    survey = opened(facilitator)
    response = begun(survey, person, {**EVERYTHING, "avis": SAID})
    block = content_of(survey.questionnaire_id)[0]
    delegate_block(response=response, block=block, by=person, member=contributor.member, words=SAID)
    delegate_block(response=response, block=block, by=bretagne, member=person.member, words=SAID)
    note_contact(response=response, kind="PHONE", words=SAID, by=facilitator)
    approval = ask_for_visa(response=response, by=person, name=NAME, email=ADDRESS, words=SAID)
    approvals.decide_visa(approval=approval, agreed=True, words=f"Bon pour envoi, {NAME}")
    response.refresh_from_db()
    return submit_response(response=response, by=person, anyway=True) if not response.submitted_at else response


@pytest.fixture
def meeting(cycle, person, facilitator):
    begins = timezone.now() + timedelta(days=20)
    meeting = plans.plan_meeting(
        title="Rencontre", cycles=[cycle], starts_at=begins, ends_at=begins + timedelta(hours=2), by=facilitator
    )
    presence.invite_guest(
        meeting=meeting, name=NAME, organisation_name="Ailleurs", email=ADDRESS, items=[], by=facilitator
    )
    plans.send_convocations(meeting=meeting, by=facilitator)
    presence.answer_convocation(
        meeting=meeting, organisation=person.organisation, answer="COMING", people=NAME, words=SAID, by=person
    )
    presence.file_written_contribution(
        meeting=meeting, organisation=person.organisation, agenda_item=None, text=SAID, by=person
    )
    return meeting


@pytest.fixture
def action(meeting, cycle, person, facilitator, today) -> Action:
    """What the debate and the minutes keep of her, and an action entrusted to her."""
    sittings.open_meeting(meeting=meeting, by=facilitator)
    debate.contribute(meeting=meeting, text=SAID, kind="REMARK", by=person)
    debate.record_remark(meeting=meeting, text=f"Remarque de {NAME}", organisation=person.organisation, by=facilitator)
    sittings.close_meeting(meeting=meeting, by=facilitator)
    minutes = draft_minutes(meeting=meeting, by=facilitator)
    actions.add_decision(minutes=minutes, text=f"{NAME} écrira à tous.", by=facilitator)
    action = actions.add_action(
        meeting=meeting,
        cycle=cycle,
        title=f"Guide, par {NAME}",
        organisation=person.organisation,
        person=person.member,
        due_on=today + timedelta(days=30),
        success_sign=SAID,
        by=facilitator,
    )
    actions.report_progress(action=action, status="UNDER_WAY", words=SAID, by=person)
    return action


@pytest.fixture
def everywhere(person, action, response, facilitator, client_as) -> Mandate:
    """The same person, having left traces in the tools too."""
    practice = practices.draft_practice(
        title="Fiche", organisation=person.organisation, observed_result=SAID, by=person
    )
    practices.add_evidence(practice=practice, words=SAID, source=NAME, dated_on=None, by=person)
    load_observatory(facts=[])
    figure = Said(value=None, words=SAID, nature=Nature(), source=NAME)
    indicator = Indicator.objects.get(code="poles-suivis")
    place = {"indicator": indicator, "year": timezone.localdate().year, "by": person}
    enter_reading(organisation=person.organisation, said=figure, seen=[], **place)
    write_reply(words=SAID, **place)
    text = writing.create_text(
        title=f"Texte de {NAME}", sections=[("a", "Partie", "", [{"type": "paragraph", "text": SAID}])], by=person
    )
    files.grant("writing.text", text.pk, "edit", member=person.member)
    writing.keep_version(text=text, label=f"Avant {NAME}", by=person)
    files.store_bytes(body=b"%PDF-1.4 simple", name=f"CV {NAME}.pdf", by=person, classification="preparatory")
    publish("channel", "remark", {"who": NAME, "words": [SAID]})
    Job.objects.create(kind="themes.announce_call", label=f"Écrire à {NAME}", arguments={"to": ADDRESS}, status="done")
    reference = Reference("themes.theme", "1", f"Thème de {NAME}", "/themes/1/")
    approvals.ask_for_visa(of=reference, version="1", words=SAID, by=person, name=NAME, email=ADDRESS, content=[])
    today = timezone.localdate()
    asked = ask(
        key="t", about=reference, of=person.organisation, question=SAID, options=[("YES", "Oui")], next_on=today
    )
    answer_ask(ask=asked, value="YES", words=SAID, asked_on=today, by=person)
    said = {"organisation": person.organisation.short_name, "given_name": "Luc", "family_name": "Autre"}
    listed = {**said, "given_name": person.member.given_name, "family_name": person.member.family_name}
    brought = bring_lines(
        importer=PEOPLE,
        lines=[(1, {**listed, "email": ADDRESS}), (2, {**said, "email": "luc@list.example"})],
        name=f"Liste de {NAME}",
        source=NAME,
        given_on=None,
        by=facilitator,
    )
    take_import(brought=brought, by=facilitator)
    client_as(person).get("/reseau/")
    return person


def test_everything_a_person_left_can_be_read_by_them(everywhere):
    kept = personal_data_of(everywhere.member)
    empty = [room for room, value in kept.items() if not value or not any(value)]
    assert kept["Annuaire"]["identité"]["nom"] == FAMILY
    assert empty in ([], ["Travaux"]), empty


def test_the_person_is_nowhere_afterwards(everywhere, facilitator):
    assert len(traces()) > 25
    services.erase_member(member=everywhere.member, by=facilitator)
    assert traces() == []


def test_what_belongs_to_the_organisation_stays(everywhere, facilitator, response, action):
    organisation = everywhere.organisation
    answers = Answer.objects.filter(response=response).count()
    services.erase_member(member=everywhere.member, by=facilitator)
    assert Answer.objects.filter(response=response).count() == answers > 3
    assert Response.objects.get(pk=response.pk).organisation == organisation
    assert "Personne retirée" in Answer.objects.get(response=response, text__contains="a dit").text
    action.refresh_from_db()
    assert (action.organisation, action.title) == (organisation, "Guide, par Personne retirée")
    assert Progress.objects.get(action=action).by == everywhere
    assert Ballot.objects.filter(organisation=organisation).exists()
    assert ThemeComment.objects.get().words == "Voir Personne retirée ou Personne retirée, Personne retirée"
    assert Mandate.objects.get(pk=everywhere.pk).member.full_name == "Personne retirée"
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.by) == ("privacy.member_erased", facilitator)


def test_sessions_and_sign_in_attempts_end(everywhere, facilitator):
    services.erase_member(member=everywhere.member, by=facilitator)
    holders = [session.get_decoded().get("_auth_user_id") for session in Session.objects.all()]
    assert str(everywhere.member_id) not in holders
    assert not SignInAttempt.objects.exists()


def test_the_other_person_of_a_shared_mailbox_keeps_working(person, facilitator, normandie, mandate_of, mailed):
    other = mandate_of(normandie.organisation, given_name="Maud", family_name="Reste", email=ADDRESS)
    invitation = people.invite(
        organisation=normandie.organisation,
        given_name="Maud",
        family_name="Reste",
        email=ADDRESS,
        role=Role.CONTRIBUTOR,
        by=facilitator,
    )
    services.erase_member(member=person.member, by=person)
    other.member.refresh_from_db()
    assert other.member.email == ADDRESS
    assert Message.objects.get(to_member=other.member).to_address == ADDRESS
    assert entrance.draw_code(address=ADDRESS, client="")
    assert people.accept_invitation(invitation=invitation).member == other.member
    assert Member.objects.get(pk=person.member_id).email == ""
    left = [line for line in traces() if "canari.example" not in line]
    assert left == []


def test_messages_and_people_are_forgotten_in_time(facilitator, person, mailed):
    old = datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone())
    Message.objects.update(created_at=old)
    keys = [message.key for message in mailed()]
    assert services.forget_old_messages() == len(keys) > 0
    assert services.forget_old_messages() == 0
    assert [message.key for message in mailed()] == keys, "so that none is sent a second time"
    assert {message.to_address for message in mailed()} == {""}
