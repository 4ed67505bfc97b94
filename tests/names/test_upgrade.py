"""Words by which something was recognised until now become columns, once."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from gremien_app.base.extensions import db
from tests.resolutions.test_migration import END, insert

pytestmark = pytest.mark.both_engines
BLANKED = "(Dieser Text enthielt einen persönlichen Link und wurde gelöscht.)"
#        is_hidden, words: is_member, words afterwards
DECISIONS = {
    1: (True, "ein Mitglied", True, ""),
    2: (True, "[Name nicht veröffentlicht]", False, ""),
    3: (True, "", False, ""),
    4: (True, "eine Bürgerin", False, "eine Bürgerin"),
    5: (False, "ein Mitglied", False, "ein Mitglied"),
}
#      holds_secret, body, sent_at, given_up_at: blanked
MAILS = {
    1: (True, BLANKED, "2026-03-02 16:00:00", None, True),
    2: (True, BLANKED, None, "2026-03-02 16:00:00", True),
    3: (True, "https://example.org/passwort/geheim", None, None, False),
    4: (False, BLANKED, None, None, False),
}


@pytest.fixture
def old_office(engine_name, new_database, new_app):
    app = new_app(new_database(engine_name, "words").replace("sql://", "sql+psycopg://"))
    with app.app_context():
        upgrade(revision="0031")
        with db.engine.begin() as connection:
            insert(connection, "committee", id=1, slug="ir", short="IR")
            own = {"id": 1, "committee_id": 1, "ref": "s1", "uid": "u1", "ends_at": END}
            insert(connection, "sitting", **own, number=1, reference="")
            for id_, (is_hidden, words, *_) in DECISIONS.items():
                kept = {"is_hidden": is_hidden, "words": words, "key": f"k{id_}"}
                insert(connection, "name_decision", id=id_, sitting_id=1, **kept)
            for id_, (holds_secret, body, sent, given_up, _) in MAILS.items():
                kept = {"holds_secret": holds_secret, "body": body, "key": f"k{id_}"}
                insert(
                    connection, "outbox_mail", id=id_, sent_at=sent, given_up_at=given_up, **kept
                )
        yield app
        db.session.remove()
        db.engine.dispose()


def rows(query):
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_who_was_hidden_as_a_member_and_what_was_blanked_is_known_by_columns(old_office):
    upgrade(revision="0032")

    found = rows("SELECT id, is_member, words FROM name_decision ORDER BY id")
    assert [(id_, bool(is_member), words) for id_, is_member, words in found] == [
        (id_, *after) for id_, (_, _, *after) in DECISIONS.items()
    ]
    blanked = rows("SELECT id FROM outbox_mail WHERE blanked_at IS NOT NULL ORDER BY id")
    assert [id_ for (id_,) in blanked] == [id_ for id_, mail in MAILS.items() if mail[-1]]


def test_the_way_back_gives_the_words_back(old_office):
    upgrade(revision="0032")

    downgrade(revision="0031")

    words = rows("SELECT words FROM name_decision ORDER BY id")
    assert [one for (one,) in words] == ["ein Mitglied", "", "", "eine Bürgerin", "ein Mitglied"]
