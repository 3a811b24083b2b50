"""Pages of the answers as they were given: what one may take away, in which form; the figures of the moment."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from interregions.exchange.surveys.choices import ResponseStatus
from interregions.exchange.surveys.collection.queries.collection import Filters, surveys_collected_by
from interregions.exchange.surveys.restitution.answer_tables import FORMATS, Wanted, name_of
from interregions.exchange.surveys.restitution.queries import taking as queries
from interregions.exchange.surveys.restitution.queries.provisional import provisional_page
from interregions.exchange.surveys.restitution.queries.tables import MOST_ROWS, answer_tables_visible_to
from interregions.exchange.surveys.restitution.queries.taking import Taken
from interregions.exchange.surveys.restitution.rules.taking import reasons_not_to_take_answers
from interregions.exchange.surveys.restitution.services import taking as services
from interregions.network.choices import OrganisationKind
from interregions.network.http import MemberRequest, acting
from interregions.network.queries import standing_of
from interregions.toolkit.documents import attached
from interregions.toolkit.files.views import file_response


def _filters(request: MemberRequest) -> Filters:
    read = request.POST if request.method == "POST" else request.GET
    return Filters(read.get("etat", ""), read.get("nature", ""), read.get("mots", "")[:80])


def _told(filters: Filters) -> str:
    """The filters in words, as the file repeats them; what was typed to find a name is not."""
    state = ResponseStatus(filters.state).label if filters.state in ResponseStatus.values else ""
    kind = OrganisationKind(filters.kind).label if filters.kind in OrganisationKind.values else ""
    return ", ".join(filter(None, (state, kind, "nom filtré" if filters.words.strip() else "")))


def _read(request: MemberRequest, survey_id: int, format: str) -> tuple[Taken, Wanted]:
    found = get_object_or_404(queries.surveys_taken_by(request.member), pk=survey_id)
    is_open = standing_of(request.member).is_facilitator or queries.opens_to_lead(found)
    if format not in FORMATS or not is_open:
        raise Http404("Ces réponses ne s’emportent pas dans ce format.")
    filters, read = _filters(request), request.POST if request.method == "POST" else request.GET
    taken = queries.taken_by(request.member, found, filters)
    return taken, Wanted(format, read.get("valeurs") == "codes", _told(filters))


@require_GET
def answers(request: MemberRequest, survey_id: int) -> HttpResponse:
    """What can be taken away: how many organisations, in which form."""
    found = get_object_or_404(queries.surveys_taken_by(request.member), pk=survey_id)
    filters = _filters(request)
    taken = queries.taken_by(request.member, found, filters)
    reasons = reasons_not_to_take_answers(
        is_facilitator=standing_of(request.member).is_facilitator,
        open_to_lead=queries.opens_to_lead(found),
        rows=taken.rows,
    )
    context = {"survey": found, "taken": taken, "filters": filters, "reasons": reasons, "formats": FORMATS}
    context["kinds"] = OrganisationKind.choices
    return render(request, "surveys/restitution/answers.html", context)


@require_GET
def answers_table(request: MemberRequest, survey_id: int, format: str) -> HttpResponse:
    """The answers to save, or the page that has a long file prepared."""
    taken, wanted = _read(request, survey_id, format)
    if taken.rows > MOST_ROWS:
        context = {"survey": taken.survey, "taken": taken, "format": format, "read": request.GET}
        return render(request, "surveys/restitution/long_answers.html", context)
    body = services.take_answers(taken=taken, wanted=wanted, by=acting(request))
    return attached(body, format, name_of(taken.survey))


@require_POST
def prepare_answers(request: MemberRequest, survey_id: int, format: str) -> HttpResponse:
    """Have a long file written; its progress is followed on its own page."""
    taken, wanted = _read(request, survey_id, format)
    job = services.ask_for_answers(taken=taken, wanted=wanted, filters=_filters(request), by=acting(request))
    return redirect(job)


@require_GET
def prepared_answers(request: MemberRequest, survey_id: int, table_id: int) -> HttpResponseBase:
    """Take away the file one asked for, if one may still read all that it holds."""
    table = get_object_or_404(answer_tables_visible_to(request.member), pk=table_id, survey=survey_id)
    file = services.hand_over_answers(table=table, by=acting(request))
    return file_response(name=file.name, media_type=file.media_type, sha256=file.sha256)


@require_GET
def provisional(request: MemberRequest, survey_id: int) -> HttpResponse:
    """The figures of the moment, for the animation alone."""
    found = get_object_or_404(surveys_collected_by(request.member), pk=survey_id)
    context = {"survey": found, "page": provisional_page(found)}
    return render(request, "surveys/restitution/provisional.html", context)


patterns = [
    path("enquetes/<int:survey_id>/chiffres/", provisional, name="provisional"),
    path("enquetes/<int:survey_id>/reponses/", answers, name="answers"),
    path("enquetes/<int:survey_id>/reponses/tableau.<str:format>", answers_table, name="answers_table"),
    path("enquetes/<int:survey_id>/reponses/<str:format>/preparer/", prepare_answers, name="prepare_answers"),
    path("enquetes/<int:survey_id>/reponses/fichiers/<int:table_id>/", prepared_answers, name="prepared_answers"),
]
