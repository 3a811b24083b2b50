"""The sign-in code: drawn, hashed with the secret, compared. The code itself is kept nowhere."""

import secrets
from ipaddress import ip_address, ip_network

from django.utils.crypto import constant_time_compare, salted_hmac

from interregions.common.addresses import normal_address
from interregions.reception.rules import CODE_LENGTH

# No 0/O, 1/I/L, 5/S, 2/Z: a code is read on one screen and typed on another.
ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"


def draw_code() -> str:
    """A fresh code: 27 to the power of 8 possibilities."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def code_hash(code: str, address: str, salt: str) -> str:
    """What the session keeps: a keyed hash that neither the database nor the mail log can turn back."""
    clean = "".join(code.split()).upper()
    text = f"{normal_address(address)}:{clean}"
    return salted_hmac(f"interregions.code.{salt}", text, algorithm="sha256").hexdigest()


def same_code(code: str, address: str, salt: str, kept: str) -> bool:
    """Whether the typed code is the one that was sent; spaces and case are forgiven."""
    return constant_time_compare(code_hash(code, address, salt), kept)


def client_network(address: str) -> str:
    """The network of a client: what one house, one mobile line or one building shares; empty when it is not known."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(known, "ipv4_mapped", None) or known
    return str(ip_network((mapped, 24 if mapped.version == 4 else 56), strict=False))


def client_hash(network: str) -> str:
    """A network as the brake knows it."""
    return salted_hmac("interregions.client", network, algorithm="sha256").hexdigest()


def address_hash(address: str) -> str:
    """An address as the brake knows it."""
    return salted_hmac("interregions.address", normal_address(address), algorithm="sha256").hexdigest()
