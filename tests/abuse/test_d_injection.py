"""D: whatever is typed stays text."""

from urllib.parse import quote

import pytest

from gremien_app.meetings.agenda.models import AgendaItem

EVIL = "\"><svg onload=alert(1)>{{7*7}}{% for x in y %}</script>'-- "


def added(staff, server, title: str):
    return staff.post(f"/sitzungen/{server.invited}/tagesordnung/neu", {"title": title})


def test_d1_d4_stored_markup_and_templates_stay_text(as_role, server, anonymous):
    staff = as_role("staff")
    assert added(staff, server, EVIL).status == 302

    for browser in (staff, anonymous):
        for page in ("", "/tagesordnung", "/niederschrift"):
            told = browser.get(f"/sitzungen/{server.invited}{page}").text
            assert "<svg onload" not in told
    page = anonymous.get(f"/sitzungen/{server.invited}/tagesordnung").text
    assert "&lt;svg onload=alert(1)&gt;{{7*7}}{% for x in y %}" in page


@pytest.mark.parametrize(
    "path", ["/sitzungen?gremium={}", "/beschluesse?q={}", "/anmelden?weiter={}"]
)
def test_d2_reflected_markup_stays_text(anonymous, path):
    assert "<svg onload" not in anonymous.get(path.format(quote(EVIL))).text


def test_d2_an_address_that_is_not_found_stays_text(anonymous):
    assert "<svg onload" not in anonymous.get("/" + quote(EVIL)).text


@pytest.mark.parametrize(
    "typed", ["'", "') OR 1=1--", "\x00", "a;DROP TABLE sitting", "%27%20OR%201=1"]
)
@pytest.mark.parametrize("name", ["gremium", "zeitraum", "q", "nach", "vor", "jahr", "sortierung"])
def test_d3_no_parameter_reaches_the_database_as_language(anonymous, name, typed):
    for page in ("/sitzungen", "/beschluesse", "/kalender/"):
        assert anonymous.get(f"{page}?{name}={quote(typed)}").status in {200, 400, 404}, page


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\u0085", "\\n"])
def test_d6_d7_no_title_begins_a_line_of_the_calendar(as_role, server, anonymous, end):
    title = f"Titel {end!r}{end}ATTENDEE:mailto:x@example.org{end}END:VCALENDAR"
    assert added(as_role("staff"), server, title).status == 302

    feed = anonymous.get("/kalender/alle.ics")

    assert feed.status == 200
    lines = feed.text.replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith("ATTENDEE")] == []
    assert lines.count("END:VCALENDAR") == 1


def test_d8_control_characters_are_taken_away(as_role, server, stored, anonymous):
    assert (
        added(as_role("staff"), server, "Kontrolle\x00\x01\x0b\x1f\ufffe\ufdd0 Ende").status == 302
    )

    with stored() as session:
        found = session.query(AgendaItem).filter(AgendaItem.title.startswith("Kontrolle")).one()
        assert found.title == "Kontrolle Ende"
    assert anonymous.get(f"/sitzungen/{server.invited}/tagesordnung.docx").status == 200


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "/%09/evil.example",
        "%2f%2fevil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "//[",
        "/\r\nX:1",
        "/" + "." * 300,
        "https://evil.example/",
        "/\t/evil.example",
    ],
)
def test_d13_the_sign_in_leads_nowhere_else(server, anonymous, target):
    answer = anonymous.sign_in(server.emails.member, "gremien-demo", target)

    assert answer.status == 302
    assert answer.location.startswith("/")
    assert not answer.location.startswith(("//", "/\\", "/\t"))
    assert "evil" not in answer.location


def test_d14_a_foreign_host_is_refused(anonymous, server):
    assert anonymous.get("/", Host="evil.example").status in {200, 400}
    for path in ("/kalender/alle.ics", "/kalender/abonnieren", f"/sitzungen/{server.sitting}.ics"):
        answer = anonymous.get(path, X_Forwarded_Host="evil.example")
        assert "evil.example" not in answer.text
