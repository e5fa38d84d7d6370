"""What the list of files in a packet looks like, for whoever makes a packet and whoever checks it."""

FORMAT = 1
MANIFEST = "manifest.json"
# Roles of files that pd derives from the others or takes from elsewhere.
DERIVED = ("summary", "index", "confirmations")
ROLES = ("document", "evidence", "linked", *DERIVED)
# The check of a packet reads no more files.
MAX_FILES = 100_000
