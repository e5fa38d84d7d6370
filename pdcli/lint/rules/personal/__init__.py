"""6xx: personal data: numbers and names that must not leave the school with a portfolio.

The whole text of a file is looked at, drafts and comments as well: what a file holds is shared with it. Numbers are
never repeated in full, because findings are shared too.
"""
