"""Pages of equipment and competences: one set of views, told which of the two by its address."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.common.telling import telling
from interregions.knowledge.observatory.equipment import exports
from interregions.knowledge.observatory.equipment.forms import CompetenceForm, DeclineForm, EquipmentForm, FilterForm
from interregions.knowledge.observatory.equipment.queries import access
from interregions.knowledge.observatory.equipment.queries import sheets as queries
from interregions.knowledge.observatory.equipment.services import sheets as services
from interregions.network.http import MemberRequest, acting, or_404
from interregions.toolkit.documents import table_response

WORDS = {
    "equipment": {
        "title": "Équipements",
        "noun": "équipement",
        "add": "Déclarer un équipement",
        "lead": "Ce que les autres peuvent utiliser chez vous, et vous chez eux : cherchez avec les mots du besoin.",
        "empty": "Un équipement paraît ici quand l’organisme qui le détient le déclare ou accepte sa fiche.",
        "columns": ["Équipement", "Détenu par", "Où", "Ouverture", "Prix"],
    },
    "competence": {
        "title": "Compétences",
        "noun": "compétence",
        "add": "Déclarer une compétence",
        "lead": "Qui sait faire : ce que pôles, laboratoires et écoles savent faire, dit par eux.",
        "empty": "Une compétence paraît ici quand l’organisme qui la détient la déclare ou accepte sa fiche.",
        "columns": ["Compétence", "Détenue par", "Où"],
    },
}


@require_GET
def sheets(request: MemberRequest, sort: str) -> HttpResponse:
    """The list, filtered by the address, the nearest first."""
    form, found, here = _found(request, sort)
    page = page_of(found, request.GET.get("page"))
    page.object_list = [queries.line_of(sheet, here) for sheet in page.object_list]
    may_add = queries.owners_named_by(request.mandate).exists()
    context = {"page": page, "form": form, "sort": sort, "said": WORDS[sort], "may_add": may_add, **_urls(sort)}
    return render(request, "observatory/equipment/sheets.html", context)


@require_GET
def sheets_file(request: MemberRequest, sort: str, format: str) -> HttpResponse:
    """The same list to take away."""
    _, found, _ = _found(request, sort)
    table = exports.sheets_table(queries.for_files(found), queries.MODELS[sort])
    return table_response(table, format, str(WORDS[sort]["title"]))


def _found(request: MemberRequest, sort: str) -> Any:
    form = FilterForm(request.GET, equipment=sort == "equipment")
    filters = form.filters()
    here = queries.here_of(request.mandate, form.department())
    found = queries.sheets_visible_to(request.member, queries.MODELS[sort])
    return form, queries.filtered(found, **filters, here=here), here


def _urls(sort: str) -> dict[str, str]:
    return {f"{name}_url": f"observatory:{sort}_{name}" for name in ("list", "add", "file", "change", "agree")} | {
        f"{name}_url": f"observatory:{sort}_{name}" for name in ("decline", "withdraw", "publish")
    }


def _form(request: MemberRequest, sort: str, sheet: Any = None) -> Any:
    kind = EquipmentForm if sort == "equipment" else CompetenceForm
    return kind(request.mandate, request.POST or None, sheet=sheet)


@require_http_methods(["GET", "POST"])
def add(request: MemberRequest, sort: str) -> HttpResponse:
    """Declare one's own, or prepare a sheet for whoever holds it."""
    if not queries.owners_named_by(request.mandate).exists():
        raise Http404
    form = _form(request, sort)
    if request.method == "POST" and form.is_valid():
        owner, by = form.cleaned_data["owner"], acting(request)
        with told_on(form):
            with telling() as told:
                if sort == "equipment":
                    money = form.cleaned_data["fundings"]
                    made: Any = services.declare_equipment(owner=owner, values=form.values(), fundings=money, by=by)
                else:
                    made = services.declare_competence(owner=owner, values=form.values(), by=by)
            own = made.owner_id == by.organisation_id
            said = "La fiche est publiée." if own else f"La fiche attend l’accord de {made.owner}. {told.words}"
            messages.success(request, said)
            return redirect(made)
    context = {"form": form, "sort": sort, "said": WORDS[sort], **_urls(sort)}
    return render(request, "observatory/equipment/declare.html", context, status=status_of(form))


@require_GET
def sheet(request: MemberRequest, sort: str, sheet_id: int) -> HttpResponse:
    """One sheet, with what one may do there."""
    return _page(request, sort, _visible(request, sort, sheet_id))


def _visible(request: MemberRequest, sort: str, sheet_id: int) -> Any:
    return or_404(queries.sheet_visible_to(request.member, queries.MODELS[sort], sheet_id))


def _page(request: MemberRequest, sort: str, found: Any, decline_form: Any = None) -> HttpResponse:
    asked = access.reasons_not_to_request(found, request.mandate) if sort == "equipment" else []
    page = queries.sheet_page(found, request.mandate, asked, access.request_count(found, request.mandate))
    form = decline_form or DeclineForm()
    context = {"page": page, "sort": sort, "said": WORDS[sort], "decline_form": form, **_urls(sort)}
    return render(request, "observatory/equipment/sheet.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def change(request: MemberRequest, sort: str, sheet_id: int) -> HttpResponse:
    """Write a sheet again."""
    found = or_404(queries.sheet_written_by(request.mandate, queries.MODELS[sort], sheet_id))
    form = _form(request, sort, sheet=found)
    if request.method == "POST" and form.is_valid():
        money, revision = form.cleaned_data.get("fundings"), form.cleaned_data["revision"] or 0
        with told_on(form):
            services.change_sheet(
                sheet=found, values=form.values(), fundings=money, revision=revision, by=acting(request)
            )
            messages.success(request, "La fiche est enregistrée.")
            return redirect(found)
    context = {"form": form, "sort": sort, "said": WORDS[sort], "sheet": found, **_urls(sort)}
    return render(request, "observatory/equipment/declare.html", context, status=status_of(form))


@require_POST
def agree(request: MemberRequest, sort: str, sheet_id: int) -> HttpResponse:
    """Whoever holds it publishes it."""
    found = services.agree_to_publish(sheet=_visible(request, sort, sheet_id), by=acting(request))
    messages.success(request, "La fiche est publiée.")
    return redirect(found)


@require_POST
def decline(request: MemberRequest, sort: str, sheet_id: int) -> HttpResponse:
    """Whoever holds it does not wish it read."""
    found, form = _visible(request, sort, sheet_id), DeclineForm(request.POST)
    if form.is_valid():
        with told_on(form):
            services.decline_to_publish(sheet=found, by=acting(request), **form.cleaned_data)
            messages.success(request, "La fiche n’est pas publiée ; qui l’a préparée le lit sur sa page.")
            return redirect(found)
    return _page(request, sort, found, form)


@require_POST
def withdraw(request: MemberRequest, sort: str, sheet_id: int) -> HttpResponse:
    """Others read it no more."""
    found = services.withdraw_sheet(sheet=_visible(request, sort, sheet_id), by=acting(request))
    messages.success(request, "La fiche est retirée : les autres ne la lisent plus.")
    return redirect(found if found.owner_id == acting(request).organisation_id else f"observatory:{sort}_list")


@require_POST
def publish_again(request: MemberRequest, sort: str, sheet_id: int) -> HttpResponse:
    """What was withdrawn is read again."""
    found = services.publish_again(sheet=_visible(request, sort, sheet_id), by=acting(request))
    messages.success(request, "La fiche est publiée de nouveau.")
    return redirect(found)
