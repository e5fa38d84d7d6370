"""Results as pages, tables and drawings: view models first, then Jinja. Codes get their words here, in a
language that is passed in.

Nothing is validated or worked out anew, and a template decides nothing.
May import wording, school, anonymisation, summary, writing and below.
"""
