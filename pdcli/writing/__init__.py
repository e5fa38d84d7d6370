"""Changes to files: splicing a value into a document, atomic writes, the mark of generated files.

All other bytes of a file stay, and nothing is replaced that was not read before.
May import reading, discovery and below.
"""
