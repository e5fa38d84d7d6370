"""Whose names stand in a portfolio, the codes in their places, and the last look for a name that is left.

Works on the types of a summary: each field says what it may tell of a person.
May import summary, text and below.
"""
