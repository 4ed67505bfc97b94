"""Feast and memorial days (Diversity-Kalender) and the city council's sittings.

Days that a date should respect: computed ones, and an editable table with its sources.
"""
