"""The directory: organisations, their people, working groups, one's own profile."""

import csv
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.network import exports, queries, services
from interregions.network.forms import EpciForm, GroupForm, OrganisationForm, ProfileForm
from interregions.network.http import MemberRequest, acting

COLUMNS = ("Organisme", "Nature", "Personnes")


def _filters(request: MemberRequest) -> dict[str, str]:
    return {
        "kind": request.GET.get("nature", ""),
        "college": request.GET.get("college", ""),
        "words": request.GET.get("texte", "").strip(),
    }


def directory(request: MemberRequest) -> HttpResponse:
    """Who is of the network."""
    found = queries.directory(request.member, **_filters(request))
    page = page_of(found, request.GET.get("page"))
    context = {"page": page, "filters": _filters(request), "lists": queries.directory_lists(), "columns": COLUMNS}
    return render(request, "network/directory.html", context)


def directory_csv(request: MemberRequest) -> HttpResponse:
    """The filtered directory as a CSV table, open format."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="annuaire.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(exports.HEADER)
    for row in exports.directory_rows(queries.directory(request.member, **_filters(request))):
        # A cell that begins like a formula is shown as text by spreadsheets.
        writer.writerow([f"'{cell}" if str(cell)[:1] in "=+-@\t\r" and str(cell) else cell for cell in row])
    return response


def organisation(request: MemberRequest, pk: int) -> HttpResponse:
    """One organisation: territories, people, since when."""
    page = queries.organisation_page(request.member, pk)
    if page is None:
        raise Http404
    return render(request, "network/organisation.html", {"page": page})


def add_organisation(request: MemberRequest) -> HttpResponse:
    """Enter a partner or EPCI of the official list. Kept for the animation by the service."""
    reasons = queries.reasons_not_to_add_organisations(request.mandate)
    form = OrganisationForm(request.POST if "name" in request.POST else None)
    epci = EpciForm(request.POST if "codes" in request.POST else None)
    if request.method == "POST" and form.is_valid():
        added = services.add_partner(**form.cleaned_data, by=acting(request))
        messages.success(request, f"{added.name} est entré dans l’annuaire.")
        return redirect(added)
    if request.method == "POST" and epci.is_valid():
        number = services.add_epci(codes=epci.cleaned_data["codes"].split(), by=acting(request))
        messages.success(request, f"{number} EPCI ajoutés à l’annuaire.")
        return redirect("network:directory")
    return render(request, "network/add_organisation.html", {"form": form, "epci": epci, "reasons": reasons})


def groups(request: MemberRequest) -> HttpResponse:
    """Working groups."""
    reasons = queries.reasons_not_to_add_organisations(request.mandate)
    form = GroupForm(request.POST or None, organisations=queries.organisations_visible_to(request.member))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.open_group(**form.cleaned_data, by=acting(request))
            messages.success(request, "Le groupe de travail est ouvert.")
            return redirect("network:groups")
    found = queries.groups_visible_to(request.member).prefetch_related("members").order_by("closed_on", "name")
    context = {"groups": found, "form": form, "reasons": reasons}
    return render(request, "network/groups.html", context, status=status_of(form))


def _group(request: MemberRequest, pk: int) -> Any:
    found = queries.group_run_by(request.member, pk)
    if found is None:
        raise Http404
    return found


def group(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a group: its name, what it is for, its organisations."""
    found = _group(request, pk)
    initial = {"name": found.name, "purpose": found.purpose, "members": found.members.all()}
    organisations = queries.organisations_visible_to(request.member)
    form = GroupForm(request.POST or None, organisations=organisations, initial=initial)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            services.change_group(group=found, **form.cleaned_data, by=acting(request))
            messages.success(request, "Le groupe est modifié.")
            return redirect("network:groups")
    return render(request, "network/group.html", {"group": found, "form": form}, status=status_of(form))


@require_POST
def close_group(request: MemberRequest, pk: int) -> HttpResponse:
    """End a group, or take it up again."""
    closed = "reopen" not in request.POST
    found = services.close_group(group=_group(request, pk), closed=closed, by=acting(request))
    messages.success(request, f"Le groupe « {found.name} » est {'clos' if closed else 'rouvert'}.")
    return redirect("network:groups")


def profile(request: MemberRequest) -> HttpResponse:
    """One's own name, function and telephone."""
    member = request.member
    names = ("given_name", "family_name", "function", "phone")
    form = ProfileForm(request.POST or None, initial={name: getattr(member, name) for name in names})
    if request.method == "POST" and form.is_valid():
        services.change_profile(member=member, **form.cleaned_data)
        messages.success(request, "Votre profil est enregistré.")
        return redirect("network:profile")
    return render(request, "network/profile.html", {"form": form})
