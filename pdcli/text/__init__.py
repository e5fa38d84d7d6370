"""Words of a text: spellings of names, given names, stems, personal numbers.

Pure functions over text, without documents.
May import i18n and the base modules.
"""
