"""How commands run: results kept between runs, many portfolios on all cores.

Neither knows what is kept or worked out.
May import discovery and below.
"""
