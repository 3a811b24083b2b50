"""What the page of a block does while it saves, and the security policy."""

import re
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[5] / "assets" / "scripts" / "app.js"


def test_a_saved_field_never_takes_back_an_inline_style():
    settled = re.search(r"attributesToSettle: \[([^]]*)\]", SCRIPT.read_text(encoding="utf-8"))
    assert settled is not None
    assert "style" not in settled.group(1)
