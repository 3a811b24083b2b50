"""The supervisor starts again what dies, and gives up on what cannot live."""

import signal
import socket
import subprocess
import sys

from interregions.config.supervisor import MOST_DEATHS, Child, Supervisor


def test_a_process_that_cannot_live_is_given_up_with_a_sentence(capsys) -> None:
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        code = Supervisor([Child("worker", [sys.executable, "-c", "raise SystemExit(3)"])]).run()
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
    assert code == 1
    assert "the worker process died 5 times" in capsys.readouterr().err


def test_deaths_far_apart_or_from_outside_do_not_count() -> None:
    child = Child("web", [])
    assert not any(child.note_death(now=moment, code=-signal.SIGKILL) for moment in range(20))
    assert not any(child.note_death(now=20 * moment, code=1) for moment in range(20))
    together = [child.note_death(now=1000 + moment, code=1) for moment in range(MOST_DEATHS)]
    assert together == [False] * (MOST_DEATHS - 1) + [True]


def test_a_taken_port_is_one_sentence_and_exit_code_2() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "interregions.config.command", "serve", "--port", port]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert "cannot be used" in ended.stderr
    assert "Traceback" not in ended.stderr
