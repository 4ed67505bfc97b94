"""Lists of members (Mitgliederlisten): in from Excel and CSV, out as Excel, CSV and Word."""
