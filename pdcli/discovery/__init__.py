"""Which files there are and whose they are: portfolios and schools on disk, settings, trust, names of files.

No document is read here, so that a cached run needs no more than this.
May import reading and below.
"""
