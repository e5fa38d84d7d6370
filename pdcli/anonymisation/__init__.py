"""Anonymisation: finds the names in a portfolio, replaces them with codes, and checks the output for leaks.

Works on the types of a summary: each field says what it may tell of a person.
May import summary, text and below.
"""
