"""Pages of offers and needs: one set of views, told which of the two by its address; what the network made happen."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.common.telling import telling
from interregions.knowledge.observatory.cooperation.forms import ApproachForm, NoticeFilterForm, NoticeForm
from interregions.knowledge.observatory.cooperation.queries import happened as counts
from interregions.knowledge.observatory.cooperation.queries import notices as queries
from interregions.knowledge.observatory.cooperation.services import notices as services
from interregions.network.http import MemberRequest, acting, or_404

WORDS = {
    "offer": {
        "title": "Offres",
        "noun": "offre",
        "add": "Publier une offre",
        "lead": "Ce que les organismes du réseau proposent, jusqu’à une date.",
        "others": "Besoins qui y répondent",
    },
    "need": {
        "title": "Besoins",
        "noun": "besoin",
        "add": "Publier un besoin",
        "lead": "Ce que les organismes du réseau cherchent, jusqu’à une date.",
        "others": "Offres qui y répondent",
    },
}
COLUMNS = ["Intitulé", "Organisme", "Nature", "Jusqu’au"]


@require_GET
def notices(request: MemberRequest, side: str) -> HttpResponse:
    """The list, filtered by the address; what ends first comes first."""
    form = NoticeFilterForm(request.GET)
    found = queries.filtered(queries.notices_visible_to(request.member, queries.MODELS[side]), **form.filters())
    may_add = request.mandate is not None and request.mandate.role in queries.WRITERS
    context = {"page": page_of(found, request.GET.get("page")), "form": form, "columns": COLUMNS, "may_add": may_add}
    return render(request, "observatory/cooperation/notices.html", context | _said(side))


def _said(side: str) -> dict[str, Any]:
    other = "need" if side == "offer" else "offer"
    urls = {f"{name}_url": f"observatory:{side}_{name}" for name in ("list", "add", "close", "approach", "refuse")}
    return {"side": side, "said": WORDS[side], "other_url": f"observatory:{other}_list", **urls} | {
        "other_title": WORDS[other]["title"]
    }


@require_http_methods(["GET", "POST"])
def add(request: MemberRequest, side: str) -> HttpResponse:
    """Publish one."""
    if request.mandate is None or request.mandate.role not in queries.WRITERS:
        raise Http404
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            made = services.publish_notice(model=queries.MODELS[side], by=acting(request), **form.cleaned_data)
            messages.success(request, "C’est publié. Ce qui y répond s’affiche ci-dessous.")
            return redirect(made.get_absolute_url())
    return render(request, "observatory/cooperation/add.html", {"form": form} | _said(side), status=status_of(form))


@require_GET
def notice(request: MemberRequest, side: str, notice_id: int) -> HttpResponse:
    """One of them, with what answers it and why."""
    return _page(request, side, _visible(request, side, notice_id))


def _visible(request: MemberRequest, side: str, notice_id: int) -> Any:
    return or_404(queries.notice_visible_to(request.member, queries.MODELS[side], notice_id))


def _page(request: MemberRequest, side: str, found: Any, form: Any = None) -> HttpResponse:
    page = queries.notice_page(found, request.mandate)
    shown = form or ApproachForm()
    context = {"page": page, "form": shown} | _said(side)
    return render(request, "observatory/cooperation/notice.html", context, status=status_of(shown))


@require_POST
def close(request: MemberRequest, side: str, notice_id: int) -> HttpResponse:
    """It is no longer proposed."""
    found = services.close_notice(notice=_visible(request, side, notice_id), by=acting(request))
    messages.success(request, "L’annonce est close : elle n’est plus proposée.")
    own = found.organisation_id == acting(request).organisation_id
    return redirect(found.get_absolute_url() if own else f"observatory:{side}_list")


@require_POST
def refuse(request: MemberRequest, side: str, notice_id: int, other_id: int) -> HttpResponse:
    """A proposal is not for us."""
    mine, other_side = _visible(request, side, notice_id), "need" if side == "offer" else "offer"
    other = _visible(request, other_side, other_id)
    pair: dict[str, Any] = {side: mine, other_side: other}
    services.refuse_match(**pair, by=acting(request))
    messages.success(request, "C’est noté : cette proposition ne reviendra pas.")
    return redirect(mine.get_absolute_url())


@require_POST
def approach(request: MemberRequest, side: str, notice_id: int) -> HttpResponse:
    """Ask to be put in touch about it."""
    found, form = _visible(request, side, notice_id), ApproachForm(request.POST)
    if form.is_valid():
        with told_on(form):
            with telling() as told:
                made = services.approach(notice=found, by=acting(request), **form.cleaned_data)
            messages.success(request, f"Votre demande est transmise. {told.words}")
            return redirect("introductions:introduction", made.introduction_id)
    return _page(request, side, found, form)


@require_GET
def happened(request: MemberRequest) -> HttpResponse:
    """What the network made happen: counts for whoever takes part, names for those concerned."""
    page = page_of(counts.approaches_visible_to(request.member), request.GET.get("page"))
    told = counts.happened() if counts.reads_counts(request.member) else None
    columns = ["À propos de", "Demandée par", "À", "Où elle en est"]
    return render(request, "observatory/cooperation/happened.html", {"page": page, "told": told, "columns": columns})
