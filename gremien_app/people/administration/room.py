"""What the room tells the house."""

from gremien_app.base.house.registration import MenuEntry, Registration, Taken
from gremien_app.people.administration import views  # noqa: F401 -- pages beside those of signing in
from gremien_app.people.administration.occasions import GRANTED

registration = Registration(
    room="people.administration",
    occasions=(GRANTED,),
    menu=(MenuEntry("Benutzerkonten", "accounts.index", order=101, is_behind=True),),
    current={"accounts.index": ("accounts.",)},
    taken=(
        Taken(
            "uq_user_account_email",
            "Für diese E-Mail-Adresse gibt es schon ein Benutzerkonto.",
            "email",
        ),
        Taken(
            "uq_user_account_person_id",
            "Diese Person hat gerade eben schon ein Benutzerkonto bekommen.",
            "person",
        ),
    ),
)
