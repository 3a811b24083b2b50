"""Lines of production by room (``python -m tests.lines``): what docs/adr/0008 counts; tests and migrations apart."""

from collections import Counter
from pathlib import Path

PRODUCT = Path(__file__).resolve().parent.parent / "interregions"
FLOORS = {"toolkit", "exchange", "knowledge"}


def lines_by_room() -> Counter[str]:
    """Room → its lines of Python."""
    found: Counter[str] = Counter()
    for path in PRODUCT.rglob("*.py"):
        parts = path.relative_to(PRODUCT).parts
        if "tests" in parts or "migrations" in parts or len(parts) == 1:
            continue
        room = "/".join(parts[:2]) if parts[0] in FLOORS and len(parts) > 2 else parts[0]
        found[room] += path.read_text(encoding="utf-8").count("\n")
    return found


if __name__ == "__main__":
    counted = lines_by_room()
    for name, number in sorted(counted.items()):
        print(f"{number:7,}  {name}")
    print(f"{counted.total():7,}  the house")
