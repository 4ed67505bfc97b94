"""What the room tells the house."""

from gremien_app.base.house.registration import MenuEntry, Registration
from gremien_app.people.accounts import administration

registration = Registration(
    room="people.accounts",
    blueprints=(administration.bp,),
    menu=(MenuEntry("Benutzerkonten", "accounts.index", order=101, is_behind=True),),
    current={"accounts.index": ("accounts.",)},
    private=("accounts.own", "accounts.sign", "accounts.forgot", "accounts.set_password"),
    secret_forms=("accounts.",),
)
