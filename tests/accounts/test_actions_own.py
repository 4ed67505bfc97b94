import pytest

from gremien_app.base.audit.models import AuditEntry
from gremien_app.base.extensions import db
from gremien_app.people.accounts import actions
from gremien_app.people.accounts.models import Theme
from gremien_app.people.members.queries import viewer_of
from tests.builders import NOW, account


@pytest.fixture
def user(app):
    return account("buero@example.org")


def as_viewer(user):
    return viewer_of(user, NOW.date())


def test_the_display_is_chosen(user):
    for _ in range(2):  # the second time nothing changes
        actions.choose_theme(as_viewer(user), user, Theme.DARK)

    assert user.theme is Theme.DARK
    entry = db.session.query(AuditEntry).filter_by(action="account.theme_chosen").one()
    assert (entry.object_id, entry.user_id) == (user.id, user.id)
    assert entry.changes == {"theme": ["auto", "dark"]}
