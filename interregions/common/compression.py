"""Pages leave compressed; the files of the look were compressed once, at build."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/html", "text/csv", "text/calendar", "application/json")


class PageCompressionMiddleware(GZipMiddleware):
    """Gzip for texts, and never for a page whose address is a secret.

    The length of a compressed page tells what repeats in it, to who can have it asked many times with words of theirs
    (BREACH). Django adds noise to each answer; a signed link, which such a page repeats, is not risked at all.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer as it leaves."""
        opened = request.resolver_match
        by_link = opened is not None and "token" in opened.kwargs
        if by_link or not response.get("Content-Type", "").startswith(TEXTS):
            return response
        return super().process_response(request, response)
