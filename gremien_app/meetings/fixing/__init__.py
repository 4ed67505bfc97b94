"""Festsetzung: the chair sets the agenda before it is sent (GO NRW § 48 Abs. 1, § 58 Abs. 2)."""
