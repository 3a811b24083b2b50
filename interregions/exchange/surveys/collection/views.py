"""Pages of the collection: list, opening, the gestures of the chase board."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.characters import number_in
from interregions.common.deadlines import deadline_day
from interregions.common.errors import Refused
from interregions.common.refusals import CONFLICT, status_of, told_on
from interregions.common.telling import telling
from interregions.exchange.surveys.answering.queries.letters import INVITATION, reminder_before
from interregions.exchange.surveys.collection.forms import (
    ClosingForm,
    ContactForm,
    ExtensionForm,
    OpeningForm,
    SurveyReopeningForm,
)
from interregions.exchange.surveys.collection.queries import collection as queries
from interregions.exchange.surveys.collection.queries.audience import recipients_of, resolve_audience
from interregions.exchange.surveys.collection.queries.opening import reasons_not_to_open
from interregions.exchange.surveys.collection.queries.waiting import (
    responses_reopened,
    responses_with_time_left,
    selected_to_remind,
)
from interregions.exchange.surveys.collection.rules import opened_words, reminded_today_words, reminded_words
from interregions.exchange.surveys.collection.services import collection as services
from interregions.exchange.surveys.questionnaires.queries.opening import questionnaires_to_open
from interregions.network.http import MemberRequest, acting, or_404
from interregions.toolkit.mail.wordings import letter_before


@require_GET
def surveys(request: MemberRequest) -> HttpResponse:
    """Every survey this person may see."""
    state = request.GET.get("etat", "")
    lines = queries.survey_lines(request.member, state=state)
    ready = questionnaires_to_open(request.member)
    return render(request, "surveys/collection/list.html", {"lines": lines, "state": state, "ready": ready})


@require_http_methods(["GET", "POST"])
def open_survey(request: MemberRequest, questionnaire_id: int) -> HttpResponse:
    """Put a frozen questionnaire to an audience."""
    questionnaire = get_object_or_404(questionnaires_to_open(request.member), pk=questionnaire_id)
    form = OpeningForm(request.POST or None, member=request.member)
    if request.method == "POST" and form.is_valid():
        cleaned, asked = form.cleaned_data, resolve_audience(form.chosen_audience())
        dates = (cleaned["opens_on"], cleaned["closes_on"], cleaned["reminders"])
        ready = not reasons_not_to_open(questionnaire, len(asked), *dates)
        if ready and request.POST.get("confirmed") != str(len(asked)):
            # What is sent is sent to those whose number was read, not to an audience that grew meanwhile.
            before = letter_before(request.member, INVITATION, questionnaire.pk)
            context = {"form": form, "questionnaire": questionnaire, "before": before, **recipients_of(asked)}
            return render(request, "surveys/collection/open.html", context)
        with told_on(form):
            with telling() as told:
                survey = services.open_survey(
                    questionnaire=questionnaire,
                    audience=form.chosen_audience(),
                    opens_on=cleaned["opens_on"],
                    closes_on=cleaned["closes_on"],
                    embargo_until=cleaned["embargo_until"],
                    lead_early_from=cleaned["lead_early_from"],
                    reminders=cleaned["reminders"],
                    seen=request.POST.get("letter", ""),
                    by=acting(request),
                )
            messages.success(request, opened_words(cleaned["opens_on"], timezone.localdate(), told.words))
            return redirect("surveys:collection", survey.pk)
    context = {"form": form, "questionnaire": questionnaire}
    return render(request, "surveys/collection/open.html", context, status=status_of(form))


@require_POST
def answer_consent(request: MemberRequest, survey_id: int, response_id: int) -> HttpResponse:
    """May a begun response be used as it is?"""
    found = or_404(queries.survey_visible_to(request.member, survey_id))
    mine = [each for each in queries.own_responses(request.member, found) if each.pk == response_id]
    if not mine:
        raise Http404
    agrees = request.POST.get("agrees") == "yes"
    services.answer_consent(response=mine[0], agrees=agrees, by=acting(request))
    messages.success(request, "Votre choix est enregistré.")
    return redirect(found)


@require_POST
def remind(request: MemberRequest, survey_id: int) -> HttpResponse:
    """Preview the reminder of the selected organisations, then send it."""
    found = or_404(queries.survey_collected_by(request.member, survey_id))
    chosen = [pk for pk in map(number_in, request.POST.getlist("responses")) if pk]
    everyone = bool(request.POST.get("everyone"))
    words, seen = request.POST.get("words", ""), request.POST.get("letter", "")
    reasons: list[str] = []
    if request.POST.get("confirmed"):
        try:
            sent = services.remind(survey=found, response_ids=chosen, words=words, seen=seen, by=acting(request))
        except Refused as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, reminded_words(sent.people, sent.organisations, sent.unreached))
            return redirect("surveys:collection", found.pk)
    selected = selected_to_remind(found, None if everyone else chosen, timezone.localdate())
    waiting = selected.waiting
    context = {
        "survey": found,
        "waiting": waiting,
        "people": selected.people,
        "unreached": [response.organisation for response in selected.unreached],
        "reminded_today": reminded_today_words(selected.reminded_today) if selected.reminded_today else "",
        "passed": max(0, len(chosen) - len(waiting) - len(selected.unreached) - selected.reminded_today),
        "before": reminder_before(request.member, waiting[0].response, words) if waiting else None,
        "words": words,
        "reasons": reasons,
    }
    return render(request, "surveys/collection/remind.html", context, status=CONFLICT if reasons else 200)


@require_POST
def withdraw_reminder(request: MemberRequest, survey_id: int, reminder_id: int) -> HttpResponse:
    """Give up a planned wave."""
    found = or_404(queries.survey_collected_by(request.member, survey_id))
    services.withdraw_reminder(reminder=get_object_or_404(found.reminders, pk=reminder_id), by=acting(request))
    return redirect("surveys:collection", found.pk)


@require_POST
def invite(request: MemberRequest, survey_id: int) -> HttpResponse:
    """Invite again whoever has come since: nobody receives it twice."""
    found = or_404(queries.survey_collected_by(request.member, survey_id))
    return redirect(services.ask_for_invitations(found, request.mandate))


@require_http_methods(["GET", "POST"])
def close_survey(request: MemberRequest, survey_id: int) -> HttpResponse:
    """Close, and say what becomes of half answers."""
    found = or_404(queries.survey_collected_by(request.member, survey_id))
    if found.express:  # closed and published in one gesture, on the page of its result
        return redirect("surveys:express_result", found.pk)
    extended = responses_with_time_left(found, deadline_day())
    form = ClosingForm(request.POST or None, any_extended=bool(extended))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            with telling() as told:
                services.close_survey(survey=found, by=acting(request), **form.cleaned_data)
            messages.success(request, f"L’enquête est close. {told.if_any}".strip())
            return redirect("surveys:collection", found.pk)
    board = queries.collection_page(found, queries.Filters(), 1)
    context = {"survey": found, "form": form, "counts": board.counts, "extended": extended}
    context["reopened"] = responses_reopened(found)
    return render(request, "surveys/collection/close.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def reopen_survey(request: MemberRequest, survey_id: int) -> HttpResponse:
    """Ask everybody again, until a day and with a reason."""
    found = or_404(queries.survey_collected_by(request.member, survey_id))
    form = SurveyReopeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.reopen_survey(survey=found, by=acting(request), **form.cleaned_data)
            messages.success(
                request, "L’enquête reçoit de nouveau des réponses ; les éditions publiées ne changent pas."
            )
            return redirect("surveys:collection", found.pk)
    context = {"survey": found, "form": form}
    return render(request, "surveys/collection/reopen.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def followed_response(request: MemberRequest, survey_id: int, response_id: int) -> HttpResponse:
    """One organisation's file: note a call, give more time, enter on its behalf."""
    response = get_object_or_404(queries.responses_collected_by(request.member), pk=response_id, survey_id=survey_id)
    gesture = request.POST.get("gesture", "")
    contact = ContactForm(request.POST if gesture == "contact" else None)
    extension = ExtensionForm(request.POST if gesture == "extension" else None)
    if gesture == "contact" and contact.is_valid():
        with told_on(contact):
            services.note_contact(response=response, by=acting(request), **contact.cleaned_data)
            return redirect(request.path)
    if gesture == "extension" and extension.is_valid():
        with told_on(extension):
            with telling() as told:
                services.extend(response=response, by=acting(request), **extension.cleaned_data)
            messages.success(request, f"Le délai est accordé. {told.words}")
            return redirect(request.path)
    file = queries.followed_response(response)
    context = {"file": file, "survey": response.survey, "contact": contact, "extension": extension}
    status = max(status_of(contact), status_of(extension))
    return render(request, "surveys/collection/followed.html", context, status=status)


patterns = [
    path("enquetes/", surveys, name="surveys"),
    path("enquetes/ouvrir/<int:questionnaire_id>/", open_survey, name="open_survey"),
    path("enquetes/<int:survey_id>/accord/<int:response_id>/", answer_consent, name="answer_consent"),
    path("enquetes/<int:survey_id>/collecte/relancer/", remind, name="remind"),
    path("enquetes/<int:survey_id>/collecte/relances/<int:reminder_id>/", withdraw_reminder, name="withdraw_reminder"),
    path("enquetes/<int:survey_id>/collecte/inviter/", invite, name="invite"),
    path("enquetes/<int:survey_id>/collecte/clore/", close_survey, name="close_survey"),
    path("enquetes/<int:survey_id>/collecte/rouvrir/", reopen_survey, name="reopen_survey"),
    path("enquetes/<int:survey_id>/collecte/reponses/<int:response_id>/", followed_response, name="followed_response"),
]
