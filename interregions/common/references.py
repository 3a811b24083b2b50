"""A frozen value that lets a room name a thing of another room without a key to it."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Reference:
    """« Vient de »: what kind of thing, its id as text, the words to show, the address to open.

    ``kind`` is the model's name in lower case with its app: ``themes.theme``.
    """

    kind: str
    id: str
    label: str
    url: str

    def as_json(self) -> dict[str, str]:
        """The form stored in a ``JSONField``."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, str] | None) -> "Reference | None":
        """The reference stored in a ``JSONField``, or None when the field is empty."""
        if not value:
            return None
        return cls(kind=value["kind"], id=str(value["id"]), label=value["label"], url=value.get("url", ""))
