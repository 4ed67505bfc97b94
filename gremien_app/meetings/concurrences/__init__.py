"""Mitzeichnung: colleagues and other offices look at a paper of the office before it goes on.

Who is asked answers on an own page or by a personal link; nothing waits for an answer.
"""
