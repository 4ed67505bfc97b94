"""The new beginning of a committee in a term (Neubildung): what ends, which seats are made, undo.

What is held ex officio goes on; until the first sitting of the new term it can be taken back.
"""
