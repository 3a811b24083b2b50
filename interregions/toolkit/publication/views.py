"""Opening and closing a thing; and what anybody reads, without account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from interregions.common.errors import Refused
from interregions.common.lists import page_of
from interregions.common.rooms import Publishable
from interregions.network.http import MemberRequest, VisitorRequest, acting, or_404
from interregions.network.presence import NETWORK_NAME
from interregions.toolkit.documents import table_response
from interregions.toolkit.publication import exports, queries, services
from interregions.toolkit.publication.choices import TO_WORDS, Circle
from interregions.toolkit.publication.forms import OpeningForm

ROWS = 25
FORMATS = ("csv", "ods")


def _thing(request: MemberRequest, slug: str, thing_id: int) -> tuple[str, Publishable, Any]:
    kind, each = or_404(queries.publishable_of(slug))
    return kind, each, or_404(each.visible(request.member).filter(pk=thing_id).first())


@require_POST
def open_thing(request: MemberRequest, slug: str, thing_id: int) -> HttpResponse:
    """Open a thing to a circle."""
    kind, each, thing = _thing(request, slug, thing_id)
    form = OpeningForm(request.POST)
    if not form.is_valid():
        raise Refused("Dites à quel cercle ouvrir, et un jour qui existe.")
    opened = services.open_to(kind=kind, thing=thing, **form.cleaned_data, by=acting(request))
    messages.success(request, f"C’est ouvert {TO_WORDS[Circle(opened.to)]}. Vous pouvez le refermer ici à tout moment.")
    return redirect(each.reference(thing).url)


@require_POST
def close_thing(request: MemberRequest, slug: str, thing_id: int) -> HttpResponse:
    """Close it again."""
    kind, each, thing = _thing(request, slug, thing_id)
    to = request.POST.get("to", "")
    services.close_to(kind=kind, thing=thing, to=to, by=acting(request))
    messages.success(request, f"Ce n’est plus ouvert {TO_WORDS[Circle(to)]}.")
    return redirect(each.reference(thing).url)


@login_not_required
@require_safe
def open_data(request: VisitorRequest) -> HttpResponse:
    """What anybody may read and reuse, and what stays closed."""
    rows = list(queries.public_rows()[:ROWS])
    context = {"datasets": queries.datasets(), "lines": queries.public_lines(rows), "licence": exports.LICENCE}
    return render(request, "publication/open_data.html", context)


@login_not_required
@require_safe
def public_list(request: VisitorRequest, slug: str) -> HttpResponse:
    """All that is open of one kind."""
    kind, each = _public_kind(slug)
    page = page_of(queries.public_rows(kind), request.GET.get("page"), ROWS)
    context = {"kind": each, "page": page, "lines": queries.public_lines(list(page)), "licence": exports.LICENCE}
    return render(request, "publication/public_list.html", context)


@login_not_required
@require_safe
def public_table(request: VisitorRequest, slug: str, format: str) -> HttpResponse:
    """The same as a dataset."""
    kind, each = _public_kind(slug)
    if format not in FORMATS:
        raise Http404
    lines = queries.public_lines(list(queries.public_rows(kind)))
    sheets = exports.dataset_sheets(each.plural, lines, fictional=queries.is_fictional())
    return table_response(sheets, format, each.plural)


@login_not_required
@require_safe
def public(request: VisitorRequest, slug: str, thing_id: int) -> HttpResponse:
    """One thing as anybody reads it."""
    _kind, each = _public_kind(slug)
    page = or_404(queries.public_page(slug, thing_id))
    return render(request, "publication/public.html", {"kind": each, "page": page, "licence": exports.LICENCE})


@login_not_required
@require_safe
def feed(request: VisitorRequest) -> HttpResponse:
    """The latest of what is open to everybody."""
    lines = queries.public_lines(list(queries.public_rows()[: queries.MOST_IN_FEED]))
    atom = exports.feed_of(lines, network=NETWORK_NAME)
    return HttpResponse(atom, content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
def sitemap(request: VisitorRequest) -> HttpResponse:
    """The pages that a search engine may read."""
    lines = queries.public_lines(list(queries.public_rows()[: queries.MOST_IN_SITEMAP]))
    lists = [reverse("publication:public_list", args=[each.slug]) for each in queries.datasets() if each.count]
    addresses = [reverse("publication:open_data"), *lists, *(line.public_url for line in lines)]
    return HttpResponse(exports.sitemap_of(addresses), content_type="application/xml; charset=utf-8")


def _public_kind(slug: str) -> tuple[str, Publishable]:
    kind, each = or_404(queries.publishable_of(slug))
    if each.names_people:
        raise Http404
    return kind, each
