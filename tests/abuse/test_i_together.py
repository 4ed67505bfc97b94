"""I: several people at the same thing."""

import re
from concurrent.futures import ThreadPoolExecutor

from gremien_app.base.audit.verification_queries import verify_chain
from gremien_app.meetings.agenda.models import AgendaItem

VERSION = re.compile(r'name="version"[^>]*value="(\d+)"')


def version_on(browser, page: str) -> str:
    found = VERSION.search(browser.get(page).text)
    assert found, page
    return found[1]


def test_i1_the_second_save_is_told_of_the_first(as_role, server, stored):
    page = f"/tagesordnungspunkte/{server.fresh_item}"
    anna, ben = as_role("staff"), as_role("staff", afresh=True)
    seen = version_on(anna, page)

    first = anna.post(page, {"title": "Fassung von Anna", "version": seen})
    second = ben.post(page, {"title": "Fassung von Ben", "version": seen})

    assert first.status == 302, first.text
    assert second.status in {200, 409}
    assert "Fassung von Anna" in second.text
    assert "Fassung von Ben" in second.text
    with stored() as session:
        assert session.get(AgendaItem, server.fresh_item).title == "Fassung von Anna"


def test_i4_k6_parallel_saves_are_all_kept_in_one_chain(as_role, server, stored):
    page = f"/sitzungen/{server.fresh}/tagesordnung/neu"
    browsers = [as_role("staff") for _ in range(8)]
    tokens = [browser.token("/konto") for browser in browsers]

    def save(number: int) -> set[int]:
        browser, token = browsers[number], tokens[number]
        return {
            browser.post(page, {"title": f"Punkt {number}/{i}"}, token=token).status
            for i in range(5)
        }

    with ThreadPoolExecutor(8) as pool:
        answers = set().union(*pool.map(save, range(8)))

    assert answers == {302}
    with stored() as session:
        found = session.query(AgendaItem.title).filter(AgendaItem.title.like("Punkt %/%")).all()
        assert len({title for (title,) in found}) == 40
        assert verify_chain().faults == []


def test_i5_a_long_document_holds_no_writer_up(as_role, server):
    staff = as_role("staff")
    token = staff.token("/konto")
    with ThreadPoolExecutor(4) as pool:
        reading = [
            pool.submit(staff.get, f"/sitzungen/{server.sitting}/niederschrift.docx")
            for _ in range(4)
        ]
        saved = [
            staff.post("/darstellung", {"theme": theme}, token=token) for theme in ("dark", "auto")
        ]
        assert [one.status for one in saved] == [302, 302]
        assert {one.result().status for one in reading} == {200}
