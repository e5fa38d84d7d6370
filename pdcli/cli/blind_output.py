"""What is told of blind summaries: names that are left, what else tells who it is, and what lies beside them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.cli.outcomes import tell_files
from pdcli.discovery.naming import display_path
from pdcli.i18n import Lang, translations

if TYPE_CHECKING:
    from pdcli.anonymisation.leak_check import Leak
    from pdcli.diagnostics import Diagnostic
    from pdcli.discovery.trust import Trust
    from pdcli.exchange.blind import BlindOutput, IdentityWarnings
    from pdcli.portfolio.counts import Counts

# Nobody reads more.
_MOST_LINES = 20


def tell_unread(roots: Sequence[Path], trust: "Trust") -> int:
    """Say to whoever makes the pages, which name nobody, what could not be read; the exit code."""
    from pdcli.portfolio.counts import total_counts
    from pdcli.portfolio.opening import read_portfolio

    counts: list[Counts] = []
    unread: list[Diagnostic] = []
    for root in roots:
        # What is read is let go before the next is read.
        portfolio = read_portfolio(root, trust)
        counts.append(portfolio.ledger.counts)
        unread += portfolio.unread
    return tell_files(total_counts(counts), unread)


def tell_other_files(folder: Path, written: Sequence[Path], lang: Lang) -> None:
    """What lies in the folder besides: a page of an earlier run may tell every name."""
    from pdcli.writing.mark import LIST_FILE

    _ = translations(lang).gettext
    there = {path for path in folder.rglob("*") if not path.is_dir() and path.name != LIST_FILE}
    others = sorted(there - {*written})
    if others:
        files = ", ".join(path.relative_to(folder).as_posix() for path in others[:_MOST_LINES])
        sentence = _("{folder} holds other files too, which were not searched for names: {files}")
        console.warn(sentence.format(folder=display_path(folder), files=files))
    _more(len(others), lang)


def tell_names(made: "BlindOutput", lang: Lang) -> None:
    """Names that are left, what looks like one, and ordinary words that are names as well."""
    _ = translations(lang).gettext
    hunted = made.leak_report
    for leak in hunted.leaks[:_MOST_LINES]:
        line = _("{file}: “{word}” is still there").format(file=_place(leak), word=leak.word)
        console.err(console.styled(line, "red") + (f" ({leak.code})" if leak.code else "") + _source(leak, made))
    _more(len(hunted.leaks), lang)
    if hunted.leaks:
        code = next((leak.code for leak in hunted.leaks if leak.code), "…")
        sentence = _(
            "Put the code ({code}), or the name as its field has it, where the word comes from; then run it again."
        )
        console.err(sentence.format(code=code))
    for leak in hunted.suspects[:_MOST_LINES]:
        console.warn(
            _("{file}: “{word}” looks like a name").format(file=_place(leak), word=leak.word) + _source(leak, made)
        )
    _more(len(hunted.suspects), lang)
    if hunted.suspects:
        console.err(_("If it is a name, put a code or a post in its place where it comes from; then run it again."))
    if hunted.ordinary:
        listed = ", ".join(f"{word} ({count})" for word, count in sorted(hunted.ordinary.items())[:_MOST_LINES])
        console.err(_("Left alone, because they are ordinary words as well as names: {words}").format(words=listed))


def _more(found: int, lang: Lang) -> None:
    _ = translations(lang).gettext
    if found > _MOST_LINES:
        # Translators: files or names that are not listed.
        console.err(_("and {count} more").format(count=found - _MOST_LINES))


def _place(leak: "Leak") -> str:
    return f"{leak.file}:{leak.line}" if leak.line else leak.file


def _source(leak: "Leak", made: "BlindOutput") -> str:
    """Where to write something else, as an editor opens it."""
    found = made.sources.get(leak.word)
    return " ← " + f"{display_path(found.file)}:{found.line}" if found else ""


def warn_of_groups(warnings: "IdentityWarnings", teachers: int, lang: Lang) -> None:
    """What tells who somebody is although no name is left; of how many teachers."""
    from pdcli.render.comparison import HEADS
    from pdcli.render.labels import category_name
    from pdcli.wording.git import refusal_text

    _ = translations(lang).gettext
    ngettext = translations(lang).ngettext
    heads = {**HEADS, "theme": _("Theme")}

    def said(part: tuple[str, str | None]) -> str:
        key, value = part
        named = category_name(value, lang) if key in ("category", "target_category") else value
        return f"{_(heads[key])}: {named or _('missing')}"

    for item in warnings.small_groups[:_MOST_LINES]:
        sentence = ngettext("{count} teacher of {all}", "{count} teachers of {all}", item.teachers)
        console.warn(
            "; ".join(map(said, item.shared_values)) + " – " + sentence.format(count=item.teachers, all=teachers)
        )
    _more(len(warnings.small_groups), lang)
    if warnings.identifying_values:
        console.warn("; ".join(map(said, warnings.identifying_values)))
    if warnings.is_one_school:
        console.warn(_("All are of one school: whoever knows which school it is knows them all by their subjects."))
    for refusal in warnings.git_refusals:
        reason = refusal_text(refusal.problem, refusal.detail, lang)
        console.warn(_("Names of those who have committed here are not looked for:") + " " + reason)
    telling = warnings.small_groups[0].shared_values if warnings.small_groups else warnings.identifying_values
    if telling:
        sentence = _("In a small district this tells who it is. What can be left out: --without {columns}")
        console.err(sentence.format(columns=",".join(key for key, _value in telling)))
