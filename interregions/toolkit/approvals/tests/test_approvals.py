"""A visa: asked by a link, decided once and by POST only."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.common.links import LINKS
from interregions.common.references import Reference
from interregions.common.rooms import AboutVisa, Visa, visas
from interregions.network.choices import Role
from interregions.network.services import grant_mandate
from interregions.toolkit.approvals import queries, rules, services
from interregions.toolkit.approvals.choices import ApprovalStatus
from interregions.toolkit.approvals.models import ApprovalRequest
from interregions.toolkit.approvals.prints import Part, changes_since, prints_of
from tests.tasks import cards_of

RESPONSE = Reference("surveys.response", "7", "la réponse de la Bretagne", "/enquetes/7/")
TEXT = [{"type": "paragraph", "text": "Le contenu à viser."}]
heard: list[str] = []


def tomorrow(approval):
    return timezone.localdate() + timedelta(days=1)


def listen(approval) -> None:
    heard.append(approval.status)


@pytest.fixture
def visa(bretagne) -> ApprovalRequest:
    return services.ask_for_visa(
        of=RESPONSE,
        version="3",
        words="Merci de relire.",
        by=bretagne,
        name="Jeanne Directrice",
        email="Direction@example.org",
        content=TEXT,
    )


@pytest.mark.django_db
def test_three_gets_of_a_scanner_decide_nothing_then_the_person_decides(visa, client, mailed, monkeypatch) -> None:
    monkeypatch.setitem(visas(), "surveys.response", Visa(decided=listen))
    heard.clear()
    address = mailed()[0].button_url
    for _ in range(3):
        assert "Le contenu à viser." in client.get(address).content.decode()
    assert queries.visa_waiting("surveys.response", 7) == visa
    refused = client.post(address, {"decision": "to_revise", "words": "  "})
    assert refused.status_code == 409
    assert "Dites en quelques mots ce qu’il faut revoir." in refused.content.decode()
    assert client.post(address, {"decision": "agreed"}).status_code == 302
    visa.refresh_from_db()
    assert visa.status == ApprovalStatus.AGREED
    assert queries.visa_waiting("surveys.response", 7) is None
    assert client.post(address, {"decision": "to_revise", "words": "non"}).status_code == 409
    assert mailed()[-1].to_member == visa.asked_by.member
    assert heard == [ApprovalStatus.AGREED]


@pytest.mark.django_db
def test_somebody_else_who_is_in_gives_no_visa_by_the_link(visa, facilitator, client_as, mailed) -> None:
    client, address = client_as(facilitator), mailed()[0].button_url
    page = client.get(address).content.decode()
    assert "personne d’autre ne le donne" in page
    assert "Bon pour envoi" not in page
    assert client.post(address, {"decision": "agreed"}).status_code == 409
    visa.refresh_from_db()
    assert visa.status == ApprovalStatus.WAITING


def about(approval):
    return AboutVisa("10 questions répondues sur 20.", ("Les Régions la liront.",), "Rien ne part avant.")


@pytest.mark.django_db
def test_a_visa_is_a_letter_with_its_two_buttons_at_the_top_and_at_the_end(visa, client, mailed, monkeypatch) -> None:
    monkeypatch.setitem(visas(), "surveys.response", Visa(useful_until=tomorrow, about=about))
    address = mailed()[0].button_url
    page = client.get(address).content.decode()
    told = ["Anne Le Goff", "Bretagne", "10 questions répondues sur 20", "utile jusqu’au", "Les Régions la liront"]
    top, _, end = page.partition("Le contenu à viser")
    assert [words for words in told if words not in top] == []
    for part in (top, end):
        assert 'value="agreed"' in part
        assert "À revoir" in part
    assert client.post(address, {"decision": "agreed"}).status_code == 302
    page = client.get(address).content.decode()
    assert "Merci. Anne Le Goff est prévenu" in page
    assert "Rien ne part avant." in page
    again = client.post(address, {"decision": "agreed"}, follow=True).content.decode()
    assert "Rien n’a changé" in again
    assert len(mailed()) == 2, "told once"


@pytest.mark.django_db
def test_the_letter_that_asks_says_how_far_it_is_and_until_when(bretagne, mailed, monkeypatch) -> None:
    monkeypatch.setitem(visas(), "surveys.response", Visa(useful_until=tomorrow, about=about))
    services.ask_for_visa(of=RESPONSE, version="3", words="", by=bretagne, name="J", email="d@x.org", content=TEXT)
    lines = mailed()[-1].lines
    assert "10 questions répondues sur 20." in lines
    assert any(line.startswith("Votre visa est utile jusqu’au") for line in lines)


@pytest.mark.django_db
def test_once_the_visa_is_given_its_link_tells_the_decision_and_no_longer_the_content(visa, client) -> None:
    url = f"/visa/{queries.token_of(visa)}/"
    assert "Le contenu à viser" in client.get(url).content.decode()
    services.decide_visa(approval=visa, agreed=True)
    page = client.get(url).content.decode()
    assert "Votre visa est rendu" in page
    assert "Le contenu à viser" not in page


@pytest.mark.django_db
def test_the_words_that_are_missing_are_asked_for_beside_their_area(visa, client, mailed) -> None:
    address = mailed()[0].button_url
    assert "(nécessaires pour «\u202fà revoir\u202f»)" in client.get(address).content.decode()
    page = client.post(address, {"decision": "to_revise", "words": ""}).content.decode()
    assert 'action="#decision"' in page
    assert "Dites en quelques mots ce qu’il faut revoir." in page.partition('id="id_words_erreur"')[2]


@pytest.mark.django_db
def test_the_day_after_which_a_visa_is_of_no_use_is_told_when_it_is_known(visa, client, mailed, monkeypatch) -> None:
    monkeypatch.setitem(visas(), "surveys.response", Visa(useful_until=tomorrow))
    assert "Il est utile jusqu’au" in client.get(mailed()[0].button_url).content.decode()
    monkeypatch.setitem(visas(), "surveys.response", Visa())
    assert "Il est utile" not in client.get(mailed()[0].button_url).content.decode()


@pytest.mark.django_db
def test_a_withdrawn_or_replaced_request_says_so(visa, bretagne, client, mailed) -> None:
    address = mailed()[0].button_url
    services.ask_for_visa(
        of=RESPONSE, version="4", words="", by=bretagne, name="Jeanne", email="d@example.org", content=TEXT
    )
    answer = client.get(address)
    assert answer.status_code == 409
    assert "a été retirée" in answer.content.decode()
    assert [visa.status for visa in queries.visas_of("surveys.response", 7)] == ["waiting", "withdrawn"]


@pytest.mark.django_db
def test_a_link_that_is_altered_or_too_old_has_its_sentence(visa, monkeypatch) -> None:
    token = queries.token_of(visa)
    with pytest.raises(Refused, match="incomplet"):
        queries.visa_by_token(token + "x")
    monkeypatch.setitem(LINKS, queries.PURPOSE, replace(LINKS[queries.PURPOSE], days=-1))
    with pytest.raises(Refused, match="plus valable"):
        queries.visa_by_token(token)


@pytest.mark.django_db
def test_reminders_are_sent_once_a_day_when_due(visa, mailed) -> None:
    assert services.send_due_reminders() == 0
    ApprovalRequest.objects.update(asked_at=timezone.now() - timedelta(days=4))
    assert services.send_due_reminders() == 1
    assert services.send_due_reminders() == 0
    assert mailed()[-1].subject.startswith("Rappel")


@pytest.mark.django_db
def test_the_content_is_read_by_its_organisation_alone(
    visa, bretagne, normandie, facilitator, client_as, monkeypatch
) -> None:
    monkeypatch.setitem(visas(), "surveys.response", Visa())
    assert "Le contenu à viser." in client_as(bretagne).get(visa.get_absolute_url()).content.decode()
    assert client_as(normandie).get(visa.get_absolute_url()).status_code == 404
    assert client_as(facilitator).get(visa.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_an_erased_person_is_nowhere_in_the_visas(bretagne, normandie) -> None:
    services.ask_for_visa(
        of=RESPONSE, version="1", words="Pour Paul Lemaire", by=bretagne, member=normandie.member, content=TEXT
    )
    services.erase_member(normandie.member)
    everything = str(list(ApprovalRequest.objects.values()))
    assert "Lemaire" not in everything
    assert normandie.member.email not in everything


@pytest.mark.django_db
def test_only_who_may_send_enters_a_decision_given_on_paper(
    visa, bretagne, contributor, normandie, mandate_of, client_as
) -> None:
    reader = mandate_of(bretagne.organisation, Role.READER)
    for by in (contributor, reader, normandie):
        with pytest.raises(Refused):
            services.decide_visa(approval=visa, agreed=True, by=by)
    paper = {"decision": "agreed", "words": "", "paper": SimpleUploadedFile("visa.pdf", b"%PDF-1.4 signe %%EOF")}
    client_as(contributor).post(reverse("approvals:on_paper", args=[visa.pk]), paper)
    visa.refresh_from_db()
    assert visa.status == ApprovalStatus.WAITING


@pytest.mark.django_db
def test_a_request_is_not_taken_back_while_acting_for_another_organisation(
    visa, bretagne, normandie, client_as
) -> None:
    """Reader of Bretagne, referent of Normandie: the second mandate does not reach what the first only reads."""
    grant_mandate(member=normandie.member, organisation=bretagne.organisation, role=Role.READER)
    address = reverse("approvals:withdraw", args=[visa.pk])
    assert client_as(normandie).post(address).status_code == 404
    visa.refresh_from_db()
    assert visa.status == ApprovalStatus.WAITING


@pytest.mark.django_db
def test_the_room_hears_that_a_request_was_taken_back(visa, bretagne, monkeypatch) -> None:
    monkeypatch.setitem(visas(), "surveys.response", Visa(decided=listen))
    heard.clear()
    services.withdraw_visa(approval=visa, by=bretagne)
    assert heard == [ApprovalStatus.WITHDRAWN]


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        ("Réponse de Bretagne à « Pôles »", "votre visa sur la réponse de Bretagne à « Pôles »"),
        ("Note d’opportunité", "votre visa sur la note d’opportunité"),
        ("la réponse de la Bretagne", "votre visa sur la réponse de la Bretagne"),
        ("Autre chose", "votre visa\u202f: Autre chose"),
    ],
)
def test_what_the_visa_is_about_has_its_article(label, sentence) -> None:
    assert rules.visa_on(label) == sentence


@pytest.mark.django_db
def test_every_letter_names_it_so(visa, mailed) -> None:
    services.decide_visa(approval=visa, agreed=True)
    asked, decided = (" ".join(message.lines) for message in mailed()[-2:])
    assert "votre visa sur la réponse de la Bretagne." in asked
    assert "son visa sur la réponse de la Bretagne" in decided


@pytest.mark.django_db
def test_the_addresses_of_references_open_and_nothing_else_becomes_markup(bretagne, client, mailed) -> None:
    content = [
        {"type": "paragraph", "text": "Voir https://example.org/rapport?a=1&b=2, page 3. <script>x</script>"},
        {"type": "table", "header": ["https://example.org/a"], "rows": [], "caption": "https://example.org/legende"},
    ]
    services.ask_for_visa(of=RESPONSE, version="1", words="", by=bretagne, name="J", email="d@x.org", content=content)
    page = client.get(mailed()[-1].button_url).content.decode()
    assert '<a href="https://example.org/rapport?a=1&amp;b=2" rel="nofollow">' in page
    assert "&lt;script&gt;x" in page
    assert 'aria-label="https://example.org/legende"' in page


@pytest.mark.django_db
def test_a_paper_decision_without_its_words_keeps_the_page(visa, bretagne, client_as) -> None:
    paper = {"decision": "to_revise", "words": "", "paper": SimpleUploadedFile("visa.pdf", b"%PDF-1.4 signe %%EOF")}
    answer = client_as(bretagne).post(reverse("approvals:on_paper", args=[visa.pk]), paper)
    assert answer.status_code == 409
    assert "Dites en quelques mots" in answer.content.decode()
    visa.refresh_from_db()
    assert visa.status == ApprovalStatus.WAITING


@pytest.mark.django_db
def test_a_visa_asked_of_a_member_is_a_card_until_it_is_decided(bretagne, normandie, client_as) -> None:
    """Whichever organisation they act for: the person is asked, not the organisation."""
    approval = services.ask_for_visa(
        of=RESPONSE, version="3", words="", by=bretagne, member=normandie.member, content=TEXT
    )
    (card,) = cards_of(normandie.member, "approvals")
    assert card.what == "Donner votre visa sur la réponse de la Bretagne"
    assert f"{bretagne.member.full_name}, Bretagne vous le demande" in card.why
    page = client_as(normandie).get(card.url).content.decode()
    assert "Lire et décider" in page
    assert cards_of(bretagne.member, "approvals") == []
    services.decide_visa(approval=approval, agreed=True)
    assert cards_of(normandie.member, "approvals") == []


@pytest.mark.django_db
def test_a_visa_asked_of_somebody_without_account_is_nobodys_card_and_is_reminded(visa, bretagne) -> None:
    assert cards_of(bretagne.member, "approvals") == []
    ApprovalRequest.objects.update(asked_at=timezone.now() - timedelta(days=4))
    assert queries.visas_to_remind() == [visa]


def test_the_print_of_a_content_tells_what_changed_came_or_went_and_keeps_no_word():
    given = [Part("1", "Budget", "10 M€"), Part("2", "Avis", ""), Part("3", "Emplois", "12")]
    kept = prints_of(given)
    assert "10 M€" not in str(kept)
    assert changes_since(kept, given) == []
    now = [Part("1", "Budget", "12 M€"), Part("2", "Avis", "Un avis."), Part("4", "Autre", "")]
    assert changes_since(kept, now) == ["Budget", "Avis", "Emplois"]
    assert changes_since({}, now) == [], "a visa asked before prints were kept says nothing"
    assert rules.outdated_words(name="Jeanne", changes=[]) == ""
    told = rules.outdated_words(name="Jeanne", changes=[f"Question {number}" for number in range(8)])
    assert told.startswith("Jeanne a dit «\u202fbon pour envoi\u202f», mais 8 parties ont changé depuis")
    assert told.endswith("et 3 autres parties.")
