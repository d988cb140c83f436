"""Showing: records to people and to other programs (plain dicts, tables, cards, marked text, one HTML page).

Nothing is decided here: what is shown was decided where the record was made, and its ``evidence`` says why.
"""
