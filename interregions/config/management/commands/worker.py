"""``interregions worker``: the process that runs long works and sends the mail."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection

from interregions.config.holding import hold
from interregions.config.parenthood import end_with_parent
from interregions.toolkit.jobs import services
from interregions.toolkit.jobs.queue import open_queue, sweep
from interregions.toolkit.jobs.workers import stop_with

logger = logging.getLogger(__name__)
BEAT_SECONDS = 15
SWEEP_SECONDS = 15
STOP_SECONDS = 10


class Command(BaseCommand):
    help = "Run long works and send the mail (one part of “interregions serve”)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--threads", type=int, default=3, help="Works run at the same time.")

    def handle(self, *args: Any, **options: Any) -> None:
        end_with_parent()
        logging.getLogger("huey").setLevel(logging.WARNING)
        hold(settings.HOME)
        _say(services.beat)
        threading.Thread(target=_beat, name="heartbeat", daemon=True).start()
        queue = open_queue()
        stopped = threading.Event()
        clock = threading.Thread(target=_sweep, args=[stopped], name="clock", daemon=True)
        clock.start()
        consumer = queue.huey.create_consumer(
            workers=options["threads"],
            initial_delay=0.05,
            max_delay=0.5,
            check_worker_health=True,
            shutdown_timeout=10,
            graceful_signal="TERM",
        )
        stop_with(consumer.stop_flag)
        try:
            consumer.run()
        finally:
            stopped.set()
            clock.join(STOP_SECONDS)
            _say(services.rest)


def _sweep(stopped: threading.Event) -> None:
    """Do what the rows say is due, at the start then every few seconds: the queue only makes it sooner."""
    while True:
        sweep()
        if stopped.wait(SWEEP_SECONDS):
            return


def _beat() -> None:
    """Say every few seconds that this worker lives, whatever its threads are busy with."""
    while True:
        time.sleep(BEAT_SECONDS)
        _say(services.beat)


def _say(gesture: Callable[[], None]) -> None:
    try:
        gesture()
    except DatabaseError:
        logger.warning("the heartbeat could not be written; it will be in %s seconds", BEAT_SECONDS)
    finally:
        connection.close()
