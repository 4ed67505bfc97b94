"""Four readers of calendars that others made, each with the same answer: (start, end, title)."""
