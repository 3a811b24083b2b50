"""What the pages are filled with, not timed: the demonstration, surveys of all sizes, many actions and cycles.

``grow`` comes after a first measure: the same pages are then asked again.
"""

import sys

from benchmarks import aims

MEMBERS = 6


def fill() -> dict[str, dict[str, str]]:
    """The network and its surveys; for each page, its address and the cookie of who looks at it."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_vocabulary", stdout=sys.stderr)
    call_command("demo", stage="survey", stdout=sys.stderr)
    return surveys_of_all_sizes()


def surveys_of_all_sizes() -> dict[str, dict[str, str]]:
    from interregions.network.choices import OrganisationKind, Role  # noqa: PLC0415
    from interregions.network.models import Mandate, Organisation  # noqa: PLC0415
    from interregions.network.services import add_territorial_organisations  # noqa: PLC0415

    add_territorial_organisations([OrganisationKind.EPCI])
    facilitator = Mandate.objects.filter(role=Role.FACILITATOR).earliest("pk")
    bretagne = Mandate.objects.get(organisation__short_name="Bretagne", role=Role.REFERENT)
    epci = Mandate.objects.filter(organisation__kind=OrganisationKind.EPCI, role=Role.REFERENT).earliest("pk")
    referents = referents_of(OrganisationKind.REGION)
    sizes = (("18", OrganisationKind.REGION, bretagne), ("1,255", OrganisationKind.EPCI, epci))
    pages = reading_pages(referents, facilitator)
    for size, kind, model in sizes:
        asked = list(Organisation.objects.filter(kind=kind).values_list("pk", flat=True))
        survey = survey_to(asked, model, facilitator)
        pages[f"answering, {size} asked"] = page(answering(survey, model), [model])
        pages[f"collection, {size} asked"] = page(f"/enquetes/{survey.pk}/collecte/", [facilitator])
        edition = published(survey_to(asked, model, facilitator), facilitator)
        pages[f"matrix, {size} asked"] = page(f"{edition}matrice/", [facilitator])
        pages[f"restitution, {size} asked"] = page(edition, [facilitator, *referents_of(kind)])
    for format in ("csv", "xlsx", "ods"):
        pages[f"table {format.upper()}, 1,255 asked"] = page(f"{edition}tableau.{format}", [facilitator])
    pages["autosave"] = autosave(survey_to(asked[:20], epci, facilitator), epci)
    return {name: pages[name] for name in aims.PAGES}


def autosave(survey, by):  # type: ignore[no-untyped-def]
    """One answer saved as it is typed, each time another than the last."""
    from interregions.exchange.surveys.models import Option, Response, Variable  # noqa: PLC0415

    response = Response.objects.get(survey=survey, organisation=by.organisation)
    of_survey = Variable.objects.filter(question__block__questionnaire=survey.questionnaire)
    variable = of_survey.filter(question__kind="ONE_CHOICE", question__condition="").latest("pk")
    codes = Option.objects.filter(choice_list=variable.question.choice_list).values_list("code", flat=True)[:2]
    return page(
        f"/reponses/{response.pk}/reponse/{variable.pk}/",
        [by],
        [f"v{variable.pk}={code}&r{variable.pk}=" for code in codes],
    )


def grow(full: bool) -> dict[str, dict[str, object]]:
    """Nineteen cycles more, 1,700 actions more in the first one (one in six still open), and with ``full`` a survey
    of 10,000 organisations; the pages that this makes."""
    import django  # noqa: PLC0415

    django.setup()
    from interregions.exchange.cycles.models import Cycle  # noqa: PLC0415
    from interregions.network.choices import OrganisationKind, Role  # noqa: PLC0415
    from interregions.network.models import Mandate  # noqa: PLC0415

    facilitator = Mandate.objects.filter(role=Role.FACILITATOR).earliest("pk")
    referents = referents_of(OrganisationKind.REGION)
    first = Cycle.objects.select_related("theme").earliest("pk")
    for number in range(20 - Cycle.objects.count()):
        theme = first.theme
        theme.pk, theme.title = None, f"Thème {number}"
        theme.save()
        Cycle.objects.create(theme=theme, lead=referents[0].organisation, opened_by=facilitator, stage="CLOSED")
    actions_to(2_000, referents, facilitator)
    return of_ten_thousand(facilitator) if full else {}


def of_ten_thousand(facilitator):  # type: ignore[no-untyped-def]
    from interregions.network.choices import College, OrganisationKind, Role  # noqa: PLC0415
    from interregions.network.models import Mandate, Organisation  # noqa: PLC0415

    epci = Mandate.objects.filter(organisation__kind=OrganisationKind.EPCI, role=Role.REFERENT).earliest("pk")
    asked = list(Organisation.objects.filter(kind=OrganisationKind.EPCI).values_list("pk", flat=True))
    more = Organisation.objects.bulk_create(
        Organisation(
            name=f"EPCI {n}", short_name=f"EPCI {n}", sort_name=f"epci {n:05}",
            kind=OrganisationKind.EPCI, college=College.EPCI,
        )
        for n in range(10_000 - len(asked))
    )  # fmt: skip
    asked += [each.pk for each in more]
    survey = survey_to(asked, epci, facilitator)
    edition = published(survey_to(asked, epci, facilitator), facilitator)
    return {
        "answering, 10,000 asked": page(answering(survey, epci), [epci]),
        "collection, 10,000 asked": page(f"/enquetes/{survey.pk}/collecte/", [facilitator]),
        "matrix, 10,000 asked": page(f"{edition}matrice/", [facilitator]),
        "restitution, 10,000 asked": page(edition, [facilitator, *referents_of(OrganisationKind.EPCI)]),
    }


def referents_of(kind: str):  # type: ignore[no-untyped-def]
    """Several people who read the same page, so that nothing kept for one of them serves the next."""
    from interregions.network.choices import Role  # noqa: PLC0415
    from interregions.network.models import Mandate  # noqa: PLC0415

    found = Mandate.objects.filter(organisation__kind=kind, role=Role.REFERENT).order_by("pk")
    return list(found.select_related("member", "organisation")[:MEMBERS])


def reading_pages(referents, facilitator):  # type: ignore[no-untyped-def]
    """The pages of every day."""
    from interregions.exchange.cycles.models import Cycle  # noqa: PLC0415
    from interregions.exchange.meetings.models import Meeting  # noqa: PLC0415
    from interregions.exchange.outcomes.models import Minutes  # noqa: PLC0415

    minutes = Minutes.objects.latest("pk")
    actions_to(300, referents, facilitator)
    return {
        "bare page": page("/banc/", referents),
        "tasks of the house": page("/banc/taches/", [facilitator]),
        "surveys": page("/enquetes/", referents),
        "meeting": page(Meeting.objects.latest("pk").get_absolute_url(), referents),
        "directory": page("/reseau/", referents),
        "organisation": page(f"/reseau/organismes/{referents[0].organisation_id}/", referents),
        "À faire, a referent": page("/a-faire/", referents),
        "À faire, the animation": page("/a-faire/", [facilitator]),
        "actions, 300": page("/actions/", referents),
        "cycle": page(Cycle.objects.earliest("pk").get_absolute_url(), referents),
        "minutes": page(minutes.get_absolute_url(), referents),
        "cockpit": page("/animation/", [facilitator]),
    }


def actions_to(number: int, referents, facilitator) -> None:  # type: ignore[no-untyped-def]
    """As many actions as that in the first cycle: the first 300 are open, then one in six."""
    from datetime import timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from interregions.exchange.cycles.models import Cycle  # noqa: PLC0415
    from interregions.exchange.outcomes.models import Action, Minutes  # noqa: PLC0415

    cycle, today, already = Cycle.objects.earliest("pk"), timezone.localdate(), Action.objects.count()
    holders = [each.organisation for each in referents]
    if number > 300:  # the Régions at large: those who look hold no more than before
        others = [each.organisation_id for each in referents]
        holders = list(type(holders[0]).objects.filter(kind=holders[0].kind).exclude(pk__in=others))
    Action.objects.bulk_create(
        Action(
            meeting=Minutes.objects.latest("pk").meeting,
            cycle=cycle,
            title=f"Action {rank}",
            organisation=holders[rank % len(holders)],
            due_on=today + timedelta(days=rank % 200),
            status="TO_DO" if rank < 300 or rank % 6 == 0 else "DONE",
            created_by=facilitator,
        )
        for rank in range(already, number)
    )


def published(survey, by) -> str:  # type: ignore[no-untyped-def]
    """The address of the edition of this survey, closed."""
    from interregions.exchange.surveys.collection.services.collection import close_survey  # noqa: PLC0415
    from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution  # noqa: PLC0415

    survey = close_survey(survey=survey, by=by, partial="left_out")
    drafted = draft_restitution(survey=survey, by=by)
    return str(publish_restitution(restitution=drafted, by=by).get_absolute_url())


def survey_to(asked: list[int], model, by):  # type: ignore[no-untyped-def]
    """The twenty questions of the demonstration put to others; most have answered as ``model`` did."""
    from datetime import timedelta  # noqa: PLC0415
    from random import Random  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from interregions.exchange.surveys.collection.queries.audience import Audience  # noqa: PLC0415
    from interregions.exchange.surveys.collection.services.collection import open_survey  # noqa: PLC0415
    from interregions.exchange.surveys.models import Answer, Response  # noqa: PLC0415
    from interregions.exchange.surveys.questionnaires.queries.content import content_of  # noqa: PLC0415
    from interregions.exchange.surveys.questionnaires.services.questionnaires import (  # noqa: PLC0415
        approve_questionnaire,
        draft_questionnaire,
    )
    from interregions.exchange.surveys.questionnaires.services.questions import add_block, add_question  # noqa: PLC0415
    from interregions.journey.demonstration import chapters, words  # noqa: PLC0415

    written = draft_questionnaire(title=f"Banc, {len(asked)} organismes", cycle=None, by=by)
    for title, questions in words.QUESTIONNAIRE:
        block = add_block(questionnaire=written, title=title, by=by)
        for question in questions:
            add_question(block=block, by=by, **question)
    written.refresh_from_db()
    approve_questionnaire(questionnaire=written, revision=written.revision, by=by)
    written.refresh_from_db()
    today = timezone.localdate()
    survey = open_survey(
        questionnaire=written,
        audience=Audience("chosen", organisation_ids=tuple(asked)),
        opens_on=today,
        closes_on=today + timedelta(days=20),
        by=by,
    )
    answered = Response.objects.get(survey=survey, organisation=model.organisation)
    chapters.answer(answered, content_of(written.pk), Random(1), model)
    answered.refresh_from_db()
    given = list(Answer.objects.filter(response=answered))
    sent = list(survey.responses.exclude(pk=answered.pk).order_by("pk")[: len(asked) - min(30, len(asked) // 2)])
    for response in sent:
        response.status, response.submitted_at, response.answered = "SUBMITTED", timezone.now(), answered.answered
    Response.objects.bulk_update(sent, ["status", "submitted_at", "answered"], batch_size=200)
    draw_answers(sent, given, Random(2))
    # The model's own response is the one whose page is opened, still to be sent.
    Response.objects.filter(pk=answered.pk).update(status="STARTED", submitted_at=None)
    Answer.objects.filter(response=answered).update(counted_in=None)
    return survey


def draw_answers(sent, given, chance) -> None:  # type: ignore[no-untyped-def]
    """To each response answers of its own, in the shape of ``given``: choices, several choices, figures, texts."""
    from decimal import Decimal  # noqa: PLC0415

    from interregions.exchange.surveys.models import Answer, Option, Selection  # noqa: PLC0415

    columns = [field.attname for field in Answer._meta.fields if not field.primary_key]
    lists = {option.pk: option.choice_list_id for option in Option.objects.all()}
    options: dict[int, list[int]] = {}
    for option, choices in lists.items():
        options.setdefault(choices, []).append(option)
    several = {answer.pk: list(answer.selections.all()) for answer in given}
    rows, shapes = [], []
    for response in sent:
        for answer in given:
            row = Answer(**{name: getattr(answer, name) for name in columns} | {"response_id": response.pk})
            if row.option_id:
                row.option_id = chance.choice(options[lists[row.option_id]])
            if row.number is not None:
                row.number = Decimal(chance.randrange(100))
            row.text = f"{row.text} ({response.pk})" if row.text else ""
            rows.append(row)
            shapes.append(several[answer.pk])
    Answer.objects.bulk_create(rows, batch_size=1000)
    Selection.objects.bulk_create(
        (
            Selection(
                answer=row,
                option_id=option,
                variable_id=row.variable_id,
                counted_in_id=row.counted_in_id,
                rank=rank if shape[0].rank else None,
            )
            for row, shape in zip(rows, shapes, strict=True)
            if shape
            for rank, option in enumerate(
                chance.sample(options[lists[shape[0].option_id]], chance.randrange(1, 3)), start=1
            )
        ),
        batch_size=1000,
    )


def answering(survey, by) -> str:  # type: ignore[no-untyped-def]
    """The first block of a response."""
    from interregions.exchange.surveys.models import Block, Response  # noqa: PLC0415

    response = Response.objects.get(survey=survey, organisation=by.organisation)
    block = Block.objects.filter(questionnaire=survey.questionnaire).earliest("position")
    return f"/reponses/{response.pk}/rubrique/{block.name}/"


def page(url: str, mandates, bodies=()):  # type: ignore[no-untyped-def]
    """An address, the cookies of those who ask it in turn, what they send in turn, and the queries of one asking."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from interregions.network.middleware import SESSION_KEY  # noqa: PLC0415

    cookies = []
    for mandate in mandates:
        client = Client(HTTP_HOST="localhost")
        client.force_login(mandate.member)
        session = client.session
        session[SESSION_KEY] = mandate.pk
        session.save()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    with CaptureQueriesContext(connection) as queried:
        if bodies:
            form = "application/x-www-form-urlencoded"
            client.post(url, bodies[-1], content_type=form, headers={"HX-Request": "true"})
        else:
            client.get(url)
    return {"url": url, "cookies": cookies, "queries": len(queried), "bodies": list(bodies)}
