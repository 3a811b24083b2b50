"""What commits an organisation is never entered for it: no visa, no sign-off, no signature, no approval."""

import importlib
import inspect
import pkgutil

import pytest

import interregions
from interregions.common.errors import Refused
from interregions.common.rooms import by_phone
from interregions.exchange.notes.services.signing import sign_off_note
from interregions.exchange.outcomes.services.changes import mark_reread
from interregions.exchange.surveys.answering.services.submission import ask_for_visa, submit_response
from interregions.exchange.surveys.collection.services.collection import answer_consent
from interregions.exchange.themes.services.themes import endorse_theme
from tests.access.world import build_world

ENTERED = {"cast_ballot", "answer_date_poll", "answer_convocation", "report_progress", "request_change"}
SIGNS = {
    "sign_off_note", "approve_questionnaire", "approve_minutes", "mark_reread", "decide_visa", "endorse_theme",
    "submit_response", "answer_consent", "ask_for_visa", "ask_note_visa",
}  # fmt: skip


def services():
    """Every public service of the product, by its name."""
    for module in pkgutil.walk_packages(interregions.__path__, "interregions."):
        parts = module.name.split(".")
        if "services" in parts and "tests" not in parts:
            for name, value in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
                if not name.startswith("_") and value.__module__ == module.name:
                    yield name, value


def test_five_gestures_are_entered_and_no_signature_is_among_them():
    assert set(by_phone()) == {"priorites", "dates", "presence", "avancement", "modification"}
    found = dict(services())
    assert set(found) >= SIGNS, "the names above are those of the services"
    for name in SIGNS:
        assert "organisation" not in inspect.signature(found[name]).parameters, f"{name} is made for oneself"
    takes = {
        name
        for name, service in found.items()
        if "speaking_for" in inspect.getsource(service) and name != "speaking_for"
    }
    assert takes <= ENTERED


@pytest.mark.django_db
def test_the_animation_signs_for_nobody():
    world = build_world()
    by = world.by("animation")
    signatures = (
        lambda: sign_off_note(note=world.note, by=by),
        lambda: mark_reread(minutes=world.reread, by=by),
        lambda: endorse_theme(theme=world.theme, by=by),
        lambda: submit_response(response=world.draft, by=by),
        lambda: ask_for_visa(response=world.draft, name="A", email="a@exemple.fr", words="", by=by),
        lambda: answer_consent(response=world.draft, agrees=True, by=by),
    )
    for sign in signatures:
        with pytest.raises(Refused):
            sign()
