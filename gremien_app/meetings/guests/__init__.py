"""Guests: who is invited to single items of a sitting, and reads these items and no others."""
