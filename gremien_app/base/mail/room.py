"""What the room tells the house."""

from gremien_app.base.house.registration import About, MenuEntry, Registration
from gremien_app.base.mail import views
from gremien_app.base.mail.models import OutboxMail

registration = Registration(
    room="base.mail",
    blueprints=(views.bp,),
    menu=(
        MenuEntry("Postausgang", "mail.index", order=103, is_behind=True, in_demonstration=True),
    ),
    current={"mail.index": ("mail.",)},
    about=(About("/postausgang/<oid:id>", OutboxMail),),
)
