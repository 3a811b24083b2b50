"""Reads JUnit reports: fails when a test was skipped, or prints the closing count."""

import sys
import xml.etree.ElementTree as ElementTree

COUNTED = ("tests", "failures", "errors", "skipped")


def counts(path: str) -> dict[str, int]:
    """The numbers of a report."""
    suites = ElementTree.parse(path).getroot().iter("testsuite")  # noqa: S314  our own report
    total = dict.fromkeys(COUNTED, 0)
    for suite in suites:
        for name in COUNTED:
            total[name] += int(suite.get(name, 0))
    return total


def main(arguments: list[str]) -> int:
    """With --count: one closing line. Without: 1 when a report has skipped tests, or none at all."""
    if arguments[0] == "--count":
        found = [counts(path) for path in arguments[1:]]
        failed = sum(one["failures"] + one["errors"] for one in found)
        skipped = sum(one["skipped"] for one in found)
        passed = sum(one["tests"] for one in found) - failed - skipped
        print(f"{passed} passed, {failed} failed, {skipped} skipped")
        return 1 if failed or not passed else 0
    code = 0
    for path in arguments:
        found_here = counts(path)
        print(f"{path}: {found_here['tests']} tests, {found_here['skipped']} skipped")
        if found_here["skipped"] or not found_here["tests"]:
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
