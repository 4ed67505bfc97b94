"""Office holders (Amtsinhaber*innen): who chairs committees ex officio, and the deputies."""
