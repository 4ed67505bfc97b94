"""The last question before an erasure."""

from wtforms import BooleanField
from wtforms.validators import InputRequired

from gremien_app.base.web.forms import BaseForm, TextField


class ErasureForm(BaseForm):
    reason = TextField("Grund", required="Bitte nennen Sie den Grund der Löschung.", length=200)
    is_confirmed = BooleanField(
        "Ja, endgültig löschen",
        validators=[InputRequired("Bitte bestätigen Sie, dass endgültig gelöscht werden soll.")],
    )
