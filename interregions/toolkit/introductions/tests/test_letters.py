"""A member writes to another without either address being shown, a few times a day, to who wants it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.network.choices import College, OrganisationKind, Role
from interregions.network.services import add_organisation
from interregions.toolkit.introductions import jobs, rules, services
from interregions.toolkit.introductions.models import Circular, PersonalLetter
from interregions.toolkit.introductions.queries import personal_data_of
from interregions.toolkit.journal.models import Entry
from interregions.toolkit.mail.composition import compose
from interregions.toolkit.mail.models import Message
from interregions.toolkit.mail.services import set_preference

pytestmark = pytest.mark.django_db
WORDS = "Bonjour, pouvons-nous parler de l’hydrogène ?"


@pytest.fixture
def pole(france, mandate_of):
    organisation = add_organisation(
        name="Pôle Mer", short_name="Pôle Mer", kind=OrganisationKind.CLUSTER, college=College.CLUSTERS
    )
    return mandate_of(organisation, given_name="Maël", family_name="Marin")


def write(by, to, **more) -> PersonalLetter:
    return services.write_letter(**{"to": to, "subject": "Hydrogène", "words": WORDS, "by": by, **more})


def email_of(letter: PersonalLetter):
    return compose(Message.objects.get(key=f"introductions.letter:{letter.pk}"))


def test_a_letter_leaves_without_either_address(facilitator, bretagne, normandie) -> None:
    email = email_of(write(bretagne, normandie))
    sent = email.body + str(email.alternatives[0][0]) + str(email.reply_to)
    assert "Anne Le Goff" in email.subject
    assert bretagne.member.email not in sent
    assert normandie.member.email not in sent
    assert facilitator.member.email in str(email.reply_to)
    assert "Ne plus recevoir" in email.body


def test_who_shows_their_address_is_answered_directly(facilitator, bretagne, normandie) -> None:
    email = email_of(write(bretagne, normandie, shows_address=True))
    assert email.reply_to == [f"Anne Le Goff <{bretagne.member.email}>"]
    assert "vous montre son adresse" in email.body


def test_the_page_of_an_organisation_leads_to_a_letter_and_shows_no_address(
    facilitator, bretagne, normandie, client_as
) -> None:
    client = client_as(bretagne)
    html = client.get(normandie.organisation.get_absolute_url()).content.decode()
    page = reverse("introductions:write", args=[normandie.pk])
    assert page in html
    assert normandie.member.email not in html
    form = client.get(page).content.decode()
    assert normandie.member.email not in form
    sent = client.post(page, {"subject": "Hydrogène", "words": WORDS}, follow=True).content.decode()
    assert "1 personne est prévenue par courriel" in sent.replace("\u202f", " ").replace("\u00a0", " ")
    assert PersonalLetter.objects.get().to == normandie


def test_who_received_a_letter_answers_it_and_nobody_else_reads_it(
    facilitator, bretagne, normandie, occitanie, client_as
) -> None:
    letter = write(bretagne, normandie)
    page = letter.get_absolute_url()
    assert client_as(occitanie).get(page).status_code == 404
    assert client_as(facilitator).get(page).status_code == 404
    assert WORDS.split("?")[0].strip() in client_as(normandie).get(page).content.decode().replace("\u202f", " ")
    client_as(normandie).post(page, {"subject": "Re : Hydrogène", "words": "Oui, volontiers jeudi."})
    answer = PersonalLetter.objects.get(answers=letter)
    assert (answer.by, answer.to) == (normandie, bretagne)


def test_a_few_letters_a_day_and_fewer_to_one_person(facilitator, bretagne, normandie, france, mandate_of) -> None:
    for _ in range(rules.MOST_TO_ONE):
        write(bretagne, normandie)
    with pytest.raises(Refused, match="3 fois aujourd’hui"):
        write(bretagne, normandie)
    others = [mandate_of(each) for each in france if each not in (bretagne.organisation, normandie.organisation)]
    for other in others[: rules.MOST_A_DAY - rules.MOST_TO_ONE]:
        write(bretagne, other)
    with pytest.raises(Refused, match="10 lettres aujourd’hui"):
        write(bretagne, others[-1])
    PersonalLetter.objects.update(at=timezone.now() - timedelta(days=2))
    assert write(bretagne, others[-1])


def test_who_stopped_these_letters_receives_none_and_the_writer_reads_it(
    facilitator, bretagne, normandie, client_as
) -> None:
    set_preference(member_id=normandie.member_id, kind="letters", wanted=False)
    with pytest.raises(Refused, match="ne souhaite pas recevoir"):
        write(bretagne, normandie)
    html = client_as(bretagne).get(reverse("introductions:write", args=[normandie.pk])).content.decode()
    assert "ne souhaite pas recevoir" in html
    assert "Envoyer la lettre" not in html


def test_a_pole_writes_to_no_referent_but_answers_one(facilitator, bretagne, pole, client_as) -> None:
    page = reverse("introductions:write", args=[bretagne.pk])
    assert client_as(pole).get(page).status_code == 404
    with pytest.raises(Refused, match="mise en relation"):
        write(pole, bretagne)
    received = write(bretagne, pole)
    assert write(pole, bretagne, answers=received).answers == received
    with pytest.raises(Refused, match="mise en relation"):
        write(pole, facilitator, answers=received)


def test_the_journal_names_no_person_and_no_word_of_a_letter(facilitator, bretagne, normandie) -> None:
    write(bretagne, normandie)
    entry = Entry.objects.get(verb="introductions.letter_written")
    assert "Lemaire" not in str(entry.details) + str(entry.about)
    assert "hydrogène" not in str(entry.details)


def test_the_animation_sees_that_a_letter_left_and_not_what_it_says(
    installation, facilitator, bretagne, normandie, client_as
) -> None:
    write(bretagne, normandie, subject="Un sujet entre nous")
    message = Message.objects.get(key__startswith="introductions.letter:")
    for page in (reverse("mail:sendings"), reverse("mail:sendings") + "?mots=sujet", reverse("mail:inbox")):
        assert "entre nous" not in client_as(facilitator).get(page).content.decode()
    assert "Lettre d’un membre" in client_as(facilitator).get(reverse("mail:sendings")).content.decode()
    assert client_as(facilitator).get(message.get_absolute_url()).status_code == 404
    assert client_as(normandie).get(message.get_absolute_url()).status_code == 200


def test_letters_are_forgotten_after_a_year_and_with_either_person(facilitator, bretagne, normandie, occitanie) -> None:
    write(bretagne, normandie)
    write(normandie, occitanie, words="Voyez avec Anne Le Goff pour la suite.")
    assert len(personal_data_of(normandie.member)["letters"]) == 2
    services.erase_member(bretagne.member)
    left = PersonalLetter.objects.get()
    assert "Le Goff" not in left.words
    PersonalLetter.objects.update(at=timezone.now() - timedelta(days=366))
    assert jobs.forget_old() == 1


def circular(by, organisations, **more) -> Circular:
    values = {"roles": [Role.REFERENT], "subject": "Des nouvelles", "words": "Voici où nous en sommes."}
    return services.send_circular(organisations=organisations, by=by, **{**values, **more})


def test_a_free_letter_leaves_to_those_chosen_once_each_with_a_copy(
    facilitator, bretagne, normandie, occitanie, contributor
) -> None:
    sent = circular(facilitator, [bretagne.organisation, normandie.organisation])
    letters = Message.objects.filter(key__startswith="introductions.circular:")
    assert {letter.to_name for letter in letters} == {"Anne Le Goff", "Paul Lemaire", "Claire Animatrice"}
    assert sent.recipients == 2
    assert all(letter.reply_address == facilitator.member.email for letter in letters)
    assert Entry.objects.filter(verb="introductions.circular_sent").count() == 1


def test_a_free_letter_is_read_with_its_recipients_before_it_leaves(facilitator, bretagne, france, client_as) -> None:
    client, page = client_as(facilitator), reverse("introductions:circular")
    typed = {
        "organisations": [bretagne.organisation_id, france[0].pk],
        "roles": [Role.REFERENT],
        "subject": "Des nouvelles",
        "words": "Voici où nous en sommes.",
    }
    html = client.post(page, typed).content.decode()
    assert "Anne Le Goff" in html
    assert "est à inviter" in html
    assert not Message.objects.filter(key__startswith="introductions.circular:").exists()
    refused = client.post(page, {**typed, "confirmed": "7"})
    assert refused.status_code == 409
    assert "Les destinataires ont changé" in refused.content.decode()
    client.post(page, {**typed, "confirmed": "1"})
    assert Circular.objects.get().recipients == 1


def test_only_the_animation_writes_to_the_network(facilitator, bretagne, client_as) -> None:
    assert client_as(bretagne).get(reverse("introductions:circular")).status_code == 404
    with pytest.raises(Refused):
        circular(bretagne, [bretagne.organisation])
    with pytest.raises(Refused, match="Personne à qui écrire"):
        circular(facilitator, [])
