"""What the room tells the house."""

from gremien_app.base.house.registration import Registration
from gremien_app.records.names import models  # noqa: F401 -- its table

registration = Registration(
    room="records.names",
)
