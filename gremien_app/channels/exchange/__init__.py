"""Whole data sets in and out: ``import-data``, the demo data, exports for scripts.

The format is documented in ``docs/datenformat.md``.
"""
