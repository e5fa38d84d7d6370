"""Reports of files that were read and written, and their exit codes."""

import errno
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.discovery.naming import display_path
from pdcli.i18n import N_, NP_, current, ngettext
from pdcli.i18n import gettext as _
from pdcli.i18n.messages import text_of

# What was done with a file -> the word for it.
VERBS = {
    # Translators: what was done with the file that is named after it; in Russian of the file, masculine.
    "create": NP_("file", "create"),
    "overwrite": NP_("file", "overwrite"),
    "update": NP_("file", "update"),
    "identical": NP_("file", "identical"),
    "skip": NP_("file", "skip"),
    "backup": NP_("file", "backup"),
    "conflict": NP_("file", "conflict"),
}
# What will be done with a file: of a run that writes nothing.
PLANNED_VERBS = {
    # Translators: what is to be done with the file that is named after it; in Russian of the file, masculine.
    "create": NP_("planned file", "would create"),
    "overwrite": NP_("planned file", "would overwrite"),
    "update": NP_("planned file", "would update"),
    "identical": VERBS["identical"],
    "skip": NP_("planned file", "would skip"),
    "backup": VERBS["backup"],
    "conflict": VERBS["conflict"],
}
_STYLES = {"create": "green", "overwrite": "yellow", "update": "green", "backup": "yellow", "conflict": "red"}

if TYPE_CHECKING:
    from pdcli.diagnostics import Diagnostic
    from pdcli.portfolio.counts import Counts
    from pdcli.scaffold.files import Outcome


def tell_files(counts: "Counts", unread: "Sequence[Diagnostic]") -> int:
    """Print the files that could not be read, then the counts. The exit code: 1 where any could not."""
    from pdcli.wording.counts import counts_line

    lang = current()
    for item in unread:
        place = f"{display_path(item.path)}:{item.span.line}:{item.span.column}"
        console.warn(f"{place}: {item.code} {item.text(lang)}")
    console.err(counts_line(counts, lang))
    return 1 if unread else 0


def report_files(outcomes: "Sequence[Outcome]", dry_run: bool = False, elsewhere: str = "", way_out: str = "") -> int:
    """Print what was done with each file, of a refused run only the conflicts; the exit code.

    The advice after a conflict is `way_out`, else another place by the option `elsewhere`, if there is one.
    """
    conflicts = [outcome for outcome in outcomes if outcome.verb == "conflict"]
    outcomes = conflicts or outcomes
    schemas = [outcome for outcome in outcomes if outcome.path.parent.name == "schemas"]
    # The schemas are many: only their number is printed.
    summed = schemas if len(schemas) >= 4 else []
    lines = [(outcome.verb.value, _place(outcome)) for outcome in outcomes if outcome not in summed]
    for value, count in sorted(Counter(outcome.verb.value for outcome in summed).items()):
        first = next(outcome for outcome in summed if outcome.verb.value == value)
        lines.append((value, _place_of_several(first, count)))
    words = {value: _(word) for value, word in (PLANNED_VERBS if dry_run else VERBS).items()}
    width = max(map(len, words.values()))
    for value, place in lines:
        console.err(f"{console.styled(words[value].rjust(width), _STYLES.get(value, 'dim'))}  {place}")
    if conflicts:
        advice = way_out or _other_place(elsewhere, len(conflicts))
        console.err(_("Nothing was written: what is there stays as it is.") + " " + advice)
        return 2
    if dry_run:
        console.err(_("Nothing was written (--dry-run)."))
    return 0


def _place(outcome: "Outcome") -> str:
    reason = text_of(outcome.reason, current())
    return f"{display_path(outcome.path)} ({reason})" if reason else display_path(outcome.path)


def _place_of_several(first: "Outcome", count: int) -> str:
    """The folder of several files, their number and, where there is a reason, one of them as an example."""
    folder, reason = display_path(first.path.parent), text_of(first.reason, current())
    if not reason:
        return f"{folder}/ ({count})"
    return _("{folder}/ ({count}, such as {file}: {reason})").format(
        folder=folder, count=count, file=first.path.name, reason=reason
    )


def _other_place(elsewhere: str, count: int) -> str:
    if elsewhere:
        return ngettext(
            "Choose another place with {option}, or move the file away.",
            "Choose another place with {option}, or move the files away.",
            count,
        ).format(option=elsewhere)
    return ngettext(
        "Move the file away or give it another name, then run the command again.",
        "Move the files away or give them other names, then run the command again.",
        count,
    )


def system_reason(error: OSError) -> str:
    """A translated reason of an OSError."""
    if isinstance(error, PermissionError):
        return _("no permission")
    if isinstance(error, FileNotFoundError):
        return _("no such file or folder")
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return _("a file and a folder are confused")
    reasons = {
        errno.ENOSPC: N_("the disk is full"),
        errno.EROFS: N_("the disk can only be read"),
        errno.EEXIST: N_("it is there already"),
        errno.ENOTEMPTY: N_("the folder is not empty"),
        errno.ENAMETOOLONG: N_("the name is too long"),
        errno.EINVAL: N_("such a name or place is not possible here"),
        errno.ELOOP: N_("links lead round in a circle"),
        errno.EIO: N_("the disk or the network has failed"),
        errno.ETIMEDOUT: N_("the disk or the network has failed"),
        errno.EBUSY: N_("another program is using it"),
        errno.EFBIG: N_("the file is too large"),
        errno.EMFILE: N_("too many files are open"),
        errno.ENFILE: N_("too many files are open"),
    }
    reason = reasons.get(error.errno or 0)
    # Its own words are in one language only.
    return _(reason) if reason else _("system error {number}").format(number=error.errno or type(error).__name__)
