"""What counts for a category: confirmations, the criteria of rule packs, readiness, points.

Results are data: codes with parameters, worded in render; texts of forms and packs are in a language that is passed in.
May import portfolio, guideline, text and below.
"""
