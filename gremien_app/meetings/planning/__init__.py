"""The year plan (Sitzungsplan) of a committee: proposed, judged, taken over."""
