"""What the room tells the house."""

from gremien_app.base.house.registration import MenuEntry, Registration
from gremien_app.people.administration import views  # noqa: F401 -- pages beside those of signing in

registration = Registration(
    room="people.administration",
    menu=(MenuEntry("Benutzerkonten", "accounts.index", order=101, is_behind=True),),
    current={"accounts.index": ("accounts.",)},
)
