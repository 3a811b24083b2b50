"""Addresses of the room: each module of views exposes its own."""

from interregions.exchange.surveys.answering.views import answering
from interregions.exchange.surveys.collection import views as collection
from interregions.exchange.surveys.express import views as express
from interregions.exchange.surveys.questionnaires.views import questionnaires, questions
from interregions.exchange.surveys.restitution.views import restitution, surveys, taking

app_name = "surveys"

urlpatterns = [
    *questionnaires.patterns,
    *questions.patterns,
    *answering.patterns,
    *collection.patterns,
    *surveys.patterns,
    *restitution.patterns,
    *taking.patterns,
    *express.patterns,
]
