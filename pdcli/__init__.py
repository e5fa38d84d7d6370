"""pd: a teacher's professional growth as plain YAML and Markdown files."""

__version__ = "0.1.0"
