"""The linter: rules over a portfolio, suppression and fixes of their diagnostics, copied answers, and reporters.

A rule yields what it finds with a place; it changes nothing and reads no file that the portfolio has not read.
May import school, thread, attestation, portfolio and below.
"""
