"""What goes to a browser and comes back signed, by the secret keys of the settings.

``itsdangerous`` takes what was signed in the future for out of date. But two machines never have
the same clock to the second, and one that was an hour ahead is put right some day: neither may sign
everybody out or throw away what was typed.
"""

from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from gremien_app.base.kernel.viewer import Viewer

AHEAD = timedelta(hours=2)  # an hour, and one for a clock that is put to summer time by hand


class PatientSigner(TimestampSigner):
    """Also takes what was signed a little in the future; how long it lasts stays the same."""

    def unsign(
        self,
        signed_value: str | bytes,
        max_age: int | None = None,
        return_timestamp: bool = False,  # noqa: FBT001, FBT002 -- as there
    ) -> Any:
        value, signed_at = super().unsign(signed_value, return_timestamp=True)
        age = self.get_timestamp() - int(signed_at.timestamp())
        if max_age is not None and not -AHEAD.total_seconds() <= age <= max_age:
            raise SignatureExpired(
                f"Signature age {age} is not within {max_age} seconds",
                payload=value,
                date_signed=signed_at,
            )
        return (value, signed_at) if return_timestamp else value


def serializer(salt: str) -> URLSafeTimedSerializer:
    """Writes by today's key and reads by the former ones too; ``salt`` is one use's own."""
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeTimedSerializer(keys, salt=salt, signer=PatientSigner)


def carry(use: str, viewer: Viewer, content: Any) -> str:
    """What this person was shown, as one signed text for a hidden field."""
    return str(serializer(use).dumps([viewer.user_id, content]))


def carried(use: str, viewer: Viewer, text: str | None, hours: int) -> Any | None:
    """What ``carry`` wrote for this person; None if it is another's, altered or too old."""
    try:
        user_id, content = serializer(use).loads(text or "", max_age=hours * 3600)
    except (BadData, ValueError, TypeError):
        return None
    return content if user_id == viewer.user_id else None
