"""A small network built once through the services, with a canary in everything somebody should not read."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.test import TestCase
from django.utils import timezone

from interregions.common.references import Reference
from interregions.exchange.cycles.services import open_cycle
from interregions.exchange.debate import services as debate
from interregions.exchange.meetings.models import Attendance, Meeting
from interregions.exchange.meetings.services import plans, polls, presence, sittings
from interregions.exchange.notes.services import interviews, references, signing
from interregions.exchange.notes.services.notes import draft_note, set_questions
from interregions.exchange.outcomes.services import actions, changes, minutes
from interregions.exchange.surveys.answering.services import answering, delegation, submission
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.collection.services import collection
from interregions.exchange.surveys.models import Answer, PreparedTable, Response, Survey
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.services import questionnaires, questions
from interregions.exchange.surveys.restitution.services import restitution as restitutions
from interregions.exchange.surveys.restitution.services.tables import make_table
from interregions.exchange.surveys.restitution.services.taking import make_answers
from interregions.exchange.themes.services import ballots, calls, results
from interregions.exchange.themes.services.themes import comment_on_theme, propose_theme
from interregions.knowledge.practices import services as practices
from interregions.knowledge.practices.models import Practice
from interregions.network.choices import College, OrganisationKind
from interregions.network.models import Mandate, Organisation
from interregions.network.services import add_organisation, open_group
from interregions.reception.models import PersonToInvite
from interregions.reception.people_list import PEOPLE
from interregions.reception.services import people as reception
from interregions.toolkit.files.choices import Classification
from interregions.toolkit.files.services import store_file
from interregions.toolkit.imports.services import bring_lines, take_import
from interregions.toolkit.introductions import services as letters
from interregions.toolkit.jobs.services import enqueue
from interregions.toolkit.mail.services import queue_message
from interregions.toolkit.publication.services import open_to
from interregions.toolkit.writing import services as writing
from interregions.vocabulary.models import Scheme, StateProgramme, Term
from tests.access.clusters import gather_clusters
from tests.access.conventions import sign_conventions
from tests.access.equipment import gather_equipment
from tests.access.observatory import observe
from tests.access.people import (
    ANIMATION,
    BANKS,
    BRETAGNE,
    CIRCLES,
    EPCI,
    EVERYBODY,
    MEMBERS,
    NORMANDIE,
    OCCITANIE,
    POLE,
    REGIONS,
    World,
    gather,
    word_file,
)
from tests.access.priorities import put_first


def build_world() -> World:
    """Everything, in the order of the thread; what is done on commit is done."""
    world = World()
    with TestCase.captureOnCommitCallbacks(execute=True):
        gather(world)
        choose_themes(world)
        write_notes(world)
        ask(world)
        publish_survey(world)
        consult_partners(world)
        meet(world)
        conclude(world)
        tools(world)
        observe(world)
        gather_clusters(world)
        sign_conventions(world)
        gather_equipment(world)
    return world


# --- step 1 -------------------------------------------------------------------------------------------------------


def choose_themes(world: World) -> None:
    """A call for all whose two themes open two cycles; a call for Régions only, still open to proposals."""
    today = timezone.localdate()
    call = calls.open_call(
        season="2026",
        words=world.canary("call of everybody", MEMBERS),
        retained_number=2,
        colleges=[College.REGIONS, College.EPCI],
        proposals_until=today + timedelta(days=5),
        choices_until=today + timedelta(days=9),
        by=world.by("animation"),
    )
    proposed = {
        person: propose_theme(
            call=call,
            title=f"Thème de {person} {world.canary(f'theme of {person}', MEMBERS | {'convened', 'invited', 'guest'})}",
            problem="Un problème.",
            expected_result="Un résultat.",
            ready_to_lead=True,
            by=world.by(person),
        )
        for person in ("lead", "region")
    }
    call = calls.open_choices(call=call, by=world.by("animation")) or call
    call.refresh_from_db()
    for person in ("lead", "region", "other", "epci"):
        ballots.cast_ballot(call=call, theme_ids=[theme.pk for theme in proposed.values()], by=world.by(person))
    results.close_call(call=call, by=world.by("animation"))
    call.refresh_from_db()
    results.retain_themes(call=call, theme_ids=[each.pk for each in proposed.values()], by=world.by("animation"))
    cycles = {}
    for person, theme in proposed.items():
        theme.refresh_from_db()
        cycles[person] = open_cycle(theme=theme, lead=world.by(person).organisation, by=world.by("animation"))
    world.keep(closed_call=call, retained=proposed["lead"], cycle=cycles["lead"], second_cycle=cycles["region"])
    open_call = calls.open_call(
        season="2027",
        words=world.canary("call of the Régions", ANIMATION | REGIONS),
        retained_number=1,
        colleges=[College.REGIONS],
        proposals_until=today + timedelta(days=5),
        choices_until=today + timedelta(days=9),
        by=world.by("animation"),
    )
    theme = propose_theme(
        call=open_call,
        title=world.canary("theme of the Régions", ANIMATION | REGIONS),
        problem="Un problème.",
        expected_result="Un résultat.",
        by=world.by("lead"),
    )
    comment = comment_on_theme(
        theme=theme, words=world.canary("comment on a theme", ANIMATION | REGIONS), by=world.by("other")
    )
    world.keep(call=open_call, theme=theme, theme_comment=comment)


def write_notes(world: World) -> None:
    """A signed note on the first cycle; on the second an interview and a draft with a law and an annex."""
    today = timezone.localdate()
    first = interviews.record_interview(
        cycle=world.cycle,
        held_on=today,
        people="Une personne",
        answers=[("Quel problème ?", "context", world.canary("interview of Bretagne", MEMBERS))],
        by=world.by("animation"),
    )
    signed = draft_note(cycle=world.cycle, interview=first, by=world.by("animation"))
    signed.refresh_from_db()
    section = signed.text.sections.get(key="learn")
    set_questions(
        note=signed,
        questions=["Quoi ?", "Comment ?", "Avec qui ?"],
        revision=section.revision,
        by=world.by("animation"),
    )
    signing.sign_off_note(note=signed, by=world.by("lead"))
    held = interviews.record_interview(
        cycle=world.second_cycle,
        held_on=today,
        people=world.canary("people interviewed", ANIMATION | NORMANDIE),
        answers=[("Quel problème ?", "context", world.canary("interview of Normandie", ANIMATION | NORMANDIE))],
        upload=word_file(world.canary("Word file of the interview", ANIMATION | NORMANDIE)),
        by=world.by("animation"),
    )
    draft = draft_note(cycle=world.second_cycle, interview=held, by=world.by("animation"))
    law = references.add_reference(
        note=draft,
        kind="LAW",
        title=world.canary("reference of a draft note", ANIMATION | NORMANDIE),
        dated_on=today,
        upload=word_file(world.canary("annex of a draft note", ANIMATION | NORMANDIE)),
        by=world.by("animation"),
    )
    world.keep(interview=held, signed_note=signed, note=draft, reference=law)


# --- step 2 -------------------------------------------------------------------------------------------------------


def write_questionnaire(world: World, title: str, circles: tuple[str, ...] = CIRCLES, cycle=None):  # type: ignore[no-untyped-def]
    """One text question per circle, a file, frozen by those who must."""
    written = questionnaires.draft_questionnaire(title=title, cycle=cycle, by=world.by("animation"))
    block = questions.add_block(questionnaire=written, title="Rubrique", by=world.by("animation"))
    for circle in circles:
        questions.add_question(
            block=block,
            by=world.by("animation"),
            name=circle.lower(),
            kind="LONG_TEXT",
            label=f"Pour {circle}",
            named_to=circle,
        )
    questions.add_question(
        block=block, by=world.by("animation"), name="piece", kind="FILE", label="Une pièce", named_to="FACILITATORS"
    )
    for person in ("animation", "lead") if cycle else ("animation",):
        written.refresh_from_db()
        questionnaires.approve_questionnaire(questionnaire=written, revision=written.revision, by=world.by(person))
    written.refresh_from_db()
    return written


def open_to_all(world: World, title: str, besides: Sequence[int] = (), **more) -> Survey:  # type: ignore[no-untyped-def]
    """A survey of the first cycle, to the three Régions and the EPCI."""
    today = timezone.localdate()
    asked = [world.by(person).organisation_id for person in ("lead", "region", "other", "epci")]
    titled = f"{title} {world.canary(f'title of {title}', MEMBERS | {'outsider', 'visa', 'resumed'})}"
    return collection.open_survey(
        questionnaire=write_questionnaire(world, titled, cycle=world.cycle),
        audience=Audience("chosen", organisation_ids=(*asked, *besides)),
        opens_on=today,
        closes_on=today + timedelta(days=10),
        by=world.by("animation"),
        **more,
    )


def answered(world: World, survey: Survey, by: Mandate, readers: dict[str, frozenset[str]]) -> Response:
    """A response in which each circle's question holds its own canary."""
    response = Response.objects.get(survey=survey, organisation=by.organisation)
    for block in content_of(survey.questionnaire_id):
        for question in block.questions:
            label = f"{survey.title}, {by.organisation.short_name}, {question.name}"
            if question.kind.brings_file:
                value = word_file(world.canary(label, readers["FACILITATORS"]))
            else:
                value = world.canary(label, readers[question.name.upper()])
            answering.save_answer(response=response, variable_id=question.variables[0].id, value=value, by=by)
    response.refresh_from_db()
    return response


def circles(own: frozenset[str], *, of_epci: bool = False) -> dict[str, frozenset[str]]:
    """Who reads a sent answer once the survey is closed, by hand."""
    if of_epci:  # it did not agree to be read by Régions
        reached = {"REGIONS_AND_EPCI": EPCI}
    else:
        reached = {"REGIONS_AND_EPCI": REGIONS | EPCI, "REGIONS": REGIONS, "LEAD": BRETAGNE}
    return {circle: own | ANIMATION | reached.get(circle, frozenset()) for circle in CIRCLES}


def only(readers: frozenset[str]) -> dict[str, frozenset[str]]:
    """The same readers in every circle."""
    return dict.fromkeys(CIRCLES, readers)


def ask(world: World) -> None:
    """An open survey: a draft, a draft whose visa is awaited, a delegated block, a response already sent."""
    survey = open_to_all(world, "Enquête ouverte")
    draft = answered(world, survey, world.by("region"), only(NORMANDIE))
    with_visa = answered(world, survey, world.by("other"), only(OCCITANIE | {"visa"}))
    submission.ask_for_visa(
        response=with_visa,
        by=world.by("other"),
        member=world.members["outsider"],
        words=world.canary("words of a visa", OCCITANIE | {"visa"}),
    )
    sent = answered(world, survey, world.by("epci"), only(EPCI | ANIMATION))
    submission.submit_response(response=sent, by=world.by("epci"))
    begun = Response.objects.get(survey=survey, organisation=world.bretagne)
    delegated = delegation.delegate_block(
        response=begun,
        block=content_of(survey.questionnaire_id)[0],
        by=world.by("lead"),
        member=world.members["contributor"],
        words=world.canary("words of a delegation", BRETAGNE | ANIMATION),
    )
    collection.note_contact(
        response=draft, kind="PHONE", words=world.canary("phone note", ANIMATION | NORMANDIE), by=world.by("animation")
    )
    planned = collection.plan_reminder(
        survey=survey,
        on=timezone.localdate() + timedelta(days=3),
        words="Une relance.",
        by=world.by("animation"),
    )
    unwritten = questionnaires.draft_questionnaire(
        title=world.canary("draft questionnaire", ANIMATION | NORMANDIE),
        cycle=world.second_cycle,
        by=world.by("animation"),
    )
    block = questions.add_block(questionnaire=unwritten, title="Rubrique", by=world.by("animation"))
    question = questions.add_question(
        block=block, by=world.by("animation"), name="q", kind="TEXT", label="Une question"
    )
    frozen = write_questionnaire(world, world.canary("questionnaire to open", ANIMATION))
    piece = Answer.objects.get(response=draft, file__isnull=False).variable_id
    world.keep(
        survey=survey,
        draft=draft,
        with_visa=with_visa,
        sent=sent,
        begun=begun,
        delegated=delegated,
        piece=piece,
        planned=planned,
        questionnaire=unwritten,
        block=block,
        question=question,
        frozen=frozen,
        block_name=content_of(survey.questionnaire_id)[0].name,
    )


def publish_survey(world: World) -> None:
    """A closed survey with its published restitution, another under embargo, a third in preparation."""
    far = timezone.localdate() + timedelta(days=60)
    # Those who never answer: without them, words without a name would be told by elimination, and not quoted.
    silent = [
        add_organisation(name=name, short_name=name, kind=OrganisationKind.REGION, college=College.REGIONS)
        for name in ("Région muette", "Région lointaine")
    ]
    for name, more in (("published", {}), ("embargoed", {"embargo_until": far})):
        survey = open_to_all(world, f"Enquête {name}", besides=[each.pk for each in silent], **more)
        for person, own in (("lead", BRETAGNE), ("region", NORMANDIE), ("other", OCCITANIE), ("epci", EPCI)):
            readers = circles(own, of_epci=person == "epci") if name == "published" else only(own | ANIMATION)
            if name == "embargoed" and person == "other":
                continue  # it never answers
            response = answered(world, survey, world.by(person), readers)
            if person == "other":
                submission.set_unnamed(response=response, unnamed=True, by=world.by(person))
                response.refresh_from_db()
                world.keep(unnamed=[world.canaries[word] for word in list(world.canaries)[-5:]])
            submission.submit_response(response=response, by=world.by(person))
            if name == "published" and person == "region":
                piece = Answer.objects.get(response=response, file__isnull=False).variable_id
                world.keep(read_response=response, read_piece=piece)
        survey = collection.close_survey(survey=survey, by=world.by("animation"))
        edition = restitutions.draft_restitution(survey=survey, by=world.by("animation"))
        edition = restitutions.publish_restitution(restitution=edition, by=world.by("animation"))
        world.keep(**{f"{name}_survey": survey, name: edition})
        if name == "published":
            prepared = PreparedTable.objects.create(restitution=edition, format="ods", by=world.by("region"))
            make_table(prepared.pk, lambda done, total: None)
            world.keep(prepared=prepared)
            whole = {"codes": False, "words": "", "filters": ["", "", ""]}
            taken = PreparedTable.objects.create(survey=survey, format="ods", asked=whole, by=world.by("animation"))
            make_answers(taken.pk, lambda done, total: None)
            world.keep(prepared_answers=taken)
    closed = open_to_all(world, "Enquête close")
    half = answered(world, closed, world.by("region"), only(NORMANDIE))
    closed = collection.close_survey(survey=closed, by=world.by("animation"), partial="left_out")
    world.keep(closed_survey=closed, left_out=half)
    world.keep(preparing=restitutions.draft_restitution(survey=closed, by=world.by("animation")))


def consult_partners(world: World) -> None:
    """A consultation that names the pôle: it reads what is asked of it, and answers."""
    circle = ANIMATION | NORMANDIE | POLE
    survey = collection.open_survey(
        questionnaire=write_questionnaire(world, world.canary("consultation of a pôle", circle)),
        audience=Audience("chosen", organisation_ids=(world.normandie.pk, world.pole.pk)),
        opens_on=timezone.localdate(),
        closes_on=timezone.localdate() + timedelta(days=10),
        by=world.by("animation"),
    )
    world.keep(consultation=survey, of_partner=answered(world, survey, world.by("pole"), only(POLE)))


# --- steps 3 to 5 -------------------------------------------------------------------------------------------------


def moment(days: int) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), time(10)))


def meet(world: World) -> None:
    """A meeting of the three Régions, whose date is still asked of Normandie alone in another."""
    facilitator = world.by("animation")
    regions = [world.bretagne, world.normandie, world.occitanie]
    held = plans.plan_meeting(
        title=world.canary("title of a meeting", ANIMATION | REGIONS | {"convened", "guest"}),
        cycles=[world.cycle],
        starts_at=moment(20),
        ends_at=moment(20) + timedelta(hours=3),
        place=world.canary("place of a meeting", ANIMATION | REGIONS | {"convened", "guest"}),
        organisations=regions,
        by=facilitator,
    )
    plans.send_convocations(meeting=held, by=facilitator)
    held.refresh_from_db()
    item = held.agenda.last()
    presence.file_written_contribution(
        meeting=held,
        organisation=world.occitanie,
        agenda_item=item,
        text=world.canary("written contribution", ANIMATION | REGIONS),
        by=world.by("other"),
    )
    guest = presence.invite_guest(
        meeting=held,
        name="Personne invitée",
        organisation_name="Ailleurs",
        items=[item],
        email="invitee@example.net",
        by=facilitator,
    )
    polled = plans.plan_meeting(
        title=world.canary("meeting of Normandie", ANIMATION | NORMANDIE | {"asked a date"}),
        cycles=[],
        starts_at=None,
        ends_at=None,
        organisations=[world.normandie],
        by=facilitator,
    )
    options = [(moment(30), moment(30) + timedelta(hours=2)), (moment(31), moment(31) + timedelta(hours=2))]
    polls.open_date_poll(
        meeting=polled, options=options, until=timezone.localdate() + timedelta(days=5), by=facilitator
    )
    world.keep(
        meeting=held,
        item=item,
        guest=guest,
        polled=polled,
        attendance=Attendance.objects.get(meeting=held, organisation=world.normandie),
    )
    talk(world, regions)


def talk(world: World, convened: list[Organisation]) -> None:
    """A meeting being held, with what is said in it."""
    facilitator = world.by("animation")
    room = plans.plan_meeting(
        title="Réunion ouverte",
        cycles=[world.second_cycle],
        starts_at=moment(1),
        ends_at=moment(1) + timedelta(hours=2),
        place="Ici",
        organisations=convened,
        by=facilitator,
    )
    plans.send_convocations(meeting=room, by=facilitator)
    room.refresh_from_db()
    sittings.open_meeting(meeting=room, by=facilitator)
    room.refresh_from_db()
    point = room.agenda.last()
    sittings.set_current_item(meeting=room, item=point, by=facilitator)
    room.refresh_from_db()
    line = debate.record_remark(
        meeting=room,
        text=world.canary("a line of the debate", ANIMATION | REGIONS),
        organisation=world.occitanie,
        by=facilitator,
    )
    debate.contribute(
        meeting=room,
        text=world.canary("a contribution from a phone", ANIMATION | REGIONS),
        kind="REMARK",
        by=world.by("other"),
    )
    world.keep(room=room, point=point, line=line)


def held(world: World, title: str) -> Meeting:
    """A meeting of the three Régions that was held and closed."""
    facilitator = world.by("animation")
    meeting = plans.plan_meeting(
        title=title,
        cycles=[world.cycle],
        starts_at=moment(2),
        ends_at=moment(2) + timedelta(hours=2),
        place="Ici",
        organisations=[world.bretagne, world.normandie, world.occitanie],
        by=facilitator,
    )
    plans.send_convocations(meeting=meeting, by=facilitator)
    for step in (sittings.open_meeting, sittings.close_meeting):
        meeting.refresh_from_db()
        step(meeting=meeting, by=facilitator)
    meeting.refresh_from_db()
    return meeting


def conclude(world: World) -> None:
    """Minutes in draft; minutes open to changes with a request, a decision and an action."""
    facilitator = world.by("animation")
    draft = minutes.draft_minutes(meeting=held(world, "Réunion dont le compte rendu est rédigé"), by=facilitator)
    actions.add_decision(minutes=draft, text=world.canary("decision of draft minutes", ANIMATION), by=facilitator)
    reread = minutes.draft_minutes(meeting=held(world, "Réunion relue"), by=facilitator)
    decision = actions.add_decision(
        minutes=reread, text=world.canary("decision to reread", ANIMATION | REGIONS), by=facilitator
    )
    action = actions.add_action(
        meeting=reread.meeting,
        cycle=world.cycle,
        title=world.canary("an action", ANIMATION | REGIONS | {"owner"}),
        organisation=world.normandie,
        person=world.members["region"],
        due_on=timezone.localdate() + timedelta(days=20),
        success_sign="Un signe",
        by=facilitator,
    )
    actions.report_progress(
        action=action,
        status="UNDER_WAY",
        words=world.canary("progress of an action", ANIMATION | REGIONS),
        by=world.by("region"),
    )
    reread.refresh_from_db()
    minutes.open_to_changes(minutes=reread, until=timezone.localdate() + timedelta(days=5), by=facilitator)
    reread.refresh_from_db()
    request = changes.request_change(
        minutes=reread,
        section_key=reread.text.sections.order_by("pk").first().key,
        passage="",
        wording=world.canary("wording asked for", ANIMATION | REGIONS),
        reason=world.canary("reason of a change", ANIMATION | REGIONS),
        by=world.by("other"),
    )
    world.keep(minutes=draft, reread=reread, decision=decision, action=action, request=request)


# --- tools --------------------------------------------------------------------------------------------------------


def tools(world: World) -> None:
    """A message, an invitation, a file, a job, a practice, a list, words around a text."""
    queue_message(
        key="canary",
        to=world.members["region"],
        subject=world.canary("subject of a message", ANIMATION | {"region"}),
        lines=[world.canary("lines of a message", ANIMATION | {"region"})],
        button=("Ouvrir", "/a-faire/"),
        reason="Essai.",
        about=Reference("themes.theme", "1", "Thème", "/themes/"),
    )
    world.keep(group=open_group(name="Littoral", purpose="Port", members=[world.normandie], by=world.by("animation")))
    invitation = reception.invite(
        organisation=world.normandie,
        given_name="Nouvelle",
        family_name="Personne",
        email="nouvelle@example.org",
        role="REFERENT",
        words=world.canary("words of an invitation", ANIMATION | NORMANDIE | {"invited"}),
        fictional=True,
        by=world.by("animation"),
    )
    between = frozenset({"region", "other"})
    letter = letters.write_letter(
        to=world.by("other"),
        subject=world.canary("subject of a letter", between),
        words=world.canary("words of a letter", between),
        by=world.by("region"),
    )
    parties = ANIMATION | POLE | {"region", "introduced"}
    introduction = letters.ask_introduction(
        wanted=world.canary("whom a pôle asks for", ANIMATION | POLE),
        words=f"Un projet commun : {world.canary('why a pôle asks to be put in touch', parties)}",
        by=world.by("pole"),
    )
    introduction = letters.name_other(introduction=introduction, other=world.by("region"), by=world.by("animation"))
    file = store_file(
        upload=word_file(world.canary("a file of Normandie", frozenset({"region"}))),
        by=world.by("region"),
        classification=Classification.PREPARATORY,
    )
    job = enqueue(
        kind="surveys.invite",
        arguments={"survey": world.survey.pk},
        by=world.by("animation"),
        label=world.canary("label of a job", ANIMATION),
    )
    shared = practices.draft_practice(
        title=world.canary("published practice", MEMBERS),
        organisation=world.bretagne,
        observed_result="Un résultat.",
        by=world.by("lead"),
    )
    told = {"what_was_done": "Un guichet.", "what_did_not_work": "Les délais étaient trop longs."}
    shared = practices.complete_practice(practice=shared, texts=told, seen={}, revision=0, by=world.by("lead"))
    practices.publish_practice(practice=shared, by=world.by("lead"))
    opened = {name: opened_practice(world, name, to) for name, to in OPENED.items()}
    of_pole = practices.draft_practice(
        title=world.canary("draft practice of a pôle", ANIMATION | POLE),
        organisation=world.pole,
        observed_result="Un résultat.",
        by=world.by("pole"),
    )
    practice = practices.draft_practice(
        title=world.canary("draft practice", ANIMATION | BRETAGNE),
        organisation=world.bretagne,
        observed_result=world.canary("result of a draft practice", ANIMATION | BRETAGNE),
        by=world.by("lead"),
    )
    text = world.note.text
    section = text.sections.order_by("pk").first()
    comment = writing.add_comment(
        section=section, words=world.canary("comment on a draft note", ANIMATION | NORMANDIE), by=world.by("region")
    )
    suggestion = writing.make_suggestion(
        section=section,
        by=world.by("region"),
        blocks=[{"type": "paragraph", "text": world.canary("suggestion on a draft note", ANIMATION | NORMANDIE)}],
    )
    version = writing.keep_version(text=text, label="Première", by=world.by("animation"))
    put_first(world)
    StateProgramme.objects.create(
        slug="programme", name="Un programme", source="Essai", source_url="https://example.org/"
    )
    scheme = Scheme.objects.create(slug="liste", name="Une liste", source="Essai", starts_on=date(2026, 1, 1))
    Term.objects.create(scheme=scheme, code="a", label="Terme")
    world.keep(
        invitation=invitation,
        letter=letter,
        introduction=introduction,
        file=file,
        job=job,
        practice=practice,
        of_pole=of_pole,
        shared=shared,
        **opened,
        text=text,
        section=section,
        comment=comment,
        suggestion=suggestion,
        version=version,
        scheme=scheme,
        **bring_people(world),
    )


OPENED = {
    "opened": ("CLUSTERS", POLE),
    "opened_to_partners": ("PARTNERS", BANKS),
    "opened_to_all": ("PUBLIC", EVERYBODY),
}


def opened_practice(world: World, name: str, to: tuple[str, frozenset[str]]) -> Practice:
    """A published practice that Bretagne opened to one circle."""
    circle, readers = to
    found = practices.draft_practice(
        title=world.canary(f"practice {name}", MEMBERS | readers),
        organisation=world.bretagne,
        observed_result="Un résultat.",
        by=world.by("lead"),
    )
    told = {
        "what_was_done": "Un guichet.",
        "what_did_not_work": "Les délais étaient trop longs.",
        "contact": world.canary(f"contact of the practice {name}", MEMBERS),
    }
    found = practices.complete_practice(practice=found, texts=told, seen={}, revision=0, by=world.by("lead"))
    found = practices.publish_practice(practice=found, by=world.by("lead"))
    open_to(kind="practices.practice", thing=found, to=circle, by=world.by("lead"))
    return found


def bring_people(world: World) -> dict[str, object]:
    """A list of people that was taken, and one that waits."""
    lists = [
        bring_lines(
            importer=PEOPLE,
            lines=[
                (
                    number,
                    {
                        "organisation": "Occitanie",
                        "given_name": "Personne",
                        "family_name": world.canary(f"person {number} of a list", ANIMATION),
                        "email": f"personne{number}@list.example",
                    },
                )
            ],
            name="Contacts",
            source=world.canary(f"source of list {number}", ANIMATION),
            given_on=None,
            by=world.by("animation"),
        )
        for number in (1, 2)
    ]
    take_import(brought=lists[0], by=world.by("animation"))
    return {"taken_list": lists[0], "brought_list": lists[1], "person_to_invite": PersonToInvite.objects.get()}
