"""What a pôle does in the walk: it is asked, apart from the cycle; what is opened to it is read, closed it is not."""

from collections.abc import Iterable, Iterator

from interregions.exchange.surveys.choices import SurveyStatus
from interregions.exchange.surveys.collection.queries.audience import Audience
from interregions.exchange.surveys.express.services import ExpressQuestion, start_express
from interregions.exchange.surveys.models import Response, Survey
from interregions.knowledge.practices.choices import PracticeStatus
from interregions.knowledge.practices.models import Practice
from interregions.network.models import Mandate
from interregions.toolkit.publication.choices import Circle
from interregions.toolkit.publication.models import Opened
from interregions.toolkit.publication.services import close_to, open_to
from tests.walk.scene import Scene, in_days

PRACTICE = "practices.practice"


def nobody_of_them_asked(by: Mandate) -> Iterable[str]:
    asked = Survey.objects.filter(status=SurveyStatus.OPEN, audience__kind="clusters")
    return [] if asked.exists() else ["the pôles"]


def ask_clusters(thing: str, by: Mandate) -> object:
    return start_express(
        title="Ce que les pôles attendent",
        questions=[ExpressQuestion("Venez-vous ?", "YES_NO")],
        audience=Audience("clusters"),
        closes_on=in_days(12),
        by=by,
    )


def own_published(by: Mandate) -> Iterable[Practice]:
    return Practice.objects.filter(organisation=by.organisation, status=PracticeStatus.PUBLISHED)


def _opened() -> Iterable[int]:
    return Opened.objects.filter(kind=PRACTICE, to=Circle.CLUSTERS).values("object_id")


def closed_practices(by: Mandate) -> Iterable[Practice]:
    return own_published(by).exclude(pk__in=_opened())


def opened_practices(by: Mandate) -> Iterable[Practice]:
    return own_published(by).filter(pk__in=_opened())


def open_practice(practice: Practice, by: Mandate) -> object:
    return open_to(kind=PRACTICE, thing=practice, to=Circle.CLUSTERS, by=by)


def close_practice(practice: Practice, by: Mandate) -> object:
    close_to(kind=PRACTICE, thing=practice, to=Circle.CLUSTERS, by=by)
    return practice


def addressed_to(mandate: Mandate) -> tuple[str, ...]:
    """The pages of what asks this organisation: its responses, and their surveys."""
    own = Response.objects.filter(organisation=mandate.organisation).select_related("survey")
    return tuple(url for each in own for url in (each.get_absolute_url(), each.survey.get_absolute_url()))


def what_is_opened_is_read(scene: Scene) -> Iterator[str]:
    """A practice of another exists for the pôle as long as it is open to the pôles, and never for the bank."""
    opened = set(Opened.objects.filter(kind=PRACTICE, to=Circle.CLUSTERS).values_list("object_id", flat=True))
    for practice in Practice.objects.filter(status=PracticeStatus.PUBLISHED):
        for person, there in (("pole", practice.pk in opened), ("bank", False)):
            own = practice.organisation_id == scene.by(person).organisation_id
            status = scene.browsers[person].get(practice.get_absolute_url()).status_code
            if (status == 200) is not (there or own):
                yield f"{person} reads {practice} with {status}, opened: {there}"
