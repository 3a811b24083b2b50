"""Django's door keeper: a person is who the session says, once a code sent by e-mail was given back."""

from typing import Any

from django.http import HttpRequest

from interregions.network.models import Member
from interregions.network.presence import person_of_session


class CodeBackend:
    """Never authenticates by itself: reception's services check the code, then sign the person in."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Member | None:
        """No credentials open this door."""
        return None

    def get_user(self, user_id: int) -> Member | None:
        """The person of a session, unless removed since."""
        return person_of_session(user_id)
