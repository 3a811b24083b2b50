"""Priorities said on the telephone, entered by the animation."""

import pytest
from django.urls import reverse

from interregions.common.errors import Refused
from interregions.exchange.themes.models import Ballot
from interregions.exchange.themes.services import ballots as services
from interregions.network.models import Organisation
from interregions.toolkit.journal.models import Entry
from interregions.toolkit.mail.models import Message
from interregions.toolkit.telephone.models import PhoneEntry
from interregions.toolkit.telephone.services import enter_by_phone

pytestmark = pytest.mark.django_db


def entered(call, organisation, themes, by, said_by="Anne Le Goff, directrice"):
    values = {"themes": [theme.pk for theme in themes]}
    return enter_by_phone(
        gesture="priorites", thing=call, organisation=organisation, said_by=said_by, values=values, by=by
    )


def test_it_counts_is_marked_and_its_referents_are_told_at_once_and_correct_it(
    choosing, themes, bretagne, normandie, facilitator, client_as
):
    page = client_as(facilitator).get(f"/par-telephone/priorites/{choosing.pk}/").content.decode()
    assert "ni une signature" in page
    sent = {"organisme": bretagne.organisation.pk, "dit_par": "Anne Le Goff", "themes": [themes[0].pk, themes[1].pk]}
    answer = client_as(facilitator).post(f"/par-telephone/priorites/{choosing.pk}/", sent)
    assert answer.status_code == 302, answer.content.decode()
    ballot = Ballot.objects.get(call=choosing, organisation=bretagne.organisation)
    assert (ballot.choices.count(), ballot.by) == (2, facilitator)
    entry = PhoneEntry.objects.get()
    assert (entry.said_by, entry.by, entry.organisation) == ("Anne Le Goff", facilitator, bretagne.organisation)
    assert Entry.objects.get(verb="telephone.entered").details == {
        "organisation": bretagne.organisation_id,
        "gesture": "priorites",
    }
    letter = Message.objects.get(key__startswith="telephone.entered")
    assert letter.to_member == bretagne.member
    words = " ".join(" ".join(letter.lines).split())
    assert themes[0].title in words
    assert "Anne Le Goff a dit ce qui suit à" in words
    choice = client_as(bretagne).get(letter.button_url)
    assert "par téléphone" in choice.content.decode()
    assert "dit par" in choice.content.decode()
    for reader, address in (
        (bretagne, choosing.get_absolute_url()),
        (facilitator, reverse("themes:close", args=[choosing.pk])),
    ):
        assert "par téléphone" in client_as(reader).get(address).content.decode()
    other = client_as(normandie).get(choosing.get_absolute_url()).content.decode()
    assert "par téléphone" not in other
    services.cast_ballot(call=choosing, theme_ids=[themes[2].pk], by=bretagne)
    ballot.refresh_from_db()
    assert (ballot.by, ballot.choices.get().theme) == (bretagne, themes[2]), "its own gesture replaces it"


def test_the_same_thing_said_twice_is_entered_once_until_the_organisation_says_otherwise(
    choosing, themes, bretagne, facilitator
):
    entered(choosing, bretagne.organisation, themes[:1], facilitator)
    with pytest.raises(Refused, match="rien n’est écrit une seconde fois"):
        entered(choosing, bretagne.organisation, themes[:1], facilitator, said_by="Un collègue")
    letters = Message.objects.filter(key__startswith="telephone.entered")
    assert (PhoneEntry.objects.count(), letters.count()) == (1, 1)
    assert Ballot.objects.get(call=choosing).revision == 1
    assert str(choosing) in letters.get().subject
    services.cast_ballot(call=choosing, theme_ids=[themes[2].pk], by=bretagne)
    entered(choosing, bretagne.organisation, themes[:1], facilitator)
    assert PhoneEntry.objects.count() == 2, "it was replaced since: what is said again is new"


def test_only_the_animation_enters_and_says_who_said_it(choosing, themes, bretagne, normandie, facilitator, client_as):
    with pytest.raises(Refused, match="Écrivez qui l’a dit"):
        entered(choosing, bretagne.organisation, themes[:1], facilitator, said_by=" ")
    bank = Organisation.objects.create(name="Banque", short_name="Banque", kind="BANK", college="OTHERS")
    with pytest.raises(Refused, match="n’a pas ce geste"):
        entered(choosing, bank, themes[:1], facilitator)
    with pytest.raises(Refused):
        entered(choosing, bretagne.organisation, themes[:1], normandie)
    with pytest.raises(Refused):
        services.cast_ballot(call=choosing, theme_ids=[themes[0].pk], organisation=bretagne.organisation, by=normandie)
    assert client_as(normandie).get(f"/par-telephone/priorites/{choosing.pk}/").status_code == 404
    assert client_as(facilitator).get(f"/par-telephone/autre/{choosing.pk}/").status_code == 404
    assert not Ballot.objects.exists()
    assert not PhoneEntry.objects.exists()
    assert not Message.objects.filter(key__startswith="telephone").exists()
