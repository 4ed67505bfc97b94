"""Papers come, are replaced, published, withdrawn, thrown away; closed at once when the item is."""

from datetime import timedelta

import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.base.files import removal_actions
from gremien_app.base.files.kinds import Kind, Note
from gremien_app.base.files.models import StoredFile
from gremien_app.base.files.queries import is_used
from gremien_app.base.kernel.errors import NotFound, RuleBroken
from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.meetings.agenda.actions import change_part
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.papers import actions, queries, rules, search_queries
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.people.members.queries import viewer_of
from tests import builders as build
from tests.builders import NOW


@pytest.fixture
def sitting(app):
    return build.sitting(build.committee(), state=SittingState.INVITED)


@pytest.fixture
def office(sitting):
    return viewer_of(build.account(secretariat_of=[sitting.committee]), NOW.date())


def added(office, item, stored=None, **values):
    values = {"title": "Antrag", "name": "antrag.pdf"} | values
    return actions.add(office, item, stored or build.stored_file(), NOW, **values)


def published(office, item, **values):
    paper = added(office, item, **values)
    actions.publish(office, paper, NOW, is_looked_through=True)
    db.session.commit()
    return paper


def told() -> list[tuple[str, str]]:
    found = db.session.query(AuditEntry).filter(AuditEntry.action.like("paper.%"))
    return [(one.action, one.summary) for one in found.order_by(AuditEntry.id)]


def test_a_new_paper_is_internal_and_stands_last(sitting, office):
    item = build.item(sitting)

    one, two = added(office, item), added(office, item, title="Anlage")

    assert [p.title for p in queries.papers_of(item)] == ["Antrag", "Anlage"]
    assert (one.newest.is_late, two.published) == (True, None)
    with pytest.raises(NotFound):
        queries.newest_of(ANONYMOUS, one.id)


def test_the_same_file_under_the_same_title_hangs_once(sitting, office):
    item, stored = build.item(sitting), build.stored_file()
    added(office, item, stored)

    with pytest.raises(RuleBroken, match="hängt als „Antrag“ schon"):
        added(office, item, stored)
    added(office, item, stored, title="Anlage")


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"part": Part.CLOSED}, "nichtöffentlich"),
        ({"is_public": False}, "nicht öffentlich"),
        ({"state": SittingState.PLANNED}, "noch nicht versandt"),
        ({"notes": [Note.NO_TEXT]}, "nur ein Bild"),
        ({"kind": Kind.PNG}, "nur ein Bild"),
        ({"notes": [Note.SCRIPTS]}, "Skripte"),
        ({"notes": [Note.EMBEDDED]}, "eingebettete"),
    ],
)
def test_what_the_public_must_not_or_cannot_read_is_not_published(sitting, office, values, reason):
    values = dict(values)
    for name in ("is_public", "state"):
        if name in values:
            setattr(sitting, name, values.pop(name))
    item = build.item(sitting, part=values.pop("part", Part.PUBLIC))
    paper = added(office, item, build.stored_file(**values))

    with pytest.raises(RuleBroken, match=reason):
        actions.publish(office, paper, NOW, is_looked_through=True)


def test_a_picture_is_published_with_its_typed_text_and_nothing_without_a_look(sitting, office):
    paper = added(office, build.item(sitting), build.stored_file(kind=Kind.PNG), text="Skizze")

    with pytest.raises(RuleBroken, match="durch und bestätigen") as refused:
        actions.publish(office, paper, NOW, is_looked_through=False)
    actions.publish(office, paper, NOW, is_looked_through=True)

    assert refused.value.field == "is_looked_through"
    assert queries.newest_of(ANONYMOUS, paper.id).text == "Skizze"


def test_a_revision_is_internal_until_it_is_published_in_the_place_of_the_first(sitting, office):
    paper = published(office, build.item(sitting))
    first = paper.newest

    actions.replace(office, paper, build.stored_file(b"%PDF two"), NOW, name="neu.pdf")
    assert queries.newest_of(ANONYMOUS, paper.id) is first
    actions.publish(office, paper, NOW, is_looked_through=True)

    assert queries.newest_of(ANONYMOUS, paper.id).name == "neu.pdf"
    assert queries.versions_of(ANONYMOUS, paper.id) == [paper.newest]
    assert len(queries.versions_of(office, paper.id)) == 2
    with pytest.raises(RuleBroken, match="dieselbe Datei"):
        actions.replace(office, paper, paper.newest.stored, NOW, name="neu.pdf")


def test_withdrawn_it_is_gone_at_once_and_may_be_so_after_the_signing(sitting, office):
    paper = published(office, build.item(sitting))
    sitting.record_closed_at = NOW

    actions.withdraw(office, paper)
    actions.withdraw(office, paper)

    with pytest.raises(NotFound):
        queries.newest_of(ANONYMOUS, paper.id)
    assert [action for action, _ in told()].count("paper.withdrawn") == 1
    with pytest.raises(RuleBroken):
        actions.replace(office, paper, build.stored_file(b"x"), NOW, name="x.pdf")


def test_what_became_closed_is_public_no_longer_also_when_it_comes_back(sitting, office):
    item = build.item(sitting)
    paper = published(office, item)

    change_part(office, item, Part.CLOSED, is_confirmed=True)
    db.session.commit()
    assert paper.published is None
    change_part(office, item, Part.PUBLIC, is_confirmed=True)
    db.session.commit()

    with pytest.raises(NotFound):
        queries.newest_of(ANONYMOUS, paper.id)
    why = "nicht mehr öffentlich, weil der Punkt nichtöffentlich wurde"
    assert ("paper.withdrawn", f"Unterlage eines nichtöffentlichen Punktes {why}") in told()


def test_the_record_tells_no_title_of_a_closed_item(sitting, office):
    item = build.item(sitting, "Personal", part=Part.CLOSED)
    paper = added(office, item, title="Kim Geheim")
    actions.edit(office, paper, title="Kim Geheimer", text="geheim")
    actions.remove(office, paper, NOW)
    db.session.flush()

    entries = db.session.query(AuditEntry).filter(AuditEntry.action.like("paper.%")).all()
    assert len(entries) == 3
    assert not any(
        "eheim" in f"{one.summary} {one.changes}".replace("nichtöff", "") for one in entries
    )


def test_the_waste_basket_gives_back_and_is_emptied_after_a_month(sitting, office):
    item = build.item(sitting)
    paper, other = published(office, item), added(office, item, title="Anlage")

    actions.remove(office, paper, NOW)
    assert queries.removed_of(sitting) == [paper]
    actions.restore(office, paper)
    assert (paper.published, queries.removed_of(sitting)) == (None, [])
    actions.remove(office, other, NOW)
    db.session.commit()

    assert actions.tidy(NOW + rules.BASKET_KEPT - timedelta(days=1)) == 0
    assert actions.tidy(NOW + rules.BASKET_KEPT + timedelta(days=1)) == 1
    assert queries.papers_of(item) == [paper]


def test_a_file_is_kept_as_long_as_a_paper_has_it_and_thirty_days_more(sitting, office):
    stored = build.stored_file()
    paper = added(office, build.item(sitting), stored)
    late = NOW + timedelta(days=100)
    removal_actions.mark(NOW)
    assert removal_actions.delete(late) == []

    db.session.delete(paper)
    db.session.flush()
    removal_actions.mark(NOW)
    db.session.expire_all()
    assert stored.unused_since == NOW
    assert not db.session.query(StoredFile).filter(is_used()).all()
    assert removal_actions.delete(late) == [stored.sha256]


def test_the_search_follows_title_name_and_typed_text_in_every_spelling(sitting, office):
    paper = added(office, build.item(sitting), title="Straßenbäume", name="plan.pdf")
    actions.edit(office, paper, title="Müllabfuhr", text="von oben")
    actions.replace(office, paper, build.stored_file(), NOW, name="übersicht.pdf")
    db.session.flush()

    for typed in ("muellabfuhr", "Mullabfuhr", "uebersicht MÜLL"):
        assert [one.number for one in search_queries.search(office, typed).files] == [2], typed
    assert search_queries.search(office, "Straßenbäume").files == []


def test_fifty_papers_are_enough_for_an_item(sitting, office):
    item, stored = build.item(sitting), build.stored_file()
    for number in range(rules.MOST):
        build.paper(item, f"Anlage {number}", stored=stored)

    with pytest.raises(RuleBroken, match="schon 50"):
        added(office, item, stored)
