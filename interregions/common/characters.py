"""Characters that a file or a page can carry: no control character, no half of a surrogate pair."""

import re
import unicodedata

# Everything XML 1.0 refuses, plus DEL and the C1 controls that printers and screen readers stumble on.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x85|\x0b|\x0c")


def printable(text: object) -> str:
    """The text with one kind of line end, and U+FFFD in place of each character that no format can carry."""
    return _UNREADABLE.sub("\N{REPLACEMENT CHARACTER}", _LINE_ENDS.sub("\n", str(text)))


def number_in(text: str) -> int | None:
    """The whole number that an address or a form holds; None for « ² », thirty digits or words."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def sort_key(name: str) -> str:
    """The name as a dictionary files it: « Île-de-France » between Hauts-de-France and La Réunion."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe").replace("æ", "ae"))
    return " ".join(re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))
