"""Files (Dateien): stored once by their content, below the data folder, outside the database.

What a file is, is told by its content; foreign bytes are read only in a process of their own with
little time and memory. Which objects a file belongs to, and who may read it, rooms above say.
"""
