"""What the room tells the house."""

from gremien_app.base.house.registration import Registration
from gremien_app.channels.erasure import views

registration = Registration(
    room="channels.erasure",
    blueprints=(views.bp,),
    fields={
        "consents": "Einwilligungen",
        "copies": "Texte mit dem Namen",
        "feeds": "Kalender-Abos",
        "former_names": "frühere Namen",
        "invitations": "Einladungen als Gast",
        "lines": "Zeilen in Listen nicht gehaltener Sitzungen",
        "mails": "Mails an die Person",
        "questions": "Rückfragen zur Anwesenheit",
        "record_texts": "Einträge im Protokoll der Änderungen",
        "sign_ins": "Anmeldungen auf Geräten",
    },
)
