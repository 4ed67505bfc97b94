"""A body from its founding to its closing: names over time, seats by statute, groups, terms.

Stands above the sittings, because each of these steps asks what is planned, held or occupied.
"""
