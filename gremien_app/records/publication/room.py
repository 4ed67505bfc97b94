"""What the room tells the house."""

from gremien_app.base.house.registration import About, Registration
from gremien_app.records.publication import views
from gremien_app.records.resolutions.models import Resolution

registration = Registration(
    room="records.publication",
    blueprints=(views.bp,),
    about=(About("/beschluesse/<oid:id>", Resolution),),
)
