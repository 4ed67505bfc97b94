"""What the room tells the house."""

from gremien_app.base.house.registration import Registration

registration = Registration(room="people.bases")
