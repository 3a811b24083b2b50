"""What every browser test has: a house, a Chromium, and one click to be somebody of the cast."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.house import House, Stages

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 380, "height": 780}
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session", autouse=True)
def prepared_houses(tmp_path_factory: pytest.TempPathFactory) -> None:
    """PREPARED_HOUSES: a folder that several runs share; without it, the workers of one run share theirs."""
    own = tmp_path_factory.getbasetemp()
    os.environ.setdefault(
        "PREPARED_HOUSES", str((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "houses")
    )


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(tmp_path_factory.mktemp("stages"))


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, stages: Stages) -> Iterator[House]:
    """The product at the module's ``STAGE``, in a folder of its own."""
    name = request.module.__name__.rsplit(".", 1)[-1]
    opened = House(stages.copy(getattr(request.module, "STAGE", "survey"), name))
    try:
        yield opened.start()
    finally:
        opened.stop()


@pytest.fixture(scope="session")
def houses(stages: Stages) -> Iterator[Callable[[str], House]]:
    """houses(stage) → a product to read, shared by every test of the session."""
    opened: dict[str, House] = {}

    def at(stage: str) -> House:
        if stage not in opened:
            opened[stage] = House(stages.copy(stage, "shared")).start()
        return opened[stage]

    yield at
    for each in opened.values():
        each.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM if Path(CHROMIUM).exists() else None, args=ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture
def enter(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """enter(house, "Claire Aubrac", …) → a browser of its own, signed in as that person of the cast; None: nobody."""
    contexts: list[BrowserContext] = []

    def somebody(house: House, name: str | None = None, **options) -> Page:
        context = chromium.new_context(
            base_url=house.url, locale="fr-FR", **{"viewport": DESKTOP, "reduced_motion": "reduce", **options}
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        if name:
            enter_as(page, name)
        return page

    yield somebody
    for context in contexts:
        context.close()


def enter_as(page: Page, name: str) -> None:
    """Become somebody of the cast by the one-click page: « Claire Aubrac », or « , Bretagne » for its referent."""
    page.goto("/entrer/distribution/")
    page.get_by_role("button", name=re.compile(f"^Entrer comme .*{re.escape(name)}")).first.click()
    page.wait_for_url(lambda url: "/entrer/" not in url)
