"""What every room may use and what knows neither Flask nor a database.

Errors that may be shown, the clock, German dates and numbers, working days, clean text.
"""
