"""Editions as they are read: figures, words this reader may read; and the matrix of named answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from interregions.common.ports import ThreadLine
from interregions.common.prepared import PreparedOn
from interregions.common.references import Reference
from interregions.common.rooms import PublicPart
from interregions.common.typography import counted
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.answering.models import Survey
from interregions.exchange.surveys.choices import RestitutionStatus
from interregions.exchange.surveys.collection.queries.collection import surveys_visible_to
from interregions.exchange.surveys.questionnaires.queries.content import QuestionContent, content_of
from interregions.exchange.surveys.questionnaires.rules.kind import FigureForm, Storage
from interregions.exchange.surveys.restitution.models import Restitution, RestitutionItem
from interregions.exchange.surveys.restitution.queries.behind import figures_with_behind, reader_before
from interregions.exchange.surveys.restitution.queries.drawings import drawing_of
from interregions.exchange.surveys.restitution.queries.figures import BREAKDOWN_WORDS, published_figures
from interregions.exchange.surveys.restitution.queries.quotes import SHOWN_QUOTES, WHOLE, Quoted, Reading, quote
from interregions.exchange.surveys.restitution.queries.rates import answered_sentence, noun_of, rates_of
from interregions.exchange.surveys.restitution.rules.figures import finding_of, form_of
from interregions.exchange.surveys.restitution.rules.figures.form import Figure, Part
from interregions.exchange.surveys.restitution.rules.reading import Mode, is_told_to_all, told_to
from interregions.network.models import Member
from interregions.network.prepared import PreparedFor, visible
from interregions.network.queries import standing_of
from interregions.toolkit.publication.queries import opened_to

KIND = "surveys.restitution"
HUSHED_FINDING = "Cette figure n’est pas montrée."
MOST_FINDINGS = 3  # told away from the page that has them all


def restitutions_visible_to(member: Member | None) -> QuerySet[Restitution]:
    """Published editions of the surveys one may see, and those that the animation opened to pôles or partners; drafts
    for the animation and the responsible Région."""
    standing = standing_of(member)
    found = Restitution.objects.select_related("survey__questionnaire", "survey__cycle__lead", "published_by__member")
    if standing.is_facilitator:
        return found
    read = Q(survey__in=surveys_visible_to(member).values("pk"))
    if not standing.takes_part:
        read |= Q(pk__in=opened_to(standing, KIND))
    led = Q(survey__cycle__lead_id__in=standing.referent_ids)
    return found.filter(Q(status=RestitutionStatus.PUBLISHED) & read | led)


def restitutions_arranged_by(member: Member | None) -> QuerySet[Restitution]:
    """Drafts one may arrange."""
    standing = standing_of(member)
    found = restitutions_visible_to(member).filter(status=RestitutionStatus.DRAFT)
    return found if standing.is_facilitator else found.filter(survey__cycle__lead_id__in=standing.referent_ids)


def published_visible_to(member: Member | None) -> QuerySet[Restitution]:
    """Editions, drafts apart."""
    return restitutions_visible_to(member).filter(status=RestitutionStatus.PUBLISHED)


_ANY = visible(restitutions_visible_to)
_PUBLISHED = visible(published_visible_to)


def restitution_visible_to(member: Member | None, restitution_id: int) -> Restitution | None:
    """One edition, published or in preparation, or None when it does not exist for this member."""
    return _ANY.one(member, pk=restitution_id)


def edition_visible_to(member: Member | None, restitution_id: int) -> Restitution | None:
    """One published edition, or None when it does not exist for this member."""
    return _PUBLISHED.one(member, pk=restitution_id)


def may_draft(survey: Survey, member: Member | None) -> bool:
    """Whether this member prepares the editions of this survey."""
    standing = standing_of(member)
    return standing.is_facilitator or bool(survey.cycle and survey.cycle.lead_id in standing.referent_ids)


def latest_edition(survey: Survey) -> Restitution | None:
    return survey.restitutions.filter(status=RestitutionStatus.PUBLISHED).order_by("-edition").first()


@dataclass(frozen=True)
class Editions:
    """Where the restitution of a survey stands: the last published edition, and the draft of the next."""

    latest: Restitution | None
    draft: Restitution | None


_EDITIONS = PreparedOn(
    lambda survey: (
        Restitution.objects.filter(survey=survey, status__in=(RestitutionStatus.PUBLISHED, RestitutionStatus.DRAFT))
        .only("survey", "edition", "status")
        .order_by("edition")
    )
)


def editions_of(survey: Survey) -> Editions:
    """Both at once: a survey has a handful of editions."""
    latest = draft = None
    for each in _EDITIONS.read(survey=survey.pk):
        latest, draft = (each, draft) if each.status == RestitutionStatus.PUBLISHED else (latest, each)
    return Editions(latest, draft)


@dataclass
class Section:
    """One question of an edition."""

    item: RestitutionItem
    label: str
    n: int
    asked: int
    finding: str
    may_quote: bool = False
    parts: list[Part] = field(default_factory=list)
    statistics: list[tuple[str, Decimal, str]] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    quoted: list[Quoted] = field(default_factory=list)
    unread: int = 0
    hushed: int = 0
    folded: int = 0  # written answers this reader may read, that this page does not hold
    is_unfolded: bool = False
    kept: int = 0
    conditional: bool = False
    is_drawn_again: bool = False  # not what was published: what this reader may read of it
    is_quiet: bool = False  # how many answered is not told: it would say what they answered elsewhere

    @property
    def base(self) -> str:
        """Of how many these answers are: a question asked under a condition was not asked of everybody."""
        if self.is_quiet and not self.n:
            return "Le nombre des réponses n’est pas montré"
        if self.conditional:
            return f"{counted(self.n, 'réponse')} à une question posée à une partie des organismes seulement"
        return f"{counted(self.n, 'réponse')} sur {counted(self.asked, 'organisme interrogé', 'organismes interrogés')}"

    @property
    def anchor(self) -> str:
        return f"question-{self.item.pk}"

    @property
    def drawing(self) -> SafeString | None:
        """Its figure as it was drawn at the publication, or nothing when it has to be drawn now."""
        return None if self.is_drawn_again else drawing_of(self.item)

    @property
    def first_quoted(self) -> list[Quoted]:
        """The answers read at once; the others are folded."""
        return self.quoted[:SHOWN_QUOTES]

    @property
    def more_quoted(self) -> list[Quoted]:
        return self.quoted[SHOWN_QUOTES:]


@dataclass(frozen=True)
class EditionPage:
    restitution: Restitution
    survey: Survey
    sections: list[Section]
    noun: str
    breakdown: str
    editions: list[Restitution]
    readable: frozenset[int]  # of these editions, those that this person opens

    @property
    def replaced_by(self) -> Restitution | None:
        """The latest edition, when this is an earlier one."""
        latest = max(self.editions, key=lambda each: each.edition, default=self.restitution)
        return latest if latest.edition > self.restitution.edition else None

    @property
    def answered_sentence(self) -> str:
        return answered_sentence(self.restitution.answered, self.restitution.asked, self.noun)


_PUBLISHED_OF = PreparedOn(lambda survey: Restitution.objects.filter(survey=survey, status=RestitutionStatus.PUBLISHED))


def edition_page(restitution: Restitution, member: Member | None, reading: Reading = WHOLE) -> EditionPage:
    """A published edition as this member reads it: its frozen figures, the words within its circles."""
    survey = restitution.survey
    sections = _sections_read(restitution, member)
    quote(restitution, {section.item.question_id: section for section in sections}, member, reading)
    published = _PUBLISHED_OF.read(survey=survey.pk)
    readable = frozenset(each.pk for each in published)
    if not standing_of(member).takes_part:
        readable &= frozenset(published_visible_to(member).filter(survey=survey).values_list("pk", flat=True))
    noun, breakdown = noun_of(restitution), breakdown_of(restitution)
    return EditionPage(restitution, survey, sections, noun, breakdown, published, readable)


def sections_of(restitution: Restitution) -> list[Section]:
    """The questions shown in a published edition, with their frozen figures and no quoted words yet."""
    questions = _questions(restitution.survey)
    return [
        section_of(item, questions[item.question_id], item.figure, restitution.asked)
        for item in restitution.items.all()
        if item.shown
    ]


def _sections_read(restitution: Restitution, member: Member | None) -> list[Section]:
    """The same, as this member may read them beside the answers it reads with a name."""
    questions, items = _questions(restitution.survey), list(restitution.items.all())
    reader = reader_before(restitution, member, questions.values())
    figures = figures_with_behind(restitution, items, questions.values())
    noun, found = "", list[Section]()
    for item in items:
        if not item.shown:
            continue
        question = questions[item.question_id]
        told = told_to(question, form_of(question.kind), figures[question.id], reader, circle=question.named_to)
        section = section_of(item, question, told.figure, restitution.asked)
        if told.mode is not Mode.WHOLE:
            section.withheld, section.is_drawn_again = [*section.withheld, told.words], True
        if told.mode in (Mode.EXACT, Mode.PARTIAL, Mode.HUSHED):
            noun = noun or rates_of(restitution.survey).noun
            section.finding = (
                HUSHED_FINDING if told.mode is Mode.HUSHED else finding_of(question.kind, told.figure, noun)
            )
        section.is_quiet = told.is_quiet
        found.append(section)
    return found


def breakdown_of(restitution: Restitution) -> str:
    """By what the figures of this edition are broken down: « par collège », or nothing."""
    return BREAKDOWN_WORDS.get(next(iter(restitution.breakdowns), ""), "")


def told_by_restitution(restitution_id: int) -> list[str]:
    """What a published edition says in a few sentences: who answered, then its first findings.

    Answers that are only read, dates and words, find nothing: their number alone is not told. Neither is a finding that
    tells, to who reads the matrix, the answer of who is not named there.
    """
    found = Restitution.objects.filter(pk=restitution_id, status=RestitutionStatus.PUBLISHED)
    restitution = found.select_related("survey").first()
    if restitution is None:
        return []
    rate = answered_sentence(restitution.answered, restitution.asked, rates_of(restitution.survey).noun)
    questions, items = _questions(restitution.survey), list(restitution.items.all())
    figures, told = figures_with_behind(restitution, items, questions.values()), list[str]()
    for item in items:
        question = questions[item.question_id]
        form = form_of(question.kind)
        finds = item.shown and item.finding and question.kind.figure is not FigureForm.WORDS
        if finds and is_told_to_all(question, form, figures[question.id]):
            told.append(f"{asked_words(question.label)} {item.finding}")
    return [f"{rate}.", *told[:MOST_FINDINGS]]


def public_parts_of(restitution: Restitution) -> list[PublicPart]:
    """What anybody reads of an edition opened to all: who answered, and the findings that name and tell nobody."""
    return [PublicPart("", tuple(told_by_restitution(restitution.pk)))]


def published_editions() -> QuerySet[Restitution]:
    return Restitution.objects.filter(status=RestitutionStatus.PUBLISHED).select_related("survey")


def edition_reference(restitution: Restitution) -> Reference:
    """The edition as other rooms store it."""
    edition = f", édition {restitution.edition}" if restitution.edition > 1 else ""
    label = f"Restitution de « {restitution.survey.title} »{edition}"
    return Reference(KIND, str(restitution.pk), label, restitution.get_absolute_url())


def asked_words(label: str) -> str:
    """The words of a question, ready for what follows."""
    return label if label.rstrip().endswith(("?", ":")) else f"{label.rstrip('. ')} :"


def latest_editions(found: Iterable[Restitution]) -> list[Restitution]:
    """Of each survey, the last edition only: one that was replaced travels no further."""
    kept: dict[int, Restitution] = {}
    for each in found:
        before = kept.get(each.survey_id)
        if before is None or each.edition > before.edition:
            kept[each.survey_id] = each
    return list(kept.values())


def draft_page(restitution: Restitution) -> list[Section]:
    """A draft's sections, as they would be published now."""
    survey, questions = restitution.survey, _questions(restitution.survey)
    before = latest_edition(survey)
    figures, _ = published_figures(
        survey.pk,
        questions.values(),
        attribute=next(iter(restitution.breakdowns), ""),
        earlier={item.question_id: item.figure for item in before.items.all()} if before else {},
        edition=restitution.edition,
    )
    rates = rates_of(survey)
    sections = []
    for item in restitution.items.all():
        question, figure = questions[item.question_id], figures.get(item.question_id, {"form": "words", "n": 0})
        item.finding = item.finding or finding_of(question.kind, figure, rates.noun)
        sections.append(section_of(item, question, figure, rates.asked))
    return sections


def _questions(survey: Survey) -> dict[int, QuestionContent]:
    """The questions with the condition under which they are asked: their own, or their block's."""
    return {
        question.id: replace(question, condition=question.condition or block.condition)
        for block in content_of(survey.questionnaire_id)
        for question in block.questions
    }


def section_of(item: RestitutionItem, question: QuestionContent, figure: Figure, asked: int) -> Section:
    """A stored figure as a page, a document or a table reads it."""
    form = form_of(question.kind)
    told = bool(figure.get("n"))
    return Section(
        item,
        question.label,
        figure.get("n", 0),
        asked,
        item.finding,
        may_quote=question.kind.storage is Storage.TEXT,
        parts=form.parts(question, figure),
        statistics=form.statistics(question, figure) if told else [],
        withheld=form.withheld(figure),
        kept=figure.get("kept", 0),
        conditional=bool(question.condition.strip()),
    )


def _on_thread(member: Member | None, cycle: int) -> QuerySet[Restitution]:
    read = published_visible_to(member).filter(survey__cycle=cycle).select_related(None).select_related("survey")
    return read.only("edition", "answered", "asked", "published_at", "survey__title")


_ON_THREAD = PreparedFor(_on_thread)


def thread_of(cycle: Cycle, member: Member | None) -> list[ThreadLine]:
    """The published editions of the cycle."""
    return [
        ThreadLine(
            label=f"Restitution de « {each.survey.title} »" + (f", édition {each.edition}" if each.edition > 1 else ""),
            state=f"{counted(each.answered, 'réponse')} sur {each.asked}",
            url=reverse("surveys:restitution", args=[each.pk]),
            at=each.published_at,
            origins=(
                Reference(
                    "surveys.survey",
                    str(each.survey_id),
                    f"Enquête «\u202f{each.survey.title}\u202f»",
                    each.survey.get_absolute_url(),
                ),
            ),
        )
        for each in _ON_THREAD.read(member, cycle=cycle.pk)
    ]
