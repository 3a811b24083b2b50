"""Minutes from their draft to their sending, and actions from their decision to the next meeting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interregions.common.blocks import blocks_from_text, text_of_blocks
from interregions.common.errors import Refused, Stale
from interregions.exchange.meetings.models import AgendaItem
from interregions.exchange.outcomes import exports
from interregions.exchange.outcomes.models import Action, Delivery, Minutes, ReviewedAction
from interregions.exchange.outcomes.queries import deliveries, personal, progress, visibility
from interregions.exchange.outcomes.queries import minutes as minutes_queries
from interregions.exchange.outcomes.services import actions, changes, erasure, sending
from interregions.exchange.outcomes.services import minutes as minutes_services
from interregions.exchange.outcomes.tests.conftest import hold
from interregions.network.models import Mandate
from interregions.network.services import erase_member as erase_from_network
from interregions.toolkit.documents import render
from interregions.toolkit.mail.choices import MessageStatus
from interregions.toolkit.mail.models import Message
from interregions.toolkit.writing.services import save_section
from tests.tasks import cards_of, left_in

pytestmark = pytest.mark.django_db


def words(minutes: Minutes, key: str) -> str:
    return text_of_blocks(minutes.text.sections.get(key=key).blocks)


def debate_key(minutes: Minutes) -> str:
    return f"point-{minutes.meeting.agenda.get(kind='DEBATE').pk}"


def test_minutes_are_composed_from_what_the_meeting_left(minutes, bretagne):
    keys = list(minutes.text.sections.values_list("key", flat=True))
    assert keys[0] == "presence"
    assert keys[-1] == "conclusions"
    assert len(keys) == 5
    presence = words(minutes, "presence")
    assert "Bretagne" in presence
    assert "Occitanie" not in presence
    assert "1 organisme convié n’y était pas." in presence
    debate = words(minutes, debate_key(minutes))
    assert "Bretagne\u202f: Les électrolyseurs" in debate
    assert "Guichet unique" in debate
    assert "contribution écrite" in debate
    assert "trimestre" not in debate
    assert [decision.text for decision in minutes.decisions.all()] == ["Le groupe se réunit chaque trimestre."]
    every = text_of_blocks([block for part in minutes.text.sections.all() for block in part.blocks])
    assert bretagne.member.family_name not in every


def test_minutes_are_drafted_once_and_not_before_the_meeting(minutes, meeting, facilitator, bretagne):
    with pytest.raises(Refused, match="a déjà son compte rendu"):
        minutes_services.draft_minutes(meeting=meeting, by=facilitator)
    coming = hold("À venir", -5, facilitator, [bretagne.organisation], status="CONVENED")
    with pytest.raises(Refused, match="pas encore ouverte"):
        minutes_services.draft_minutes(meeting=coming, by=facilitator)
    with pytest.raises(Refused):
        minutes_services.draft_minutes(meeting=coming, by=bretagne)


def test_a_part_is_drawn_again_unless_somebody_typed_in_it(minutes, meeting, facilitator, bretagne):
    debate = meeting.agenda.get(kind="DEBATE")
    meeting.contributions.create(
        agenda_item=debate, organisation=bretagne.organisation, text="Ajout tardif.", by=facilitator
    )
    key = debate_key(minutes)
    minutes_services.recompose_part(minutes=minutes, section_key=key, by=facilitator)
    assert "Ajout tardif" in words(minutes, key)
    section = minutes.text.sections.get(key=key)
    save_section(
        section=section, blocks=blocks_from_text("Écrit à la main."), revision=section.revision, by=facilitator
    )
    meeting.contributions.create(agenda_item=debate, organisation=bretagne.organisation, text="Encore.", by=facilitator)
    minutes.refresh_from_db()
    with pytest.raises(Refused, match="modifiée à la main"):
        minutes_services.recompose_part(minutes=minutes, section_key=key, by=facilitator)
    assert words(minutes, key) == "Écrit à la main."
    page = minutes_queries.minutes_page(minutes, facilitator)
    beside = next(part for part in page.parts if part.part.section.key == key)
    assert beside.edited
    assert "Encore." in text_of_blocks(beside.fresher)


def test_the_second_of_two_people_on_a_part_sees_both_versions(minutes, facilitator):
    section = minutes.text.sections.get(key="presence")
    save_section(section=section, blocks=blocks_from_text("Un."), revision=section.revision, by=facilitator)
    with pytest.raises(Stale):
        save_section(section=section, blocks=blocks_from_text("Deux."), revision=section.revision, by=facilitator)


def test_a_change_is_requested_taken_and_put_in_place(opened, facilitator, bretagne, mailed):
    key = debate_key(opened)
    asked = changes.request_change(
        minutes=opened,
        section_key=key,
        passage="manquent d’acheteurs",
        wording="attendent leurs acheteurs",
        reason="",
        by=bretagne,
    )
    with pytest.raises(Refused, match="attend sa réponse"):
        minutes_services.approve_minutes(minutes=opened, by=facilitator)
    answered = changes.answer_change_request(change_request=asked, taken=True, answer="", by=facilitator)
    assert answered.applied is True
    assert "attendent leurs acheteurs" in words(opened, key)
    assert any(message.to_member == bretagne.member and "reprise" in message.subject for message in mailed())
    with pytest.raises(Refused, match="déjà sa réponse"):
        changes.answer_change_request(change_request=asked, taken=True, answer="", by=facilitator)


def test_a_passage_that_is_not_found_leaves_the_text_alone(opened, facilitator, bretagne):
    key = debate_key(opened)
    before = words(opened, key)
    with pytest.raises(Refused, match="recopiez-le mot à mot"):
        changes.request_change(
            minutes=opened, section_key=key, passage="introuvable", wording="Autre.", reason="", by=bretagne
        )
    other = changes.request_change(
        minutes=opened, section_key=key, passage="", wording="Autre.", reason="", by=bretagne
    )
    with pytest.raises(Refused, match="pourquoi"):
        changes.answer_change_request(change_request=other, taken=False, answer="non", by=facilitator)
    changes.answer_change_request(
        change_request=other, taken=False, answer="Ce n’a pas été dit en séance.", by=facilitator
    )
    assert words(opened, key) == before


def test_changes_are_refused_to_others_after_the_date_and_once_approved(
    opened, facilitator, contributor, guadeloupe, bretagne
):
    ask = {"minutes": opened, "section_key": "presence", "passage": "", "wording": "Ajout.", "reason": ""}
    with pytest.raises(Refused, match="par le référent"):
        changes.request_change(**ask, by=contributor)
    with pytest.raises(Refused, match="pas convié"):
        changes.request_change(**ask, by=guadeloupe)
    Minutes.objects.filter(pk=opened.pk).update(changes_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="ce jour est passé"):
        changes.request_change(**ask, by=bretagne)
    minutes_services.approve_minutes(minutes=opened, by=facilitator)
    with pytest.raises(Refused, match="approuvé"):
        changes.request_change(**ask, by=bretagne)


def test_changes_are_taken_until_the_day_has_ended_in_the_last_time_zone(opened, bretagne, facilitator, night):
    Minutes.objects.filter(pk=opened.pk).update(changes_until=timezone.localdate() - timedelta(days=1))
    opened.refresh_from_db()
    with pytest.raises(Refused):
        minutes_services.approve_minutes(minutes=opened, by=facilitator)
    ask = {"section_key": "presence", "passage": "", "wording": "Ajout.", "reason": ""}
    assert changes.request_change(minutes=opened, **ask, by=bretagne)


def test_approving_freezes_and_a_correction_is_a_new_edition(approved, facilitator, bretagne, meeting, cycle, today):
    section = approved.text.sections.get(key="presence")
    with pytest.raises(Refused, match="figé"):
        save_section(section=section, blocks=[], revision=section.revision, by=facilitator)
    with pytest.raises(Refused, match="approuvé"):
        actions.add_decision(minutes=approved, text="Trop tard.", by=facilitator)
    kept = approved.approved_version.sections
    assert [one["key"] for one in kept][-3:] == ["decisions", "actions", "practices"]
    with pytest.raises(Refused, match="pourquoi"):
        minutes_services.correct_minutes(minutes=approved, reason="x", by=facilitator)
    corrected = minutes_services.correct_minutes(
        minutes=approved, reason="Une présence avait été oubliée.", by=facilitator
    )
    assert (corrected.status, corrected.edition) == ("DRAFT", 2)
    assert visibility.minutes_visible(bretagne.member, approved.pk) is not None
    assert minutes_queries.standing_sections(corrected, bretagne) == [one for one in kept if one["blocks"]]


def test_minutes_leave_once_for_each_person_with_pdf_and_odt(
    approved, facilitator, bretagne, normandie, occitanie, contributor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sending.send_minutes(minutes=approved, by=facilitator)
    approved.refresh_from_db()
    assert approved.status == "SENT"
    people = {facilitator, bretagne, normandie, occitanie}  # not the colleague who contributes
    assert Delivery.objects.count() == len(people)
    message = Message.objects.get(key=f"outcomes.minutes:{approved.pk}:1:{bretagne.member_id}")
    kinds = {attachment.media_type: bytes(attachment.content) for attachment in message.attachments.all()}
    assert kinds["application/pdf"].startswith(b"%PDF")
    assert kinds["application/vnd.oasis.opendocument.text"].startswith(b"PK")
    sending.write_messages(minutes=approved, edition=1, report=lambda done, total: None)
    assert Delivery.objects.count() == len(people)
    Message.objects.filter(pk=message.pk).update(status=MessageStatus.DOUBTFUL)
    lines = deliveries.delivery_lines(approved)
    assert {line.label for line in lines} == {"À envoyer", "Envoi incertain"}
    with pytest.raises(Refused, match="déjà diffusée"):
        sending.send_minutes(minutes=approved, by=facilitator)


def test_opening_is_marked_for_a_person_only(
    approved, facilitator, bretagne, client_as, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sending.send_minutes(minutes=approved, by=facilitator)
    url = f"{approved.get_absolute_url()}?depuis=courriel"
    for _ in range(3):
        assert client.get(url).status_code == 302
    assert not Delivery.objects.exclude(opened_at=None).exists()
    assert client_as(bretagne).get(approved.get_absolute_url()).status_code == 200
    assert not Delivery.objects.exclude(opened_at=None).exists()
    assert client_as(bretagne).get(url).status_code == 200
    assert list(Delivery.objects.exclude(opened_at=None).values_list("member", flat=True)) == [bretagne.member_id]


def test_documents_hold_the_minutes_and_the_conclusions(approved, bretagne):
    sections = minutes_queries.published_sections(approved)
    document = exports.minutes_document(approved, sections)
    assert document.classification == "communicable"
    assert render(document, "pdf").startswith(b"%PDF")
    assert render(document, "odt").startswith(b"PK")
    titles = [part.text for part in document.parts if type(part).__name__ == "Heading"]
    assert titles == [
        "Présence",
        "Avancées",
        "Présentation du thème",
        "Débat",
        "Décisions",
        "Actions",
        "Bonnes pratiques",
    ]
    short = exports.conclusions_document(approved, sections)
    told = " ".join(str(part) for part in short.parts)
    assert "chaque trimestre" in told
    assert "Guichet unique" in told
    assert "électrolyseurs" not in told


def test_an_action_says_who_by_when_and_is_taken_once(meeting, minutes, cycle, facilitator, bretagne, normandie, today):
    said = next(each for each in minutes_queries.contributions_to_take(minutes))
    given = {"meeting": meeting, "cycle": cycle, "title": said.text, "due_on": today, "by": facilitator}
    with pytest.raises(Refused, match="n’agit pas"):
        actions.add_action(**given, organisation=bretagne.organisation, person=normandie.member)
    actions.add_action(**given, organisation=bretagne.organisation, person=None, contribution=said)
    with pytest.raises(Refused, match="déjà dans le plan"):
        actions.add_action(**given, organisation=bretagne.organisation, person=None, contribution=said)
    with pytest.raises(Refused, match="précéder"):
        actions.add_action(
            **{**given, "due_on": today - timedelta(days=60)}, organisation=bretagne.organisation, person=None
        )
    assert minutes_queries.contributions_to_take(minutes) == []


def test_progress_is_reported_by_the_organisation_or_the_animation(
    action, bretagne, contributor, normandie, facilitator
):
    actions.report_progress(action=action, status="UNDER_WAY", words="Le plan est écrit.", by=contributor)
    with pytest.raises(Refused, match="par l’organisme"):
        actions.report_progress(action=action, status="DONE", words="", by=normandie)
    with pytest.raises(Refused, match="bloque"):
        actions.report_progress(action=action, status="BLOCKED", words="", by=bretagne)
    actions.report_progress(action=action, status="DONE", words="En ligne.", by=facilitator)
    assert [each.status for each in action.progress.all()] == ["DONE", "UNDER_WAY"]
    with pytest.raises(Refused, match="est faite"):
        actions.drop_action(action=action, reason="Plus personne ne la demande.", by=facilitator)


def test_open_actions_of_all_meetings_open_the_next_one_once(
    action, meeting, facilitator, bretagne, normandie, occitanie, today
):
    older = hold("Réunion ancienne", 200, facilitator, [bretagne.organisation])
    given = {"meeting": older, "cycle": None, "organisation": normandie.organisation, "person": None, "by": facilitator}
    first = actions.add_action(**given, title="Cartographier", due_on=today - timedelta(days=100))
    done_before = actions.add_action(**given, title="Déjà faite", due_on=today)
    actions.report_progress(action=done_before, status="DONE", words="", by=normandie)
    done_before.progress.update(at=timezone.now() - timedelta(days=100))
    done_since = actions.add_action(**given, title="Faite depuis", due_on=today)
    actions.report_progress(action=done_since, status="DONE", words="", by=normandie)
    following = hold("Suivante", -8, facilitator, [bretagne.organisation], status="CONVENED")
    lines = progress.progress_lines(before=following)
    assert [line.action_id for line in lines] == [first.pk, action.pk, done_since.pk]
    assert [line.status_label for line in lines] == ["À faire", "À faire", "Faite"]
    assert [line.action_id for line in progress.progress_lines()] == [first.pk, action.pk, done_since.pk]
    point = following.agenda.get(kind="PROGRESS")
    AgendaItem.objects.filter(pk=point.pk).update(content=[line.as_json() for line in lines])
    assert actions.record_reviewed_actions(meeting=following, by=facilitator) == 3
    assert actions.record_reviewed_actions(meeting=following, by=facilitator) == 3
    assert ReviewedAction.objects.get(action=first).state_shown["status_label"] == "À faire"
    assert progress.open_action_count() == 2


def test_progress_is_asked_once_before_a_convened_meeting(action, facilitator, bretagne, mailed):
    hold("Suivante", -8, facilitator, [bretagne.organisation], status="CONVENED")
    before = len(mailed())
    assert actions.ask_due_progress() == 1
    assert actions.ask_due_progress() == 0
    asked = mailed()[before:]
    assert [message.to_member_id for message in asked] == [bretagne.member_id]
    assert "/actions/avancees/" in asked[0].button_url


def test_news_are_asked_of_as_many_people_as_messages_exist(action, facilitator, bretagne, mailed):
    before = len(mailed())
    assert actions.ask_for_progress(action=action, by=facilitator) == len(mailed()) - before == 1
    assert actions.ask_for_progress(action=action, by=facilitator) == 0
    assert len(mailed()) - before == 1


def test_an_action_held_by_nobody_is_not_said_to_be_asked_about(action, facilitator, bretagne, mailed):
    Mandate.objects.filter(pk=bretagne.pk).update(ends_on=action.due_on.replace(year=2020), ended_at=timezone.now())
    with pytest.raises(Refused, match="personne à qui écrire"):
        actions.ask_for_progress(action=action, by=facilitator)
    action.refresh_from_db()
    assert action.asked_at is None
    assert [message for message in mailed() if ".ask:" in message.key] == []


def test_news_asked_after_a_report_of_the_same_day_is_expected(action, facilitator, bretagne):
    actions.report_progress(action=action, status="UNDER_WAY", words="Le plan est écrit.", by=bretagne)
    assert [card.gesture for card in cards_of(bretagne.member, "outcomes")].count("Dire où elle en est") == 0
    actions.ask_for_progress(action=action, by=facilitator)
    assert [card.gesture for card in cards_of(bretagne.member, "outcomes")].count("Dire où elle en est") == 1
    actions.report_progress(action=action, status="UNDER_WAY", words="Deux pôles le testent.", by=bretagne)
    assert [card.gesture for card in cards_of(bretagne.member, "outcomes")].count("Dire où elle en est") == 0


def test_an_action_carried_over_is_closed_with_its_theme(action, cycle, facilitator):
    actions.mark_carried_over(action=action, theme=cycle.theme, by=facilitator)
    action.refresh_from_db()
    assert (action.status, action.carried_into) == ("CARRIED_OVER", cycle.theme)
    assert progress.progress_lines() == []


def test_step_five_tells_what_is_left(cycle, meeting, facilitator, today):
    assert [each.sentence for each in left_in(cycle, "outcomes")] == [
        "Rédiger le compte rendu",
        "L’approuver",
        "L’envoyer",
        "Décider au moins une action, ou dire qu’il n’y en a aucune",
    ]
    minutes = minutes_services.draft_minutes(meeting=meeting, by=facilitator)
    minutes_services.declare_no_action(minutes=minutes, cycle=cycle, by=facilitator)
    assert [each.sentence for each in left_in(cycle, "outcomes")] == [
        "Approuver le compte rendu",
        "Envoyer le compte rendu",
    ]
    minutes_services.approve_minutes(minutes=minutes, by=facilitator)
    sending.send_minutes(minutes=minutes, by=facilitator)
    assert left_in(cycle, "outcomes") == []


def test_each_person_finds_what_is_expected_of_them(
    opened, action, facilitator, bretagne, normandie, guadeloupe, today
):
    def told(mandate) -> list[str]:
        return [card.gesture for card in cards_of(mandate.member, "outcomes")]

    Action.objects.filter(pk=action.pk).update(due_on=today + timedelta(days=31), announced_at=timezone.now())
    assert told(bretagne) == ["Relire"]
    assert told(normandie) == ["Relire"]
    assert told(guadeloupe) == []
    Action.objects.filter(pk=action.pk).update(due_on=today - timedelta(days=1))
    assert told(bretagne) == ["Dire où elle en est", "Relire"]
    assert cards_of(bretagne.member, "outcomes")[0].late
    changes.request_change(
        minutes=opened, section_key="presence", passage="", wording="Ajout.", reason="", by=normandie
    )
    assert told(normandie) == []
    assert told(facilitator) == ["Répondre aux demandes de modification"]


def test_forgetting_a_person_leaves_the_actions_to_the_organisation(action, opened, bretagne, facilitator):
    name = bretagne.member.full_name
    actions.report_progress(action=action, status="UNDER_WAY", words=f"Suivi par {name}.", by=bretagne)
    changes.request_change(
        minutes=opened, section_key="presence", passage="", wording=f"{name} était là.", reason="", by=bretagne
    )
    assert personal.personal_data_of(bretagne.member)["progress"]
    erasure.erase_member(bretagne.member)
    erase_from_network(bretagne.member)
    action.refresh_from_db()
    assert action.person is None
    assert action.organisation == bretagne.organisation
    assert name not in action.progress.first().words
    assert name not in opened.change_requests.get().wording
