"""Each page as each person meets it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interregions.exchange.themes.models import Ballot, Call, Theme
from interregions.exchange.themes.queries import personal as queries
from interregions.exchange.themes.services import ballots, calls, results
from interregions.exchange.themes.services import themes as theme_services
from interregions.toolkit.journal.models import Entry
from interregions.vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db

FORBIDDEN_WORDS = re.compile(
    r"\b(vot(e|es|er|ez|ants?)|scrutins?|bulletins?|élus?|élections?|suffrages?|candidat\w*)\b", re.I
)


def text(response) -> str:
    return response.content.decode()


def address(name: str, *args) -> str:
    return reverse(f"themes:{name}", args=args)


def test_the_page_of_a_call_has_the_one_button_of_each_person(
    call, themes, facilitator, bretagne, contributor, epci, client_as
):
    page = call.get_absolute_url()
    assert "Proposer un thème</a>" in text(client_as(bretagne).get(page))
    assert "Proposer un thème</a>" in text(client_as(epci).get(page))
    assert "par le référent de chaque organisme" in text(client_as(contributor).get(page))
    assert "Ouvrir les choix…</a>" in text(client_as(facilitator).get(page))
    calls.open_choices(call=call, by=facilitator)
    assert "Indiquer nos priorités</a>" in text(client_as(bretagne).get(page))
    ballots.cast_ballot(call=call, theme_ids=[themes[0].pk], by=bretagne)
    mine = text(client_as(bretagne).get(page))
    assert "Modifier nos priorités</a>" in mine
    assert "sont enregistrées, modifiables" in mine
    assert "Voir qui n’a pas répondu</a>" in text(client_as(facilitator).get(page))


def test_what_one_may_not_see_is_not_found(call, themes, facilitator, bretagne, outsider, client_as):
    theme = themes[0]
    seen = [
        address("call", call.pk), address("choose", call.pk), address("result", call.pk), address("theme", theme.pk),
        address("change", theme.pk), address("propose", call.pk), address("proposals_table", call.pk, "csv"),
    ]  # fmt: skip
    run = [address(name, call.pk) for name in ("dates", "open_choices", "close", "retain", "decide")] + [
        address("open_call")
    ]
    stranger = client_as(outsider)
    for url in seen + run:
        assert stranger.get(url).status_code == 404, url
    for url in run:
        assert client_as(bretagne).get(url).status_code == 404, url
        assert client_as(facilitator).get(url).status_code in {200, 302}, url
    assert "Hydrogène" not in text(stranger.get(address("calls")))


def test_an_epci_that_is_not_consulted_does_not_find_the_call(facilitator, epci, today, client_as):
    call = calls.open_call(season="2027", retained_number=1, proposals_until=today, choices_until=today, by=facilitator)
    assert client_as(epci).get(call.get_absolute_url()).status_code == 404


def test_opening_a_call_from_its_page(facilitator, bretagne, client_as, today, mailed):
    client = client_as(facilitator)
    sent = {
        "season": "2027-2028", "words": "", "retained_number": 3, "colleges": ["REGIONS"], "method": "APPROVAL",
        "proposals_until": today.isoformat(), "choices_until": (today - timedelta(days=3)).isoformat(),
    }  # fmt: skip
    refused = client.post(address("open_call"), sent)
    assert "Les choix ne peuvent pas se terminer avant les propositions." in text(refused)
    assert not Call.objects.exists()
    opened = client.post(address("open_call"), {**sent, "choices_until": today.isoformat()}, follow=True)
    assert "Recueil de thèmes 2027-2028" in text(opened)
    assert [message.to_member for message in mailed()] == [bretagne.member]


def test_proposing_then_changing_a_theme_from_the_pages(call, bretagne, client_as):
    client = client_as(bretagne)
    sent = {"title": "Hydrogène", "problem": "Chacun seul.", "expected_result": "Un guide.", "ready_to_lead": "on"}
    assert client.post(address("propose", call.pk), sent).status_code == 302
    theme = Theme.objects.get()
    assert (theme.proposed_by, theme.ready_to_lead) == (bretagne.organisation, True)
    client.post(address("change", theme.pk), {**sent, "title": "Hydrogène vert", "revision": 1})
    theme.refresh_from_db()
    assert (theme.title, theme.revision) == ("Hydrogène vert", 2)


def test_a_theme_is_tied_to_priorities_that_are_shown_ticked(call, bretagne, client_as):
    scheme = Scheme.objects.create(slug="pacte-vert", name="Axes du Pacte vert", source="COM(2019) 640")
    term = Term.objects.create(scheme=scheme, code="1", label="Industrie circulaire", verified=True)
    doubtful = Term.objects.create(scheme=scheme, code="2", label="Ambition climatique", verified=False)
    client = client_as(bretagne)
    page = text(client.get(address("propose", call.pk)))
    assert "Industrie circulaire" in page
    assert "Ambition climatique</label>" in page
    sent = {"title": "Hydrogène", "problem": "P.", "expected_result": "R.", "tags": [term.pk, doubtful.pk]}
    client.post(address("propose", call.pk), sent)
    theme = Theme.objects.get()
    assert list(theme.tags.all()) == [term, doubtful]
    assert f'id="terme-{term.pk}" checked' in text(client.get(address("change", theme.pk)))
    shown = text(client.get(theme.get_absolute_url())) + text(client.get(call.get_absolute_url()))
    assert shown.count(">Ambition climatique</span>") == 2
    assert "à vérifier" not in shown, "the doubt is about the list and its source: it is told on its own page"


def test_two_people_at_once_see_both_versions_and_save_them_in_one_gesture(
    call, themes, bretagne, facilitator, client_as
):
    client, page = client_as(bretagne), address("change", themes[0].pk)
    sent = {"title": "Hydrogène", "problem": "Le texte d’Anne.", "expected_result": "Un guide commun.", "revision": 1}
    client_as(facilitator).post(page, {**sent, "problem": "Le texte de Claire."})
    refused = client.post(page, sent)
    assert refused.status_code == 409
    shown = text(refused)
    assert "Claire Animatrice a modifié ce thème" in shown
    assert "<del>" in shown
    merged = refused.context["form"]
    lines = [line for line in merged["problem"].value().splitlines() if line]
    assert lines == ["Le texte de Claire.", "Le texte d’Anne."]
    client.post(page, {**sent, "problem": merged["problem"].value(), "revision": merged["revision"].value()})
    themes[0].refresh_from_db()
    assert "Claire" in themes[0].problem
    assert "Anne" in themes[0].problem


def test_choosing_needs_no_script_and_the_choice_is_shown_back(choosing, themes, bretagne, normandie, client_as):
    client, page = client_as(bretagne), address("choose", choosing.pk)
    shown = text(client.get(page))
    assert "Chacun cherche seul." in shown
    assert "modifiable jusqu’au" in shown
    assert shown.count('type="checkbox"') == 3
    assert "Cochez au moins un thème." in text(client.post(page, {}))
    client.post(page, {"themes": [themes[0].pk, themes[2].pk]})
    assert len(re.findall(r'name="themes"[^>]* checked', text(client.get(page)))) == 2
    assert len(re.findall(r'name="themes"[^>]* checked', text(client_as(normandie).get(page)))) == 0


def test_a_contributor_sees_why_the_choice_is_not_theirs_and_is_refused(choosing, themes, contributor, client_as):
    client, page = client_as(contributor), address("choose", choosing.pk)
    shown = text(client.get(page))
    assert "il revient à son référent" in shown
    refused = client.post(page, {"themes": [themes[0].pk]})
    assert refused.status_code == 409
    assert "un référent" in text(refused)
    assert not Ballot.objects.exists()


def test_before_the_close_nobody_reads_a_count_nor_another_choice(
    choosing, themes, bretagne, normandie, facilitator, client_as
):
    ballots.cast_ballot(call=choosing, theme_ids=[themes[1].pk], by=bretagne)
    for mandate in (normandie, facilitator):
        shown = text(client_as(mandate).get(choosing.get_absolute_url()))
        assert "1 Région sur 18 a indiqué ses priorités" in shown
        assert "Bretagne a indiqué" not in shown.replace("\u202f", " ")
        assert client_as(mandate).get(address("result", choosing.pk)).status_code == 302
        assert client_as(mandate).get(address("result_table", choosing.pk, "csv")).status_code == 404
    assert "Mayotte" in text(client_as(facilitator).get(address("close", choosing.pk)))


def test_from_reminding_to_retaining_by_the_pages_of_the_animation(
    choosing, themes, bretagne, normandie, facilitator, client_as, mailed
):
    client = client_as(facilitator)
    ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=bretagne)
    assert "Relancer 2 personnes" in text(client.get(address("close", choosing.pk))).replace("\u202f", " ")
    client.post(address("remind", choosing.pk))
    assert sum(message.subject.startswith("Rappel") for message in mailed()) == 2
    assert client.post(address("close", choosing.pk)).url == address("retain", choosing.pk)
    page = address("retain", choosing.pk)
    refused = client.post(page, {"themes": [themes[1].pk]})
    assert "dites pourquoi" in text(refused)
    client.post(page, {"themes": [themes[1].pk], "departure_reason": "Le règlement européen sort en mars."})
    shown = text(client_as(normandie).get(address("result", choosing.pk)))
    assert "Le règlement européen sort en mars." in shown
    assert "proposé le premier" in shown  # the rule of ties
    assert "moins de trois réponses" in shown
    assert f"/cycles/ouvrir/{themes[1].pk}/" in text(client.get(address("result", choosing.pk)))


def test_a_decision_of_a_meeting_is_recorded_from_its_page(facilitator, bretagne, today, client_as):
    call = calls.open_call(
        season="2027", retained_number=1, method="MEETING", proposals_until=today, choices_until=today, by=facilitator
    )
    theme = theme_services.propose_theme(call=call, title="T", problem="P", expected_result="R", by=bretagne)
    sent = {"decided_in": "Réunion du 12 janvier 2027", "themes": [theme.pk], "reason": "Accord de tous."}
    shown = text(client_as(facilitator).post(address("decide", call.pk), sent, follow=True))
    assert "Les thèmes ont été choisis en réunion" in shown
    assert "Accord de tous." in shown


def test_supporting_and_commenting_from_the_page_of_a_theme(call, themes, bretagne, normandie, contributor, client_as):
    theme = themes[0]
    said = text(client_as(normandie).post(address("endorse", theme.pk), {"ready_to_lead": "on"}, follow=True))
    assert said.count("Votre organisme soutient ce thème") == 1, "once, whatever was just done"
    client_as(contributor).post(address("comment", theme.pk), {"words": "Nous l’avons vécu <script>."})
    shown = text(client_as(normandie).get(theme.get_absolute_url()))
    assert "prête à le conduire" in shown
    assert "Nous l’avons vécu &lt;script&gt;." in shown
    assert "et votre Région est prête à en être responsable" in shown
    assert 'id="pret" value="on" checked' in shown, "sending the form again keeps the readiness"
    client_as(normandie).post(address("endorse", theme.pk), {})
    shown = text(client_as(normandie).get(theme.get_absolute_url()))
    assert 'id="pret" value="on" checked' not in shown
    assert "sans se dire prête" in shown
    client_as(normandie).post(address("withdraw_endorsement", theme.pk))
    assert not theme.endorsements.exists()
    client_as(bretagne).post(address("withdraw", theme.pk))
    listed = text(client_as(normandie).get(call.get_absolute_url()))
    assert "Hydrogène" not in listed.partition("thème retiré")[0]


def test_the_proposals_and_the_result_can_be_taken_away(choosing, themes, bretagne, facilitator, client_as):
    client = client_as(bretagne)
    assert "Hydrogène" in client.get(address("proposals_table", choosing.pk, "csv")).content.decode("utf-8-sig")
    assert client.get(address("proposals_table", choosing.pk, "ods")).content[:2] == b"PK"
    assert client.get(address("proposals_table", choosing.pk, "exe")).status_code == 404
    ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=bretagne)
    results.close_call(call=choosing, by=facilitator)
    table = client.get(address("result_table", choosing.pk, "csv")).content.decode("utf-8-sig")
    assert "non publié" in table  # one answer in the college
    assert client.get(address("result_table", choosing.pk, "ods")).content[:2] == b"PK"


def test_no_page_speaks_of_elections(choosing, themes, bretagne, facilitator, client_as):
    ballots.cast_ballot(call=choosing, theme_ids=[themes[0].pk], by=bretagne)
    pages = [
        address("calls"),
        choosing.get_absolute_url(),
        themes[0].get_absolute_url(),
        address("choose", choosing.pk),
    ]
    for url in [*pages, address("close", choosing.pk), address("open_call")]:
        assert not FORBIDDEN_WORDS.search(text(client_as(facilitator).get(url))), url
    results.close_call(call=choosing, by=facilitator)
    for url in (address("result", choosing.pk), address("retain", choosing.pk)):
        assert not FORBIDDEN_WORDS.search(text(client_as(facilitator).get(url))), url


def queries_of(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_lists_cost_the_same_with_one_row_and_with_thirty(
    call, propose, bretagne, normandie, facilitator, today, client_as
):
    theme = propose(bretagne, "Premier")
    theme_services.endorse_theme(theme=theme, by=normandie)
    client = client_as(bretagne)
    pages = [
        address("calls"),
        call.get_absolute_url(),
        address("choose", call.pk),
        address("proposals_table", call.pk, "csv"),
    ]
    before = [queries_of(client, url) for url in pages]
    for number in range(30):
        calls.open_call(
            season=f"S{number}", retained_number=1, proposals_until=today, choices_until=today, by=facilitator
        )
        theme_services.endorse_theme(theme=propose(bretagne, f"Thème {number}"), by=normandie)
    assert [queries_of(client, url) for url in pages] == before


def test_a_form_that_cannot_be_used_is_not_shown_but_its_reason(call, themes, contributor, facilitator, client_as):
    for name, field in [("propose", 'name="title"'), ("choose", 'name="themes"')]:
        page = client_as(contributor).get(address(name, call.pk)).content.decode()
        assert page.count("il revient à son référent.") + page.count("ne sont pas encore ouverts.") >= 2
        assert field not in page
        assert re.search(r"<button[^>]* disabled>", page)
        calls.open_choices(call=call, by=facilitator) if name == "propose" else None
    page = client_as(contributor).get(address("choose", call.pk)).content.decode()
    assert page.index("Ce geste engage l’organisme") < page.index("<h1>")


def test_a_comment_is_taken_back_by_its_author_alone(call, themes, contributor, bretagne, facilitator, client_as):
    theme = themes[1]
    first = theme_services.comment_on_theme(theme=theme, words="Une phrase de trop.", by=contributor)
    last = theme_services.comment_on_theme(theme=theme, words="Une autre.", by=contributor)
    retract = address("withdraw_comment", theme.pk, first.pk)
    assert retract in client_as(contributor).get(theme.get_absolute_url()).content.decode()
    for other in (bretagne, facilitator):
        assert retract not in client_as(other).get(theme.get_absolute_url()).content.decode()
        assert client_as(other).post(retract).status_code == 409
    assert client_as(contributor).post(retract).status_code == 302
    page = client_as(bretagne).get(theme.get_absolute_url()).content.decode()
    assert "Une phrase de trop." not in page
    assert "Commentaire retiré" in page
    assert ">1 commentaire<" in page
    assert Entry.objects.filter(verb="themes.comment_withdrawn", by=contributor).count() == 1
    assert [each["words"] for each in queries.personal_data_of(contributor.member)["comments"]] == ["Une autre."]
    calls.open_choices(call=call, by=facilitator)
    ballots.cast_ballot(call=call, theme_ids=[theme.pk], by=bretagne)
    results.close_call(call=call, by=facilitator)
    assert client_as(contributor).post(address("withdraw_comment", theme.pk, last.pk)).status_code == 409


def test_a_withdrawn_theme_keeps_a_link_and_a_closed_call_tells_no_date_to_come(
    call, themes, bretagne, facilitator, client_as
):
    theme_services.withdraw_theme(theme=themes[2], by=facilitator)
    shown = text(client_as(bretagne).get(call.get_absolute_url()))
    assert "2 thèmes proposés" in shown.replace("\u202f", " ").replace("\xa0", " ")
    assert f'href="{themes[2].get_absolute_url()}"' in shown.partition("1 thème retiré")[2]
    calls.open_choices(call=call, by=facilitator)
    ballots.cast_ballot(call=call, theme_ids=[themes[0].pk], by=bretagne)
    results.close_call(call=call, by=facilitator)
    results.retain_themes(call=call, theme_ids=[themes[0].pk], by=facilitator)
    shown = text(client_as(facilitator).get(call.get_absolute_url()))
    assert "Choix jusqu’au" not in shown
    assert "<dt>Clos le</dt>" in shown
    assert "Pour l’animation" not in shown, "no heading over nothing"
    assert client_as(facilitator).get(address("cancel", call.pk)).content.decode().count("ne s’annule plus") == 1
