"""Closed lists: an English value the code knows, a French label people read. Pure: rules may import them."""

import enum
from typing import Any, Self


class _Listed(enum.EnumMeta):
    """What model and form fields take of a closed list."""

    do_not_call_in_templates = True  # Django's templates call a class they meet

    @property
    def choices(cls) -> list[tuple[str, str]]:
        members: Any = cls
        return [(member.value, member.label) for member in members]

    @property
    def values(cls) -> list[str]:
        return [value for value, _ in cls.choices]

    @property
    def labels(cls) -> list[str]:
        return [label for _, label in cls.choices]


class Labelled(enum.StrEnum, metaclass=_Listed):
    """``DRAFT = "DRAFT", "En rédaction"``; ``choices=Status.choices`` on a field."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
