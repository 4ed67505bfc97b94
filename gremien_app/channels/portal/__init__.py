"""Pages composed from several rooms: start page, a committee's page, a sitting's page.

What the public may see is decided by the rooms' own ``visible_to`` queries.
"""
