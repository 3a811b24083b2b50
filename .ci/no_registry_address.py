"""No lock file may carry the address of a package registry: it would tie the project to one machine's network."""

import re
import subprocess
import sys
from pathlib import Path

ADDRESS = re.compile(r"https?://[^\s\"']*(/simple\b|/-/[^\s\"']+\.tgz|\.whl\b)|^\s*(--index-url|--extra-index-url|-i )")
LOCKS = re.compile(r"(^|/)(requirements/.*\.(txt|in)|package-lock\.json|uv\.lock|\.npmrc|pip\.conf)$")


def main() -> int:
    tracked = subprocess.run(["git", "ls-files"], check=True, capture_output=True, text=True).stdout.splitlines()
    wrong = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name in tracked
        if LOCKS.search(name) and Path(name).exists()
        for number, line in enumerate(Path(name).read_text(encoding="utf-8").splitlines(), 1)
        if ADDRESS.search(line)
    ]
    print("\n".join(wrong) or "No registry address in the lock files.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
