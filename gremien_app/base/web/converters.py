"""One spelling per object: /sitzungen/00001 and /sitzungen/١ are no addresses."""

from datetime import date

from werkzeug.routing import BaseConverter, ValidationError

MAX_ID = 2_147_483_647  # the largest INTEGER of PostgreSQL


class ObjectIdConverter(BaseConverter):
    """``<oid:id>``: 1 to 2147483647 in plain digits, without leading zeros."""

    regex = r"[1-9][0-9]{0,9}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > MAX_ID:
            raise ValidationError
        return number

    def to_url(self, value: int) -> str:
        return str(int(value))


class DayConverter(BaseConverter):
    """``<day:day>``: a day of the calendar as 2026-12-10, in plain digits."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValidationError from error

    def to_url(self, value: date | str) -> str:
        return str(value)
