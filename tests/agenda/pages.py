"""The page of an agenda, and what stands on it, for the tests of its views."""

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.queries import all_items
from gremien_app.meetings.agenda.rules import number_items
from gremien_app.meetings.sittings.models import Sitting


def shown(response) -> str:
    return response.get_data(as_text=True)


def outline(sitting_id) -> list[str]:
    db.session.expire_all()
    sitting = db.session.get(Sitting, sitting_id)
    return [f"{one.label} {one.item.title}" for one in number_items(all_items(sitting))]


def page_of(sitting) -> str:
    return f"/sitzungen/{sitting.id}/tagesordnung"
