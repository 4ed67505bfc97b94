"""What leaves the house: pages composed of many rooms, calendars, data in and out."""
