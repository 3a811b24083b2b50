"""The guides of interview, edited by the animation; for the others these pages do not exist."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from interregions.common.refusals import status_of, told_on
from interregions.common.seen import fingerprint
from interregions.exchange.notes.forms import GuideForm
from interregions.exchange.notes.queries import interviews as queries
from interregions.exchange.notes.services import guides as services
from interregions.network.http import MemberRequest, acting
from interregions.network.queries import standing_of


def _check(request: MemberRequest) -> None:
    if not standing_of(request.member).is_facilitator:
        raise Http404


@require_GET
def guides(request: MemberRequest) -> HttpResponse:
    """The guides; the first visit writes ours."""
    _check(request)
    services.default_guide()
    return render(request, "notes/guides.html", {"guides": queries.guides_visible_to(request.member)})


@require_http_methods(["GET", "POST"])
def new_guide(request: MemberRequest) -> HttpResponse:
    """A new guide, which starts as a copy of the last one."""
    _check(request)
    form = GuideForm(queries.guide_lines(services.default_guide()), request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            made = services.make_guide(
                name=form.cleaned_data["name"],
                questions=form.questions(),
                by=acting(request),
            )
            messages.success(request, f"«\u202f{made.name}\u202f» servira aux prochaines interviews.")
            return redirect("notes:guides")
    context = {"form": form, "title": "Nouveau guide d’interview"}
    return render(request, "notes/guide.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def guide(request: MemberRequest, guide_id: int) -> HttpResponse:
    """Edit a guide; interviews already held keep their questions."""
    found = get_object_or_404(queries.guides_visible_to(request.member), pk=guide_id)
    lines = queries.guide_lines(found)
    seen = fingerprint(found.name, *((line.words, line.feeds, line.stays) for line in lines))
    form = GuideForm(lines, request.POST or None, initial={"name": found.name, "seen": seen})
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.change_guide(
                guide=found,
                name=form.cleaned_data["name"],
                questions=form.questions(),
                seen=form.cleaned_data["seen"],
                by=acting(request),
            )
            messages.success(request, "Le guide est enregistré.")
            return redirect("notes:guide", guide_id=guide_id)
    context = {"form": form, "title": found.name}
    return render(request, "notes/guide.html", context, status=status_of(form))
