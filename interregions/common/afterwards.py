"""What is done once the answer has left: nobody waits for it, and nobody can time it."""

from collections.abc import Callable

from django.http import HttpResponse


def once_sent(response: HttpResponse, gesture: Callable[[], object]) -> HttpResponse:
    """The same answer; the server closes it when its last word has left, and the gesture is made then."""
    close = response.close

    def close_then_act() -> None:
        close()
        gesture()

    response.close = close_then_act  # type: ignore[method-assign]
    return response
