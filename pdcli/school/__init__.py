"""A school in numbers: the indicators of the appendix over all portfolios, each with the list behind it.

Values of one portfolio are taken first, so that portfolios can go.
May import anonymisation, summary and below.
"""
