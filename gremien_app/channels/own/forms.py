"""Forms of the own data."""

from wtforms import BooleanField, PasswordField
from wtforms.validators import InputRequired, Length

from gremien_app.base.web.bound import bound
from gremien_app.base.web.forms import BaseForm, VersionField
from gremien_app.people.accounts.models import User
from gremien_app.people.persons.models import Person


class LanguageForm(BaseForm):
    language = bound(Person.language, "Sprache für Schreiben an Sie")
    version = VersionField()


class AddressForm(BaseForm):
    email = bound(
        User.email, "Neue E-Mail-Adresse", required="Bitte geben Sie die neue Adresse ein."
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
