"""From bytes to data with places: encodings, YAML, Markdown with front matter, TOML positions, and the slips in them.

A text and, for Markdown, the questions of a form go in; values, their places and problems come out.
May import model, i18n and the base modules; knows no portfolio.
"""
