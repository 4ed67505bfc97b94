"""Forms of the own data."""

from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length

from gremien_app.base.web.forms import BaseForm, TextField, VersionField


class LanguageForm(BaseForm):
    language = TextField("Sprache für Schreiben an Sie", length=60)
    version = VersionField()


class AddressForm(BaseForm):
    email = TextField(
        "Neue E-Mail-Adresse", required="Bitte geben Sie die neue Adresse ein.", length=254
    )
    also_contact = BooleanField("Auch Schreiben des Büros an diese Adresse")
    current = PasswordField(
        "Ihr Passwort",
        validators=[
            InputRequired("Bitte geben Sie Ihr Passwort ein."),
            Length(max=200, message="Das Passwort darf höchstens 200 Zeichen haben."),
        ],
    )


class ConfirmForm(BaseForm):
    """A button on a page that says what it does."""
