"""The outbox."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Mail(rooms.Room):
    name = "interregions.toolkit.mail"
    urls = "interregions.toolkit.mail.urls"

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.toolkit.mail import jobs

        return (jobs.send_due,)

    def health(self) -> Mapping[str, Callable[[], Any]]:
        from interregions.toolkit.mail import queries

        return {"mail": queries.mail_state}

    def erase(self, person: Any) -> None:
        from interregions.toolkit.mail import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.toolkit.mail import queries

        return "Messages", queries.personal_data_of(person)
