"""The list of persons, page by page, on both databases."""

import pytest

from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.persons import queries
from tests import builders as build


@pytest.fixture
def secretary(app):
    council = build.committee()
    for last, first in (("B", "Kim"), ("A", "Kim"), ("B", "Alex"), ("B", "Kim"), ("C", "")):
        build.member(council, build.person(last, first))
    return Viewer(user_id=1, secretariat_of=frozenset({council.id}))


def test_pages_follow_each_other_without_gap_or_repetition(secretary):
    everybody = queries.persons_visible_to(secretary)
    pages, after = [], None
    while page := queries.persons_visible_to(secretary, limit=2, after=after):
        pages.append(page)
        after = page[-1]

    assert [person.sort_name for person in everybody] == ["A, Kim", "B, Alex", *["B, Kim"] * 2, "C"]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [person for page in pages for person in page] == everybody


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.0", " 1", "١", "9" * 30])
def test_a_number_that_is_none_finds_nobody(secretary, number):
    with pytest.raises(NotFound):
        queries.find_person(secretary, number)


def test_no_number_asks_for_nobody(secretary):
    assert queries.find_person(secretary, "") is None
