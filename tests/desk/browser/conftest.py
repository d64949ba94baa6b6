"""A desk served by our own command on a workspace of the tests', and a browser on each side of it."""

from __future__ import annotations

import shutil
import socket
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.desk.browser.people import PASSWORD
from tests.desk.conftest import SAMPLE

FIRMS: Final = ("台州市/016-浙江岑禾铜业科技有限公司", "台州市/013-浙江岫越新能源科技集团有限公司")
SCRIPT: Final = "<img src=x onerror=alert(1)>"
"""A name that a page must show and never run."""
PATIENCE: Final = 240_000
"""Milliseconds that a busy machine may take to read the two firms."""


class Office:
    """The served desk: its address, its database, a browser window for each person."""

    def __init__(self, workspace: Path, address: str, browser: Browser) -> None:
        self.workspace, self.address, self._browser = workspace, address, browser
        self.strangers: list[str] = []
        """Requests to anywhere but the desk."""
        self._open: dict[str, BrowserContext] = {}

    def page_of(self, username: str) -> Page:
        """A new tab of that person's, logged in; every request of it is watched."""
        if username not in self._open:
            self._open[username] = self._log_in(username)
        return self._open[username].new_page()

    def nobody(self) -> Page:
        """A tab of somebody who is not logged in."""
        return self._context().new_page()

    def _context(self) -> BrowserContext:
        size: Any = {"width": 1366, "height": 768}
        context = self._browser.new_context(viewport=size, locale="zh-CN", base_url=self.address)
        context.set_default_timeout(60_000)
        context.route("**/*", self._watch)
        return context

    def _watch(self, route: Route) -> None:
        if urlsplit(route.request.url).netloc != urlsplit(self.address).netloc:
            self.strangers.append(route.request.url)
        route.continue_()

    def _log_in(self, username: str) -> BrowserContext:
        context = self._context()
        page = context.new_page()
        page.goto("/login/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda address: "/login" not in address)
        page.close()
        return context

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What the desk's database says."""
        path = f"file:{self.workspace}/lingtan.sqlite3?mode=ro"
        with sqlite3.connect(path, uri=True) as database:
            return list(database.execute(query))

    def one(self, query: str) -> Any:
        """The first column of the one row."""
        ((value, *_),) = self.rows(query)
        return value


@pytest.fixture(scope="package")
def unsafe() -> Iterator[None]:
    """Playwright leaves its event loop in this thread until it ends, where Django then refuses its database.

    Hence also the scope of what is here: another package's tests would meet that loop, and Prefect would
    hand them coroutines.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="package")
def browser(unsafe: None) -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is missing (apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="package")
def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A desk with people and nothing handed in yet."""
    workspace = tmp_path_factory.mktemp("desk")
    subprocess.run([sys.executable, "-m", "tests.desk.browser.people", workspace], check=True)
    port = _free_port()
    command = [sys.executable, "-m", "lingtan", "desk", "--workspace", workspace]
    with subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.PIPE) as served:
        assert served.stdout and "http://" in served.stdout.readline().decode()
        made = Office(workspace, f"http://127.0.0.1:{port}", browser)
        yield made
        served.terminate()
        served.wait(60)
    assert made.strangers == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="package")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two firms of the sample batch in a zip, and one whose names would be scripts."""
    path = tmp_path_factory.mktemp("zip") / "台州市.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for firm in FIRMS:
            for file in sorted((SAMPLE / firm).iterdir()):
                packed.write(file, str(file.relative_to(SAMPLE)))
        packed.writestr(f"台州市/017-{SCRIPT}/{SCRIPT}建设方案.docx", b"no document")
    return path


@pytest.fixture(scope="package")
def handed_in(office: Office, package: Path) -> Office:
    """The desk after an officer handed the package in and watched it finish."""
    page = office.page_of("province")
    page.goto("/batches/")
    page.set_input_files("#pick-files", package)
    page.click("#upload-go")
    page.wait_for_selector("#b-start", timeout=PATIENCE)
    assert "识别到 3 家" in page.inner_text("#panel")
    page.click("#b-start")
    page.wait_for_selector("#panel[data-state=done]", timeout=PATIENCE)
    page.close()
    return office


@pytest.fixture
def finding(handed_in: Office) -> Callable[[str], int]:
    """The key of the finding of a rule in what was handed in."""

    def key(rule: str) -> int:
        return int(
            handed_in.rows(f"SELECT id FROM store_finding WHERE rule = '{rule}' AND live")[0][0]
        )

    return key
