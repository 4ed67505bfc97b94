"""What is public and was changed in the database is found, and handed out no more."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from gremien_app.base.documents.content import Copy
from gremien_app.base.extensions import db
from gremien_app.base.kernel.viewer import ANONYMOUS
from gremien_app.people.persons.naming_actions import TAKEN_BACK
from gremien_app.people.persons.naming_rules import name_of
from gremien_app.records.minutes import delivery_queries as delivery
from gremien_app.records.minutes.download_views import FileAltered, require_whole, word_file
from gremien_app.records.minutes.models import MinutesFile, MinutesPublication
from gremien_app.records.publication import queries
from gremien_app.records.publication.seal_queries import verify_publications
from gremien_app.records.resolutions.models import PublishedResolution
from tests.documents.reading import texts
from tests.publication.test_publication import publish, signed

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def public(app) -> SimpleNamespace:
    world = signed(text="Die Verwaltung berichtet über 10.000 Euro.")
    world.publication = publish(world)
    db.session.commit()
    return world


def test_what_was_published_is_no_fault(public):
    assert verify_publications() == []


def test_a_resolution_changed_in_the_public_register_alone_is_named(public):
    db.session.execute(update(PublishedResolution).values(text="Es werden 99.000 Euro bewilligt."))
    db.session.commit()

    [fault] = verify_publications()

    assert fault.endswith("im öffentlichen Verzeichnis ist nicht der, der veröffentlicht wurde.")


def test_a_resolution_put_into_the_register_past_the_program_is_named(public):
    db.session.execute(update(PublishedResolution).values(title="Etwas anderes"))
    db.session.commit()

    assert len(verify_publications()) == 1


def test_public_minutes_changed_in_the_database_show_the_signed_words_and_are_named(public):
    content = public.publication.content
    item = content["document"]["parts"][0]["items"][1]
    forged = item | {"discussion": "Die Verwaltung berichtet über 99.000 Euro."}
    items = [forged if one is item else one for one in content["document"]["parts"][0]["items"]]
    part = content["document"]["parts"][0] | {"items": items}
    changed = content | {"document": content["document"] | {"parts": [part]}}
    db.session.execute(update(MinutesPublication).values(content=changed))
    db.session.commit()

    faults = verify_publications()
    shown = str(delivery.public_document(public.minutes, public.publication))

    assert [one.partition(": ")[2] for one in faults] == ["Der öffentliche Text wurde verändert."]
    assert "10.000 Euro" in shown
    assert "99.000 Euro" not in shown


def test_the_file_of_a_former_publication_is_compared_before_it_is_handed_out(public):
    stored = queries.published_file(public.minutes, 1)
    require_whole(public.minutes, stored)
    altered = update(MinutesFile).where(MinutesFile.id == stored.id)
    db.session.execute(altered.values(data=b"something else"))
    db.session.commit()

    with pytest.raises(FileAltered, match="nicht mehr die, die unterzeichnet wurde"):
        require_whole(public.minutes, queries.published_file(public.minutes, 1))


def test_a_public_file_made_anew_for_a_former_name_still_says_that_it_is_public(public):
    """The register's new words are on record too, so that nothing looks forged."""
    person = public.chair_person
    former = name_of(person)
    person.first_name, person.last_name = "Nika", "Sommerfeld"
    db.session.flush()
    for follow in TAKEN_BACK:
        follow(person, replace(former))
    db.session.commit()

    document = delivery.public_document(public.minutes, public.publication)

    assert document.copy is Copy.PUBLIC
    assert texts(word_file(ANONYMOUS, public.sitting)[1])[0] == "Fassung: öffentlicher Teil"
    assert verify_publications() == []
