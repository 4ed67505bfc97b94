"""Whole data sets in and out: ``import-data``, exports for scripts.

The format is documented in ``docs/datenformat.md``.
"""
