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
