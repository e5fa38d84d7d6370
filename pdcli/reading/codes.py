"""Diagnostic codes of reading and validation: code -> (name, severity)."""

from pathlib import Path

from pdcli.diagnostics import Diagnostic, Fix, Related, Severity, Span
from pdcli.i18n.messages import NO_MESSAGE, Message

CODES: dict[str, tuple[str, Severity]] = {
    "PD001": ("wrong-encoding", Severity.ERROR),
    "PD002": ("yaml-syntax", Severity.ERROR),
    "PD003": ("duplicate-key", Severity.ERROR),
    "PD004": ("wrong-root", Severity.ERROR),
    "PD005": ("missing-kind", Severity.ERROR),
    "PD006": ("unknown-kind", Severity.ERROR),
    "PD007": ("input-too-large", Severity.ERROR),
    "PD008": ("several-documents", Severity.ERROR),
    "PD009": ("control-character", Severity.ERROR),
    "PD010": ("unclosed-front-matter", Severity.ERROR),
    "PD011": ("text-outside-heading", Severity.ERROR),
    "PD012": ("unknown-heading", Severity.ERROR),
    "PD013": ("repeated-heading", Severity.ERROR),
    "PD014": ("answered-twice", Severity.ERROR),
    "PD015": ("unclosed-comment", Severity.ERROR),
    "PD016": ("invalid-form", Severity.ERROR),
    "PD017": ("unreadable-file", Severity.ERROR),
    "PD018": ("misplaced-answer", Severity.ERROR),
    "PD019": ("invalid-setting", Severity.ERROR),
    "PD020": ("unused-suppression", Severity.WARNING),
    "PD021": ("invalid-pack", Severity.ERROR),
    "PD022": ("unread-file", Severity.ERROR),
    "PD023": ("unregistered-file", Severity.WARNING),
    "PD026": ("malformed-suppression", Severity.WARNING),
    "PD027": ("invisible-sign", Severity.WARNING),
    "PD028": ("misplaced-facts", Severity.ERROR),
    "PD029": ("unclosed-code", Severity.ERROR),
    "PD030": ("lost-question", Severity.ERROR),
    "PD031": ("text-in-comment", Severity.ERROR),
    "PD032": ("hidden-comment", Severity.WARNING),
    "PD033": ("merge-conflict", Severity.ERROR),
    "PD034": ("text-after-hash", Severity.WARNING),
    "PD035": ("second-colon", Severity.WARNING),
    "PD101": ("unknown-field", Severity.ERROR),
    "PD102": ("wrong-type", Severity.ERROR),
    "PD103": ("invalid-date", Severity.ERROR),
    "PD104": ("invalid-choice", Severity.ERROR),
    "PD105": ("number-out-of-range", Severity.ERROR),
    "PD106": ("missing-id", Severity.ERROR),
    "PD107": ("invalid-id", Severity.ERROR),
}
# What leaves a document without some or all of its answers.
UNREADABLE = frozenset({"PD001", "PD002", "PD004", "PD007", "PD008", "PD017", "PD033"})
# What is wrong with the syntax of a file, or leaves it unread: no setting, option, comment or baseline hides it.
NEVER_HIDDEN = UNREADABLE | {"PD003", "PD005", "PD006", "PD009", "PD010", "PD016", "PD022"}


def reading_diagnostic(
    code: str, path: Path, span: Span, message: Message, hint: Message = NO_MESSAGE, related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> Diagnostic:  # fmt: skip
    """A diagnostic of this table's name and severity."""
    name, severity = CODES[code]
    return Diagnostic(code, name, severity, path, span, message, hint, related, fix)
