"""Verpflichtung and Verschwiegenheit: on which day somebody was bound to the office's duties.

GO NRW § 30 and § 67 (3). Dates per person, deputies too; missing ones are named before closed
matters. They warn and never block.
"""
