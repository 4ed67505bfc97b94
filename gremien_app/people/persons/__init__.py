"""Persons (Personen): by what name, reached how, and what of it may be published.

Art. 9 GDPR: no name is public without a basis. A former name is not disclosed (SBGG § 13).
"""
