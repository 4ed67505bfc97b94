"""Pure readers of tables from elsewhere: bytes of CSV and Excel files in, lines of texts out."""
