"""A sheet for proof-reading: every text that people read, in the three languages side by side.

`python -m proof` writes the sheet and a table of corrections; `python -m proof corrections.tsv` reads the table back.
"""
