"""The documents as a site: pages are collected, built for each language by Zensical, and their links checked.

Nothing here is shipped. `python -m website` writes build/site.
"""
