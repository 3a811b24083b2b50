"""A mail server that takes the line and says nothing holds no page, and tells nobody who is of the network."""

import re
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest

from tests.browser.served import Served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]
POSTS = 32
FILL = """
from interregions.network.services import add_member, start_installation
start_installation(host_name="Association hôte")
for number in range(16):
    add_member(given_name="Camille", family_name=f"Exemple {number}", email=f"connue{number}@example.org")
"""


@pytest.fixture
def hanging() -> Iterator[str]:
    with closing(socket.create_server(("127.0.0.1", 0), backlog=100)) as relay:
        yield f"smtp://127.0.0.1:{relay.getsockname()[1]}"


@pytest.fixture
def served(tmp_path, hanging) -> Iterator[Served]:
    opened = Served(tmp_path, SMTP_URL=hanging)
    opened.run("shell", "--verbosity", "0", "-c", FILL)
    yield opened
    opened.stop()


def asked_code(served: Served, address: str) -> tuple[float, int, str]:
    """How long the answer took, what it was, and where it led."""
    with httpx.Client(base_url=served.url, timeout=40) as client:
        page = client.get("/entrer/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        began = time.monotonic()
        answer = client.post("/entrer/", data={"email": address, "csrfmiddlewaretoken": token})
        return time.monotonic() - began, answer.status_code, answer.headers.get("Location", "")


def test_thirty_two_codes_asked_of_a_hanging_relay_leave_every_page_fast(served: Served) -> None:
    answers: dict[str, tuple[float, int, str]] = {}
    addresses = [f"{kind}{number}@example.org" for number in range(POSTS // 2) for kind in ("connue", "inconnue")]

    def ask(address: str) -> None:
        answers[address] = asked_code(served, address)

    asking = [threading.Thread(target=ask, args=(address,)) for address in addresses]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join(60)
    assert {(status, led) for _, status, led in answers.values()} == {(302, "/entrer/code/")}
    assert len(answers) == POSTS
    assert max(took for took, _, _ in answers.values()) < 5, answers
    for address in ("/entrer/", "/sante/pret/", "/accessibilite/"):
        began = time.monotonic()
        assert httpx.get(f"{served.url}{address}", timeout=20).status_code == 200
        assert time.monotonic() - began < 1

    deadline = time.monotonic() + 40
    while "Le courrier ne part pas" not in httpx.get(f"{served.url}/entrer/", timeout=20).text:
        assert time.monotonic() < deadline, served.log.read_text()[-2000:]
        time.sleep(0.5)
