"""The running sitting: attendance (Anwesenheit), quorum, conflicts of interest, votes.

Sources: GO NRW §§ 31, 49, 50 as far as a committee's rules of procedure refer to them.
"""
