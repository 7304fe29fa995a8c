"""Make the pictures of the README from the real page: `make pictures`."""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))

from room import seeing

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "inputs" / "roundtable"
PICTURES = ROOT / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1200, "height": 720}
LIST = """\
Who,Internal notes,Sort,Whom to call,Mail,We would like,They gain
Cedar Bluff Hospital,The director leaves in May,hospital,Ms. Ada Renn,arenn@cedarbluff.example,Ten clinical seats each spring,Aides who stay
Willow Court Care,,employer,Sam Odell,sodell@willow.example,One shadow day in May,Meet graduates first
Northgate Library,,library,Ines Duarte,iduarte@northgate.example,A room on Tuesday evenings,New readers
"""


def main() -> None:
    """Write reading.png, wall.png and documents.png."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=seeing.CHROMIUM, args=list(seeing.ARGS))
        page = browser.new_page(viewport=SIZE)
        folder = Path(made) / "roundtable"
        shutil.copytree(SAMPLE, folder)
        partners = Path(made) / "partner list.csv"
        partners.write_text(LIST, encoding="utf-8")
        with seeing.opened(partners) as link:
            base, _, key = link.partition("#")
            page.goto(f"{base}reading#{key}")
            page.wait_for_selector(".picture")
            page.screenshot(path=PICTURES / "reading.png")
        with seeing.opened(folder, "--date", "2026-11-04") as link:
            base, _, key = link.partition("#")
            page.goto(f"{base}wall#{key}")
            page.wait_for_selector(".tray [data-do=hang]")
            page.locator('.card[data-card="B02"]').focus()
            page.wait_for_timeout(500)
            page.screenshot(path=PICTURES / "wall.png")
            page.goto(f"{base}documents")
            page.wait_for_selector(".paper", timeout=90_000)
            page.evaluate("document.querySelector('strong').textContent = 'outputs'")
            page.screenshot(path=PICTURES / "documents.png")
        browser.close()


if __name__ == "__main__":
    main()
