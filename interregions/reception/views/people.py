"""Inviting, accepting, ending, handing over."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from interregions.common.errors import Refused, refuse_if
from interregions.common.links import read_link_token
from interregions.common.lists import page_of
from interregions.common.refusals import status_of, told_on
from interregions.network.http import MemberRequest, VisitorRequest, acting
from interregions.network.middleware import SESSION_KEY
from interregions.network.queries import standing_of
from interregions.reception import clusters, queries, rules
from interregions.reception.choices import Means
from interregions.reception.forms import ClusterForm, DeputyForm, HandOverForm, InvitationForm
from interregions.reception.letters import INVITATION, NETWORK
from interregions.reception.services import people as services
from interregions.reception.views.sessions import sign_in
from interregions.toolkit.mail.wordings import letter_before


def invitations(request: MemberRequest) -> HttpResponse:
    """Who was invited and who accepted."""
    if not queries.organisations_one_may_invite_to(request.member).exists():
        raise Http404
    state, words = request.GET.get("etat", ""), request.GET.get("texte", "").strip()
    page = page_of(queries.invitations_found(request.member, state, words), request.GET.get("page"))
    context = {"page": page, "state": state, "words": words, "may_bring_in": clusters.may_bring_in(request.member)}
    return render(request, "reception/invitations.html", context)


def invite(request: MemberRequest) -> HttpResponse:
    """Invite somebody."""
    refuse_if(queries.reasons_not_to_invite_anywhere(request.member, request.GET.get("organisme", "")))
    organisations = queries.organisations_one_may_invite_to(request.member)
    form = InvitationForm(
        request.POST or None,
        organisations=organisations,
        is_facilitator=standing_of(request.member).is_facilitator,
        initial={"organisation": request.GET.get("organisme")},
    )
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            invitation = services.invite(
                **form.cleaned_data,
                by=request.mandate,
                fictional=request.member.fictional,
                seen=request.POST.get("letter", ""),
            )
            messages.success(request, f"L’invitation part à {invitation.member.email}.")
            return redirect("reception:invitations")
    context = {"form": form, "before": letter_before(request.member, INVITATION, NETWORK)}
    return render(request, "reception/invite.html", context, status=status_of(form))


def bring_in_cluster(request: MemberRequest) -> HttpResponse:
    """Enter a pôle or a cluster with its first referent."""
    if not clusters.may_bring_in(request.member):
        raise Http404
    own = clusters.own_codes(standing_of(request.member))
    form = ClusterForm(request.POST or None, initial={"region_codes": own})
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            invitation = services.bring_in_cluster(
                **form.cleaned_data,
                by=acting(request),
                fictional=request.member.fictional,
                seen=request.POST.get("letter", ""),
            )
            entered = invitation.organisation.short_name
            messages.success(request, f"{entered} est entré ; l’invitation part à {invitation.member.email}.")
            return redirect("reception:invitations")
    context = {"form": form, "before": letter_before(request.member, INVITATION, NETWORK)}
    return render(request, "reception/cluster.html", context, status=status_of(form))


def _own_invitation(request: MemberRequest, pk: int) -> Any:
    invitation = queries.invitations_visible_to(request.member).filter(pk=pk).first()
    if invitation is None:
        raise Http404
    return invitation


@require_POST
def resend(request: MemberRequest, pk: int) -> HttpResponse:
    """Send an invitation again, with a new link."""
    services.resend_invitation(invitation=_own_invitation(request, pk), by=acting(request))
    messages.success(request, "L’invitation repart avec un nouveau lien.")
    return redirect("reception:invitations")


@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    services.withdraw_invitation(invitation=_own_invitation(request, pk), by=acting(request))
    messages.success(request, "L’invitation est retirée : son lien le dit.")
    return redirect("reception:invitations")


@login_not_required
def accept(request: VisitorRequest, token: str) -> HttpResponse:
    """The invitation’s link: GET shows, POST accepts and signs in; a mail scanner changes nothing."""
    values = read_link_token("invitation", token)
    invitation = queries.invitation_by_link(values.get("id"), values.get("seal"))
    if invitation is None:
        raise Refused("Cette invitation a été renvoyée depuis : ouvrez le dernier courriel reçu.")
    reasons = services.invitation_reasons(invitation)
    if request.method == "POST":
        mandate = services.accept_invitation(invitation=invitation)
        sign_in(request, mandate.member, Means.INVITATION)
        request.session[SESSION_KEY] = mandate.pk
        messages.success(request, f"Bienvenue : vous agissez pour {mandate.organisation.short_name}.")
        return redirect("/a-faire/")
    context = {"invitation": invitation, "reasons": reasons, "promise": rules.ROLE_PROMISES[invitation.role]}
    # Who comes back by the letter they accepted is known at the door.
    context["door"] = queries.door_to(invitation.member, "/a-faire/") if invitation.accepted_at else "/entrer/"
    return render(request, "reception/accept.html", context, status=409 if reasons else 200)


def people(request: MemberRequest, organisation_id: int) -> HttpResponse:
    """The people of an organisation, for who manages them."""
    organisation = queries.organisation_one_may_manage(request.member, organisation_id)
    if organisation is None:
        raise Http404
    lines = queries.mandates_to_manage(request.member, organisation)
    return render(request, "reception/people.html", {"organisation": organisation, "lines": lines})


@require_POST
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """End a mandate."""
    mandate = queries.mandate_one_may_hand_over(request.member, pk)
    if mandate is None:
        raise Http404
    services.end_mandate(mandate=mandate, by=acting(request), knows_it_is_last=request.POST.get("dernier") == "on")
    if mandate.member_id == request.member.pk:
        messages.success(request, "Votre habilitation a pris fin. Ce que vous avez fait reste à l’organisme.")
        return redirect("/a-faire/")
    messages.success(request, "L’habilitation a pris fin. Ce qui a été fait reste à l’organisme.")
    return redirect("reception:people", mandate.organisation_id)


def hand_over(request: MemberRequest, pk: int) -> HttpResponse:
    """Pass everything on, in one gesture."""
    mandate = queries.mandate_one_may_hand_over(request.member, pk)
    if mandate is None:
        raise Http404
    colleagues = {str(each.pk): each for each in queries.possible_deputies(request.member, mandate)}
    form = HandOverForm(request.POST or None, people=[(key, str(each)) for key, each in colleagues.items()])
    if request.method == "POST" and form.is_valid():
        chosen = colleagues.get(form.cleaned_data["colleague"])
        if chosen is not None:
            new = services.hand_over(from_mandate=mandate, to_member=chosen.member, by=acting(request))
        else:
            new = services.hand_over_to_new_person(from_mandate=mandate, **form.person(), by=acting(request))
        messages.success(request, f"{new.member.full_name} prend le relais pour {new.organisation.short_name}.")
        return redirect("/a-faire/")
    return render(request, "reception/hand_over.html", {"form": form, "handed": mandate})


def deputy(request: MemberRequest, pk: int) -> HttpResponse:
    """Say who stands in for this person."""
    of = queries.mandate_one_may_hand_over(request.member, pk)
    if of is None:
        raise Http404
    others = {str(mandate.pk): mandate for mandate in queries.possible_deputies(request.member, of)}
    form = DeputyForm(request.POST or None, people=[(key, str(mandate)) for key, mandate in others.items()])
    if request.method == "POST" and form.is_valid():
        chosen = others[form.cleaned_data["deputy"]]
        services.name_deputy(deputy=chosen, of=of, by=acting(request), until=form.cleaned_data["until"])
        messages.success(request, f"{chosen.member.full_name} supplée {of.member.full_name}.")
        return redirect("reception:people", of.organisation_id)
    return render(request, "reception/deputy.html", {"form": form, "of": of})
