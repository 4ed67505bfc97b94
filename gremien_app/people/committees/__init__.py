"""Committees (Gremien) with their names over time, terms and rules of procedure as data.

Sources: GO NRW § 27, Hauptsatzung Köln §§ 22–23b, resolutions of the Rat.
"""
