"""The console script ``interregions``: Django's commands under the product's name, with a clear sentence on refusal."""

import os
import sys

from interregions.config import serving
from interregions.config.environment import WrongSetting


def main() -> None:
    """Run ``interregions COMMAND …``; a wrong environment gives one sentence and exit code 2, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interregions.config.settings")
    os.umask(0o077)  # what is written here is read by this user alone: answers, addresses, files
    if sys.argv[1:2] == ["serve"]:
        sys.exit(serving.main(sys.argv[2:]))
    from django.core.management import execute_from_command_line  # noqa: PLC0415  settings are read on first use

    try:
        execute_from_command_line(sys.argv)
    except WrongSetting as wrong:
        print(f"interregions cannot start: {wrong.sentence}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
