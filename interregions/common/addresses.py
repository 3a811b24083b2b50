"""Addresses compared: one function, in Python, whatever a database takes for one letter."""

import unicodedata

LOOKALIKE = (
    "Cette adresse contient « {sign} », qui ressemble à une lettre ordinaire sans en être une : tapez-la à la main."
)
INVISIBLE = "Cette adresse contient un caractère qui ne se voit pas : tapez-la à la main."


def normal_address(address: str) -> str:
    """One text for all the ways to write one mailbox; empty for what is no address, or could pass for another."""
    local, at, domain = unicodedata.normalize("NFKC", address.strip()).rpartition("@")
    if not (at and local and domain) or reasons_not_to_take_address(address):
        return ""
    return f"{local.casefold()}@{_as_in_dns(domain)}"


def same_address(one: str, other: str) -> bool:
    """Whether two texts name one mailbox; what cannot be written to is the same as nothing."""
    return normal_address(one) != "" and normal_address(one) == normal_address(other)


def reasons_not_to_take_address(address: str) -> list[str]:
    """A sign that becomes an ordinary letter for a machine somewhere (ı, ſ, K, ａ) is no letter of an address."""
    for sign in address.strip():
        if sign.isascii():
            continue
        if unicodedata.category(sign) in {"Cf", "Cc", "Zs", "Zl", "Zp"}:
            return [INVISIBLE]
        becomes = unicodedata.normalize("NFKC", sign) + sign.upper() + sign.lower() + sign.casefold()
        if any(other.isascii() for other in becomes):
            return [LOOKALIKE.format(sign=sign)]
    return []


def _as_in_dns(domain: str) -> str:
    """« région.example » and « xn--rgion-bsa.example » are one place."""
    domain = domain.casefold().rstrip(".")
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain
