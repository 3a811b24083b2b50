"""Taking a file away."""

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from interregions.common.errors import Refused
from interregions.network.http import MemberRequest
from interregions.toolkit.files import queries
from interregions.toolkit.files.content import path_of


@require_GET
def download(request: MemberRequest, file_id: int) -> HttpResponseBase:
    """A file this member brought or was granted."""
    found = get_object_or_404(queries.files_visible_to(request.member), pk=file_id)
    return file_response(name=found.name, media_type=found.media_type, sha256=found.sha256)


def file_response(*, name: str, media_type: str, sha256: str) -> FileResponse:
    """A file as an attachment, never shown inside the site: for a room's own view, after its own check."""
    try:
        content = path_of(sha256).open("rb")
    except FileNotFoundError as erased:
        raise Refused("Ce fichier a été effacé\u202f: il n’est plus gardé.") from erased
    response = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
