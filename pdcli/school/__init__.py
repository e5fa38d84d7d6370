"""A school in numbers: the indicators of the appendix over all portfolios, each with the list behind it.

Each portfolio is reduced to small facts first, so that no portfolio stays in memory.
May import anonymisation, summary and below.
"""
