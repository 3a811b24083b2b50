"""What is kept of a person: taken away, erased."""

from collections.abc import Callable, Sequence

from interregions.common import rooms


class Privacy(rooms.Room):
    name = "interregions.privacy"
    urls = "interregions.privacy.urls"
    verbs = {
        "privacy.member_erased": "Personne effacée",
        "privacy.somebody_erased": "Personne sans compte effacée",
    }

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.privacy import jobs

        return (jobs.forget_in_time,)
