"""One document: its form, its typed model, where everything stands, and what is wrong with it.

What is wrong is told as diagnostics at places in the file, with a fix where there is one meaning.
May import writing, discovery, reading, model and below.
"""
