"""``interregions serve`` without the application: it watches over the processes that load it, and stays small."""

import argparse
import socket
import subprocess
import sys
from collections.abc import Sequence

from interregions.config.supervisor import Child, Supervisor

# No page is worth a query of half a minute; migrations and the worker’s counts may take longer. What is prepared
# (common/prepared.py) is planned once and for all, whatever is given to it.
PAGES_ON_POSTGRESQL = "-c statement_timeout=30000 -c plan_cache_mode=force_generic_plan"
US = [sys.executable, "-m", "interregions.config.command"]
WRONG = 2


def main(arguments: Sequence[str]) -> int:
    """Check the port, have a short process check the rest, then keep the web and the worker alive; the exit code."""
    parser = argparse.ArgumentParser(
        "interregions serve", description="Serve the pages and run the worker; whichever dies starts again."
    )
    add_arguments(parser)
    asked = parser.parse_args(arguments)
    host, port = asked.host, asked.port
    if not 1 <= port <= 65535:
        print(f"interregions cannot start: {port} is no port; choose one from 1 to 65535.", file=sys.stderr)
        return WRONG
    if trouble := trouble_with(host, port):
        print(
            f"interregions cannot start: {host}:{port} cannot be used ({trouble}). "
            f"Choose another port: interregions serve --port {port + 1 if port < 65535 else 8000}.",
            file=sys.stderr,
        )
        return WRONG
    if code := subprocess.run([*US, "ready_to_serve"], check=False).returncode:
        return code
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0", "::1"} else host  # noqa: S104  only a comparison
    print(f"Cluster’s InterRégions & Co: http://{shown}:{port} (Ctrl-C to stop)", flush=True)
    web = Child("web", [*US, "web", "--host", host, "--port", str(port)])
    return Supervisor([web, Child("worker", [*US, "worker"])]).run()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)


def trouble_with(host: str, port: int) -> str:
    """Why this address cannot be listened on; empty when it can."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, number) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        return error.strerror or str(error)
    return ""
