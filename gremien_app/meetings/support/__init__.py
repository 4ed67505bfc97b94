"""Unterstützungsbedarf: what somebody needs to take part, and how the office sees to it.

Measures, never diagnoses (Art. 9 GDPR; DOMAIN § 5): encrypted in the database, known to the person
and to those who organise the sitting, deleted soon after it.
"""
