"""What a signed-in person reads is kept by no one else; somebody without mandate is told, never an error."""

import pytest
from django.test import Client

from interregions.common.errors import Refused
from interregions.network.services import check_mandate

pytestmark = pytest.mark.django_db


def test_a_page_is_private_and_a_file_is_stored_nowhere(client_as, bretagne):
    client = client_as(bretagne)
    assert client.get("/reseau/")["Cache-Control"] == "private, no-cache"
    assert client.get("/reseau/annuaire.csv")["Cache-Control"] == "private, no-store"
    assert not Client().get("/credits/").has_header("Cache-Control")


def test_without_mandate_every_service_refuses_with_a_sentence(client_as, outsider):
    with pytest.raises(Refused) as refused:
        check_mandate(None, roles=["FACILITATOR"])
    assert "aucun organisme" in refused.value.reasons[0]
    partner = {"name": "Une banque", "short_name": "B", "kind": "BANK", "siren": ""}
    assert client_as(outsider).post("/reseau/organismes/ajouter/", partner).status_code == 409
