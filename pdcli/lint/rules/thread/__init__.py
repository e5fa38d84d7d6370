"""3xx: the golden thread: finding -> growth area -> goal -> plan -> result -> correction.

A wrong link is reported in any document. A missing link is reported only where the document is final: a draft may be
finished tomorrow. Of a stage that cannot be read nothing is known, so that no link to it is called wrong.
"""

from collections.abc import Iterable

from pdcli.i18n.messages import Message, quoted
from pdcli.i18n.messages import message as _
from pdcli.lint.rule import Violation
from pdcli.portfolio.portfolio import CycleFolder
from pdcli.thread.issues import ThreadIssue


def violation(issue: ThreadIssue, message: Message, hint: Message) -> Violation:
    """A violation at the place of an issue of the thread."""
    return Violation(issue.document, issue.loc, message, hint, key=issue.is_key)


def choose(ids: Iterable[str]) -> Message:
    """A hint with the rows that may be named."""
    keys = quoted(ids)
    return _("Choose one of: {keys}.").format(keys=keys) if keys else _("Write that row first.")


def choose_in(key: str, ids: Iterable[str]) -> Message:
    """A hint with the rows that may be named, where the finding stands at another key than the one to write."""
    keys = quoted(ids)
    if not keys:
        return _("Write that row first, then name it in `{key}`.").format(key=key)
    return _("Write one of these in `{key}`: {keys}.").format(key=key, keys=keys)


def growth_areas(folder: CycleFolder) -> list[str]:
    """The ids of the growth areas of a cycle."""
    return [item.id for item in folder.reflection.growth_areas] if folder.reflection else []
