"""Sittings (Sitzungen): planning, states, moves, cancellation, venues and rooms.

States are one table in ``rules``; ``uid``, ``sequence`` and ``changed_at`` serve the calendars
(RFC 5545). Once the minutes are signed nothing about a sitting changes.
"""
