"""1xx: the structure of one document."""
