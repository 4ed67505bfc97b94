"""The field for a file; what came once need not be sent again when another field is wrong."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField

from gremien_app.base.files import actions, queries, rules
from gremien_app.base.files.models import StoredFile
from gremien_app.base.kernel.clock import utc_now
from gremien_app.base.kernel.errors import RuleBroken
from gremien_app.base.kernel.viewer import Viewer
from gremien_app.base.web.forms import BaseForm
from gremien_app.base.web.signing import carried, carry

_SALT, _HOURS = "gremien.files.sent-before", 12
CHOOSE_FILE = "Bitte wählen Sie eine Datei aus."


class FileForm(BaseForm):
    """A form with one file. ``receive`` comes first: it ends the reading so far."""

    file = FileField("Datei")
    sent_before = HiddenField()
    stored: StoredFile | None = None
    file_name = ""
    typed_name = ""

    def receive(self, viewer: Viewer) -> None:
        """Take the file that came, or the one that came before; else say so at the field."""
        self.refused = ""
        upload = self.file.data
        try:
            if upload is not None and upload.filename:
                self._keep(viewer, actions.take(upload.stream, utc_now()), upload.filename)
            else:
                self._take_up(viewer)
        except RuleBroken as refusal:
            self.sent_before.data, self.refused = "", refusal.message
        finally:
            if upload is not None:
                upload.close()
        if self.stored is None and not self.refused:
            self.refused = CHOOSE_FILE

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        refused = getattr(self, "refused", "")
        if refused:
            self.file.errors = [*self.file.errors, refused]
        return valid and not refused

    @property
    def is_renamed(self) -> bool:
        """Whether the name promised another kind than the content is."""
        stored = self.stored
        return stored is not None and rules.is_named_otherwise(self.typed_name, stored.kind)

    def _keep(self, viewer: Viewer, stored: StoredFile, typed: str) -> None:
        self.stored, self.typed_name = stored, typed
        self.file_name = rules.named(typed, stored.kind)
        self.sent_before.data = carry(_SALT, viewer, [stored.id, typed[:500]])

    def _take_up(self, viewer: Viewer) -> None:
        content = carried(_SALT, viewer, self.sent_before.data, _HOURS)
        if content is None:
            self.sent_before.data = ""
            return
        number, typed = content
        stored = queries.by_id(int(number))
        if stored is not None:
            actions.keep_longer(stored, utc_now())
            self._keep(viewer, stored, str(typed))
