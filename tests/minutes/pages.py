"""Minutes in each state, and where their pages are."""

from gremien_app.base.extensions import db
from gremien_app.records.minutes import actions
from gremien_app.records.minutes.models import Minutes, MinutesEntry, SignatureRole
from tests.minutes.world import NOW


def url(world, page=""):
    return f"/sitzungen/{world.sitting.id}/niederschrift{page}"


def begun(world):
    world.minutes = actions.begin(world.taker, world.sitting, NOW)
    db.session.commit()
    return world.minutes


def submitted(world):
    world.version = actions.submit(world.taker, begun(world), NOW)
    db.session.commit()
    return world.version


def signed(world):
    sha = submitted(world).content_sha256
    actions.sign(world.chair, world.minutes, SignatureRole.CHAIR, sha, NOW)
    actions.sign(world.taker, world.minutes, SignatureRole.MINUTE_TAKER, sha, NOW)
    db.session.commit()


def stored() -> Minutes:
    db.session.expire_all()
    return db.session.query(Minutes).one()


def entry_text(world, item) -> str:
    db.session.expire_all()
    found = db.session.query(MinutesEntry).filter_by(agenda_item_id=item.id).one_or_none()
    return found.text if found else ""
