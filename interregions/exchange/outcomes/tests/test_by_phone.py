"""Progress and changes of minutes said on the telephone, entered by the animation."""

import pytest

from interregions.exchange.outcomes.models import ChangeRequest, Proofreading
from interregions.toolkit.mail.models import Message
from interregions.toolkit.telephone.models import PhoneEntry

pytestmark = pytest.mark.django_db


def test_progress_is_entered_for_who_holds_the_action(action, bretagne, normandie, facilitator, client_as, client):
    address = f"/par-telephone/avancement/{action.pk}/"
    sent = {
        "organisme": bretagne.organisation_id,
        "dit_par": "Anne Le Goff",
        "status": "UNDER_WAY",
        "words": "Commencé.",
    }
    refused = client_as(facilitator).post(address, {**sent, "organisme": normandie.organisation_id})
    assert refused.status_code == 200
    assert not PhoneEntry.objects.exists(), "another organisation does not hold it"
    answer = client_as(facilitator).post(address, sent)
    assert answer.status_code == 302, answer.content.decode()
    action.refresh_from_db()
    assert action.status == "UNDER_WAY"
    letter = Message.objects.get(key__startswith="telephone.entered")
    assert "Commencé." in letter.lines
    link = client.get(letter.button_url)
    assert link.status_code == 200, "corrected without signing in"
    assert "par téléphone" in client_as(bretagne).get(action.get_absolute_url()).content.decode()


def test_a_change_is_asked_for_a_convened_organisation_and_nobody_rereads_for_it(
    opened, bretagne, facilitator, client_as, mailed
):
    from interregions.exchange.outcomes.queries import minutes as queries  # noqa: PLC0415

    part = queries.part_choices(opened)[0][0]
    sent = {
        "organisme": bretagne.organisation_id, "dit_par": "Anne Le Goff", "section_key": part, "passage": "",
        "wording": "La Bretagne ajoute son exemple.", "reason": "",
    }  # fmt: skip
    answer = client_as(facilitator).post(f"/par-telephone/modification/{opened.pk}/", sent)
    assert answer.status_code == 302, answer.content.decode()
    asked = ChangeRequest.objects.get()
    assert (asked.organisation, asked.by) == (bretagne.organisation, facilitator)
    assert "La Bretagne ajoute" in PhoneEntry.objects.get().words
    assert not Proofreading.objects.exists()
    letter = mailed()[-1]
    assert letter.to_member == bretagne.member
    address = f"/comptes-rendus/{opened.pk}/demander/?pour={bretagne.organisation_id}&corriger={asked.pk}"
    form = client_as(bretagne).get(address).context["form"]
    assert form["wording"].value() == "La Bretagne ajoute son exemple."
    corrected = {"section_key": part, "passage": "", "wording": "La Bretagne ajoute deux exemples.", "reason": ""}
    client_as(bretagne).post(address, corrected)
    assert [one.wording for one in ChangeRequest.objects.all()] == ["La Bretagne ajoute deux exemples."]
