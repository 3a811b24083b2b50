"""Each promise names a test that exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
NAMED = re.findall(r"`([\w/.]+\.py)::(\w+)` \|$", (ROOT / "docs/reference/promises.md").read_text(), re.M)


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_each_promise_is_held_by_a_test(path: str, name: str) -> None:
    assert f"def {name}(" in (ROOT / path).read_text()


def test_every_line_names_one() -> None:
    lines = [line for line in (ROOT / "docs/reference/promises.md").read_text().splitlines() if line.startswith("| ")]
    assert len(NAMED) == len([line for line in lines if line != "| promise | test |"]) > 30
