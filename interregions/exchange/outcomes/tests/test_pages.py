"""Each page as each person meets it, and the link of an e-mail."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from interregions.common.links import make_link_token
from interregions.exchange.outcomes import exports, notifications
from interregions.exchange.outcomes.models import Action, Minutes
from interregions.exchange.outcomes.queries import minutes as queries
from interregions.exchange.outcomes.services import actions, changes
from interregions.exchange.outcomes.services.minutes import approve_minutes, draft_minutes, open_to_changes
from interregions.exchange.outcomes.tests.conftest import hold
from interregions.network.models import Mandate

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def lead(response) -> str:
    """The state of the thing and its first task."""
    page = text(response)
    return page[page.index('class="lead-line"') : page.index("<h1>")]


def address(name: str, *args) -> str:
    return reverse(f"outcomes:{name}", args=args)


def test_the_debate_of_a_closed_sitting_leads_to_its_minutes(meeting, facilitator, bretagne, client_as):
    url = reverse("debate:debate", args=[meeting.pk])
    assert "Rédiger le compte rendu" in lead(client_as(facilitator).get(url))
    assert "Rédiger le compte rendu" not in lead(client_as(bretagne).get(url))


def test_a_draft_is_seen_by_the_animation_alone(minutes, facilitator, bretagne, guadeloupe, epci, outsider, client_as):
    urls = [address("minutes", minutes.pk), address("conclusions", minutes.pk), address("document", minutes.pk, "odt")]
    for url in urls:
        assert client_as(facilitator).get(url).status_code == 200, url
        for somebody in (bretagne, guadeloupe, epci, outsider):
            assert client_as(somebody).get(url).status_code == 404, url
    assert text(client_as(bretagne).get(address("all_minutes"))).count("Réunion de l’hydrogène") == 0


def test_the_circle_of_minutes_widens_with_their_state(opened, facilitator, bretagne, guadeloupe, epci, client_as):
    page = opened.get_absolute_url()
    assert client_as(bretagne).get(page).status_code == 200
    assert client_as(guadeloupe).get(page).status_code == 404
    approve_minutes(minutes=opened, early=True, by=facilitator)
    assert client_as(guadeloupe).get(page).status_code == 200
    assert client_as(epci).get(page).status_code == 404


def test_only_the_animation_reaches_the_gestures_on_minutes(opened, facilitator, bretagne, client_as):
    run = [address(name, opened.pk) for name in ("open_to_changes", "approve", "send", "correct", "add_action")]
    run.append(address("draft", opened.meeting_id))
    for url in run:
        assert client_as(bretagne).get(url).status_code == 404, url
        assert client_as(facilitator).get(url).status_code in {200, 302}, url


def test_each_person_has_the_one_button_of_the_moment(minutes, facilitator, bretagne, contributor, client_as, today):
    page = minutes.get_absolute_url()
    assert "Ouvrir aux demandes de modification</a>" in text(client_as(facilitator).get(page))
    open_to_changes(minutes=minutes, until=today + timedelta(days=3), by=facilitator)
    assert 'href="demander/">Demander une modification</a>' in text(client_as(bretagne).get(page))
    colleague = text(client_as(contributor).get(page))
    assert "Demander une modification" not in colleague
    assert "le référent de votre organisme" in colleague
    assert "Approuver le compte rendu</a>" in text(client_as(facilitator).get(page))


def test_a_change_is_requested_by_a_plain_form_and_answered(opened, facilitator, bretagne, client_as):
    mine, theirs = client_as(bretagne), client_as(facilitator)
    url = address("request_change", opened.pk)
    assert mine.get(f"{url}?partie=presence").status_code == 200
    sent = {"section_key": "presence", "passage": "sur place", "wording": "à distance", "reason": "En visio."}
    assert "à distance" in text(mine.post(url, {**sent, "passage": "à distance"}))
    assert mine.post(url, sent).status_code == 302
    asked = opened.change_requests.get()
    refused = theirs.post(address("approve", opened.pk))
    assert refused.status_code == 409
    assert "attend sa réponse" in text(refused)
    assert "Reprendre cette demande" in text(theirs.get(opened.get_absolute_url()))
    answer = address("answer_request", opened.pk, asked.pk)
    assert mine.post(answer, {"taken": "oui"}).status_code == 404
    assert theirs.post(answer, {"taken": "oui", "answer": ""}).status_code == 302
    assert "à distance" in text(mine.get(opened.get_absolute_url()))


def test_after_the_date_the_button_is_greyed_with_its_reason(opened, bretagne, client_as):
    Minutes.objects.filter(pk=opened.pk).update(changes_until=timezone.localdate() - timedelta(days=1))
    shown = text(client_as(bretagne).get(address("request_change", opened.pk)))
    assert "ce jour est passé" in shown
    assert "disabled" in shown


@pytest.mark.parametrize("format", ["pdf", "odt", "docx"])
def test_minutes_and_conclusions_leave_in_three_formats(approved, guadeloupe, client_as, format):
    for name in ("document", "conclusions_document"):
        response = client_as(guadeloupe).get(address(name, approved.pk, format))
        assert response.status_code == 200
        assert response.content[:2] in {b"%P", b"PK"}
        assert f".{format}" in response["Content-Disposition"]
    assert client_as(guadeloupe).get(address("document", approved.pk, "exe")).status_code == 404


def test_a_link_reports_progress_and_a_scanner_does_nothing(action, bretagne, client):
    url = notifications.progress_url(action, bretagne)
    for _ in range(3):
        assert client.get(url).status_code == 200
    assert client.head(url).status_code == 200
    assert action.progress.count() == 0
    assert "bloque" in text(client.post(url, {"status": "BLOCKED", "words": ""}))
    assert client.post(url, {"status": "UNDER_WAY", "words": "Le plan est écrit."}).status_code == 200
    reported = action.progress.get()
    assert (reported.status, reported.by, reported.by_link) == ("UNDER_WAY", bretagne, True)


def test_the_link_of_a_removed_member_or_of_an_ended_mandate_is_refused(
    action, bretagne, contributor, normandie, client
):
    links = {who: notifications.progress_url(action, who) for who in (bretagne, contributor, normandie)}
    bretagne.member.removed_at = timezone.now()
    bretagne.member.save()
    Mandate.objects.filter(pk=contributor.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    for who, words in ((bretagne, "retirée du réseau"), (contributor, "a pris fin"), (normandie, "tenue par Bretagne")):
        for gesture in (client.get, client.post):
            response = gesture(links[who], {"status": "DONE", "words": "x"})
            assert response.status_code == 409
            assert words in text(response)
    forged = make_link_token("approvals.visa", action=action.pk, mandate=bretagne.pk)
    assert client.get(address("progress_by_link", forged)).status_code == 409
    assert action.progress.count() == 0


def test_lateness_is_told_to_the_animation_and_the_organisation_only(
    action, facilitator, bretagne, normandie, client_as, today
):
    Action.objects.filter(pk=action.pk).update(due_on=today - timedelta(days=3))
    for url in (address("actions"), action.get_absolute_url()):
        assert "échéance passée" in text(client_as(facilitator).get(url))
        assert "échéance passée" in text(client_as(bretagne).get(url))
        assert "échéance passée" not in text(client_as(normandie).get(url))
    table = address("actions_table", "csv")
    assert ";oui;" in text(client_as(bretagne).get(table))
    assert ";oui;" not in text(client_as(normandie).get(table))


def test_actions_are_filtered_and_taken_away(action, bretagne, normandie, epci, client_as):
    mine = address("actions") + "?voir=les-miennes"
    assert action.title in text(client_as(bretagne).get(mine))
    assert action.title not in text(client_as(normandie).get(mine))
    assert action.title not in text(client_as(epci).get(address("actions") + "?voir=toutes"))
    assert client_as(epci).get(action.get_absolute_url()).status_code == 404
    calendar = Calendar.from_ical(client_as(normandie).get(address("due_dates")).content)
    entries = calendar.walk("VEVENT")
    assert [entry["dtstart"].dt for entry in entries] == [action.due_on]
    assert client_as(normandie).get(address("actions_table", "ods")).content[:2] == b"PK"
    assert action.title in text(client_as(bretagne).get(address("actions") + f"?cycle={action.cycle_id}&q=guide"))


def test_an_action_is_added_from_what_was_noted_changed_asked_about_and_dropped(
    minutes, facilitator, bretagne, client_as, today, mailed
):
    theirs = client_as(facilitator)
    said = minutes.meeting.contributions.get(kind="ACTION")
    url = address("add_action", minutes.pk)
    assert "Écrire le guide commun" in text(theirs.get(f"{url}?depuis={said.pk}"))
    sent = {
        "title": said.text, "organisation": bretagne.organisation_id, "person": bretagne.member_id,
        "due_on": today + timedelta(days=20), "success_sign": "", "cycle": "", "contribution": said.pk,
    }  # fmt: skip
    assert theirs.post(url, sent).status_code == 302
    action = Action.objects.get(contribution=said)
    page = text(theirs.get(action.get_absolute_url()))
    assert f"/actions/{action.pk}/reprendre/" in page
    assert (
        theirs.post(address("change_action", action.pk), {**sent, "title": "Écrire et diffuser le guide"}).status_code
        == 302
    )
    assert theirs.post(address("ask", action.pk)).status_code == 409, "nobody knows of it before the approval"
    approve_minutes(minutes=minutes, by=facilitator)
    assert theirs.post(address("ask", action.pk)).status_code == 302
    assert "Dire où en est une action" in mailed()[-1].subject
    assert "reprendre" not in text(client_as(bretagne).get(action.get_absolute_url()))
    assert client_as(bretagne).post(address("ask", action.pk)).status_code == 404
    assert theirs.post(address("drop", action.pk), {"reason": "Le guide existe déjà ailleurs."}).status_code == 302
    action.refresh_from_db()
    assert (action.title, action.status) == ("Écrire et diffuser le guide", "DROPPED")


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_lists_ask_as_much_for_one_row_as_for_thirty(
    action, minutes, facilitator, bretagne, normandie, client_as, today
):
    who = client_as(bretagne)
    approve_minutes(minutes=minutes, by=facilitator)
    lists = [
        address("actions") + "?voir=toutes",
        address("all_minutes"),
        address("actions_table", "csv") + "?voir=toutes",
    ]
    for url in lists:
        who.get(url)
    few = [queries_of(who, url) for url in lists]
    for rank in range(29):
        other = hold(
            f"Réunion {rank}", 20 + rank, facilitator, [normandie.organisation, bretagne.organisation], action.cycle
        )
        made = draft_minutes(meeting=other, by=facilitator)
        approve_minutes(minutes=made, by=facilitator)
        actions.add_action(
            meeting=other, cycle=action.cycle, title=f"Action {rank}", organisation=normandie.organisation, person=None,
            due_on=today, by=facilitator,
        )  # fmt: skip
    assert [queries_of(who, url) for url in lists] == few


def test_the_second_of_two_people_who_change_an_action_is_told(action, facilitator, client_as):
    client = client_as(facilitator)
    address = f"/actions/{action.pk}/modifier/"
    form = client.get(address).context["form"]
    shown = {name: str(form[name].value() or "") for name in form.fields}
    assert client.post(address, {**shown, "title": "Écrire le premier guide"}).status_code == 302
    answer = client.post(address, {**shown, "title": "Écrire le second guide"})
    assert answer.status_code == 409
    assert "Écrire le second guide" in answer.content.decode()
    action.refresh_from_db()
    assert action.title == "Écrire le premier guide"


def test_each_form_about_an_action_is_sent_to_the_page_it_stands_on(action, facilitator, bretagne, client, client_as):
    """These pages hold an Action under the name the form's address would have."""
    pages = [
        client.get(notifications.progress_url(action, bretagne)),
        client_as(bretagne).get(address("report", action.pk)),
        client_as(facilitator).get(address("drop", action.pk)),
        client_as(facilitator).get(address("change_action", action.pk)),
        client_as(facilitator).get(f"/actions/{action.pk}/reprendre/"),
    ]
    for page in pages:
        assert page.status_code == 200
        assert action.title in text(page)
        assert f'action="{action.title}' not in text(page)


def test_a_refused_action_keeps_its_form(minutes, action, facilitator, bretagne, normandie, client_as, today):
    sent = {
        "title": "Écrire la charte", "organisation": bretagne.organisation_id, "person": normandie.member_id,
        "due_on": today - timedelta(days=90), "success_sign": "Une charte signée", "cycle": "", "contribution": "",
    }  # fmt: skip
    for url in (address("add_action", minutes.pk), address("change_action", action.pk)):
        answer = client_as(facilitator).post(url, sent)
        page = text(answer)
        assert answer.status_code == 409
        assert "n’agit pas pour l’organisme choisi" in page
        assert "ne peut pas précéder la réunion" in page
        assert 'value="Écrire la charte"' in page
        assert 'value="Une charte signée"' in page
        assert f'<option value="{normandie.member_id}" selected>' in page
    assert Action.objects.count() == 1


def test_the_people_of_an_action_are_told_with_their_organisation(minutes, facilitator, bretagne, client_as):
    page = text(client_as(facilitator).get(address("add_action", minutes.pk)))
    assert '<optgroup label="Bretagne">' in page
    assert f">{bretagne.member.full_name}, Bretagne</option>" in page


def test_other_refused_forms_keep_what_was_typed(opened, action, facilitator, bretagne, client_as, today):
    theirs, yesterday = client_as(facilitator), today - timedelta(days=1)
    asked = changes.request_change(
        minutes=opened, section_key="presence", passage="", wording="Ajout.", reason="", by=bretagne
    )
    answers = [
        (theirs.post(address("open_to_changes", opened.pk), {"until": yesterday}), yesterday.isoformat()),
        (theirs.post(address("drop", action.pk), {"reason": "Non."}), "Non.</textarea>"),
        (theirs.post(address("answer_request", opened.pk, asked.pk), {"taken": "non", "answer": "Bof"}), ">Bof<"),
    ]
    for answer, kept in answers:
        assert answer.status_code == 409
        assert kept in text(answer)
        assert "Rien n’a été modifié" not in text(answer), "the form itself is shown, not a page about it"


def test_an_action_carried_over_says_so_once(action, cycle, facilitator, client_as):
    actions.mark_carried_over(action=action, theme=cycle.theme, by=facilitator)
    page = text(client_as(facilitator).get(action.get_absolute_url()))
    history = page[page.index("Avancées</h2>") :].split("</ol>")[0]
    assert history.count("Reprise comme thème") == 1
    assert cycle.theme.title in history


def test_a_table_of_the_minutes_is_a_line_in_the_plain_area(minutes, facilitator, client_as):
    theirs, line = client_as(facilitator), "[Tableau : Organismes présents]"
    page = text(theirs.get(minutes.get_absolute_url()))
    assert line in page
    assert "| Organisme |" not in page
    section = minutes.text.sections.get(key="presence")
    table = next(block for block in section.blocks if block["type"] == "table")
    url = reverse("writing:section", args=[minutes.text_id, "presence"])
    sent = {"revision": section.revision, "next": minutes.get_absolute_url()}
    altered = theirs.post(url, {**sent, "text": "Bonjour.\n\n[Tableau : Organismes]"})
    assert altered.status_code == 409
    assert "Bonjour." in text(altered)
    assert theirs.post(url, {**sent, "text": f"Bonjour.\n\n{line}\n\nAu revoir."}).status_code == 302
    section.refresh_from_db()
    assert section.blocks[1] == table
    assert [block.get("text") for block in section.blocks] == ["Bonjour.", None, "Au revoir."]
    theirs.post(url, {**sent, "revision": section.revision, "text": "Sans tableau."})
    assert "Organismes présents" in minutes.text.versions.get().label


def test_who_spoke_and_is_not_ticked_is_told_to_the_animation(opened, facilitator, bretagne, normandie, client_as):
    opened.meeting.attendances.filter(organisation=normandie.organisation).update(present=None)
    page = text(client_as(facilitator).get(opened.get_absolute_url()))
    notice = page[page.index("la feuille de présence ne les dit pas présents") :].split("</div>")[0]
    assert "Normandie" in notice
    assert "Bretagne" not in notice
    assert reverse("meetings:sheet", args=[opened.meeting_id]) in notice
    assert "la feuille de présence ne les dit" not in text(client_as(bretagne).get(opened.get_absolute_url()))


def test_nothing_noted_is_said_with_the_same_words_everywhere(minutes, facilitator, client_as):
    section = minutes.text.sections.get(key=f"point-{minutes.meeting.agenda.get(kind='PRESENTATION').pk}")
    section.blocks = []
    section.save()
    words = "Rien n’a été noté sur ce point."
    assert words in text(client_as(facilitator).get(minutes.get_absolute_url()))
    document = exports.minutes_document(minutes, queries.standing_sections(minutes, facilitator))
    assert words in [getattr(part, "text", "") for part in document.parts]
    approve_minutes(minutes=minutes, by=facilitator)
    assert words in text(client_as(facilitator).get(minutes.get_absolute_url()))


def test_the_same_progress_sent_twice_by_a_link_is_written_once_and_says_so(action, bretagne):
    link = notifications.progress_url(action, bretagne)
    sent = {"status": "DONE", "words": "Fait."}
    assert Client().post(link, sent).status_code == 200
    again = Client().post(link, sent)
    assert again.status_code == 409
    assert "rien n’a été écrit une seconde fois" in text(again)
    assert action.progress.filter(words="Fait.").count() == 1
    assert Client().post(link, {"status": "DONE", "words": "Fait, et relu."}).status_code == 200
