"""0xx: files: whether they are read, and whether an answer stands where it is read."""
