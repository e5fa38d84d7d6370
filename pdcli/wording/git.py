"""Why git tells nothing, and what to do."""

from pdcli.i18n import Lang, translations
from pdcli.vcs.git import GitProblem, printable


def refusal_text(problem: str, detail: str, lang: Lang) -> str:
    """Why git failed and what to do; `problem` and `detail` are those of a GitError."""
    _ = translations(lang).gettext
    match problem:
        case GitProblem.NO_GIT:
            return _("git was not found on this computer.")
        case GitProblem.NO_REPOSITORY:
            return _("This folder is not in a git repository.")
        case GitProblem.NO_COMMITS:
            return _("Nothing has been committed to git here yet.")
        case GitProblem.NOT_TRUSTED:
            text = _("git does not read this folder, because it belongs to another user of this computer.")
            return text + " " + _("If you trust this folder: `{command}`").format(command=printable(detail))
    return _("git gave no answer: {reason}").format(reason=printable(detail) or "?")
