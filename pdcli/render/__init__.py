"""Results as pages, tables and drawings: view models first, then Jinja. Codes get their words here, in a
language that is passed in.

A page speaks one language, that of the command: of `--lang`, else of PD_LANG, the portfolio or the system. Titles of
forms, questions, stages, choices, levels and roles are in it, whatever the portfolio's language is; what people typed
stays as it is typed, and is marked with its own language in HTML. JSON names stages in the portfolio's language.
Dates, shares and numbers have the forms of `pdcli/i18n/dates.py` and `numbers.py`.

Nothing is validated or worked out anew, and a template decides nothing.
May import wording, school, anonymisation, summary, writing and below.
"""
