"""Pages of texts that any room reuses; after a gesture the person goes back where they stood (``next``)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.blocks import blocks_from_text
from interregions.common.errors import Refused, Stale
from interregions.network.http import MemberRequest, acting
from interregions.toolkit.writing import queries, services
from interregions.toolkit.writing.forms import CommentForm, MergeForm, SectionForm, SuggestionForm, VersionForm
from interregions.toolkit.writing.tables import blocks_with_tables, table_lines, taken_out, text_with_names

BOTH_VERSIONS = (
    "{} a modifié cette partie pendant que vous écriviez. Rien n’est perdu\u202f: choisissez "
    "«\u202fEnregistrer cette partie\u202f» pour voir les deux versions."
)


def _found(thing: Any) -> Any:
    """The thing, or a page not found: what one may not see does not exist."""
    if thing is None:
        raise Http404
    return thing


def _text(request: MemberRequest, text_id: int) -> Any:
    return _found(queries.text_visible_to(request.member, text_id))


def next_url(request: MemberRequest, fallback: str) -> str:
    """Where to go back: an address of this site only."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    secure = request.is_secure()
    own = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=secure)
    # A word without its slash is no address: redirect() would look for a view of that name.
    if own and asked.startswith("/"):
        return asked
    return fallback


def _back(request: MemberRequest, text_id: int, key: str = "") -> HttpResponse:
    url = next_url(request, reverse("writing:versions", args=[text_id]))
    return redirect(f"{url.partition('#')[0]}#partie-{key}" if key else url)


def _clean(form: Form) -> dict[str, Any]:
    if not form.is_valid():
        raise Refused("Ce qui a été envoyé est incomplet ou trop long\u202f: revenez à la page et recommencez.")
    return form.cleaned_data


@require_POST
def save_section(request: MemberRequest, text_id: int, key: str) -> HttpResponse:
    """Save one part, then go back to it; typed words come by htmx, which takes back the new revision."""
    section = _found(queries.section_of(_text(request, text_id), key))
    sent = _clean(SectionForm(request.POST))
    try:
        blocks = blocks_with_tables(sent["text"], section.blocks)
    except Refused as refusal:
        if request.htmx:
            return render(request, "common/refusal.html", {"reasons": refusal.reasons}, status=409)
        back = next_url(request, reverse("writing:versions", args=[text_id]))
        context = {"section": section, "sent": sent, "reasons": refusal.reasons, "back_url": back}
        return render(request, "writing/part_refused.html", context, status=409)
    try:
        saved = services.save_section(section=section, blocks=blocks, revision=sent["revision"], by=acting(request))
    except Stale as stale:
        if request.htmx:
            return render(request, "common/refusal.html", {"reasons": [BOTH_VERSIONS.format(stale.author)]}, status=409)
        raise _by_name(stale, section, sent["text"]) from stale
    if request.htmx:
        return render(request, "writing/_revision.html", {"section": saved})
    messages.success(request, f"«\u202f{section.title}\u202f» est enregistré.")
    if names := taken_out(section.blocks, blocks):
        messages.info(request, f"Le tableau « {names[0]} » n’y est plus : une version du texte le garde.")
    return _back(request, text_id, key)


def _by_name(stale: Stale, section: Any, typed: str) -> Stale:
    """Both versions as the person saw the part: a table told by its name on each side."""
    stands = _found(queries.section_of(section.text, section.key)).blocks
    if not any(line in typed for line in table_lines(section.blocks)):
        return stale
    return Stale(mine=typed, theirs=text_with_names(stands), author=stale.author, revision=stale.revision)


@require_POST
def suggest(request: MemberRequest, text_id: int, key: str) -> HttpResponse:
    """Propose another wording of a part."""
    section = _found(queries.section_of(_text(request, text_id), key))
    sent = _clean(SuggestionForm(request.POST))
    services.make_suggestion(section=section, blocks=blocks_from_text(sent["text"]), by=acting(request))
    messages.success(request, "Votre proposition est transmise aux rédacteurs.")
    return _back(request, text_id, key)


@require_POST
def take(request: MemberRequest, text_id: int, suggestion_id: int) -> HttpResponse:
    """Put a suggestion in place."""
    suggestion = _found(queries.suggestion_of(_text(request, text_id), suggestion_id))
    sent = _clean(MergeForm(request.POST))
    merged = sent["revision"] is not None
    section = services.take_suggestion(
        suggestion=suggestion,
        by=acting(request),
        blocks=blocks_from_text(sent["text"]) if merged else None,
        revision=sent["revision"] if merged else None,
    )
    messages.success(request, "La proposition est en place.")
    return _back(request, text_id, section.key)


@require_POST
def decline(request: MemberRequest, text_id: int, suggestion_id: int) -> HttpResponse:
    """Leave a suggestion aside."""
    suggestion = _found(queries.suggestion_of(_text(request, text_id), suggestion_id))
    services.decline_suggestion(suggestion=suggestion, by=acting(request))
    messages.success(request, "La proposition est laissée de côté.")
    return _back(request, text_id, suggestion.section.key)


@require_POST
def comment(request: MemberRequest, text_id: int) -> HttpResponse:
    """Comment on a part, or answer a comment."""
    text = _text(request, text_id)
    sent = _clean(CommentForm(request.POST))
    if sent["answers"]:
        answered = _found(queries.comment_of(text, sent["answers"]))
        key = services.answer_comment(comment=answered, words=sent["words"], by=acting(request)).section.key
    else:
        section = _found(queries.section_of(text, sent["part"]))
        key = services.add_comment(section=section, words=sent["words"], by=acting(request)).section.key
    messages.success(request, "Votre commentaire est ajouté.")
    return _back(request, text_id, key)


@require_POST
def resolve(request: MemberRequest, text_id: int, comment_id: int) -> HttpResponse:
    """Settle a comment."""
    found = _found(queries.comment_of(_text(request, text_id), comment_id))
    services.resolve_comment(comment=found, by=acting(request))
    messages.success(request, "Le commentaire est réglé.")
    return _back(request, text_id, found.section.key)


@require_http_methods(["GET", "POST"])
def versions(request: MemberRequest, text_id: int) -> HttpResponse:
    """The kept versions; a POST keeps one more."""
    text = _text(request, text_id)
    back = next_url(request, "")
    here = reverse("writing:versions", args=[text_id]) + (f"?{urlencode({'next': back})}" if back else "")
    form = VersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        label = form.cleaned_data["label"]
        kept = services.keep_version(text=text, label=label, by=acting(request))
        messages.success(request, f"La version {kept.number} est gardée.")
        return redirect(here)
    page = queries.text_page(text=text, mandate=request.mandate, next_url=back)
    context = {"text": text, "versions": queries.versions_of(text), "form": form, "page": page, "back_url": back}
    return render(request, "writing/versions.html", context)


@require_GET
def version(request: MemberRequest, text_id: int, number: int) -> HttpResponse:
    """One version, as it was."""
    text = _text(request, text_id)
    found = _found(queries.version_of(text, number))
    page = queries.text_page(text=text, mandate=request.mandate, next_url="")
    context = {"text": text, "version": found, "page": page, "back_url": next_url(request, "")}
    return render(request, "writing/version.html", context)


@require_POST
def restore(request: MemberRequest, text_id: int, number: int) -> HttpResponse:
    """Put a version back; what stood is kept first."""
    found = _found(queries.version_of(_text(request, text_id), number) if number else None)
    services.restore_version(version=found, by=acting(request))
    messages.success(request, f"La version {number} est de nouveau en place\u202f; la précédente est gardée.")
    return _back(request, text_id)


@require_GET
def differences(request: MemberRequest, text_id: int, first: int, second: int) -> HttpResponse:
    """What changed from one version to another; 0 is the text as it stands."""
    text = _text(request, text_id)
    before, after = _found(queries.version_of(text, first)), _found(queries.version_of(text, second))
    found = queries.differences(before, after)
    context = {
        "text": text,
        "before": before,
        "after": after,
        "changed": [one for one in found if one.state != "same"],
        "unchanged": [one for one in found if one.state == "same"],
        "back_url": next_url(request, ""),
    }
    return render(request, "writing/differences.html", context)
