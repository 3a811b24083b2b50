"""Themes: lines of a call, the page of one, who is ready to lead it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from interregions.common.references import Reference
from interregions.exchange.themes import rules
from interregions.exchange.themes.choices import CallStatus, ThemeStatus
from interregions.exchange.themes.models import Call, Endorsement, Theme, ThemeComment
from interregions.exchange.themes.queries.calls import calls_visible_to
from interregions.network.choices import College, Role
from interregions.network.models import Mandate, Member, Organisation
from interregions.vocabulary.models import Term

# The lists a theme may be tagged with: priorities of the Union, and domains of smart specialisation strategies.
TAG_SCHEMES = (
    "objectifs-strategiques",
    "competitivite-2024-2029",
    "pacte-vert",
    "decennie-numerique",
    "strategie-pme",
    "objectifs-s3",
)


@dataclass(frozen=True)
class ThemeLine:
    """A theme in a list, with what is said of it."""

    theme: Theme
    endorsements: int
    ready_to_lead: int
    comments: int
    own: bool
    tags: tuple[Term, ...]


@dataclass(frozen=True)
class CommentLine:
    """A remark as it is read, and whether this mandate may take it back."""

    comment: ThemeComment
    withdrawn: bool
    may_withdraw: bool


@dataclass(frozen=True)
class ThemePage:
    """A theme, who supports it, what was said, and what this mandate may do."""

    theme: Theme
    call: Call
    endorsements: tuple[Endorsement, ...]
    comments: tuple[CommentLine, ...]
    remarks: int
    ready: tuple[Organisation, ...]
    origin: Reference | None
    supported: bool
    ready_to_lead: bool  # as this organisation said it with its support
    own: bool
    may_lead: bool
    reasons_to_change: tuple[str, ...]
    reasons_to_support: tuple[str, ...]
    reasons_to_comment: tuple[str, ...]

    @property
    def lead(self) -> str:
        """The one sentence: what is expected here, and until when."""
        return _lead(self)


def theme_reference(theme: Theme) -> Reference:
    """The theme as other rooms store it."""
    return Reference("themes.theme", str(theme.pk), theme.title, theme.get_absolute_url())


def themes_visible_to(member: Member | None) -> QuerySet[Theme]:
    """The themes of the calls one sees."""
    return Theme.objects.filter(call__in=calls_visible_to(member)).select_related("call", "proposed_by")


def retained_themes(call: Call | None = None) -> QuerySet[Theme]:
    """Themes that were retained, of one call or of all."""
    found = Theme.objects.filter(status=ThemeStatus.RETAINED).select_related("call", "proposed_by")
    return found if call is None else found.filter(call=call)


def theme_lines(call: Call, mandate: Mandate | None, *, withdrawn: bool = False) -> list[ThemeLine]:
    """The themes of a call, first proposed first; two queries."""
    themes = call.themes.select_related("proposed_by", "call").prefetch_related("tags")
    if not withdrawn:
        themes = themes.exclude(status=ThemeStatus.WITHDRAWN)
    themes = themes.annotate(
        supports=Count("endorsements", distinct=True),
        ready=Count("endorsements", filter=Q(endorsements__ready_to_lead=True), distinct=True),
        remarks=Count("comments", filter=~Q(comments__words=""), distinct=True),
    )
    return [
        ThemeLine(
            theme=theme,
            endorsements=theme.supports,
            ready_to_lead=theme.ready + int(theme.ready_to_lead),
            comments=theme.remarks,
            own=mandate is not None and theme.proposed_by_id == mandate.organisation_id,
            tags=tuple(theme.tags.all()),
        )
        for theme in themes
    ]


def ready_organisations(theme: Theme) -> list[Organisation]:
    """Who offered to be responsible region, the proposer first; one query."""
    offered = Endorsement.objects.filter(theme=theme, organisation=OuterRef("pk"), ready_to_lead=True)
    condition = Q(Exists(offered))
    if theme.ready_to_lead:
        condition |= Q(pk=theme.proposed_by_id)
    found = list(Organisation.objects.filter(condition).order_by("sort_name"))
    return sorted(found, key=lambda organisation: organisation.pk != theme.proposed_by_id)


def tags_offered() -> QuerySet[Term]:
    """The terms a theme may be tagged with."""
    return (
        Term.objects.filter(scheme__slug__in=TAG_SCHEMES, withdrawn_on=None)
        .select_related("scheme")
        .order_by("scheme__name", "position")
    )


def may_lead_as(organisation: Organisation) -> bool:
    """Whether this organisation may offer to be a responsible region."""
    return organisation.college == College.REGIONS


def may_lead(mandate: Mandate | None) -> bool:
    """The same for an acting mandate."""
    return mandate is not None and may_lead_as(mandate.organisation)


def theme_values(theme: Theme) -> dict[str, Any]:
    """What the form that changes a theme starts from."""
    names = ("title", "problem", "expected_result", "ready_to_lead", "revision")
    return {**{name: getattr(theme, name) for name in names}, "tags": [term.pk for term in theme.tags.all()]}


def theme_page(theme: Theme, mandate: Mandate | None) -> ThemePage:
    """Everything the page of a theme shows to whoever acts under this mandate."""
    call = theme.call
    endorsements = tuple(
        Endorsement.objects.filter(theme=theme).select_related("organisation").order_by("organisation__sort_name")
    )
    mine = next((each for each in endorsements if mandate and each.organisation_id == mandate.organisation_id), None)
    own = mandate is not None and mandate.organisation_id == theme.proposed_by_id
    steward = own or (mandate is not None and mandate.role == Role.FACILITATOR)
    states = {"theme_status": theme.status, "call_status": call.status}
    role = mandate.role if mandate else ""
    change = rules.reasons_not_to_change_theme(own=steward, **states) + _role_reasons(role, REFERENTS_AND_ANIMATION)
    support = rules.reasons_not_to_support(own=own, **states) + _role_reasons(role, (Role.REFERENT,))
    if mandate is not None:
        support += rules.reasons_not_to_take_part(
            college=mandate.organisation.college, consulted=call.colleges, role=role,
            name=mandate.organisation.short_name,
        )  # fmt: skip
    speak = rules.reasons_not_to_comment(words="…", call_status=call.status) + _role_reasons(role, SPEAKERS)
    comments = tuple(_comment_line(each, mandate, call) for each in comments_of(theme))
    return ThemePage(
        theme=theme,
        call=call,
        endorsements=endorsements,
        comments=comments,
        remarks=sum(not line.withdrawn for line in comments),
        ready=tuple(ready_organisations(theme)),
        origin=Reference.from_json(theme.origin),
        supported=mine is not None,
        ready_to_lead=mine is not None and mine.ready_to_lead,
        own=own,
        may_lead=may_lead(mandate),
        reasons_to_change=tuple(change),
        reasons_to_support=tuple(support),
        reasons_to_comment=tuple(speak),
    )


def comments_of(theme: Theme) -> QuerySet[ThemeComment]:
    """What was said of a theme, in order, remarks taken back included."""
    return ThemeComment.objects.filter(theme=theme).select_related("by__member", "by__organisation")


def _comment_line(comment: ThemeComment, mandate: Mandate | None, call: Call) -> CommentLine:
    reasons = rules.reasons_not_to_withdraw_comment(
        own=mandate is not None and mandate.member_id == comment.by.member_id,
        withdrawn=not comment.words,
        call_status=call.status,
    )
    reasons += _role_reasons(mandate.role if mandate else "", SPEAKERS)
    return CommentLine(comment, withdrawn=not comment.words, may_withdraw=not reasons)


REFERENTS_AND_ANIMATION = (Role.REFERENT, Role.FACILITATOR)
SPEAKERS = (Role.REFERENT, Role.CONTRIBUTOR, Role.FACILITATOR)


def _role_reasons(role: str, allowed: Sequence[str]) -> list[str]:
    if role in allowed:
        return []
    if Role.CONTRIBUTOR in allowed:
        return ["Votre habilitation permet de lire, non d’écrire ici."]
    return ["Ce geste engage l’organisme : il revient à son référent."]


def _lead(page: ThemePage) -> str:
    if page.theme.status == ThemeStatus.WITHDRAWN:
        return "Ce thème a été retiré par l’organisme qui l’avait proposé."
    if page.theme.status == ThemeStatus.RETAINED:
        return "Ce thème est retenu : un cycle s’ouvre sur lui."
    if page.theme.status == ThemeStatus.NOT_RETAINED:
        return "Ce thème n’a pas été retenu cette fois ; il reste lisible ici."
    if page.call.status == CallStatus.CANCELLED:
        return "Le recueil de ce thème est annulé ; le thème reste lisible ici."
    if page.call.status == CallStatus.CHOICES:
        return "Les choix sont ouverts : lisez ce thème avant d’indiquer vos priorités."
    if page.call.status == CallStatus.CLOSED:
        return "Les choix sont clos ; l’animation consigne les thèmes retenus."
    if not page.reasons_to_change:
        return "Vous pouvez modifier ou retirer ce thème tant que les propositions sont ouvertes."
    if page.ready_to_lead:
        return "Votre organisme soutient ce thème, et votre Région est prête à en être responsable."
    if page.supported:
        return "Votre organisme soutient ce thème."
    if not page.reasons_to_support:
        return "Si votre organisme partage ce problème, soutenez ce thème."
    return "Lisez ce thème et dites ce qu’il vous inspire."


TEXT_LABELS = {"title": "Intitulé", "problem": "Le problème rencontré", "expected_result": "Le résultat attendu"}


def differences(theme: Theme, texts: dict[str, Any]) -> Iterable[tuple[str, str, str, str]]:
    """(field, label, what stands, what this person wrote) of the texts that differ, for the two-versions page."""
    for name, label in TEXT_LABELS.items():
        standing, written = getattr(theme, name), str(texts.get(name, ""))
        if standing.replace("\r\n", "\n") != written.replace("\r\n", "\n"):
            yield name, label, standing, written
