"""Whoever has no account is found and forgotten too: a guest, a signer of a visa, somebody interviewed, a speaker."""

import io
from dataclasses import replace
from datetime import timedelta

import docx
import pytest
from django.utils import timezone

from interregions.common.erasure import Somebody
from interregions.common.errors import Refused
from interregions.common.references import Reference
from interregions.exchange.cycles import services as cycles
from interregions.exchange.debate import services as debate
from interregions.exchange.meetings.models import Guest
from interregions.exchange.meetings.queries.signed_links import guest_url
from interregions.exchange.meetings.services import plans, presence, sittings
from interregions.exchange.notes.services import interviews as notes
from interregions.exchange.themes.services import calls, results
from interregions.exchange.themes.services.themes import propose_theme
from interregions.network.models import Member
from interregions.privacy import services, traces
from interregions.toolkit.approvals import services as approvals
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.queries import token_of
from interregions.toolkit.files import services as files
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.journal.models import Entry
from interregions.toolkit.mail.choices import MessageStatus
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.services import queue_address_message
from tests.test_erase import everything_stored

pytestmark = pytest.mark.django_db

SOMEBODY = Somebody("Marie-Reine", "Oiseaulyre", "m.oiseaulyre@ailleurs.example")
NAME = "Marie-Reine Oiseaulyre"
SURE = ("marie-reine", "marie reine", "ailleurs.example")
# However people write: case, hard and doubled spaces, no hyphen, the other order, initials.
SAID = (
    "MARIE REINE  OISEAULYRE l’a dit, Oiseaulyre\u00a0Marie-Reine aussi, M.-R.\u202fOiseaulyre écrit de "
    "M.Oiseaulyre@Ailleurs.example."
)
PERHAPS = "Voir avec Mme Oiseaulyre."
ASKED = {"given_name": "Marie-Reine", "family_name": "Oiseaulyre", "email": "m.oiseaulyre@ailleurs.example"}


def test_somebody_known_by_name_alone_leaves_with_their_address_and_their_link(everywhere, facilitator, client):
    guest = Guest.objects.get()
    link = guest_url(guest)
    assert traces.addresses_beside(replace(SOMEBODY, email="")) == {SOMEBODY.email}
    services.erase_somebody(somebody=replace(SOMEBODY, email=""), by=facilitator, asker=facilitator.member)
    assert [where for where, text in everything_stored() if "ailleurs.example" in text.casefold()] == []
    assert client.get(link).status_code == 409


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph(f"Présents : {NAME.upper()}.")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.fixture
def everywhere(facilitator, bretagne, today):
    """A guest of a meeting, heard in the debate, interviewed, asked for a visa, written to, named in a file."""
    call = calls.open_call(
        season="2026-2027",
        retained_number=1,
        proposals_until=today,
        choices_until=today + timedelta(days=5),
        method="MEETING",
        by=facilitator,
    )
    theme = propose_theme(call=call, title="Oiseaux", problem=SAID, expected_result=PERHAPS, by=bretagne)
    results.record_decision(call=call, theme_ids=[theme.pk], decided_in="Réunion", by=facilitator)
    theme.refresh_from_db()
    cycle = cycles.open_cycle(theme=theme, lead=bretagne.organisation, by=facilitator)
    notes.record_interview(
        cycle=cycle, held_on=today, people=NAME, answers=[("Que dit-elle ?", "context", SAID)], by=facilitator
    )
    begins = timezone.now() + timedelta(days=20)
    meeting = plans.plan_meeting(
        title="Rencontre", cycles=[cycle], starts_at=begins, ends_at=begins + timedelta(hours=2), by=facilitator
    )
    presence.invite_guest(
        meeting=meeting, name=NAME, organisation_name="Ailleurs", email=ASKED["email"], items=[], by=facilitator
    )
    plans.send_convocations(meeting=meeting, by=facilitator)
    sittings.open_meeting(meeting=meeting, by=facilitator)
    debate.record_remark(meeting=meeting, text=SAID, organisation=bretagne.organisation, by=facilitator)
    approvals.ask_for_visa(
        of=Reference("themes.theme", str(theme.pk), "Thème", "/themes/"),
        version="1",
        words=SAID,
        by=bretagne,
        name=NAME,
        email=ASKED["email"],
        content=[],
    )
    queue_address_message(
        key="k",
        to_name=NAME,
        to_address="M.Oiseaulyre@AILLEURS.example",
        subject="Bonjour",
        lines=[SAID],
        button=None,
        reason="",
        about=None,
    )
    files.store_bytes(body=word_file(), name="présents.docx", by=bretagne, classification="preparatory")
    files.read_new_files()
    return theme


def surely_named() -> list[str]:
    """Every table, the words of files apart: those are for a person to decide."""
    stored = ((where, text) for where, text in everything_stored() if not where.startswith("files.FileWords"))
    return [f"{where}: {text[:80]}" for where, text in stored if any(sign in text.lower() for sign in SURE)]


def test_somebody_without_account_is_nowhere_afterwards_and_the_rest_is_in_the_list(everywhere, facilitator):
    assert len(surely_named()) > 12
    services.erase_somebody(somebody=SOMEBODY, by=facilitator, asker=facilitator.member)
    assert surely_named() == []
    listed = {(mention.kind, mention.words) for mention in traces.to_decide(SOMEBODY)}
    assert {words for _, words in listed} == {"Mme Oiseaulyre"}
    left = [where for where, text in everything_stored() if "oiseaulyre" in text.lower()]
    assert len([where for where in left if not where.startswith("files.FileWords")]) == len(listed)
    named = traces.in_files(SOMEBODY).naming
    assert [(each.file.name, each.words) for each in named] == [("présents.docx", ("MARIE-REINE OISEAULYRE",))]
    services.erase_file(file=named[0].file, by=facilitator, asker=facilitator.member)
    assert not any("oiseaulyre" in text.lower() for where, text in everything_stored() if "files." in where)
    with pytest.raises(Refused, match="il n’en reste rien"):
        services.erase_file(file=StoredFile.objects.get(), by=facilitator, asker=facilitator.member)


def test_nothing_written_to_them_leaves_any_more_and_their_links_are_dead(everywhere, facilitator, client):
    visa = ApprovalRequest.objects.get()
    link = f"/visa/{token_of(visa)}/"
    assert client.get(link).status_code == 200
    services.erase_somebody(somebody=SOMEBODY, by=facilitator, asker=facilitator.member)
    assert Message.objects.get(key="k").status == MessageStatus.WITHDRAWN
    assert Guest.objects.get().name == "Personne retirée"
    assert "Thème" not in client.get(link).content.decode()
    assert Member.objects.filter(family_name="").count() == 0, "no row stays of the search"
    entry = Entry.objects.latest("id")
    assert (entry.verb, entry.about["label"]) == ("privacy.somebody_erased", "Personne sans compte")


def test_what_is_kept_about_them_is_read_without_writing_anything(everywhere):
    before = list(everything_stored())
    kept = services.data_of_somebody(SOMEBODY)
    assert list(everything_stored()) == before
    assert kept["Réunions"]["guest_of"]
    assert kept["Interviews et notes"]["interviews"]
    assert [line["subject"] for line in kept["Messages"]]
    assert f"Fichier {StoredFile.objects.get().pk}" in kept["Textes"]["nommé dans"]


def test_an_address_alone_finds_nobody_elses_things(everywhere, facilitator):
    services.erase_somebody(somebody=SOMEBODY, by=facilitator, asker=facilitator.member)
    kept = services.data_of_somebody(Somebody("", "", "autre@ailleurs.example"))
    assert [room for room, value in kept.items() if room not in {"Annuaire"} and value and any(flat(value))] == []


def flat(value) -> list:
    if isinstance(value, dict):
        return [one for inside in value.values() for one in flat(inside)]
    return [one for inside in value for one in flat(inside)] if isinstance(value, list) else [value]


def test_a_name_alone_is_not_looked_for_and_whoever_has_an_account_is_refused(facilitator, bretagne):
    for somebody, why in (
        (Somebody("", "Le Goff", ""), "un nom seul"),
        (Somebody("ANNE", "Le Goff", ""), "de ce nom a un compte"),
        (Somebody("", "", bretagne.member.email.upper()), "lit cette adresse"),
    ):
        with pytest.raises(Refused, match=why):
            services.erase_somebody(somebody=somebody, by=facilitator, asker=facilitator.member)
    with pytest.raises(Refused, match="Seule l’animation"):
        services.erase_somebody(somebody=SOMEBODY, by=bretagne, asker=bretagne.member)


def test_the_animation_looks_reads_and_erases_on_the_page(everywhere, client_as, facilitator):
    client = client_as(facilitator)
    page = client.post("/mes-donnees/sans-compte/", ASKED).content.decode()
    assert "présents.docx" in page
    assert "Mme Oiseaulyre" in page
    assert "l’a dit" in page  # of a theme and of the debate, that the animation reads; tests of privacy tell the others
    table = client.post("/mes-donnees/sans-compte/emporter.ods", ASKED)
    assert table.content[:2] == b"PK"
    refused = client.post("/mes-donnees/sans-compte/effacer/", ASKED)
    assert "Cochez la case" in refused.content.decode()
    assert surely_named()
    answer = client.post("/mes-donnees/sans-compte/effacer/", {**ASKED, "understood": "on"})
    assert answer.status_code == 302
    assert surely_named() == []
    file = StoredFile.objects.get()
    assert client.post(f"/mes-donnees/fichiers/{file.pk}/effacer/", follow=True).status_code == 200
    assert traces.in_files(SOMEBODY).naming == ()


def test_others_do_not_even_see_the_page(client_as, bretagne):
    client = client_as(bretagne)
    assert client.get("/mes-donnees/sans-compte/").status_code == 404
    for path in ("sans-compte/", "sans-compte/emporter.ods", "sans-compte/effacer/"):
        assert client.post(f"/mes-donnees/{path}", {**ASKED, "understood": "on"}).status_code == 404
