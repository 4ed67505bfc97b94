"""What the room tells the house."""

from gremien_app.base.house.registration import About, Registration
from gremien_app.meetings.agenda import views
from gremien_app.meetings.agenda.models import AgendaItem, ItemMark

registration = Registration(
    room="meetings.agenda",
    blueprints=(views.bp,),
    current={"sittings.index": ("agenda.",)},
    about=(
        About(
            "/tagesordnungspunkte/<oid:id>",
            AgendaItem,
            is_gone=lambda item: item.mark is ItemMark.REMOVED,
        ),
    ),
)
