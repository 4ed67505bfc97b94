"""What the room tells the house."""

from gremien_app.base.house.registration import Registration
from gremien_app.base.house.words import Area

registration = Registration(room="operation.backups", areas=(Area("backup", "Sicherung"),))
