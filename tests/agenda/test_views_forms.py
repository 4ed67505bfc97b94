"""The agenda in the form that somebody reads, for everybody on its page."""

import pytest

from gremien_app.base.extensions import db
from gremien_app.meetings.agenda.models import Part
from gremien_app.meetings.sittings.models import SittingState
from tests import builders as build


@pytest.mark.parametrize(
    ("form", "kind", "ending"),
    [
        ("large", "officedocument", "-Grossdruck.docx"),
        ("page", "text/html", "-zum-Vorlesen.html"),
        ("text", "text/plain", "-als-Text.txt"),
        ("unbekannt", "officedocument", ".docx"),
    ],
)
def test_everybody_gets_the_agenda_in_the_form_that_they_read(
    committee, new_client, form, kind, ending
):
    sitting = build.sitting(committee, state=SittingState.INVITED)
    build.item(sitting, "Rampe am Eingang")
    build.item(sitting, "Grundstück", part=Part.CLOSED)
    db.session.commit()

    answer = new_client().get(f"/sitzungen/{sitting.id}/tagesordnung.docx?form={form}")

    assert answer.status_code == 200
    assert kind in answer.headers["Content-Type"]
    assert answer.headers["Content-Disposition"].endswith(ending)
    assert "Grundstück".encode() not in answer.data
