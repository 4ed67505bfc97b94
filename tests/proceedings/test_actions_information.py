"""An item only for information: no vote on the matter, no resolution."""

import pytest

from gremien_app.base.extensions import db
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.meetings.proceedings import rules
from gremien_app.meetings.proceedings.models import VoteKind
from gremien_app.meetings.sittings.models import SittingState
from gremien_app.records.resolutions import rules as resolutions
from tests import builders as build


@pytest.fixture
def item(app):
    sitting = build.sitting(build.committee(), state=SittingState.RUNNING)
    return build.item(sitting, "Bericht", is_information=True)


def test_only_procedure_is_voted_on_where_nothing_is_decided(item):
    rules.require_kind_possible(item, VoteKind.PROCEDURE)

    with pytest.raises(RuleBroken, match="nur zur Kenntnis"):
        rules.require_kind_possible(item, VoteKind.MAIN)
    with pytest.raises(RuleBroken, match="nur zur Kenntnis"):
        resolutions.require_decidable(item)


def test_what_is_decided_after_all_is_made_possible_at_the_item(item):
    item.is_information = False
    db.session.flush()

    rules.require_kind_possible(item, VoteKind.MAIN)
    resolutions.require_decidable(item)
