"""What the room tells the house."""

from gremien_app.base.house.registration import Registration

registration = Registration(
    room="people.bases",
    fields={
        "publication_basis": "Grundlage der Veröffentlichung",
        "publication_date": "veröffentlicht seit",
        "publication_ends_along": "Veröffentlichung endet mit der Mitgliedschaft",
        "publication_ends_on": "veröffentlicht bis",
        "publication_kind": "Art der Grundlage",
        "publication_revoked_on": "Veröffentlichung widerrufen am",
    },
)
