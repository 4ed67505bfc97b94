"""Calendars (Kalenderabo): sittings as .ics feeds and as pages; see RFC 5545 and RFC 7986.

Public feeds carry committee, date, place and public agenda items, never a person.
"""
