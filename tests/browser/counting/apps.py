"""A room of the tests of processes: it says which process answered, and which ran its work."""

from collections.abc import Mapping

from interregions.common import rooms


class Counting(rooms.Room):
    name = "tests.browser.counting"
    urls = "tests.browser.counting.urls"

    def jobs(self) -> Mapping[str, rooms.JobFunction]:
        from tests.browser.counting import urls

        return {"count": urls.count}
