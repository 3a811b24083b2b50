"""People brought as a list: who waits, the lines prepared, the invitations that leave together."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.common.telling import telling
from interregions.network.http import MemberRequest, acting
from interregions.reception import contacts
from interregions.reception.forms import PERSON_FIELDS, PreparedForm, TogetherForm
from interregions.reception.letters import INVITATION, NETWORK
from interregions.reception.people_list import PEOPLE
from interregions.reception.services import contacts as services
from interregions.toolkit.imports.services import bring_lines
from interregions.toolkit.mail.wordings import letter_before

ROWS_PER_PAGE = 25
TYPED_HERE = "Saisie sur la page"


def _animation_only(request: MemberRequest) -> None:
    if not contacts.may_invite_together(request.member):
        raise Http404


@require_GET
def people_to_invite(request: MemberRequest) -> HttpResponse:
    """Who waits for an invitation, and how many organisations have nobody."""
    _animation_only(request)
    words = request.GET.get("texte", "").strip()
    page = page_of(contacts.people_to_invite(request.member, words), request.GET.get("page"))
    context = {
        "page": page,
        "words": words,
        "waiting": contacts.people_to_invite(request.member).count(),
        "form": TogetherForm(),
        "without_referent": contacts.without_referent().count(),
        "before": letter_before(request.member, INVITATION, NETWORK),
    }
    return render(request, "reception/people_to_invite.html", context)


def prepare(request: MemberRequest) -> HttpResponse:
    """One line for each organisation without referent: a name and an address, then the same preview as a file."""
    _animation_only(request)
    kind, words = request.GET.get("nature", ""), request.GET.get("texte", "").strip()
    page = page_of(contacts.without_referent(kind, words), request.GET.get("page"), ROWS_PER_PAGE)
    # What was typed is of the lines that were shown: the list may have changed meanwhile.
    organisations = contacts.organisations_numbered(PreparedForm.numbers_in(request.POST)) or list(page)
    form = PreparedForm(request.POST or None, organisations=organisations, importer=PEOPLE)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            brought = bring_lines(
                importer=PEOPLE,
                lines=form.lines(),
                name=TYPED_HERE,
                source=form.cleaned_data["source"],
                given_on=form.cleaned_data["given_on"],
                by=acting(request),
            )
            return redirect(brought)
    context = {
        "page": page,
        "form": form,
        "kind": kind,
        "words": words,
        "labels": PERSON_FIELDS.values(),
        "formats": ("ods", "xlsx", "csv"),
    }
    return render(request, "reception/prepare_people.html", context, status=status_of(form))


@require_POST
def invite_people(request: MemberRequest) -> HttpResponse:
    """Send the invitations together."""
    _animation_only(request)
    form = TogetherForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    with telling() as told:
        invited = services.invite_people(by=acting(request), words=words, seen=request.POST.get("letter", ""))
    if invited.job is not None:
        messages.success(request, told.words)
        return redirect(invited.job)
    messages.success(request, f"{invited.words} {told.words}")
    return redirect("reception:people_to_invite")


@require_POST
def remove_person(request: MemberRequest, pk: int) -> HttpResponse:
    """Forget somebody who was not invited."""
    _animation_only(request)
    person = contacts.people_to_invite(request.member).filter(pk=pk).first()
    if person is None:
        raise Http404
    services.remove_person(person=person, by=acting(request))
    messages.success(request, f"{person.full_name} n’est plus à inviter ; rien n’en est gardé sur cette page.")
    return redirect("reception:people_to_invite")
