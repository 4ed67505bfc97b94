"""Reads calendars that others wrote: from bytes to events, values, zones and dates; pure."""
