"""What the room tells the house."""

from gremien_app.base.house.registration import Registration
from gremien_app.channels.own import address_views, withdrawal_views
from gremien_app.channels.own.views import bp

# Importing them adds their pages.
assert bp is address_views.bp is withdrawal_views.bp

registration = Registration(
    room="channels.own", blueprints=(bp,), private=("own.",), secret_forms=("own.address",)
)
