import ast
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.common.references import Reference
from interregions.common.rooms import Room, rooms, sweeps
from interregions.exchange.meetings.models import AgendaItem
from interregions.exchange.meetings.services.plans import plan_meeting
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member
from interregions.network.services import add_member, grant_mandate
from interregions.privacy import exports, jobs, rules, services, traces
from interregions.privacy.kinds import KINDS
from interregions.reception.models import Invitation
from interregions.reception.services.people import accept_invitation, invite
from interregions.toolkit.journal.models import Entry
from interregions.toolkit.journal.services import record
from interregions.toolkit.mail.choices import MessageStatus
from interregions.toolkit.mail.models import Message

pytestmark = pytest.mark.django_db
YES = {"understood": "on"}


def defining(function: str) -> dict[str, Room]:
    """The rooms in whose sources this function is written, by label; this door apart, which asks them."""
    return {
        room.label: room
        for room in rooms()
        if room.label != "privacy"
        and any(f"def {function}(" in path.read_text() for path in sorted(Path(room.path).rglob("*.py")))
    }


def test_every_room_that_keeps_something_is_asked_for_it():
    written = defining("personal_data_of")
    assert len(written) > 12
    assert [label for label, room in written.items() if type(room).personal_data is Room.personal_data] == []


def test_every_room_that_forgets_is_asked_to_and_the_network_after_all_that_name_its_people():
    written = defining("erase_member")
    assert len(written) > 12
    assert [label for label, room in written.items() if type(room).erase is Room.erase] == []
    asked = [room.label for room in reversed(rooms()) if type(room).erase is not Room.erase]
    # The vocabulary names nobody by a key: it only takes a name out of its sources.
    assert asked[-2:] == ["network", "vocabulary"]


def test_only_oneself_or_the_animation_erases(bretagne, normandie, facilitator):
    with pytest.raises(Refused, match="la personne elle-même et l’animation"):
        services.erase_member(member=bretagne.member, by=normandie)
    services.erase_member(member=bretagne.member, by=facilitator)
    services.erase_member(member=normandie.member, by=normandie)
    assert Member.objects.filter(removed_at__isnull=False).count() == 2


def test_a_facilitator_whose_mandate_ended_erases_nobody_else(bretagne, facilitator, mandate_of):
    other = mandate_of(facilitator.organisation, Role.FACILITATOR)
    Mandate.objects.filter(pk=other.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    other = Mandate.objects.get(pk=other.pk)
    with pytest.raises(Refused):
        services.erase_member(member=bretagne.member, by=other)


def test_the_last_facilitator_hands_over_first(facilitator, mandate_of):
    with pytest.raises(Refused, match="passez d’abord le relais"):
        services.erase_member(member=facilitator.member, by=facilitator)
    mandate_of(facilitator.organisation, Role.FACILITATOR)
    services.erase_member(member=facilitator.member, by=facilitator)
    assert facilitator.member.full_name == "Personne retirée"


def test_nobody_is_erased_twice(bretagne, facilitator):
    services.erase_member(member=bretagne.member, by=facilitator)
    with pytest.raises(Refused, match="déjà retirée"):
        services.erase_member(member=bretagne.member, by=facilitator)


def test_the_journal_keeps_the_gesture_without_the_name(bretagne, facilitator):
    services.erase_member(member=bretagne.member, by=facilitator)
    entry = Entry.objects.get(verb="privacy.member_erased")
    assert entry.about["label"] == "Personne retirée"
    assert "Le Goff" not in str(entry.about) + str(entry.details)


def test_the_page_is_for_whoever_signed_in_even_without_mandate(client_as, outsider):
    assert Client().get("/mes-donnees/").status_code == 302
    page = client_as(outsider).get("/mes-donnees/").content.decode()
    assert "luc@example.net" in page
    assert "Effacer mes données…" in page


def test_the_last_facilitator_reads_why_on_the_page(client_as, facilitator):
    page = client_as(facilitator).get("/mes-donnees/").content.decode()
    assert "passez d’abord le relais" in page
    page = client_as(facilitator).get(f"/mes-donnees/effacer/{facilitator.member_id}/").content.decode()
    assert "disabled" in page


def test_data_leave_as_json_and_as_ods(client_as, bretagne):
    answer = client_as(bretagne).get("/mes-donnees/mes-donnees.json")
    kept = json.loads(answer.content)
    assert kept["Annuaire"]["identité"]["nom"] == "Le Goff"
    assert len(kept) == len(defining("personal_data_of"))
    answer = client_as(bretagne).get("/mes-donnees/mes-donnees.ods")
    assert answer["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    assert answer.content[:2] == b"PK"


def test_the_table_speaks_french(bretagne):
    sheet = exports.as_sheets({"Thèmes": {"comments": [{"words": "Oui", "at": "2026-01-01"}]}})[0]
    assert sheet.rows == [
        ["Thèmes", "Commentaires", "1", "Mots", "Oui"],
        ["Thèmes", "Commentaires", "1", "Date", "jeudi 1er janvier 2026"],
    ]


def test_the_table_says_moments_as_they_are_in_paris():
    assert exports.in_words("2026-11-23T14:05:12.349781+00:00") == "lundi 23 novembre 2026 à 15\u202fh\u202f05"
    assert exports.in_words("2026-13-45") == "2026-13-45"
    assert exports.in_words("le 2026-01-01") == "le 2026-01-01"


def keys_of_rooms() -> set[str]:
    """Every name that a room gives to what it keeps of a person, read from its source."""
    keys = set()
    for room in defining("personal_data_of").values():
        for path in Path(room.path).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef) and node.name == "personal_data_of":
                    dicts = [each for each in ast.walk(node) if isinstance(each, ast.Dict)]
                    keys |= {key.value for each in dicts for key in each.keys if isinstance(key, ast.Constant)}
    return keys


FRENCH = {
    "acceptée le",
    "adresse",
    "depuis",
    "fonction",
    "habilitations",
    "identité",
    "invitations",
    "jusqu’au",
    "le",
    "ajoutée le",
    "clés d’accès",
    "appareil",
}
FRENCH |= {"apporté le", "contenu", "fichier", "ligne", "source", "à inviter"}
FRENCH |= {"entrée", "navigateur", "nom", "organisme", "ouverte le", "prénom", "rôle", "sessions", "téléphone"}
# The observatory names what it keeps in the words of its pages.
FRENCH |= {"accords donnés", "chiffres saisis", "chiffres vérifiés", "convention", "conventions", "de", "pour"}
FRENCH |= {"documents envoyés", "documents reçus", "fiches de pôles ajoutées", "fiches de pôles confirmées"}
FRENCH |= {"intitulé", "labels ajoutés", "montants montrés", "mots", "priorités écrites", "réponses"}
FRENCH |= {"suites dites", "suites montrées", "état"}
FRENCH |= {"besoins", "chiffres montrés", "chiffres qui ne sont plus montrés", "listes confirmées", "offres", "places"}
FRENCH |= {"priorités servies", "projets européens", "propositions écartées", "rôles dans un projet européen"}
FRENCH |= {"salons et missions", "salons et missions où vous allez"}


def test_every_name_of_a_room_has_its_french_word():
    assert keys_of_rooms() - FRENCH - set(exports.LABELS) == set()


def test_the_file_to_reuse_speaks_french():
    text = exports.as_json({"Thèmes": {"comments": [{"words": "Oui", "at": "2026-11-23T14:05:12+00:00"}]}})
    assert json.loads(text) == {"Thèmes": {"commentaires": [{"mots": "Oui", "date": "2026-11-23T14:05:12+00:00"}]}}


def test_a_person_erases_themself_by_post_only(client_as, bretagne):
    client = client_as(bretagne)
    address = f"/mes-donnees/effacer/{bretagne.member_id}/"
    page = client.get(address).content.decode()
    assert "Ce qui est effacé" in page
    assert "Ce qui reste à l’organisme" in page
    assert client.post(address).status_code == 200
    assert not Member.objects.get(pk=bretagne.member_id).removed_at
    answer = client.post(address, YES, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "Vos données sont effacées." in answer.content.decode()
    assert Member.objects.get(pk=bretagne.member_id).email == ""
    assert client.get("/mes-donnees/").status_code == 302


def test_somebody_without_mandate_erases_themself(client_as, outsider):
    client = client_as(outsider)
    assert client.post(f"/mes-donnees/effacer/{outsider.pk}/", YES).status_code == 302
    assert Member.objects.get(pk=outsider.pk).removed_at


def test_others_do_not_even_see_the_page(client_as, bretagne, normandie, contributor):
    for who in (normandie, contributor):
        assert client_as(who).get(f"/mes-donnees/effacer/{bretagne.member_id}/").status_code == 404
        assert client_as(who).post(f"/mes-donnees/effacer/{bretagne.member_id}/", YES).status_code == 404
        assert client_as(who).get("/mes-donnees/personnes/").status_code == 404


def test_the_animation_finds_a_person_and_erases(client_as, facilitator, bretagne, normandie):
    client = client_as(facilitator)
    page = client.get("/mes-donnees/personnes/?texte=goff").content.decode()
    assert "Anne Le Goff" in page
    assert "Lemaire" not in page
    assert client.post(f"/mes-donnees/effacer/{bretagne.member_id}/", YES).url == "/mes-donnees/personnes/"
    assert Member.objects.get(pk=bretagne.member_id).full_name == "Personne retirée"
    assert client.get("/reseau/").status_code == 200


def test_the_list_of_people_costs_the_same_with_one_and_thirty(client_as, facilitator, mandate_of, france):
    counts = []
    client_as(facilitator).get("/mes-donnees/personnes/")  # what a process reads once
    for number in (1, 20):
        for _ in range(number):
            mandate_of(france[0])
        client = client_as(facilitator)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/mes-donnees/personnes/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def left_person(host, ends_on: date, given_name: str = "Léa", **names) -> Member:
    member = add_member(given_name=given_name, family_name="Partie", email="lea@example.org", **names)
    grant_mandate(member=member, organisation=host, role=Role.READER, starts_on=date(2019, 1, 1), ends_on=ends_on)
    return member


def test_who_left_three_years_ago_is_told_then_forgotten_a_month_later(host, today, mailed):
    member = left_person(host, today - timedelta(days=3 * 366 + 1))
    assert services.forget_people_who_left() == 0
    assert services.forget_people_who_left() == 0
    assert [message.subject for message in mailed()] == ["Vos données personnelles vont être effacées"]
    Message.objects.update(created_at=timezone.now() - timedelta(days=31))
    assert services.forget_people_who_left() == 1
    assert Member.objects.get(pk=member.pk).email == ""
    assert services.forget_people_who_left() == 0


def test_who_still_acts_or_left_lately_or_is_fictional_is_kept(host, today, bretagne, mailed):
    left_person(host, today - timedelta(days=400))
    left_person(host, date(2020, 1, 1), given_name="Zoé", fictional=True)
    services.forget_people_who_left()
    assert mailed() == []


def test_waiting_messages_of_last_year_never_leave(bretagne, host, today, mailed):
    member = left_person(host, today)
    Message.objects.create(
        key="k", to_member=member, to_address="lea@example.org", subject="S", next_attempt_at=timezone.now()
    )
    Message.objects.create(
        key="new", to_member=member, to_address="lea@example.org", subject="S", next_attempt_at=timezone.now()
    )
    old = datetime(2020, 1, 1, tzinfo=timezone.get_current_timezone())
    Message.objects.filter(key="k").update(created_at=old)
    assert services.forget_old_messages() == 1
    assert Message.objects.get(key="k").status == MessageStatus.WITHDRAWN
    assert Message.objects.get(key="new").to_address == "lea@example.org"


def test_the_clock_forgets_once_a_day(monkeypatch, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert jobs.forget_in_time in sweeps()
    calls = []
    monkeypatch.setattr(services, "forget_old_rows", lambda: calls.append(1))
    cache.clear()
    jobs.forget_in_time()
    jobs.forget_in_time()
    assert calls == [1]
    cache.clear()


def test_forgetting_old_rows_leaves_an_empty_database_empty():
    services.forget_old_rows()
    assert not Message.objects.exists()


def test_the_public_page_says_the_durations_that_are_enforced():
    page = Client().get("/donnees-personnelles/").content.decode()
    assert rules.PERSON_YEARS == 3
    assert "puis trois ans" in page
    assert rules.NOTICE_DAYS == 30
    assert "prévenue trente jours avant" in page
    assert rules.MESSAGE_MONTHS == 12
    assert "Douze mois" in page
    assert "/mes-donnees/" in page
    assert rules.NEVER_CAME_DAYS == 183
    assert "six mois si elle ne répond pas" in page


def test_who_never_answered_an_invitation_is_erased_after_six_months(facilitator, bretagne):
    """Not who acted once, nor who was invited again since."""
    for name in ("lucie", "jean", "paul"):
        invite(
            organisation=bretagne.organisation, given_name=name, family_name="Invité", email=f"{name}@example.org",
            role="READER", by=facilitator,
        )  # fmt: skip
    accept_invitation(invitation=Invitation.objects.get(member__given_name="jean"))
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=184))
    invitation = Invitation.objects.get(member__given_name="paul")
    Invitation.objects.filter(pk=invitation.pk).update(invited_at=timezone.now() - timedelta(days=182))
    assert services.forget_people_who_never_came() == 1
    assert services.forget_people_who_never_came() == 0
    left = Member.objects.filter(email__in=["lucie@example.org", "jean@example.org", "paul@example.org"])
    assert {member.given_name for member in left} == {"jean", "paul"}


def test_a_leap_day_has_its_term():
    assert rules.forgotten_on(last_day=date(2024, 2, 29)) == date(2027, 2, 28)


def test_what_a_machine_cannot_be_sure_of_is_read_before_the_erasure_and_left_to_a_person(
    facilitator, bretagne, normandie, client_as
):
    of = Reference("themes.theme", "1", "Vu avec Mme Le Goff, puis Anne  LE\u00a0GOFF et A. Le Goff", "/themes/")
    record("themes.theme_proposed", of, normandie)
    page = client_as(facilitator).get(f"/mes-donnees/effacer/{bretagne.member_id}/").content.decode()
    assert "À décider par vous" in page
    assert "Mme Le Goff" in page
    assert "Vu avec" not in page  # what is said around may be read by others alone
    services.erase_member(member=bretagne.member, by=facilitator)
    label = Entry.objects.filter(about_id="1").get().about["label"]
    assert label == "Vu avec Mme Le Goff, puis Personne retirée et Personne retirée"


def test_a_text_that_the_animation_reads_shows_the_phrase_and_the_page_where_a_name_stands(
    facilitator, bretagne, client_as
):
    meeting = plan_meeting(title="Rencontre", cycles=[], starts_at=None, ends_at=None, by=facilitator)
    point = AgendaItem.objects.filter(meeting=meeting).first()
    AgendaItem.objects.filter(pk=point.pk).update(title="Un point préparé avec Mme Le Goff sur les filières")
    mention = next(each for each in traces.to_decide(bretagne.member) if each.kind == KINDS["meetings.agendaitem"])
    assert mention.around == "Un point préparé avec Mme Le Goff sur les filières"
    assert mention.url == meeting.get_absolute_url()
    page = client_as(facilitator).get(f"/mes-donnees/effacer/{bretagne.member_id}/").content.decode()
    assert "Un point préparé avec" in page


def test_the_people_kept_are_cards_on_a_telephone(facilitator, bretagne, client_as):
    page = client_as(facilitator).get("/mes-donnees/personnes/").content.decode()
    assert "table-stacked" in page
    assert "table-scroll" not in page


def test_a_namesake_s_whole_name_is_not_left_to_decide(facilitator, bretagne, mandate_of):
    mandate_of(bretagne.organisation, given_name="Benoît", family_name="LE GOFF", email="b@example.org")
    words = "Vu avec Benoît Le Goff, B. Le Goff et Mme Le Goff ; Mme Le Goff suit."
    record("themes.theme_proposed", Reference("themes.theme", "1", words, "/"), facilitator)
    assert [mention.words for mention in traces.to_decide(bretagne.member)] == ["Mme Le Goff"]


def test_what_is_told_to_be_decided_has_a_word_of_the_screen(facilitator, bretagne, client_as):
    record("themes.theme_proposed", Reference("themes.theme", "1", "Vu avec Mme Le Goff", "/"), facilitator)
    page = client_as(facilitator).get(f"/mes-donnees/effacer/{bretagne.member_id}/").content.decode()
    assert "Ligne du journal" in page
    models = {f"{model._meta.label_lower}" for model in apps.get_models()}
    assert set(KINDS) - models == set()


def test_one_takes_away_each_text_that_names_them_without_what_is_said_around(bretagne, normandie, client_as):
    record("themes.theme_proposed", Reference("themes.theme", "1", "Secret d’Anne LE GOFF", "/themes/"), normandie)
    text = client_as(bretagne).get("/mes-donnees/mes-donnees.json").content.decode()
    assert "nommé dans" in text
    assert "Secret" not in text
