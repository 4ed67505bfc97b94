"""A live server with the demo data and a real Chromium."""

import inspect
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from jinja2 import BytecodeCache
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from gremien_app import create_app
from gremien_app.base.extensions import db
from gremien_app.config import load_settings

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    # A page lives for a second; to optimise its code costs more than it saves.
    "--js-flags=--no-turbofan",
)
PASSWORD = "gremien-demo"
STEP = re.compile(r"test_\d_")


LONG = ("e2e", "web", "test_packaging.py", "test_cli.py", "torture")


@pytest.hookimpl(trylast=True)  # after pytest has set the tests with a database first
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long ones: a file that begins last keeps one worker waiting."""
    places = {Path(__file__).parent.parent / name: place for place, name in enumerate(LONG)}

    def place(item: pytest.Item) -> int:
        return min(places.get(path, len(LONG)) for path in (item.path, item.path.parent))

    items.sort(key=place)


def find_chromium() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="module")
def live_data(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give each module a copy that it may change."""
    folder = tmp_path_factory.mktemp("live") / "data"
    shutil.copytree(demo_template, folder)
    return folder


@pytest.fixture(scope="module")
def live_server(live_data: Path, compiled: BytecodeCache) -> Iterator[str]:
    """The address of a server on that copy."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    origin = f"http://127.0.0.1:{port}"
    app = create_app(load_settings(live_data, public_origin=origin, fast_passwords=True))
    # They do not change during the run, and every page would ask for all ten of them again.
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600
    app.jinja_env.bytecode_cache = compiled
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield origin
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def _earlier_steps(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whoever asks for one step of a way alone gets what the steps before it leave.

    They are the numbered tests that stand above it in its module, each done once.
    """
    test, module = request.function, vars(request.module)
    if not STEP.match(test.__name__) and not {"journey", "way"} & set(request.fixturenames):
        yield
        return
    done = module.setdefault("_done", set())
    above = list(module)[: list(module).index(test.__name__)]
    for name in above:
        if STEP.match(name) and name not in done:
            done.add(name)
            wanted = inspect.signature(module[name]).parameters
            module[name](
                **{
                    one: _without_axe if one == "axe" else request.getfixturevalue(one)
                    for one in wanted
                }
            )
    yield
    done.add(test.__name__)


def _without_axe(*_pages: Page, **_options: Any) -> None:
    """The step's own test asks axe."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.skip("kein Chromium gefunden (no Chromium found; Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, live_server: str) -> Iterator[Callable[..., Page]]:
    """Open a browser window of its own; options are Playwright's for a context.

    Any error on the console and any request to another host fails the test.
    """
    with _windows(browser, live_server) as open_page:
        yield open_page


@pytest.fixture(scope="module")
def lasting_page(browser: Browser, live_server: str) -> Iterator[Callable[..., Page]]:
    """As new_page, but the windows stay open for the module's tests."""
    with _windows(browser, live_server) as open_page:
        yield open_page


@contextmanager
def _windows(browser: Browser, origin: str) -> Iterator[Callable[..., Page]]:
    contexts = []
    faults: list[str] = []

    def open_page(**options: Any) -> Page:
        values: dict[str, Any] = {
            "base_url": origin,
            "locale": "de-DE",
            "timezone_id": "Europe/Berlin",
            "viewport": {"width": 1280, "height": 900},
        }
        context = browser.new_context(**(values | options))
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("console", lambda message: _console(message, faults))
        page.on("request", lambda request: _request(request.url, origin, faults))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _console(message: Any, faults: list[str]) -> None:
    # Chromium reports every answer of 4xx as an error; tests ask for such pages on purpose.
    if message.type == "error" and "the server responded with a status of 4" not in message.text:
        faults.append(f"console: {message.text}")


def _request(url: str, origin: str, faults: list[str]) -> None:
    if not url.startswith((origin + "/", "data:", "blob:", "about:")):
        faults.append(f"request to another host: {url}")


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture(scope="session")
def sign_in() -> Callable[..., Page]:
    """``sign_in(page, "vorsitz")`` signs a demo account in."""

    def by_form(page: Page, account: str) -> Page:
        page.goto("/anmelden")
        page.fill("[name=email]", f"{account}@demo.example")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda url: "/anmelden" not in url)
        return page

    return by_form


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """``axe(page)`` finds nothing against WCAG 2.2 AA and best practice."""
    script = Axe().axe_script

    def scan(page: Page) -> None:
        # Once per document: half a megabyte that the browser would read anew for each look.
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        found = page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(result => result.violations)"
        )
        told = [
            f"{fault['id']}: {node['target']} – {node['failureSummary']}"
            for fault in found
            for node in fault["nodes"]
        ]
        assert told == [], f"{page.url}\n" + "\n".join(told)

    return scan
