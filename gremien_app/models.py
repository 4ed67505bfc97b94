"""Gathers every room's models, so that mappers and migrations know them all."""

import gremien_app.base.audit.models
import gremien_app.base.mail.models
import gremien_app.channels.calendars.models
import gremien_app.meetings.agenda.models
import gremien_app.meetings.guests.models
import gremien_app.meetings.invitations.models
import gremien_app.meetings.observances.models
import gremien_app.meetings.planning.models
import gremien_app.meetings.proceedings.models
import gremien_app.meetings.sittings.models
import gremien_app.people.accounts.models
import gremien_app.people.committees.models
import gremien_app.people.members.models
import gremien_app.people.members.renewal_models
import gremien_app.records.minutes.former_models
import gremien_app.records.minutes.models
import gremien_app.records.names.models
import gremien_app.records.resolutions.models  # noqa: F401 -- imported for their tables
