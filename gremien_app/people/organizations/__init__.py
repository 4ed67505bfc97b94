"""Organisations (Organisationen): one record each, however its name was or is spelt.

Old papers print the name of their day, so former names are kept with their last day.
"""
