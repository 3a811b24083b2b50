"""What the clock does for the files."""

from interregions.toolkit.files import services


def read_new_files() -> None:
    """Read the words of what was brought since, so that a person is found there when they ask to be forgotten."""
    services.read_new_files()
