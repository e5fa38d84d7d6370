"""What a file of Word that pd writes says of itself, so that it can be read back."""

from hashlib import blake2b

# The names of its part, of its style of headings in answers, and the number of this way to write it.
PD = "urn:pd:document"
PD_PART = "customXml/item1.xml"
FORMAT = 1
HEADING_STYLE = "AnswerHeading"


def fingerprint(text: str) -> str:
    """A digest of the visible signs of a text; empty where there are none."""
    signs = "".join(text.split())
    return blake2b(signs.encode("utf-8", "replace"), digest_size=6).hexdigest() if signs else ""
