"""What is opened beyond the network for a moment of the sweep, by whom it belongs to."""

from typing import Any

from interregions.common.rooms import publishables
from interregions.exchange.notes.models import Note
from interregions.exchange.surveys.models import Restitution
from interregions.network.models import Mandate, Organisation
from tests.access.people import World

# The words that the pôles meet more, and the pages that exist for them more, once the things below are open to them.
WORDS = frozenset(
    {
        "interview of Bretagne",  # the words of the note
        "published practice",
        "title of Enquête published",
    }
)
PAGES = frozenset(
    {
        "notes:note",
        "notes:document",
        "surveys:matrix",
        "surveys:restitution",
        "surveys:restitution_document",
        "surveys:restitution_table",
    }
)


def of_the_network(world: World) -> dict[str, Any]:
    """One thing of each kind, published in the network and opened to nobody."""
    return {
        "notes.note": Note.objects.get(pk=world.signed_note.pk),
        "surveys.restitution": Restitution.objects.get(pk=world.published.pk),
        "practices.practice": world.shared,
        "network.organisation": Organisation.objects.get(pk=world.normandie.pk),
    }


def by_its_owner(world: World, kind: str, thing: Any) -> Mandate:
    owner = publishables()[kind].owner(thing)
    return world.by({world.bretagne.pk: "lead", world.normandie.pk: "region"}[owner.pk] if owner else "animation")
