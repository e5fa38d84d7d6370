"""Git: the one place that starts it, and what its log tells of files.

Git is only asked; nothing is changed.
May import discovery and below.
"""
