"""What the room tells the house."""

from gremien_app.base.house.registration import Registration
from gremien_app.base.house.words import Area

registration = Registration(
    room="channels.exchange",
    areas=(Area("exchange", "Datenübernahme"),),
    fields={
        "accounts": "Benutzerkonten",
        "agenda_items": "Tagesordnungspunkte",
        "attendance": "Anwesenheiten",
        "committees": "Gremien",
        "items": "Tagesordnungspunkte",
        "memberships": "Mitgliedschaften",
        "minutes": "Niederschriften",
        "organizations": "Organisationen",
        "persons": "Personen",
        "resolutions": "Beschlüsse",
        "rooms": "Räume",
        "rows": "Zeilen",
        "seats": "Sitze",
        "sittings": "Sitzungen",
        "terms": "Wahlperioden",
        "users": "Benutzerkonten",
        "venues": "Sitzungsorte",
        "votes": "Abstimmungen",
    },
)
