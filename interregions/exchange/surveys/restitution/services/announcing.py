"""Tell a publication to those who were asked, once by edition, as a job."""

from collections.abc import Callable

from django.db import transaction

from interregions.common.references import Reference
from interregions.common.telling import note_later
from interregions.common.typography import of_name
from interregions.exchange.surveys.choices import RestitutionStatus
from interregions.exchange.surveys.restitution import notifications
from interregions.exchange.surveys.restitution.models import Restitution
from interregions.exchange.surveys.restitution.queries import announcing as queries
from interregions.exchange.surveys.restitution.queries.rates import rates_of
from interregions.network.models import Mandate
from interregions.toolkit.jobs.services import enqueue
from interregions.toolkit.journal.services import record
from interregions.toolkit.mail.queries import frame_of
from interregions.toolkit.mail.rules import filled
from interregions.toolkit.mail.wordings import sendable_words

AT_ONCE = 50


def announce(restitution: Restitution, by: Mandate) -> None:
    """Ask for the letters of an edition that has just been published; of none when nobody answered."""
    if not restitution.answered:
        return
    note_later()
    enqueue(
        kind="surveys.tell_results",
        arguments={"restitution": restitution.pk},
        by=by,
        label=f"Annonce des résultats : {restitution.survey.title}",
        result_url=restitution.get_absolute_url(),
    )


def tell_results(restitution_id: int, report: Callable[[int, int], None]) -> str:
    """Write the letters, some at a time: run twice, each is written once; a draft tells nobody."""
    restitution = Restitution.objects.select_related("survey__cycle", "published_by").get(pk=restitution_id)
    page = restitution.get_absolute_url()
    if restitution.status != RestitutionStatus.PUBLISHED:
        return page
    about = Reference("surveys.restitution", str(restitution.pk), str(restitution), page)
    frame = frame_of(about, signed_by=restitution.published_by)
    words, values = sendable_words(queries.RESULT, restitution.pk), queries.values_of(restitution)
    placed, noun = queries.placed_in(restitution), rates_of(restitution.survey).noun
    people, written = queries.reach_of_result(restitution).mandates, 0
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        own = queries.own_answers(restitution, placed, {mandate.organisation_id for mandate in some})
        with transaction.atomic():
            for mandate in some:
                name = mandate.organisation.short_name
                place = queries.place_words(placed, own.get(mandate.organisation_id, {}), name, noun)
                mine = {
                    "organisme": name,
                    "de l’organisme": of_name(name),
                    "votre place": place,
                    "et la vôtre": ", et où se situe la vôtre" if place else "",
                }
                letter = filled(words, {**values, **mine})
                written += notifications.tell_result(restitution, mandate, letter, frame).written_now
        report(start + len(some), len(people))
    if written:
        record("surveys.results_told", about, None, cycle=str(restitution.survey.cycle_id or ""), messages=written)
    return page
