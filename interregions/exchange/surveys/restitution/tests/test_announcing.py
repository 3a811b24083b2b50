"""A publication is told to those who were asked, each with the place of its own answer, once by edition."""

from decimal import Decimal

import pytest

from interregions.common.errors import Refused
from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.models import Response
from interregions.exchange.surveys.restitution.queries.announcing import RESULT
from interregions.exchange.surveys.restitution.rules.place import Own
from interregions.exchange.surveys.restitution.rules.place import place_of as place
from interregions.exchange.surveys.restitution.services.announcing import tell_results
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.surveys.tests.survey_builder import opened, referents, sent
from interregions.toolkit.jobs.models import Job
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.rules import Words
from interregions.toolkit.mail.services import keep_wording, set_preference
from interregions.toolkit.mail.wordings import letter_before

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(france, mandate_of):
    return referents(france, mandate_of)


@pytest.fixture
def draft(people, facilitator):
    """Eleven Régions answered: 7 yes, 4 no; amounts from 100 to 1 100; all but one chose the first means."""
    survey = opened(facilitator)
    for rank, by in enumerate(people[:11]):
        values = {"role": "yes" if rank < 7 else "no", "moyens": [0] if rank % 2 else [0, 1]}
        sent(survey, by, {**values, "budget": str(100 * (rank + 1)), "avis": f"MOT{rank} sur les filières"})
    return draft_restitution(survey=close_survey(survey=survey, by=facilitator), by=facilitator)


def run(restitution) -> None:
    tell_results(restitution.pk, lambda done, total: None)


def told(mandate) -> Message:
    return Message.objects.get(key__startswith="surveys.result:", to_member=mandate.member)


def test_each_who_answered_reads_where_its_answer_stands(draft, people, facilitator) -> None:
    published = publish_restitution(restitution=draft, by=facilitator)
    run(published)
    first, last = told(people[0]), told(people[10])
    assert first.subject.startswith("Ce que disent les 11 réponses, et où se situe la vôtre")
    read = "\n".join(first.lines).replace("\u202f", " ").replace("\u00a0", " ")
    assert "Vous répondez « Oui », comme 6 autres réponses sur 11." in read
    assert "Vous indiquez 100" in read
    assert "Vous répondez « Non », comme 3 autres réponses sur 11." in "\n".join(last.lines).replace("\u202f", " ")
    assert first.button_url == published.get_absolute_url()


def test_who_was_asked_and_did_not_answer_is_told_without_a_place(draft, people, facilitator) -> None:
    run(publish_restitution(restitution=draft, by=facilitator))
    silent = told(people[11])
    assert silent.subject.startswith("Ce que disent les 11 réponses")
    assert "la vôtre" not in silent.subject
    assert "comme vous" not in "\n".join(silent.lines)


def test_the_letter_says_nothing_of_the_others(draft, people, facilitator) -> None:
    run(publish_restitution(restitution=draft, by=facilitator))
    for mandate in people:
        letter = told(mandate)
        text = "\n".join([letter.subject, *letter.lines])
        others = [each.organisation.short_name for each in people if each.organisation != mandate.organisation]
        assert not [name for name in others if name in text]
        assert "MOT" not in text


def test_a_publication_is_told_once_by_edition_and_never_from_a_draft(draft, people, facilitator) -> None:
    run(draft)
    assert not Message.objects.filter(key__startswith="surveys.result:").exists()
    published = publish_restitution(restitution=draft, by=facilitator)
    assert Job.objects.filter(kind="surveys.tell_results").count() == 1
    run(published)
    run(published)
    assert Message.objects.filter(key__startswith="surveys.result:").count() == len(people)


def test_who_stopped_the_news_is_not_told(draft, people, facilitator) -> None:
    set_preference(member_id=people[0].member_id, kind="digest", wanted=False)
    run(publish_restitution(restitution=draft, by=facilitator))
    assert not Message.objects.filter(key__startswith="surveys.result:", to_member=people[0].member).exists()


def test_an_answer_that_the_edition_did_not_count_has_no_place_in_it(draft, people, facilitator) -> None:
    published = publish_restitution(restitution=draft, by=facilitator)
    later = Response.objects.get(survey=published.survey, organisation=people[0].organisation)
    later.submitted_at = published.published_at.replace(year=2099)
    later.save()
    run(published)
    assert "la vôtre" not in told(people[0]).subject


def test_the_words_of_the_announcement_may_be_changed_and_those_read_are_those_sent(draft, people, facilitator) -> None:
    before = letter_before(facilitator.member, RESULT, draft.pk)
    words = Words("Les résultats : [enquête]", "Merci, [organisme].\n\n[lien]")
    keep_wording(kind=RESULT, about=str(draft.pk), words=words, revision=0, by=facilitator)
    with pytest.raises(Refused, match="Quelqu’un d’autre a modifié"):
        publish_restitution(restitution=draft, by=facilitator, seen=before.standing.mark)
    run(publish_restitution(restitution=draft, by=facilitator))
    assert told(people[0]).lines == [f"Merci, {people[0].organisation.short_name}."]
    with pytest.raises(Refused, match="est publiée"):
        keep_wording(kind=RESULT, about=str(draft.pk), words=words, revision=1, by=facilitator)


def test_a_figure_that_is_withheld_or_blurred_places_nobody() -> None:
    class Asked:
        label = "Soutenez-vous ?"

    def among(low: int, high: int, n: int) -> str:
        row = {"n": n, "cells": [{"option": 1, "label": "Oui", "low": low, "high": high}]}
        return place(Asked(), {"form": "choices", "n": n, "rows": [row]}, Own(option=1))

    assert "comme 6 autres réponses sur 11" in among(7, 7, 11)
    assert among(0, 1, 11) == ""
    assert "presque toutes" in among(10, 11, 11)
    assert "est la seule ainsi sur 11" in among(1, 1, 11)
    assert place(Asked(), {"n": 2, "rows": [{"n": 2, "cells": []}]}, Own(option=1)) == ""
    assert place(Asked(), {"n": 0}, Own(number=Decimal(3))) == ""
    assert place(Asked(), {"n": 11}, None) == ""
