"""What travels through the queue: names and numbers, signed. Who writes to Redis or to its file starts nothing here."""

import json
from typing import Any

from django.core.signing import BadSignature, Signer
from huey.registry import Message
from huey.serializer import Serializer


class SignedWords(Serializer):
    """JSON with the installation's signature, where huey would unpickle whatever it finds."""

    def __init__(self) -> None:
        super().__init__()
        self._signer = Signer(salt="interregions.queue")

    def _serialize(self, data: Any) -> bytes:
        return self._signer.sign(json.dumps(list(data))).encode()

    def _deserialize(self, data: bytes) -> Any:
        try:
            return Message(*json.loads(self._signer.unsign(bytes(data).decode())))
        except (BadSignature, UnicodeDecodeError, TypeError) as wrong:
            raise ValueError("A message of the queue was not written by this installation: it is dropped.") from wrong
