"""Results as pages, tables and drawings: view models first, then Jinja. Codes get their words here.

Nothing is validated or worked out anew, and a template decides nothing.
May import school, anonymisation, summary, writing and below.
"""
