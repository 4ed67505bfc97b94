"""Fristen: the days by which something around a sitting has to be done, and what was ticked off."""
