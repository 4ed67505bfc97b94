"""Who changed what when (Protokoll der Änderungen): rows are added, never changed."""
