"""The whole vocabulary, loaded once for the tests of a module; what each of them changes is undone."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from interregions.vocabulary.models import DatedFact, Scheme, StateProgramme, Term, Territory, TerritoryPart
from interregions.vocabulary.services import load_vocabulary


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_vocabulary(on=date(2026, 11, 23))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def nothing_loaded(db) -> None:
    """An installation that has read no vocabulary yet."""
    Term.objects.update(broader=None)
    for model in (TerritoryPart, Territory, Term, Scheme, DatedFact, StateProgramme):
        model.objects.all().delete()
