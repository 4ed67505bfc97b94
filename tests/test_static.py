"""What browsers load: small enough for a phone on a slow line, and never from yesterday."""

import re
from functools import partial
from pathlib import Path

import brotli
import pytest
from werkzeug.test import Client

import hatch_static
from gremien_app.base.web import assets
from gremien_app.operation.cli.wire import with_static_files

STATIC = Path(hatch_static.__file__).parent / hatch_static.STATIC
FIRST_VIEW = 230_000  # bytes, all that the start page needs on a phone
KERN = ".kern-icon--add{a:b}.kern-icon--rocket{c:d}.kern-btn,.kern-tabs{e:f}:not(.kern-x){g:h}"


def get(app, address, **headers):
    """As `gremien serve` answers: (status, headers, body) for an address."""
    with Client(with_static_files(app)).get(address, headers=headers) as answer:
        return answer.status_code, answer.headers, answer.data


@pytest.fixture
def wire(app):
    return partial(get, app)


def loaded(page):
    """The addresses of styles, programs and fonts that a page asks for at once."""
    return re.findall(r'<(?:link|script)[^>]+(?:href|src)="(/static/[^"]+)"', page)


@pytest.mark.parametrize(
    ("coding", "unpacked"), [("br", brotli.decompress), ("gzip", None)], ids=["br", "gzip"]
)
def test_texts_are_sent_packed(wire, coding, unpacked):
    status, headers, body = wire("/static/css/gremien.css", accept_encoding=coding)
    plain = (STATIC / "css" / "gremien.css").read_bytes()

    assert (status, headers["Content-Encoding"], headers["Vary"]) == (
        200,
        coding,
        "Accept-Encoding",
    )
    assert len(body) < len(plain) / 3
    if unpacked:
        assert unpacked(body) == plain


def test_a_file_that_changed_since_it_was_packed_is_sent_as_it_is(app, tmp_path, monkeypatch):
    style = tmp_path / "new.css"
    style.write_text("a{}")
    hatch_static.pack(style)
    style.write_text("a{b:c}")
    monkeypatch.setattr(app, "static_folder", str(tmp_path))

    assert get(app, "/static/new.css", accept_encoding="br")[2] == b"a{b:c}"


def test_what_a_page_asks_for_may_be_kept_for_ever(client, wire):
    addresses = loaded(client.get("/").text)

    assert len(addresses) >= 4
    for address in addresses:
        status, headers, _body = wire(address)
        assert (address, status, headers["Cache-Control"]) == (address, 200, assets.FOR_EVER)


@pytest.mark.parametrize("query", ["", "?v=", "?v=000000000000", "?x=1"])
def test_another_address_of_a_file_is_kept_for_minutes_only(wire, query):
    _status, headers, _body = wire(f"/static/css/gremien.css{query}")

    assert headers["Cache-Control"] == "max-age=600, public"


def test_fonts_are_asked_for_by_what_they_are(wire):
    style = (STATIC / "built" / "kern.css").read_text()
    addresses = set(re.findall(r'url\("([^"]+woff2[^"]*)"\)', style))

    assert len(addresses) == 15
    for address in addresses:
        path = (Path("/static/built") / address).as_posix().replace("built/../", "")
        status, headers, _body = wire(path)
        assert (path, status, headers["Cache-Control"]) == (path, 200, assets.FOR_EVER)


def test_the_first_view_fits_a_slow_line(client, wire):
    page = client.get("/")
    sizes = {address: len(wire(address, accept_encoding="br")[2]) for address in loaded(page.text)}
    fonts = sum(
        (STATIC / "built" / "fonts" / f"{cut}-latin.woff2").stat().st_size
        for cut in ("Medium", "SemiBold", "Bold")
    )

    assert len(page.data) + sum(sizes.values()) + fonts <= FIRST_VIEW


def test_only_rules_for_classes_that_nothing_names_are_left_out():
    words = {"kern-icon--", "add", "kern-btn"}

    assert hatch_static.used_rules(KERN, words) == (
        ".kern-icon--add{a:b}.kern-btn{e:f}:not(.kern-x){g:h}"
    )


def test_rules_inside_conditions_are_looked_at_too():
    css = "@media (width>9px){.kern-a{b:c}.kern-d{e:f}}@supports (x:y){.kern-d{e:f}}@layer q;"

    assert hatch_static.used_rules(css, {"kern-a"}) == "@media (width>9px){.kern-a{b:c}}@layer q;"
