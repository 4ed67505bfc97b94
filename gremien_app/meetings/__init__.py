"""From the plan to the end of a sitting."""
