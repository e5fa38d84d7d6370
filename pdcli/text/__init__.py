"""Words of a text: how names are written, given names, stems, personal numbers.

Pure functions over text, without documents.
May import i18n and the base modules.
"""
