"""Inspections in words."""

from collections.abc import Iterable

from pdcli.i18n.messages import Message, Series, joined, ngettext
from pdcli.i18n.messages import message as _
from pdcli.metadata.inspection import HiddenItem, Problem

# Long enough to recognise a name; diagnostics are shared, too.
_MAX_SHOWN = 40


def describe(items: Iterable[HiddenItem]) -> Series:
    """All items of an inspection in one line."""
    return joined(_describe_item(item) for item in items)


def _describe_item(item: HiddenItem) -> Message:
    value = item.value[:_MAX_SHOWN]
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


def describe_problem(problem: Problem) -> Message:
    """Why a file cannot be inspected or cleaned, and what to do."""
    match problem:
        case "broken":
            return _("it is broken, or not what its name says; save it again")
        case "encrypted":
            return _("it has a password; save it without one")
        case "large":
            return _("it is too large")
        case "slow":
            return _("it takes too long to read")
        case "signed":
            return _("it is signed, and the signature would be lost if it were changed")
        case "archive":
            return _("it is an archive; take the files out of it and put them into the folder evidence")
        case _:
            return _("pd cannot look inside files of this format")
