"""Readers for the tests of what is read apart."""

import os

from interregions.common.errors import Refused


def length(content: bytes, times: int = 1) -> int:
    return len(content) * times


def refuse(content: bytes) -> None:
    raise Refused("Trois lettres au plus.")


def break_down(content: bytes) -> None:
    raise ValueError(content)


def spin(content: bytes) -> None:
    while True:
        pass


def swell(content: bytes) -> int:
    return len([bytes(10_000_000) for _ in range(1000)])


def vanish(content: bytes) -> None:
    os.kill(os.getpid(), 9)


def surroundings(content: bytes) -> tuple[list[str], str]:
    return list(os.environ), os.getcwd()
