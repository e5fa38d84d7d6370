"""What a browser may do with a page: show it, load nothing from elsewhere, and run nothing but pd's own scripts."""

import hashlib
import re
from base64 import b64encode

_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def with_policy(page: str, may_run: bool) -> str:
    """An HTML page with a Content-Security-Policy that allows what the page needs.

    `may_run`: the page is made of pd's templates alone, whose scripts run. Those of one's own templates never do.
    """
    if "<" not in page:
        # Text without any tag does nothing.
        return page
    rules = ["default-src 'none'", "style-src 'unsafe-inline'"]
    if "<img" in page:
        # Beside the page on a disk, or on the same server.
        rules.append("img-src 'self' file: data:")
    if may_run and (scripts := [_hash(text) for text in _SCRIPT.findall(page)]):
        rules.append("script-src " + " ".join(scripts))
    rules += ["base-uri 'none'", "form-action 'none'"]
    meta = f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'
    head = _HEAD.search(page)
    if head:
        return f"{page[: head.end()]}\n{meta}{page[head.end() :]}"
    # A page without a head has it before all else: browsers put it there.
    start = re.match(r"\s*(?:<!doctype[^>]*>\s*)?(?:<html[^>]*>)?", page, re.IGNORECASE)
    at = start.end() if start else 0
    return f"{page[:at]}{meta}{page[at:]}"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
