"""A person at a browser; every page they stop at is held against what all pages promise."""

import re
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Locator, Response, ViewportSize

from requests_app.models import User
from tests.e2e.household import ROOT

PASSWORD = "correct horse battery staple"

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
DESK = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
ZOOMED = ViewportSize(width=320, height=640)
"""WCAG 2.2, 1.4.10: a wide screen at 400 %."""

FOUND = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
    (found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" | ")}`)"""
TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    return [...document.querySelectorAll("body *")]
        .filter((part) => part.getBoundingClientRect().right > room)
        .map((part) => part.outerHTML.slice(0, 120))
        .concat(["the page itself"]);
}"""


class Visitor:
    """Somebody who reads and clicks. `must_not_read` are words that no page may show them."""

    def __init__(
        self,
        browser: Browser,
        site: str,
        *,
        has_script: bool = True,
        screen: ViewportSize = DESK,
        must_not_read: tuple[str, ...] = (),
    ) -> None:
        context = browser.new_context(
            base_url=site, java_script_enabled=has_script, viewport=screen, locale="en-GB"
        )
        self.page = context.new_page()
        self.page.set_default_timeout(60_000)
        self.has_script = has_script
        self.screen = screen
        self.must_not_read = must_not_read
        self.troubles: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("response", self._watch)

    def _hear(self, message: ConsoleMessage) -> None:
        # That a page was refused is its own answer, which the test reads; a missing part of a
        # page is seen by `_watch`.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(message.text)

    def _watch(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.troubles.append(f"{response.status} for {response.url}")

    def signs_in(self, user: User) -> None:
        """Sign in on the sign-in page, by password."""
        self.goes_to("/accounts/login/")
        self.sees("Staff sign in")
        self.page.locator("#id_login").fill(user.email)
        self.page.locator("#id_password").fill(PASSWORD)
        self.presses("Sign in")

    def goes_to(self, address: str) -> None:
        """Open an address."""
        self.page.goto(address)

    def sees(self, name: str) -> None:
        """Stop at the page of this name, and hold it against what all pages promise."""
        names = f"{self.page.locator('h1').inner_text()} | {self.page.title()}"
        assert name in names, f"{name!r} is not the page {self.page.url}: {names}"
        self._holds_what_pages_promise()

    def _holds_what_pages_promise(self) -> None:
        shown = self.page.content()
        self._finds_nothing([words for words in self.must_not_read if words in shown], "who asked")
        for screen in (DESK, PHONE, ZOOMED):
            self.page.set_viewport_size(screen)
            width = screen["width"]
            self._finds_nothing(self.page.evaluate(TOO_WIDE), f"too wide at {width}")
            if self.has_script and screen is not ZOOMED:
                # By the debugger, which no policy of the page stops; the policy stays strict.
                if not self.page.evaluate("() => 'axe' in window"):
                    self.page.evaluate(AXE)
                self._finds_nothing(self.page.evaluate(FOUND), f"not accessible at {width}")
        self.page.set_viewport_size(self.screen)
        self._finds_nothing(self.troubles, "the browser complains")

    def _finds_nothing(self, found: list[str], what: str) -> None:
        assert not found, f"{self.page.url}: {what}: {found}"

    def reads(self, *sentences: str) -> None:
        """Find each of these on the page."""
        shown = " ".join(self.page.locator("body").inner_text().split())
        assert [words for words in sentences if words not in shown] == [], shown

    def presses(self, label: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Press a button by its words, and wait for the page that follows."""
        button = (within or self.page).get_by_role("button", name=label, exact=True)
        self._follow(button.first)

    def follows(self, label: str | re.Pattern[str]) -> None:
        """Follow a link by its words."""
        self._follow(self.page.get_by_role("link", name=label).first)

    def _follow(self, what: Locator) -> None:
        with self.page.expect_navigation():
            what.click()

    def fills(self, role_or_label: str, text: str, *, within: Locator | None = None) -> None:
        """Write into a field by its label."""
        (within or self.page).get_by_label(role_or_label).first.fill(text)

    def chooses(
        self,
        label: str,
        *,
        within: Locator | None = None,
        kind: Literal["radio", "checkbox"] = "radio",
    ) -> None:
        """Choose by the words beside the mark."""
        (within or self.page).get_by_role(kind, name=label).first.check()

    def downloads(self, address: str) -> bytes:
        """Fetch a file with this person's own cookies."""
        answer = self.page.context.request.get(address)
        assert answer.status == 200, (address, answer.status)
        return answer.body()

    def leaves(self) -> None:
        """Close the browser."""
        self.page.context.close()
