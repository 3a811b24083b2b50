"""Open a survey, remind, note a call, give more time, close."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from interregions.common.deadlines import deadline_day
from interregions.common.errors import refuse_if
from interregions.common.references import Reference
from interregions.common.rows import held_row
from interregions.common.telling import note_later
from interregions.exchange.surveys.answering.models import Response, Survey
from interregions.exchange.surveys.answering.queries.letters import INVITATION, REMINDER
from interregions.exchange.surveys.answering.queries.responses import due_of
from interregions.exchange.surveys.answering.queries.responses import reference_of as response_reference
from interregions.exchange.surveys.answering.rules.answering import DRAFT
from interregions.exchange.surveys.answering.services.offering import offer_if_closed
from interregions.exchange.surveys.answering.services.submission import count_answers
from interregions.exchange.surveys.choices import ContactKind, ResponseStatus, SurveyStatus
from interregions.exchange.surveys.collection import notifications as letters
from interregions.exchange.surveys.collection import rules as rules
from interregions.exchange.surveys.collection.models import Contact, Reminder
from interregions.exchange.surveys.collection.queries import opening
from interregions.exchange.surveys.collection.queries import waiting as reading
from interregions.exchange.surveys.collection.queries.audience import Audience, resolve_audience
from interregions.exchange.surveys.collection.queries.totals import counted_now
from interregions.exchange.surveys.questionnaires.models import Questionnaire
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.rules.flow import questions_asked
from interregions.network.choices import Role
from interregions.network.models import Mandate
from interregions.network.services import check_mandate
from interregions.toolkit.jobs.models import Job
from interregions.toolkit.jobs.services import enqueue
from interregions.toolkit.journal.services import record
from interregions.toolkit.mail.rules import Words
from interregions.toolkit.mail.services import check_wording


@dataclass(frozen=True)
class Reminded:
    """What a reminder wrote: to how many people, of how many organisations; and how many have nobody to write to."""

    messages: int
    people: int
    organisations: int
    unreached: int = 0


def reference_of(survey: Survey) -> Reference:
    return Reference("surveys.survey", str(survey.pk), f"Enquête « {survey.title} »", survey.get_absolute_url())


@transaction.atomic
def open_survey(
    *,
    questionnaire: Questionnaire,
    audience: Audience,
    opens_on: date,
    closes_on: date,
    by: Mandate,
    embargo_until: date | None = None,
    lead_early_from: date | None = None,
    reminders: Sequence[date] = (),
    title: str = "",
    seen: str = "",
) -> Survey:
    """Put a frozen questionnaire to an audience: one Response per organisation, then the invitations as a job."""
    check_mandate(by, roles={Role.FACILITATOR})
    questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    asked, today = resolve_audience(audience), timezone.localdate()
    refuse_if(opening.reasons_not_to_open(questionnaire, len(asked), opens_on, closes_on, reminders))
    check_wording(kind=INVITATION, about=str(questionnaire.pk), seen=seen)
    survey = Survey.objects.create(
        questionnaire=questionnaire,
        cycle_id=questionnaire.cycle_id,
        title=title or questionnaire.title,
        express=questionnaire.express,
        audience=audience.as_json(),
        opens_on=opens_on,
        closes_on=closes_on,
        embargo_until=embargo_until,
        lead_early_from=lead_early_from,
        opened_by=by,
    )
    expected = len(questions_asked(content_of(questionnaire.pk), {}, today))
    Response.objects.bulk_create(
        (Response(survey=survey, organisation_id=pk, expected=expected) for pk in asked), batch_size=500
    )
    Reminder.objects.bulk_create(Reminder(survey=survey, on=day) for day in sorted(set(reminders)))
    record("surveys.survey_opened", reference_of(survey), by, cycle=str(survey.cycle_id or ""), asked=len(asked))
    if opens_on <= today:
        ask_for_invitations(survey, by)
    return survey


def ask_for_invitations(survey: Survey, by: Mandate | None) -> Job:
    """Invite as a job: nothing is sent twice, whoever has no referent yet is listed on the collection page."""
    note_later()
    return enqueue(
        kind="surveys.invite",
        arguments={"survey": survey.pk},
        by=by,
        label=f"Invitations à « {survey.title} »",
        result_url=survey.get_absolute_url() + "collecte/",
    )


@transaction.atomic
def plan_reminder(*, survey: Survey, on: date, words: str, by: Mandate) -> Reminder:
    """One more wave on a date."""
    check_mandate(by, roles={Role.FACILITATOR})
    latest = max(survey.closes_on, timezone.localdate())
    refuse_if(
        rules.reasons_not_to_plan_reminders(days=[on], opens_on=timezone.localdate(), closes_on=latest)
        + rules.reasons_not_to_remind(survey_closed=survey.status == SurveyStatus.CLOSED, recipients=1)
    )
    reminder, _ = Reminder.objects.get_or_create(survey=survey, on=on, defaults={"words": words.strip()})
    return reminder


@transaction.atomic
def withdraw_reminder(*, reminder: Reminder, by: Mandate) -> None:
    """Give up a wave that has not left."""
    check_mandate(by, roles={Role.FACILITATOR})
    Reminder.objects.filter(pk=reminder.pk, sent_at__isnull=True).delete()


@transaction.atomic
def remind(*, survey: Survey, response_ids: Collection[int], words: str = "", seen: str = "", by: Mandate) -> Reminded:
    """Remind the selected organisations, by hand, once a day; those who sent or wait for a visa are passed over.

    ``seen`` is the mark of the letter that was read: another one since is refused.
    """
    check_mandate(by, roles={Role.FACILITATOR})
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    selected = reading.selected_to_remind(survey, response_ids, timezone.localdate())
    refuse_if(
        rules.reasons_not_to_remind(
            survey_closed=survey.status == SurveyStatus.CLOSED,
            recipients=len(selected.waiting),
            unreached=len(selected.unreached),
            reminded_today=selected.reminded_today,
        )
    )
    wave = f"main-{timezone.now():%Y%m%d%H%M%S%f}"
    letter = check_wording(kind=REMINDER, about=str(survey.pk), seen=seen)
    written = _send_wave(selected.waiting, wave=wave, words=words, by=by, letter=letter)
    told: dict[str, Any] = {"organisations": written.organisations, "messages": written.messages}
    record("surveys.reminded", reference_of(survey), by, cycle=str(survey.cycle_id or ""), **told)
    return replace(written, unreached=len(selected.unreached))


def _send_wave(
    to_remind: Sequence[reading.ToRemind], *, wave: str, words: str, by: Mandate | None, letter: Words | None = None
) -> Reminded:
    """Write the messages, each with the contact it will be once it left."""
    written = letters.send_reminders(to_remind, wave=wave, told=words, words=letter)
    Contact.objects.bulk_create(
        (
            Contact(response=response, kind=ContactKind.REMINDER, words=words.strip(), by=by, message=message)
            for response, message in written
        ),
        batch_size=500,
    )
    return Reminded(
        messages=len(written),
        people=len({message.to_member_id for _, message in written}),
        organisations=len({response.pk for response, _ in written}),
    )


def send_due_waves(today: date) -> int:
    """The planned reminders of the day, each once; how many messages.

    After missed days, the waves of a survey leave as one, the latest.
    A wave is sent in one transaction with its mark: it left, or it did not.
    """
    sent = 0
    for survey_id in reading.surveys_with_due_reminders(today):
        with transaction.atomic():
            survey = Survey.objects.select_for_update().get(pk=survey_id)
            due = list(Reminder.objects.filter(survey=survey, sent_at__isnull=True, on__lte=today).order_by("on"))
            if not due:
                continue
            latest = due[-1]
            waiting = [] if survey.status == SurveyStatus.CLOSED else reading.responses_to_remind(survey)
            written = _send_wave(waiting, wave=str(latest.pk), words=latest.words, by=None)
            now = timezone.now()
            Reminder.objects.filter(pk__in=[each.pk for each in due]).update(sent_at=now)
            Reminder.objects.filter(pk=latest.pk).update(recipients=written.organisations)
            counts: dict[str, Any] = {"organisations": written.organisations, "messages": written.messages}
            record("surveys.wave_sent", reference_of(survey), None, **counts)
            sent += written.messages
    return sent


@transaction.atomic
def note_contact(*, response: Response, kind: str, words: str, by: Mandate) -> Contact:
    """What was said on the phone or otherwise; read by the animation and the organisation."""
    check_mandate(by, roles={Role.FACILITATOR})
    return Contact.objects.create(response=response, kind=ContactKind(kind), words=words.strip(), by=by)


@transaction.atomic
def extend(*, response: Response, until: date, by: Mandate) -> Response:
    """More time for one organisation."""
    check_mandate(by, roles={Role.FACILITATOR})
    response = held_row(Response.objects.select_related("survey", "organisation"), response.pk)
    refuse_if(
        rules.reasons_not_to_extend(
            status=response.status,
            survey_closed=response.survey.status == SurveyStatus.CLOSED,
            until=until,
            closes_on=response.survey.closes_on,
            today=timezone.localdate(),
        )
    )
    response.closes_on = until
    response.save(update_fields=["closes_on"])
    record("surveys.response_extended", response_reference(response), by, until=until.isoformat())
    letters.tell_extended(response)
    return response


@transaction.atomic
def close_survey(
    *,
    survey: Survey,
    by: Mandate,
    partial: str = "left_out",
    cuts_extensions: bool = False,
    publishes: bool = False,
) -> Survey:
    """No more answers. Begun ones are left out, or used as they are by those who agree (they are asked).

    A consultation express is closed by the gesture that publishes it (``publishes``), wherever one stands.

    Whoever was promised more time is told that it ends; this is said on purpose, by ``cuts_extensions``.
    """
    check_mandate(by, roles={Role.FACILITATOR})
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    extended = reading.responses_with_time_left(survey, deadline_day())
    refuse_if(
        rules.reasons_not_to_close(
            status=survey.status,
            unpublished=survey.express and not publishes,
            partial=partial,
            extended=[(each.organisation.short_name, due_of(each)) for each in extended],
            cuts_extensions=cuts_extensions,
        )
    )
    reopened = reading.responses_reopened(survey)
    moved = _settle_begun(survey, partial)
    _use(survey, moved.get(ResponseStatus.USED_AS_IS, []))
    survey.status, survey.closed_at = SurveyStatus.CLOSED, timezone.now()
    survey.save(update_fields=["status", "closed_at"])
    _keep_counts(survey)
    offer_if_closed(survey)
    Reminder.objects.filter(survey=survey, sent_at__isnull=True).delete()
    asked = reading.responses_awaiting_consent(survey) if partial == "consented" else []
    letters.ask_consents(survey, asked)
    letters.tell_used_as_it_is(
        survey, [each for each in reopened if each.pk in moved.get(ResponseStatus.USED_AS_IS, ())]
    )
    letters.tell_closed(survey, [each for each in extended if each not in (*asked, *reopened)])
    record(
        "surveys.survey_closed",
        reference_of(survey),
        by,
        cycle=str(survey.cycle_id or ""),
        partial=partial,
        used_as_is=len(moved.get(ResponseStatus.USED_AS_IS, [])),
    )
    return survey


def settle_late_answers(today: date) -> int:
    """Late answers that were admitted until a day and not sent: each becomes again what a closing makes of it."""
    passed = Response.objects.filter(survey__status=SurveyStatus.CLOSED, late_until__lt=today, status__in=DRAFT)
    settled = 0
    for pk in list(passed.values_list("pk", flat=True)):
        with transaction.atomic():
            response = Response.objects.select_for_update(of=("self",)).select_related("survey").get(pk=pk)
            if response.status not in DRAFT:
                continue
            response.status = rules.status_at_close(
                status=response.status,
                answered=response.answered,
                consents=response.consents_to_partial,
                partial="left_out",
                sent_before=response.first_submitted_at is not None,
            )
            response.late_until = None
            response.save(update_fields=["status", "late_until"])
            if response.status == ResponseStatus.USED_AS_IS:
                _use(response.survey, [response.pk])
            record("surveys.late_answer_not_sent", response_reference(response), None)
            settled += 1
    return settled


def _settle_begun(survey: Survey, partial: str) -> dict[str, list[int]]:
    """What becomes of the responses that were not sent; their ids, by the status they take."""
    moved: dict[str, list[int]] = {}
    begun = Response.objects.filter(survey=survey).exclude(status=ResponseStatus.SUBMITTED)
    read = begun.values_list("id", "status", "answered", "consents_to_partial", "first_submitted_at")
    for pk, status, answered, consents, sent_at in read:
        after = rules.status_at_close(
            status=status, answered=answered, consents=consents, partial=partial, sent_before=sent_at is not None
        )
        if after != status:
            moved.setdefault(after, []).append(pk)
    for status, ids in moved.items():
        for start in range(0, len(ids), 500):
            Response.objects.filter(pk__in=ids[start : start + 500]).update(status=status)
    return moved


def _use(survey: Survey, response_ids: Sequence[int]) -> None:
    Response.objects.filter(pk__in=response_ids).update(submitted_at=timezone.now())
    count_answers(survey=survey, response_ids=response_ids)
    offer_if_closed(survey)


def _keep_counts(survey: Survey) -> None:
    """Nothing else changes them once the survey is closed: lists and threads read two numbers."""
    Survey.objects.select_for_update().only("pk").get(pk=survey.pk)  # two agreements at once count each other
    survey.asked_at_close, survey.given_at_close = counted_now([survey.pk])[survey.pk]
    survey.save(update_fields=["asked_at_close", "given_at_close"])


@transaction.atomic
def reopen_survey(*, survey: Survey, closes_on: date, reason: str, by: Mandate) -> Survey:
    """Ask everybody again until a day, and say why: who had not sent may answer; published editions do not change."""
    check_mandate(by, roles={Role.FACILITATOR})
    survey = Survey.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=survey.pk)
    refuse_if(
        rules.reasons_not_to_reopen_survey(
            status=survey.status,
            cycle_closed=survey.cycle is not None and survey.cycle.closed_at is not None,
            closes_on=closes_on,
            today=timezone.localdate(),
            reason=reason,
        )
    )
    survey.status, survey.closed_at, survey.closes_on = SurveyStatus.OPEN, None, closes_on
    survey.save(update_fields=["status", "closed_at", "closes_on"])
    aside = Response.objects.filter(survey=survey, status=ResponseStatus.LEFT_OUT)
    begun = aside.filter(Q(answered__gt=0) | Q(last_activity_at__isnull=False))
    begun.update(status=ResponseStatus.STARTED)
    aside.update(status=ResponseStatus.INVITED)
    record("surveys.survey_reopened", reference_of(survey), by, cycle=str(survey.cycle_id or ""), reason=reason.strip())
    return survey


@transaction.atomic
def answer_consent(*, response: Response, agrees: bool, by: Mandate) -> Response:
    """A referent says whether the begun response may be used as it is; at once if the survey is closed."""
    check_mandate(by, roles={Role.REFERENT}, organisation=response.organisation)
    response = held_row(Response.objects.select_related("survey", "organisation"), response.pk)
    survey = response.survey
    closed = survey.status == SurveyStatus.CLOSED
    refuse_if(
        rules.reasons_not_to_consent(
            role=by.role, status=response.status, survey_closed=closed, answered=response.answered
        )
    )
    response.consents_to_partial = agrees
    if closed:
        response.status = ResponseStatus.USED_AS_IS if agrees else ResponseStatus.LEFT_OUT
    response.save(update_fields=["consents_to_partial", "status"])
    if closed and agrees:
        _use(survey, [response.pk])
        _keep_counts(survey)
    record("surveys.consent_answered", response_reference(response), by, agrees=agrees)
    return response


def late_invitations(today: date) -> int:
    """Surveys prepared earlier whose day has come: their invitations leave now, once."""
    asked = 0
    invited = set(Job.objects.filter(kind="surveys.invite").values_list("arguments__survey", flat=True))
    opening = Survey.objects.filter(status=SurveyStatus.OPEN, opens_on__lte=today)
    for survey in opening:
        if survey.pk not in invited:
            ask_for_invitations(survey, survey.opened_by)
            asked += 1
    return asked
