"""Changes to files: one value put into a document, whole files or none, the mark of what pd makes.

Everything else of a file keeps its bytes, and nothing is replaced that was not read before.
May import reading, discovery and below.
"""
