"""``make bench``: every bench, quickly; ``make bench ARGUMENTS=--full`` at the sizes of the promises.

Prints Markdown and writes the figures to benchmarks/results/ (not committed: they are those of one machine).
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import aims, pages, screens
from benchmarks.publishing import AIMED_RATIO

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks/results"
QUICK_RESPONSES, FULL_RESPONSES = 10_000, 100_000


def publishing(database: str, responses: int, server: str) -> dict[str, float] | None:
    """``benchmarks/publishing.py`` in a process of its own."""
    command = [sys.executable, str(ROOT / "benchmarks/publishing.py"), "--json", "--database", database]
    command += ["--responses", str(responses), *(["--server", server] if server else [])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if not done.stdout.strip():
        print(f"publishing on {database} failed: {done.stderr.strip()[-600:]}")
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def line(database: str, found: dict[str, float]) -> str:
    return (
        f"| {database} | {found['responses']:.0f} | {found['bare'] * 1000:.0f} | {found['publish'] * 1000:.0f} "
        f"| {found['ratio']:.2f} | {found['memory']:.0f} | {found['numbers'] * 1000:.0f} | {found['scan'] * 1000:.0f} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Every bench.")
    parser.add_argument("--full", action="store_true", help="100,000 responses, ten times more requests")
    parser.add_argument("--server", default=os.environ.get("BENCH_DATABASE_URL", ""), help="a PostgreSQL server")
    asked = parser.parse_args()
    size = "full" if asked.full else "QUICK RUN: fewer rounds and responses, not the sizes of the promises"
    print(f"# Bench, {platform.python_version()}, {os.cpu_count()} cores, {size}")
    told, by_page = [], {}
    databases = ("sqlite", *(["postgresql"] if asked.server else []))
    for database in databases:
        by_page[database] = pages.run(asked.full, asked.server if database == "postgresql" else "")
        print(f"\n## Pages, {database}\n\n{pages.table(by_page[database])}")
        told += [f"{database}, {line}" for line in aims.missed(by_page[database])]
    lines = screens.run()
    print(f"\n## 200 live screens, sqlite\n\n{screens.table(lines)}")
    told += screens.missed(lines)
    print("\n## Publishing a restitution (30 questions)\n")
    print(
        "| database | responses | bare (ms) | publication (ms) "
        f"| ratio (aim ≤ {AIMED_RATIO:g}) | MB | numbers (ms) | scan (ms) |"
    )
    print("|---|---|---|---|---|---|---|---|")
    published = {}
    for database in databases:
        found = publishing(database, FULL_RESPONSES if asked.full else QUICK_RESPONSES, asked.server)
        if found:
            published[database] = found
            print(line(database, found))
            if found["ratio"] > AIMED_RATIO:
                told.append(f"{database}, publishing: {found['ratio']:.2f}, aim ≤ {AIMED_RATIO:g}")
        else:
            told.append(f"{database}, publishing: failed")
    if not asked.server:
        print("\nPostgreSQL: name a server with --server or BENCH_DATABASE_URL.")
    RESULTS.mkdir(exist_ok=True)
    now = datetime.now(tz=UTC)
    path = RESULTS / f"{now:%Y-%m-%dT%H%M%S}.json"
    figures = {"at": now.isoformat(), "python": platform.python_version(), "cores": os.cpu_count(), "full": asked.full}
    path.write_text(
        json.dumps({**figures, "pages": by_page, "screens": lines, "publishing": published, "missed": told}, indent=1),
        encoding="utf-8",
    )
    print(f"\nWritten to {path.relative_to(ROOT)}")
    print(f"Not measured here: {', '.join(aims.NOT_MEASURED)}.")
    for line_told in told:
        print(f"MISSED {line_told}")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
