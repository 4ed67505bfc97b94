from datetime import date

import pytest

from gremien_app.base.kernel.errors import NotFound
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.people.persons import queries
from tests import builders as build


@pytest.fixture
def committee(app):
    return build.committee()


def secretary_of(*committees) -> Viewer:
    return Viewer(user_id=1, name="S", secretariat_of=frozenset(c.id for c in committees))


def names(persons) -> list[str]:
    return [person.last_name for person in persons]


@pytest.mark.parametrize("typed", ["Müller", "mueller", "MULLER", "müll jö", "Jörg"])
def test_umlauts_are_found_in_any_spelling(committee, typed):
    build.person("Müller", "Jörg")
    build.person("Schulz", "Kim")

    assert names(queries.persons_visible_to(secretary_of(committee), typed)) == ["Müller"]


@pytest.mark.parametrize("typed", ["%", "_", "' OR 1=1 --", "*"])
def test_wildcards_and_quotes_are_plain_letters(committee, typed):
    build.person("Schulz")

    assert queries.persons_visible_to(secretary_of(committee), typed) == []


def test_a_secretariat_sees_the_persons_of_its_committees_and_of_none(committee):
    other = build.committee("integrationsrat")
    own, foreign, free = build.person("Own"), build.person("Foreign"), build.person("Free")
    build.member(committee, own)
    build.member(other, foreign)

    assert queries.persons_visible_to(secretary_of(committee)) == [free, own]
    with pytest.raises(NotFound):
        queries.get_person(secretary_of(committee), foreign.id)


def test_of_persons_asked_for_by_number_only_the_visible_ones_are_given(committee):
    foreign = build.committee("integrationsrat")
    own, free, hidden = build.person("Ahrens"), build.person("Frei"), build.person("Fremd")
    build.member(committee, own)
    build.member(foreign, hidden)

    found = queries.persons_with(secretary_of(committee), [hidden.id, free.id, own.id, 0])

    assert found == [own, free]


def test_people_of_one_name_are_told_apart_by_own_committees_years_and_place(app):
    mine, other = build.committee(short="StAG B"), build.committee("integrationsrat", short="IR")
    first, second = build.person("Meier", "Anna", town="Köln"), build.person("Meier", "Anna")
    build.member(mine, first, starts_on=date(2020, 11, 1), ends_on=date(2025, 10, 31))
    build.member(mine, first, starts_on=date(2025, 11, 1))
    build.member(other, second, starts_on=date(2025, 11, 1))
    viewer = Viewer(secretariat_of=frozenset({mine.id}))

    found = queries.told_apart(viewer, [first, second])

    assert found == {first.id: "StAG B seit 2025, StAG B 2020–2025, Köln", second.id: ""}


@pytest.mark.parametrize(
    "typed", ["Meier, Anna", "Anna Meier", "meier,anna", "D'Arc, Jo", "D’Arc Jo"]
)
def test_a_person_is_found_last_name_first_and_with_either_apostrophe(app, typed):
    committee = build.committee()
    for last, first in (("Meier", "Anna"), ("D’Arc", "Jo"), ("Meier", "Bert")):
        build.member(committee, build.person(last, first))
    viewer = Viewer(secretariat_of=frozenset({committee.id}))

    assert len(queries.persons_visible_to(viewer, typed)) == 1
