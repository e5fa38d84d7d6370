"""7xx: the quality of the text: nothing left over, nothing copied, in one language and its letters."""

import re

# Of one answer nobody looks at more findings of a rule, and nobody checks more mended letters.
MAX_SHOWN = 10
WORD = re.compile(r"[^\W\d_]+")
