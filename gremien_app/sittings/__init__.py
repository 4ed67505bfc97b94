"""Sittings (Sitzungen): planning, states, moves, cancellation, venues and rooms."""
