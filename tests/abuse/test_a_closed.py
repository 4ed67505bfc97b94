"""A: what is not public must not get out, by whatever address."""

import io
import zipfile
from urllib.parse import quote

import pytest

from tests.web.planted import MARK

KINDS = (
    "/sitzungen/{}",
    "/sitzungen/{}/tagesordnung",
    "/sitzungen/{}/niederschrift",
    "/sitzungen/{}/niederschrift.docx",
    "/beschluesse/{}",
    "/sitzungen/{}.ics",
)
NEVER = 2_000_000_000


def words(answer) -> str:
    text = str(answer.headers) + answer.text
    if answer.body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
            text += "".join(packed.read(n).decode("utf-8", "replace") for n in packed.namelist())
    return text.replace("\r\n ", "").lower()


@pytest.mark.parametrize("kind", KINDS)
def test_a1_counting_ids_finds_nothing_confidential(anonymous, kind):
    never = anonymous.get(kind.format(NEVER))
    assert never.status == 404

    for number in range(1, 31):
        answer = anonymous.get(kind.format(number))
        assert MARK not in words(answer), kind.format(number)
        if answer.status != 200:
            assert answer.status == 404
            assert answer.title == never.title
            assert abs(len(answer.body) - len(never.body)) <= len(never.body) * 0.05


@pytest.mark.parametrize("typed", [MARK, "nichtöffentlich", "%", "_", "", "'"])
def test_a2_searching_finds_nothing_confidential(anonymous, typed):
    for page in ("/sitzungen", "/beschluesse", "/gremien/", "/", "/kalender/"):
        answer = anonymous.get(f"{page}?q={quote(typed)}&suche={quote(typed)}")
        assert MARK not in words(answer).replace(typed, "") or typed == MARK, page
        if typed == MARK:
            assert words(answer).count(MARK) <= 1, page  # what was typed, at most


def test_a3_a_late_closed_item_is_secret_from_the_first_second(as_role, anonymous, server):
    staff = as_role("staff")
    at = f"/sitzungen/{server.invited}"
    added = staff.post(
        f"{at}/tagesordnung/neu", {"title": "Nachgereicht heimlich", "place": "closed"}
    )
    assert added.status == 302, added.text

    for page in (at, f"{at}/tagesordnung", f"{at}/tagesordnung.docx", f"{at}.ics"):
        assert "heimlich" not in words(anonymous.get(page)), page
    assert "heimlich" in words(staff.get(f"{at}/tagesordnung"))


def test_a5_what_becomes_closed_leaves_every_channel(as_role, anonymous, server):
    staff = as_role("staff")
    at = f"/sitzungen/{server.invited}"
    channels = (
        at,
        f"{at}/tagesordnung",
        f"{at}/tagesordnung.docx",
        f"{at}.ics",
        "/kalender/alle.ics",
    )
    assert "straßenmusik" in words(anonymous.get(f"{at}/tagesordnung"))
    page = staff.get(f"{at}/bearbeiten").text
    version = page.split('name="version"')[1].split('value="')[1].split('"')[0]

    def make(publicity: str, version: str):
        return staff.post(
            f"{at}/bearbeiten",
            {
                "version": version,
                "publicity": publicity,
                "kind": "regular",
                "format": "in_person",
                "room": "0",
                "number": "902",
            },
        )

    answer = make("nein", version)

    assert answer.status == 302, answer.text
    for channel in channels:
        assert "straßenmusik" not in words(anonymous.get(channel)), channel
    assert anonymous.get(at).headers["Cache-Control"] == "no-store"
    page = staff.get(f"{at}/bearbeiten").text
    again = page.split('name="version"')[1].split('value="')[1].split('"')[0]
    assert make("ja", again).status == 302


def test_a9_feeds_tell_nothing_confidential(anonymous, server):
    for feed in ("alle", server.slug):
        answer = anonymous.get(f"/kalender/{feed}.ics")
        assert answer.status == 200
        assert MARK not in words(answer)


def test_a10_public_word_files_tell_nothing_confidential(anonymous, server):
    at = f"/sitzungen/{server.sitting}"
    for file in (f"{at}/niederschrift.docx", f"{at}/tagesordnung.docx"):
        answer = anonymous.get(file)
        assert answer.body.startswith(b"PK"), file
        assert MARK not in words(answer)


@pytest.mark.parametrize("role", ["other", "admin"])
def test_a12_another_committee_stays_out(as_role, server, role):
    browser, at = as_role(role), f"/sitzungen/{server.sitting}"
    never = browser.get(f"/sitzungen/{NEVER}/anwesenheit")
    for page in (
        f"{at}/anwesenheit",
        f"{at}/abstimmungen",
        f"{at}/niederschrift-nichtoeffentlich.docx",
        f"/tagesordnungspunkte/{server.closed_item}/abstimmung",
    ):
        answer = browser.get(page)
        assert (answer.status, answer.title) == (404, never.title), page
        assert MARK not in words(answer)


def test_a17_no_address_is_told_to_other_sites(anonymous):
    assert anonymous.get("/").headers["Referrer-Policy"] == "same-origin"
