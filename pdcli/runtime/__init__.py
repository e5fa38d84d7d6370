"""How commands run: a disk cache between runs, many portfolios on all cores.

Neither knows what is cached or computed.
May import discovery and below.
"""
