"""pd summary --blind: what is asked for, and what is told of it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.cli.formats import only_text, written_formats
from pdcli.cli.outcomes import report_files, tell_files
from pdcli.cli.values import several_of
from pdcli.discovery.files import real_path
from pdcli.discovery.naming import shown
from pdcli.errors import UserError
from pdcli.i18n import current, ngettext
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.anonymisation.leak_check import Leak
    from pdcli.diagnostics import Diagnostic
    from pdcli.discovery.trust import Trust
    from pdcli.exchange.blind import Blind, Warnings
    from pdcli.portfolio.counts import Counts

# Nobody reads more.
_MOST_LINES = 20


def write_blind(
    roots: list[Path],
    trust: "Trust",
    is_table: bool,
    to: str,
    out: str | None,
    each: bool,
    key: Path | None,
    without: str | None,
    today: date,
    jobs: int | None,
    use_kept: bool,
    dry_run: bool,
    force: bool,
) -> int:
    """Make, search, write; 1 where a name was left."""
    from pdcli.anonymisation.redaction import HIDEABLE
    from pdcli.exchange.blind import Wanted, blind_page, blind_table, key_place
    from pdcli.exchange.key import key_text, new_key, read_key
    from pdcli.scaffold.files import Planned, apply, generated

    formats = written_formats(to, "comparison" if is_table else "summary")
    hidden = frozenset(several_of(_as_keys(without or ""), HIDEABLE, "--without"))
    if out == "-":
        only_text(formats)
        if each:
            raise UserError(_("--out - takes the table as text only."))
    own = (Path() if is_table else roots[0]) / "build" / "blind"
    folder = own if out in (None, "-") else Path(str(out))
    place = key or key_place(real_path(folder))
    if out != "-" and real_path(place).is_relative_to(real_path(folder)):
        raise UserError(_("The key must not lie in the folder that is handed over: {path}").format(path=shown(place)))
    known = read_key(place) if place.exists() else new_key()
    wanted = Wanted(formats, current(), today, hidden, trust)
    made = blind_table(roots, known, wanted, each, jobs, use_kept) if is_table else blind_page(roots[0], known, wanted)
    _warn(made.warnings, len(roots))
    _tell(made)
    unread = _tell_files(roots, trust)
    if made.hunted.leaks and not force:
        console.err(_("Nothing was written, because names are left. --force writes it all the same."))
        return 1
    kept = Planned(place, key_text(known, made.names), generated=True, mode=0o600)
    if out == "-":
        console.out_page(next(iter(made.files.values())).decode("utf-8"), formats[0])
        planned = [kept]
    else:
        planned = [*(generated(folder / name, data) for name, data in made.files.items()), kept]
    code = report_files(apply(planned, dry_run=dry_run), dry_run, "--out")
    if out != "-":
        _tell_of_others(folder, [folder / name for name in made.files])
    if not dry_run and code == 0:
        place.chmod(0o600)
        console.err(
            _("{path} tells whose codes these are: keep it, and do not hand it over.").format(path=shown(place))
        )
    return code or int(bool(made.hunted.leaks)) or unread


def _tell_files(roots: Sequence[Path], trust: "Trust") -> int:
    """Say to whoever makes the pages, which name nobody, what could not be read; the exit code."""
    from pdcli.portfolio.counts import total
    from pdcli.summary.batch import open_portfolio

    counts: list[Counts] = []
    unread: list[Diagnostic] = []
    for root in roots:
        # What is read is let go before the next is read.
        portfolio = open_portfolio(root, trust)
        counts.append(portfolio.ledger.counts)
        unread += portfolio.unread
    return tell_files(total(counts), unread)


def _tell_of_others(folder: Path, written: Sequence[Path]) -> None:
    """What lies in the folder besides: a page of an earlier run may tell every name."""
    from pdcli.writing.mark import LIST_FILE

    there = {path for path in folder.rglob("*") if not path.is_dir() and path.name != LIST_FILE}
    others = sorted(there - {*written})
    if others:
        files = ", ".join(path.relative_to(folder).as_posix() for path in others[:_MOST_LINES])
        sentence = _("{folder} holds other files too, which were not searched for names: {files}")
        console.warn(sentence.format(folder=shown(folder), files=files))
    _more(len(others))


def _tell(made: "Blind") -> None:
    hunted = made.hunted
    for leak in hunted.leaks[:_MOST_LINES]:
        line = _("{file}: “{word}” is still there").format(file=_place(leak), word=leak.word)
        console.err(console.styled(line, "red") + (f" ({leak.code})" if leak.code else "") + _source(leak, made))
    _more(len(hunted.leaks))
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
    _more(len(hunted.suspects))
    if hunted.suspects:
        console.err(_("If it is a name, put a code or a post in its place where it comes from; then run it again."))
    if hunted.ordinary:
        listed = ", ".join(f"{word} ({count})" for word, count in sorted(hunted.ordinary.items())[:_MOST_LINES])
        console.err(_("Left alone, because they are ordinary words as well as names: {words}").format(words=listed))


def _more(found: int) -> None:
    if found > _MOST_LINES:
        console.err(_("and {count} more").format(count=found - _MOST_LINES))


def _place(leak: "Leak") -> str:
    return f"{leak.file}:{leak.line}" if leak.line else leak.file


def _source(leak: "Leak", made: "Blind") -> str:
    """Where to write something else, as an editor opens it."""
    found = made.sources.get(leak.word)
    return " ← " + f"{shown(found.file)}:{found.line}" if found else ""


def _as_keys(names: str) -> str:
    """The keys of what portfolio.yaml says, named by them or by their labels in any language."""
    from pdcli.documents.form_library import FormLibrary
    from pdcli.model.forms import normalise_heading

    form = FormLibrary().get("portfolio")
    labels = form.headings if form else {}
    return ",".join(labels.get(normalise_heading(name), name) for name in names.split(","))


def _warn(warnings: "Warnings", teachers: int) -> None:
    from pdcli.render.comparison import HEADS
    from pdcli.render.labels import category_name

    heads = {**HEADS, "theme": _("Theme")}

    def said(part: tuple[str, str | None]) -> str:
        key, value = part
        named = category_name(value, current()) if key in ("category", "target_category") else value
        return f"{_(heads[key])}: {named or _('missing')}"

    for item in warnings.few[:_MOST_LINES]:
        sentence = ngettext("{count} teacher of {all}", "{count} teachers of {all}", item.teachers)
        console.warn(
            "; ".join(map(said, item.shared_values)) + " – " + sentence.format(count=item.teachers, all=teachers)
        )
    _more(len(warnings.few))
    if warnings.alone:
        console.warn("; ".join(map(said, warnings.alone)))
    if warnings.one_school:
        console.warn(_("All are of one school: whoever knows which school it is knows them all by their subjects."))
    for reason in warnings.git:
        console.warn(_("Names of those who have committed here are not looked for:") + " " + reason)
    telling = warnings.few[0].shared_values if warnings.few else warnings.alone
    if telling:
        sentence = _("In a small district this tells who it is. What can be left out: --without {columns}")
        console.err(sentence.format(columns=",".join(key for key, _value in telling)))
