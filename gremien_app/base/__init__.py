"""What the house stands on: knows nothing of the office, names none of its tables or pages."""
