"""The debate: the grammar of the line, who writes what, one line for two sendings, and the practices caught."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused, Stale
from interregions.common.references import Reference
from interregions.exchange.debate import queries, rules, services
from interregions.exchange.debate.choices import ContributionKind
from interregions.exchange.debate.models import Contribution, PracticeFromAnswer
from interregions.exchange.meetings.queries import meetings as meeting_queries
from interregions.exchange.meetings.services import sittings as meeting_services
from interregions.knowledge.practices.choices import PracticeStatus
from interregions.network.models import Mandate
from interregions.toolkit.live.models import LiveEvent
from interregions.toolkit.live.views import SERVED
from tests.tasks import cards_of, left_in

CODES = {"BRE": 1, "HDF": 2, "MAR": 3}
NUMBERS = {1: 1, 2: 2, 12: 7}


def read(line: str) -> tuple:
    said = rules.parse_line(line, codes=CODES, numbers=NUMBERS)
    return said.speaker, said.kind, said.text


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("BRE p Un guichet commun", (1, "PRACTICE", "Un guichet commun")),
        ("bre q Qui finance ?", (1, "QUESTION", "Qui finance ?")),
        ("HDF Nous l’avons fait", (2, "", "Nous l’avons fait")),
        ("BRE a lancé un appel", (1, "", "a lancé un appel")),
        ("BRE a: Envoyer la liste", (1, "ACTION", "Envoyer la liste")),
        ("d Le pacte est adopté", (None, "DECISION", "Le pacte est adopté")),
        ("12 o Un banc d’essai", (7, "OFFER", "Un banc d’essai")),
        ("12 Régions ont répondu", (None, "", "12 Régions ont répondu")),
        ("99 p Inconnu", (None, "", "99 p Inconnu")),
        ("D’accord avec la Bretagne", (None, "", "D’accord avec la Bretagne")),
        ("PIB en hausse", (None, "", "PIB en hausse")),
        ("  BRE   b:  Des données ", (1, "NEED", "Des données")),
        ("BRE p", (1, "PRACTICE", "")),
        ("BRE décision : Retenir la trame", (1, "DECISION", "Retenir la trame")),
        ("Action: Envoyer la liste", (None, "ACTION", "Envoyer la liste")),
        ("Question de méthode", (None, "", "Question de méthode")),
    ],
)
def test_a_line_says_who_and_what_without_disturbing_the_words(line, meaning):
    assert read(line) == meaning


def parsed(line):
    return rules.parse_line(line, codes={"BRE": 1, "HDF": 2}, numbers={12: 7})


@pytest.mark.parametrize(
    ("line", "code"),
    [("XYZ r Une remarque", "XYZ"), ("99 p Inconnu", "99"), ("a: PME à recenser", ""), ("PIB en hausse", ""),
     ("BRE r Une remarque", ""), ("Que d autres", ""), ("12 Régions ont répondu", "")],
)  # fmt: skip
def test_a_code_that_nobody_has_is_told_and_ordinary_words_are_not_codes(line, code):
    assert parsed(line).unknown == code


def test_an_action_keeps_its_organisation_and_its_day():
    said = parsed("a: BRE Envoyer la liste avant le 15/01/2027")
    assert (said.speaker, said.kind, said.due) == (1, "ACTION", date(2027, 1, 15))
    assert said.text == "Envoyer la liste avant le 15/01/2027"
    for words in (
        "BRE a: Écrire pour le 1er mars 2027",
        "BRE a: Écrire d’ici le 1 mars 2027",
        "a: BRE Écrire jusqu’au 1 mars 2027",
    ):
        assert parsed(words).due == date(2027, 3, 1), words
    assert parsed("BRE a: Écrire avant le 31/02/2027").due is None
    assert parsed("BRE r Avant le 15/01/2027").due is None


def test_a_line_that_seems_an_action_may_be_corrected_by_one_key():
    assert parsed("BRE a Réécrire le guide").corrected == "BRE a: Réécrire le guide"
    assert parsed("BRE a lancé un appel").corrected == ""
    assert parsed(parsed("BRE a Réécrire le guide").corrected).kind == "ACTION"


def test_a_line_can_move_in_the_agenda():
    moves = [rules.parse_line(line, codes={}, numbers={}).move for line in (">", "<", ">3", "> 12")]
    assert moves == ["next", "previous", "3", "12"]
    assert rules.parse_line("> 3 % de croissance", codes={}, numbers={}).move == ""
    assert rules.point_reached(move="previous", current=0, last=4) == 0
    assert rules.point_reached(move="9", current=0, last=4) == 4


def test_every_kind_has_a_key():
    assert set(rules.KEYS.values()) == set(ContributionKind)


def note(sitting, by, text="Un guichet commun", **values):
    return services.record_remark(meeting=sitting, text=text, by=by, **values)


def test_a_line_sent_twice_is_one_line(sitting, facilitator):
    assert note(sitting, facilitator, client_key="abc").pk == note(sitting, facilitator, client_key="abc").pk
    note(sitting, facilitator, client_key="")
    note(sitting, facilitator, client_key="")
    assert Contribution.objects.count() == 3
    assert LiveEvent.objects.filter(kind="contribution").count() == 3


def test_only_the_animation_takes_notes_and_only_while_the_sitting_is_open(sitting, bretagne, facilitator, epci):
    with pytest.raises(Refused):
        note(sitting, bretagne)
    with pytest.raises(Refused):
        note(sitting, facilitator, organisation=epci.organisation)
    meeting_services.close_meeting(meeting=sitting, by=facilitator)
    with pytest.raises(Refused):
        note(sitting, facilitator)


def test_a_convened_organisation_adds_its_words_but_neither_decisions_nor_actions(
    sitting, contributor, epci, facilitator
):
    said = services.contribute(meeting=sitting, text="Nous aussi", kind="REMARK", by=contributor)
    assert (said.organisation, said.taken_down) == (contributor.organisation, False)
    assert said.agenda_item == meeting_queries.agenda_of(sitting)[0]
    for kind, by in [("DECISION", contributor), ("REMARK", epci), ("REMARK", facilitator)]:
        with pytest.raises(Refused):
            services.contribute(meeting=sitting, text="Nous aussi", kind=kind, by=by)


def test_a_line_corrected_by_two_shows_both_versions(sitting, facilitator, mandate_of):
    line = note(sitting, facilitator)
    given = {"contribution": line, "kind": "REMARK", "organisation": None}
    colleague = mandate_of(facilitator.organisation, "FACILITATOR", given_name="Léo", family_name="Second")
    services.change_contribution(**given, text="Un guichet unique", revision=1, by=colleague)
    with pytest.raises(Stale) as refusal:
        services.change_contribution(**given, text="Deux guichets", revision=1, by=facilitator)
    assert (refusal.value.theirs, refusal.value.author) == ("Un guichet unique", "Léo Second")


def test_one_corrects_and_withdraws_only_ones_own_words(sitting, contributor, normandie, facilitator):
    said = services.contribute(meeting=sitting, text="Nous aussi", kind="REMARK", by=contributor)
    with pytest.raises(Refused):
        services.withdraw_contribution(contribution=said, by=normandie)
    services.withdraw_contribution(contribution=said, by=contributor)
    assert list(queries.contributions_of(sitting)) == []
    with pytest.raises(Refused):
        services.withdraw_contribution(contribution=note(sitting, facilitator), by=contributor)


def test_a_line_becomes_a_practice_in_one_gesture_once(sitting, facilitator, bretagne):
    line = note(sitting, facilitator, kind="PRACTICE", organisation=bretagne.organisation)
    given = {"meeting": sitting, "title": line.text, "organisation": None, "contribution": line, "by": facilitator}
    practice = services.catch_practice(**given)
    assert (practice.organisation, practice.status) == (bretagne.organisation, PracticeStatus.CAUGHT)
    assert Reference.from_json(practice.origin).label == "Réunion de printemps"
    with pytest.raises(Refused):
        services.catch_practice(**given)


def test_once_the_sitting_is_closed_its_lines_stand_and_a_practice_may_still_be_noted(
    sitting, facilitator, contributor, bretagne, client_as
):
    line = note(sitting, facilitator, kind="PRACTICE", organisation=bretagne.organisation)
    own = services.contribute(meeting=sitting, text="Nous aussi", kind="REMARK", by=contributor)
    meeting_services.close_meeting(meeting=sitting, by=facilitator)
    for found, by, words in [(line, facilitator, "ne change plus"), (own, contributor, "demandez une modification")]:
        with pytest.raises(Refused, match=words):
            services.change_contribution(
                contribution=found, text="Autre", kind="REMARK", organisation=None, revision=1, by=by
            )
        with pytest.raises(Refused, match=words):
            services.withdraw_contribution(contribution=found, by=by)
    client, address = client_as(facilitator), reverse("debate:change", args=[sitting.pk, line.pk])
    page = client.get(reverse("debate:debate", args=[sitting.pk])).content.decode()
    assert f'"{address}"' not in page
    assert "ce qui s’y est dit ne change plus" in page
    assert "<textarea" not in client.get(address).content.decode()
    typed = client.post(address, {"text": "Autre", "kind": "REMARK", "revision": 1})
    assert typed.status_code == 409
    assert "Corrigez dans le compte rendu" in typed.content.decode()
    client.post(reverse("debate:catch_line", args=[sitting.pk, line.pk]))
    line.refresh_from_db()
    assert line.practice is not None
    assert line.text == "Un guichet commun"


def test_a_practice_caught_from_an_answer_keeps_where_it_comes_from(sitting, facilitator, bretagne):
    answer = Reference("surveys.restitution", "3", "Question 4", "/restitutions/3/")
    given = {
        "meeting": sitting, "title": "Guichet", "organisation": bretagne.organisation,
        "observed_result": "Trois fois plus de dossiers", "answer": answer, "client_key": "k1", "by": facilitator,
    }  # fmt: skip
    practice = services.catch_practice(**given)
    assert services.catch_practice(**given) == practice
    assert PracticeFromAnswer.objects.get(practice=practice).answer == answer.as_json()
    assert Contribution.objects.get().practice == practice


def test_the_page_takes_lines_and_moves_by_plain_forms(sitting, facilitator, client_as):
    client = client_as(facilitator)
    address = reverse("debate:debate", args=[sitting.pk])
    typed = {"line": "BRE p Un guichet commun", "client_key": "k1"}
    for _ in range(2):
        assert client.post(address, typed).status_code == 302
    line = Contribution.objects.get()
    assert (line.organisation.short_name, line.kind, line.text) == ("Bretagne", "PRACTICE", "Un guichet commun")
    client.post(address, {"line": ">3"})
    sitting.refresh_from_db()
    assert sitting.current_item == meeting_queries.agenda_of(sitting)[2]
    refused = client.post(address, {"line": "BRE p"})
    assert refused.status_code == 409
    assert 'value="BRE p"' in refused.content.decode()
    fragment = client.post(address, {"line": "q Et l’outre-mer ?"}, headers={"HX-Request": "true"}).content.decode()
    assert "Et l’outre-mer" in fragment
    assert "<html" not in fragment


def test_the_debate_is_followed_by_those_who_see_the_meeting(sitting, facilitator, bretagne, epci, outsider, client_as):
    note(sitting, facilitator, text="Mot canari")
    for who, status in [(facilitator, 200), (bretagne, 200), (epci, 404), (outsider, 404)]:
        client = client_as(who)
        for name in ("debate", "screen"):
            answer = client.get(reverse(f"debate:{name}", args=[sitting.pk]))
            assert answer.status_code == status
            assert ("Mot canari" in answer.content.decode()) == (status == 200)
        stream = client.get(reverse("debate:follow", args=[sitting.pk]), **{SERVED: True})
        assert stream.status_code == status
    assert client_as(bretagne).post(reverse("debate:debate", args=[sitting.pk]), {"line": "Moi"}).status_code == 404
    contribute = reverse("debate:contribute", args=[sitting.pk])
    assert [client_as(who).get(contribute).status_code for who in (bretagne, facilitator, epci)] == [200, 404, 404]
    assert client_as(bretagne).post(contribute, {"text": "Nous aussi", "kind": "NEED"}).status_code == 302
    assert Contribution.objects.filter(kind="NEED", taken_down=False).count() == 1


def test_what_is_said_rings_on_the_stream_without_its_words(sitting, facilitator, bretagne, client_as):
    note(sitting, facilitator, text="Mot canari")
    address = reverse("debate:follow", args=[sitting.pk])
    heard = client_as(bretagne).get(address, {"depuis": "0"}, **{SERVED: True}).content.decode()
    assert "event: contribution" in heard
    assert "canari" not in heard


def test_those_who_still_follow_are_asked_together(sitting, facilitator, bretagne, normandie, epci):
    everybody = {facilitator.member_id, bretagne.member_id, epci.member_id}
    assert queries.still_following(everybody, sitting.pk) == {facilitator.member_id, bretagne.member_id}
    Mandate.objects.filter(pk=bretagne.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert queries.still_following(everybody, sitting.pk) == {facilitator.member_id}


def test_what_is_left_and_expected_follow_the_sitting(cycle, sitting, facilitator, bretagne, epci):
    assert [card.gesture for card in cards_of(bretagne.member, "debate")] == ["Contribuer"]
    assert [card.gesture for card in cards_of(facilitator.member, "debate")] == ["Prendre les notes"]
    assert cards_of(epci.member, "debate") == []
    assert left_in(cycle, "debate")[0].sentence == "Tenir le débat, puis clore la séance"
    line = note(sitting, facilitator, kind="PRACTICE", organisation=bretagne.organisation)
    practice = services.catch_practice(
        meeting=sitting, title=line.text, organisation=None, contribution=line, by=facilitator
    )
    meeting_services.close_meeting(meeting=sitting, by=facilitator)
    assert left_in(cycle, "debate") == []
    (thread,) = queries.thread_of(cycle, bretagne.member)
    assert thread.state == "1 contribution"
    assert [outcome.label for outcome in thread.outcomes] == [practice.title]
    assert queries.thread_of(cycle, epci.member) == []


def test_the_page_asks_as_many_queries_for_thirty_lines_as_for_one(sitting, facilitator, bretagne, client_as):
    client = client_as(facilitator)
    address = reverse("debate:debate", args=[sitting.pk])
    note(sitting, facilitator, organisation=bretagne.organisation)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(29):
        note(sitting, facilitator, text=f"Ligne {number}", organisation=bretagne.organisation)
    with CaptureQueriesContext(connection) as thirty:
        client.get(address)
    assert len(thirty) == len(one)


def test_forgetting_a_person_keeps_what_the_organisation_said(sitting, facilitator, bretagne):
    line = note(sitting, facilitator, text="Anne Le Goff propose un guichet")
    services.erase_member(bretagne.member)
    line.refresh_from_db()
    assert line.text == "Personne retirée propose un guichet"


def test_what_will_be_noted_is_said_back_before_it_is(sitting, facilitator, bretagne, client_as):
    client, address = client_as(facilitator), reverse("debate:read", args=[sitting.pk])

    def told(line):
        return " ".join(client.get(address, {"line": line}).content.decode().split())

    assert "Bretagne, action, pour le vendredi 15 janvier 2027" in told("a: BRE Envoyer la liste avant le 15/01/2027")
    assert "n’est le code d’aucun organisme convié" in told("XYZ r Une remarque")
    assert "BRE a: Réécrire" in told("BRE a Réécrire")
    assert told(">") == told("") == ""
    assert client_as(bretagne).get(address, {"line": "BRE r Oui"}).status_code == 404
    refused = client.post(reverse("debate:debate", args=[sitting.pk]), {"line": "XYZ r Une remarque"})
    assert refused.status_code == 409
    assert "XYZ r Une remarque" in refused.content.decode(), "the line stays"
    assert not sitting.contributions.filter(text__contains="XYZ").exists()
