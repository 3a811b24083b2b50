"""A list brought from elsewhere: the file, what it would do, taking it, undoing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interregions.common.bodies import takes_files
from interregions.common.importing import Importer
from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.common.rooms import importers
from interregions.network.http import MemberRequest, acting
from interregions.toolkit.documents.responses import table_response
from interregions.toolkit.imports import queries, services
from interregions.toolkit.imports.choices import State
from interregions.toolkit.imports.forms import ColumnsForm, FileForm

LINES_PER_PAGE = 50


def _importer(request: MemberRequest, kind: str) -> Importer:
    found = queries.importer_of(kind)
    if found is None or not queries.may_bring(request.member, found):
        raise Http404
    return found


@takes_files
def bring(request: MemberRequest, kind: str) -> HttpResponse:
    """Bring a file: what each line would do is told on the next page."""
    importer = _importer(request, kind)
    form = FileForm(request.POST or None, request.FILES or None, importer=importer)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with told_on(form):
            brought = services.bring_file(
                importer=importer,
                content=file.read(),
                name=file.name,
                source=form.cleaned_data["source"],
                given_on=form.cleaned_data["given_on"],
                by=acting(request),
                for_all=form.for_all(),
            )
            return redirect("imports:columns" if brought.status == State.UNMAPPED else "imports:import", brought.pk)
    page = page_of(queries.imports_visible_to(request.member).filter(kind=kind), request.GET.get("page"))
    context = {"importer": importer, "form": form, "page": page, "formats": ("ods", "xlsx", "csv")}
    return render(request, "imports/bring.html", context, status=status_of(form))


@require_GET
def template(request: MemberRequest, kind: str, format: str) -> HttpResponse:
    """The table to fill in, with the lines that may be prepared."""
    importer = _importer(request, kind)
    return table_response([queries.template_sheet(importer, acting(request))], format, f"modele-{importer.kind}")


@require_http_methods(["GET", "POST"])
def columns(request: MemberRequest, pk: int) -> HttpResponse:
    """Say which column of the file is which."""
    brought = _import(request, pk)
    importer = importers()[brought.kind]
    form = ColumnsForm(request.POST or None, brought=brought, importer=importer)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.name_columns(brought=brought, chosen=form.chosen(), by=acting(request))
            return redirect(brought)
    context = {"brought": brought, "importer": importer, "form": form, "samples": queries.samples_of(brought)}
    return render(request, "imports/columns.html", context, status=status_of(form))


@require_GET
def import_page(request: MemberRequest, pk: int) -> HttpResponse:
    """What a list does, or did, line by line."""
    brought = _import(request, pk)
    page = queries.import_page(brought, request.GET.get("seulement", ""))
    rows = page_of(page.rows, request.GET.get("page"), LINES_PER_PAGE)
    lines = [queries.line_of(row, page.importer) for row in rows]
    context = {"brought": brought, "list": page, "page": rows, "lines": lines}
    return render(request, "imports/import.html", context)


def _import(request: MemberRequest, pk: int) -> Any:
    found = queries.imports_visible_to(request.member).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_POST
def take(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep the new and the changed lines."""
    brought = _import(request, pk)
    messages.success(request, services.take_import(brought=brought, by=acting(request)))
    brought.refresh_from_db()
    return redirect(importers()[brought.kind].home if brought.status == State.TAKEN else brought)


@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take them back."""
    brought = _import(request, pk)
    messages.success(request, services.undo_import(brought=brought, by=acting(request)))
    return redirect(brought)


@require_POST
def forget(request: MemberRequest, pk: int) -> HttpResponse:
    """Erase a list that serves no more."""
    brought = _import(request, pk)
    services.forget_import(brought=brought, by=acting(request))
    messages.success(request, "La liste est oubliée, avec toutes ses lignes.")
    return redirect("imports:bring", brought.kind)
