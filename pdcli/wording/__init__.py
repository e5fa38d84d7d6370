"""Sentences that pages, rules and commands share, each in a language that is passed in.

Chooses words for data and works nothing out.
May import attestation, portfolio and below.
"""
