"""What the room tells the house."""

from gremien_app.base.house.registration import About, Registration
from gremien_app.records.publication import views
from gremien_app.records.publication.occasions import PUBLISHED
from gremien_app.records.resolutions.models import Resolution

registration = Registration(
    room="records.publication",
    occasions=(PUBLISHED,),
    blueprints=(views.bp,),
    about=(About("/beschluesse/<oid:id>", Resolution),),
    fields={
        "publication_sha256": "Prüfwert des veröffentlichten Textes (SHA-256)",
        "sha256_published": "Prüfwert der veröffentlichten Datei (SHA-256)",
    },
)
