"""What documents and forms are: typed classes, the grammar of forms, the values that people write.

Nothing here opens a file.
May import i18n, suggest and the base modules.
"""
