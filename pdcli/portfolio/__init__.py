"""Documents as one portfolio, portfolios as one school: cycles, register, links, the ledger of files.

Loading gives typed values; nothing is counted or judged here.
May import documents, guideline and below.
"""
