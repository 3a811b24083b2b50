"""One statement for the tasks of the house, and readings of it that cannot disagree."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from interregions.common.rooms import task_kinds
from interregions.common.tasks import TODAY, Task
from interregions.exchange.meetings.choices import AttendanceAnswer
from interregions.exchange.meetings.services import plans, presence
from interregions.exchange.notes.services.interviews import record_interview
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.express.services import ExpressQuestion, start_express
from interregions.exchange.surveys.models import Response
from interregions.exchange.surveys.tests.survey_builder import opened, sent
from interregions.exchange.themes.services import ballots, calls, results
from interregions.exchange.themes.services.themes import propose_theme
from interregions.journey import queries
from interregions.journey.queries import statement, tasks
from interregions.journey.services import draft_note
from interregions.journey.tests.test_pages import opened_cycle
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.models import Member
from interregions.network.queries import standing_of
from interregions.network.services import add_organisation, grant_mandate
from tests.tasks import cards_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(installation, france, facilitator, bretagne):
    return opened_cycle(facilitator, bretagne, "L’après-phase V")


def test_each_kind_is_named_after_its_room_once():
    names = [kind.name for kind in task_kinds()]
    assert len(names) == len(set(names))
    assert {name.partition(".")[0] for name in names} >= {"themes", "notes", "surveys", "meetings", "outcomes"}


def test_the_tasks_of_the_house_are_one_query(cycle, facilitator, bretagne, django_assert_num_queries):
    cards_of(facilitator.member)  # compiled, once in the life of the process
    for who in (facilitator, bretagne):
        standing = standing_of(Member.objects.get(pk=who.member_id))
        with django_assert_num_queries(1):
            assert tasks.tasks(standing=standing)
    with django_assert_num_queries(1):
        assert tasks.remaining_in(cycle)


def test_the_statement_is_compiled_once(cycle, facilitator, monkeypatch):
    cards_of(facilitator.member)
    monkeypatch.setattr("django.db.models.sql.compiler.SQLCompiler.as_sql", None)
    assert tasks.remaining_in(cycle)


def test_header_list_cycle_and_cockpit_agree(cycle, facilitator, bretagne, client_as):
    for who in (facilitator, bretagne):
        cards = cards_of(who.member)
        client = client_as(who)
        todo = client.get("/a-faire/").content.decode()
        assert f'à faire">{len(cards)}</span>' in todo
        assert todo.count('<article class="todo-card') == len(cards)
        page = client.get(cycle.get_absolute_url()).content.decode()
        (first, *_) = [card for card in cards if cycle.pk in card.cycles]
        lead = page[page.index('class="lead-line"') :]
        assert re.search(r'href="([^"]+)"', lead).group(1) == first.url
    cockpit = client_as(facilitator).get("/animation/").content.decode()
    assert cockpit.count('<article class="todo-card') == len(cards_of(facilitator.member))
    for left in tasks.remaining_in(cycle):
        assert left.sentence in cockpit


def test_what_blocks_a_step_is_a_card_of_somebody_once_it_is_its_turn(cycle, facilitator, bretagne):
    addresses = {card.url for who in (facilitator, bretagne) for card in cards_of(who.member)}
    now = [left for left in tasks.remaining_in(cycle) if left.blocking and left.url]
    assert now
    assert {left.url for left in now} <= addresses


def test_what_is_to_come_is_told_apart_and_not_counted(installation, facilitator, bretagne, client_as):
    start = timezone.now() + timedelta(days=9)
    meeting = plans.plan_meeting(
        title="Réunion de printemps", cycles=[], starts_at=start, ends_at=start + timedelta(hours=2), place="Lyon",
        organisations=[bretagne.organisation], by=facilitator,
    )  # fmt: skip
    meeting = plans.send_convocations(meeting=meeting, by=facilitator)
    assert [card.gesture for card in cards_of(bretagne.member, "meetings")] == ["Répondre"]
    presence.answer_convocation(
        meeting=meeting, organisation=bretagne.organisation, answer=AttendanceAnswer.COMING, by=bretagne
    )
    assert cards_of(bretagne.member, "meetings") == []
    page = client_as(bretagne).get("/a-faire/").content.decode()
    assert "Plus tard" in page
    assert "Réunion de printemps" in page
    assert "Prochain rendez-vous" in page


def test_what_is_to_come_for_two_organisations_of_one_person_is_told_once(monkeypatch, bretagne):
    what, url = "Lire la restitution", "/restitutions/1/"
    found = [Task(what=what, url=url, later=True, holder=holder) for holder in ("Bretagne", "Normandie")]
    other = Task(what=what, url="/restitutions/2/", later=True, holder="Bretagne")
    monkeypatch.setattr(tasks, "all_tasks_of", lambda member: [*found, other])
    assert [(task.url, task.holder) for task in tasks.later_of(bretagne.member)] == [
        (url, "Bretagne, Normandie"),
        ("/restitutions/2/", "Bretagne"),
    ]


def test_no_card_of_a_cycle_leads_to_the_page_it_is_shown_on(cycle, facilitator, monkeypatch):
    """« Faire passer le cycle… » is a card of « À faire »; on the cycle itself its button is already there."""
    advance = Task(what="Faire passer le cycle", url=cycle.get_absolute_url(), cycles=(cycle.pk,), is_card=True)
    other = Task(what="Ouvrir l’enquête", url="/enquetes/ouvrir/1/", cycles=(cycle.pk,), is_card=True)
    monkeypatch.setattr(tasks, "tasks_of", lambda member: [advance, other])
    assert queries.cycle_page(cycle, facilitator.member).expected == (other,)


def test_a_partner_with_nothing_to_do_is_not_told_of_what_it_does_not_do(installation, mandate_of, client_as):
    bank = add_organisation(name="Banque", short_name="Banque", kind=OrganisationKind.BANK, college=College.OTHERS)
    page = client_as(mandate_of(bank)).get("/a-faire/").content.decode()
    assert "Aucune enquête ne s’adresse à vous" in page
    assert "Rien ne vous est encore ouvert" in page
    assert "choisir un thème" not in page


def test_what_never_changes_is_written_into_the_statement():
    """So that SQLite plans it once: only the day is given, and on PostgreSQL what no literal says, a JSON value."""
    compiled = "SELECT '100 %%s' WHERE a = %s AND b = %s AND c = %s AND d >= %s AND e = %s"
    sql, left = statement._with_constants(compiled, ["l'an 1 %", 3, True, str(TODAY), None], "postgresql")
    assert sql == "SELECT '100 %%s' WHERE a = 'l''an 1 %%' AND b = 3 AND c = TRUE AND d >= %s AND e = %s"
    assert left == (TODAY, None)
    for select in statement.selects_of(task_kinds(), connection.vendor):
        assert not [each for each in select.parameters if isinstance(each, str | int)], select.kind.name


def lead_of(page):
    """The words of the lead line, and where its button leads."""
    line = page[page.index('class="lead-line"') :].split("</div>")[0]
    return line, re.findall(r'href="([^"]+)"', line)


def test_the_lead_of_a_page_is_the_state_then_the_first_task_of_who_acts(
    installation, france, facilitator, bretagne, normandie, client_as
):
    """Somebody who answers for two organisations is asked here what the one they act for is asked."""
    other = grant_mandate(
        member=bretagne.member, organisation=normandie.organisation, role=Role.REFERENT, starts_on=timezone.localdate()
    )
    survey = opened(facilitator)
    sent(survey, bretagne)
    asked = Response.objects.get(survey=survey, organisation=normandie.organisation)
    line, links = lead_of(client_as(bretagne).get(survey.get_absolute_url()).content.decode())
    assert "Les réponses sont attendues" in line
    assert asked.get_absolute_url() not in "".join(links)
    line, links = lead_of(client_as(other).get(survey.get_absolute_url()).content.decode())
    assert f"Répondre à « {survey.title} »".replace("« ", "«\u202f").replace(" »", "\u202f»") in line
    assert links[0].partition("?")[0] == asked.get_absolute_url()


def retained_theme(facilitator, lead, title):
    """A theme that was retained and has no cycle yet."""
    day = timezone.localdate() + timedelta(days=5)
    call = calls.open_call(
        season=title, retained_number=1, colleges=[College.REGIONS], proposals_until=day, choices_until=day,
        by=facilitator,
    )  # fmt: skip
    theme = propose_theme(call=call, title=title, problem="P", expected_result="R", ready_to_lead=True, by=lead)
    calls.open_choices(call=call, by=facilitator)
    ballots.cast_ballot(call=call, theme_ids=[theme.pk], by=lead)
    results.close_call(call=call, by=facilitator)
    results.retain_themes(call=call, theme_ids=[theme.pk], by=facilitator)
    return theme


def test_a_theme_says_that_its_cycle_is_to_be_opened(installation, france, facilitator, bretagne, client_as):
    theme = retained_theme(facilitator, bretagne, "Les pôles demain")
    line, links = lead_of(client_as(facilitator).get(theme.get_absolute_url()).content.decode())
    assert "Ouvrir le cycle" in line
    assert reverse("cycles:open", args=[theme.pk]) in links
    assert "Ouvrir le cycle" not in lead_of(client_as(bretagne).get(theme.get_absolute_url()).content.decode())[0]


def test_the_collection_says_what_is_asked_here(installation, france, facilitator, bretagne, client_as):
    survey = opened(facilitator)
    sent(survey, bretagne)
    close_survey(survey=survey, by=facilitator)
    page = client_as(facilitator).get(reverse("surveys:collection", args=[survey.pk])).content.decode()
    line = lead_of(page)[0]
    assert "L’enquête est close." in line
    assert "Préparer et publier la restitution" in line
    assert reverse("surveys:draft_restitution", args=[survey.pk]) in line, "its gesture is on the page itself"


def test_a_task_done_on_the_page_itself_has_no_link_to_it(cycle, facilitator, bretagne, client_as):
    record_interview(
        cycle=cycle, held_on=timezone.localdate(), people="Une personne",
        answers=[("Pourquoi ?", "why_now", "Parce que.")], by=facilitator,
    )  # fmt: skip
    note = draft_note(cycle=cycle, interview=cycle.interviews.get(), by=facilitator)
    line, links = lead_of(client_as(bretagne).get(note.get_absolute_url()).content.decode())
    assert "Cette note est en rédaction" in line
    assert "Relire et signer la note d’opportunité." in line
    assert note.get_absolute_url() not in [link.partition("?")[0] for link in links]
    assert "Signer la note" in line


def test_a_cockpit_with_no_card_says_what_others_are_asked(installation, france, facilitator, mandate_of, client_as):
    for organisation in france:
        mandate_of(organisation)
    start_express(
        title="Une date", questions=[ExpressQuestion("Le 14 janvier ?", "YES_NO")], audience=Audience("all_regions"),
        closes_on=timezone.localdate() + timedelta(days=2), by=facilitator,
    )  # fmt: skip
    assert cards_of(facilitator.member) == []
    line, _ = lead_of(client_as(facilitator).get("/animation/").content.decode())
    assert "0 réponse sur 18" in line
    assert "Rien" not in line
