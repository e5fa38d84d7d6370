"""What was found in a file, in words."""

from collections.abc import Iterable

from pdcli.diagnostics import Message, ShownValue
from pdcli.i18n.messages import joined, ngettext
from pdcli.i18n.messages import message as _
from pdcli.metadata.look import Hidden, Problem

# Enough to know whose name it is; findings are shared too.
_SHOWN_SIGNS = 40


def told(found: Iterable[Hidden]) -> ShownValue:
    """Everything that was found, in one line."""
    return joined(_told(item) for item in found)


def _told(item: Hidden) -> Message:
    value = item.value[:_SHOWN_SIGNS]
    count = int(value) if value.isdecimal() else 1
    match item.kind:
        case "place":
            return _("where it was taken ({how})").format(how=value)
        case "author":
            return _("author “{name}”").format(name=value)
        case "device":
            return _("device “{name}”").format(name=value)
        case "editor":
            return _("last changed by “{name}”").format(name=value)
        case "comments":
            return ngettext("{count} comment", "{count} comments", count).format(count=count)
        case "changes":
            return ngettext("{count} tracked change", "{count} tracked changes", count).format(count=count)
        case "sheets":
            return ngettext("{count} hidden sheet", "{count} hidden sheets", count).format(count=count)
        case _:
            return ngettext("{count} attached file", "{count} attached files", count).format(count=count)


def why_not(problem: Problem) -> Message:
    """Why a file could not be looked into or cleaned, and what to do."""
    match problem:
        case "broken":
            return _("it is broken, or not what its name says; save it again")
        case "encrypted":
            return _("it has a password; save it without one")
        case "large":
            return _("it is too large")
        case "slow":
            return _("it takes too long")
        case "signed":
            return _("it is signed, and would no longer be if it were changed")
        case "archive":
            return _("it is an archive; put the files in it into the folder evidence")
        case _:
            return _("pd cannot look into this format")
