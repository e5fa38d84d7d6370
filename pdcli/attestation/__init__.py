"""What counts for a category: confirmations, the criteria of rule packs, readiness, points.

Results are data: codes with parameters, worded in render.
May import portfolio, guideline, text and below.
"""
