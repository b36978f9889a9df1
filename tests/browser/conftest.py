"""A real browser on a real server that starts from the bundled data, without a warehouse."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.paths import PROJECT
from tests.conftest import copy_inputs

REQUIRED = os.environ.get("CREDENCE_BROWSER") == "required"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")


try:
    from playwright.sync_api import Browser, Page, sync_playwright
except ModuleNotFoundError:
    _PLAYWRIGHT = False
else:
    _PLAYWRIGHT = True


def _missing(reason: str) -> None:
    if REQUIRED:
        pytest.fail(f"the browser tests were required, but {reason}")
    pytest.skip(f"browser tests skipped: {reason}")


@dataclass(frozen=True)
class Server:
    """A running app: its address, its data folder and its log."""

    url: str
    data: Path
    log: Path


@pytest.fixture(scope="session")
def server(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """``streamlit run app.py`` on loopback, over a copy of the bundled data.

    It needs the browser, so that nothing is started where there is none.
    """
    folder = tmp_path_factory.mktemp("app")
    data = copy_inputs(folder / "data").root
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "streamlit",
                "run",
                "app.py",
                "--server.port",
                str(port),
                "--server.address",
                "127.0.0.1",
            ],
            cwd=PROJECT,
            env=os.environ | {"CREDENCE_DATA": str(data)},
            stdout=out,
            stderr=out,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health")
            yield Server(f"http://127.0.0.1:{port}", data, log)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"{url} did not answer within {seconds} s")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Headless Chromium; the tests are skipped with a message where there is none."""
    if not _PLAYWRIGHT:
        _missing("playwright is not installed (requirements-dev.txt)")
    if CHROMIUM is None:
        _missing("no Chromium was found")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield running
        running.close()


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """A fresh page in a context of its own."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield context.new_page()
    context.close()
