"""Values of the options of `pd lint`: selectors of rules, and the format where none is named."""

import os
from pathlib import Path

from pdcli.errors import UserError
from pdcli.i18n import gettext as _


def default_format(out: Path | None) -> str:
    """The format of the suffix of a file, else that of the service where pd runs, else text."""
    from pdcli.lint.reporters import REPORTERS
    from pdcli.lint.services import service_format

    if out and out.suffix:
        suffix = out.suffix.lower()
        name = next((name for name, reporter in REPORTERS.all().items() if reporter.suffix == suffix), None)
        if name:
            return name
    return service_format(os.environ) or "text"


def parse_selectors(value: str) -> tuple[str, ...]:
    """The selectors of a comma list. Raises UserError for one that matches no rule."""
    selectors = tuple(part.strip() for part in value.split(",") if part.strip())
    if not selectors:
        return ()
    from pdcli.lint.engine import selector_of

    matched = [(selector, selector_of(selector)) for selector in selectors]
    for selector, match in matched:
        if match is None:
            raise UserError(
                _("There is no rule `{code}`.").format(code=selector[:40]) + " " + _("`pd rule` lists the rules.")
            )
    return tuple(match for _selector, match in matched if match)
