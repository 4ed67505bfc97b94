"""Keeping accounts (Benutzerkonten): who has one, and what it does for which committee.

Signing in with one is the room ``accounts``, below all others.
"""
