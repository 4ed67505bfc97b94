"""Seats and memberships (Mitglieder): the roster on any day.

Art. 9 GDPR: membership can reveal special categories; no name is public without a basis.
"""
