"""Gathers every room's models, so that mappers and migrations know them all."""

import gremien_app.accounts.models
import gremien_app.agenda.models
import gremien_app.audit.models
import gremien_app.calendars.models
import gremien_app.committees.models
import gremien_app.guests.models
import gremien_app.invitations.models
import gremien_app.mail.models
import gremien_app.members.models
import gremien_app.members.renewal_models
import gremien_app.minutes.former_models
import gremien_app.minutes.models
import gremien_app.names.models
import gremien_app.observances.models
import gremien_app.planning.models
import gremien_app.proceedings.models
import gremien_app.resolutions.models
import gremien_app.sittings.models  # noqa: F401 -- imported for their tables
