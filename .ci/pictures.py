"""Takes the pictures of the documentation from a running demonstration.

`make run` in one terminal, `make pictures` in another. The pages are the real ones.
"""

import os
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def sign_in(page: Page, site: str, does: str) -> None:
    """Sign in as the person of the demonstration who does this."""
    page.goto(f"{site}/accounts/login/")
    page.locator(".people button", has_text=does).first.click()
    page.wait_for_load_state()


def the_inbox(page: Page, site: str) -> None:
    """The FOI manager's list of open cases."""
    sign_in(page, site, "FOI manager:")
    page.goto(f"{site}/inbox/?tab=open")


def the_case(page: Page, site: str) -> None:
    """A case that is with a department."""
    sign_in(page, site, "FOI manager:")
    page.goto(f"{site}/inbox/?tab=departments")
    page.locator(".case-row__subject").nth(2).click()
    page.wait_for_load_state()


def the_triage(page: Page, site: str) -> None:
    """A new message beside the decision."""
    sign_in(page, site, "FOI manager:")
    page.goto(f"{site}/inbox/?tab=new")
    page.locator(".case-row__subject").nth(1).click()
    page.wait_for_load_state()


def the_task(page: Page, site: str) -> None:
    """What a department was asked."""
    sign_in(page, site, "finds the information")
    page.goto(f"{site}/tasks/")
    page.locator(".task-row__subject").first.click()
    page.wait_for_load_state()


def the_sign_off(page: Page, site: str) -> None:
    """The letter before its director."""
    sign_in(page, site, "signs the answers")
    page.goto(f"{site}/sign-off/")
    page.locator(".task-row__subject").first.click()
    page.wait_for_load_state()


def the_status(page: Page, site: str) -> None:
    """What the applicant sees."""
    page.goto(f"{site}/accounts/login/")
    page.locator(".people a").first.click()
    page.wait_for_load_state()


PICTURES: dict[str, tuple[dict[str, int], Callable[[Page, str], None]]] = {
    "inbox": (DESK, the_inbox),
    "inbox-phone": (PHONE, the_inbox),
    "case": (DESK, the_case),
    "case-phone": (PHONE, the_case),
    "triage": (DESK, the_triage),
    "triage-phone": (PHONE, the_triage),
    "task": (DESK, the_task),
    "task-phone": (PHONE, the_task),
    "sign-off": (DESK, the_sign_off),
    "sign-off-phone": (PHONE, the_sign_off),
    "status": (DESK, the_status),
    "status-phone": (PHONE, the_status),
}


def take(browser: Browser, site: str, name: str) -> None:
    """Take one picture: what fits on the screen, as a person first sees it."""
    size, open_page = PICTURES[name]
    context = browser.new_context(viewport=size)  # type: ignore[arg-type]
    page = context.new_page()
    open_page(page, site)
    taken = Image.open(BytesIO(page.screenshot()))
    # Few colours, small files: the repository keeps every version.
    taken.convert("RGB").quantize(96).save(FOLDER / f"{name}.png", optimize=True)
    context.close()


def main() -> int:
    """Take them all, or those that are named."""
    site = os.environ.get("SITE", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        for name in sys.argv[1:] or PICTURES:
            take(browser, site, name)
            print(f"docs/pictures/{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
