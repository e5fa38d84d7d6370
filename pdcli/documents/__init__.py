"""One document: its form, its typed model, the positions of its values, and its diagnostics.

A diagnostic has a span in the file, and a fix if there is only one possible meaning.
May import writing, discovery, reading, model and below.
"""
