"""Passkeys: what a browser is asked, and what proves that it holds the key. The library is loaded when one is used."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from interregions.common.errors import Refused
from interregions.common.late import Late

server = Late("fido2.server")
webauthn = Late("fido2.webauthn")
utils = Late("fido2.utils")

WRONG = "Cette clé d’accès n’a pas pu être vérifiée : rien n’a été changé. Recommencez, ou entrez avec un code."
State = dict[str, Any]


def _server() -> Any:
    """One for this installation’s own address: a key made here proves nothing elsewhere."""
    party = webauthn.PublicKeyCredentialRpEntity(
        name="Cluster’s InterRégions & Co", id=urlsplit(settings.SITE_URL).hostname or "localhost"
    )
    return server.Fido2Server(party, verify_origin=lambda origin: origin == settings.SITE_URL)


def ask_to_make(*, handle: bytes, name: str, known: Sequence[str]) -> tuple[dict[str, Any], State]:
    """What the browser is asked to make a key; the person is asked by their device (finger, face, PIN)."""
    options, state = _server().register_begin(
        webauthn.PublicKeyCredentialUserEntity(id=handle, name=name, display_name=name),
        [_kept(each) for each in known],
        resident_key_requirement=webauthn.ResidentKeyRequirement.REQUIRED,
        user_verification=webauthn.UserVerificationRequirement.REQUIRED,
    )
    return dict(options), dict(state)


def made(state: State, answer: Mapping[str, Any]) -> tuple[str, str, int]:
    """The key that was made: its number, itself, its counter. Refused when the answer proves nothing."""
    try:
        data = _server().register_complete(state, answer)
    except Exception as wrong:
        raise Refused(WRONG) from wrong
    credential = data.credential_data
    return number_of(credential.credential_id), utils.websafe_encode(bytes(credential)), int(data.counter)


def ask_to_prove() -> tuple[dict[str, Any], State]:
    """What the browser is asked to prove that it holds a key of ours; nothing is said of who."""
    options, state = _server().authenticate_begin(user_verification=webauthn.UserVerificationRequirement.REQUIRED)
    return dict(options), dict(state)


def number_in(answer: Mapping[str, Any]) -> str:
    """The number of the key that answers."""
    return str(answer.get("id", ""))


def proved(state: State, kept: str, answer: Mapping[str, Any]) -> int:
    """The key’s counter, once it proved itself. Refused otherwise."""
    try:
        _server().authenticate_complete(state, [_kept(kept)], answer)
        told = webauthn.AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
    except Exception as wrong:
        raise Refused(WRONG) from wrong
    return int(told)


def number_of(credential_id: bytes) -> str:
    return str(utils.websafe_encode(credential_id))


def _kept(text: str) -> Any:
    return webauthn.AttestedCredentialData(utils.websafe_decode(text))
