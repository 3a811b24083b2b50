"""The hand of somebody who comes five times a year: what it taps and types is counted, on a slow line."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s
FIRST_WORDS = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
# A word of a button told on two lines: « En / tre / r ».
BROKEN = """() => [...document.querySelectorAll("main .btn")].flatMap((button) => {
  const walker = document.createTreeWalker(button, NodeFilter.SHOW_TEXT), found = [];
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (text.parentElement.closest(".visually-hidden")) continue;
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(word[0]);
    }
  }
  return found;
})"""


@dataclass
class Hand:
    """Taps and typed fields are gestures; the code of a letter is counted apart, as one copies it from a mailbox."""

    page: Page
    gestures: int = 0
    codes: int = 0
    pages: int = 0
    weight: int = 0
    first_words: int = 0
    weights: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        line = self.page.context.new_cdp_session(self.page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
        line.on("Network.loadingFinished", lambda told: self.weights.append(int(told["encodedDataLength"])))

    def open(self, address: str) -> None:
        """The link of a letter, by somebody who has nothing kept: its first words and its weight are noted."""
        self.page.goto(address)
        self.page.wait_for_function(f"({FIRST_WORDS})() > 0")
        self.first_words = round(self.page.evaluate(FIRST_WORDS))
        self.weight = sum(self.weights)
        self._arrived()

    def tap(self, what: Locator, *, leads: bool = False) -> None:
        """One gesture; ``leads``: to another page, or the same again."""
        what.scroll_into_view_if_needed()
        if leads:
            with self.page.expect_navigation():
                what.click()
            self._arrived()
        else:
            what.click()
        self.gestures += 1

    def type(self, where: Locator, words: str) -> None:
        """One field."""
        where.fill(words)
        self.gestures += 1

    def copy_code(self, where: Locator, code: str) -> None:
        """The code that came by mail."""
        where.fill(code)
        self.codes += 1

    def _arrived(self) -> None:
        self.pages += 1
        assert self.page.evaluate("document.documentElement.scrollWidth") <= 380, self.page.url
        assert self.page.evaluate(BROKEN) == [], self.page.url
