"""What is told of blind summaries: names that are left, what else tells who it is, and what lies beside them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.discovery.naming import display_path
from pdcli.i18n import Lang, translations

if TYPE_CHECKING:
    from pdcli.anonymisation.leak_check import Leak
    from pdcli.exchange.blind import BlindOutput, IdentityWarnings

# Nobody reads more.
_MAX_LINES = 20


def tell_other_files(folder: Path, files_of_run: Sequence[Path], lang: Lang) -> None:
    """Warn of other files in the folder, such as pages with names of an earlier run."""
    from pdcli.writing.mark import LIST_FILE

    _ = translations(lang).gettext
    present = {path for path in folder.rglob("*") if not path.is_dir() and path.name != LIST_FILE}
    others = sorted(present - {*files_of_run})
    if others:
        files = ", ".join(path.relative_to(folder).as_posix() for path in others[:_MAX_LINES])
        sentence = _("{folder} holds other files too, which were not searched for names: {files}")
        console.warn(sentence.format(folder=display_path(folder), files=files))
    _more(len(others), lang)


def tell_names(output: "BlindOutput", lang: Lang) -> None:
    """Print names that are left, words that look like names, and ordinary words that are names as well."""
    _ = translations(lang).gettext
    report = output.leak_report
    for leak in report.leaks[:_MAX_LINES]:
        line = _("{file}: “{word}” is still there").format(file=_place(leak), word=leak.word)
        console.err(console.styled(line, "red") + (f" ({leak.code})" if leak.code else "") + _source(leak, output))
    _more(len(report.leaks), lang)
    if report.leaks:
        code = next((leak.code for leak in report.leaks if leak.code), "…")
        sentence = _(
            "In the place the word comes from, put the code ({code}) or write the name as it is in its "
            "field; then run the command again."
        )
        console.err(sentence.format(code=code))
    for leak in report.suspects[:_MAX_LINES]:
        console.warn(
            _("{file}: “{word}” looks like a name").format(file=_place(leak), word=leak.word) + _source(leak, output)
        )
    _more(len(report.suspects), lang)
    if report.suspects:
        console.err(
            _(
                "If this word is a name, go to the place it comes from and replace it there with a code or a "
                "position; then run the command again."
            )
        )
    if report.ordinary:
        ngettext = translations(lang).ngettext
        listed = ", ".join(
            # Translators: how often a word is in the pages.
            ngettext("{word} ({count} time)", "{word} ({count} times)", count).format(word=word, count=count)
            for word, count in sorted(report.ordinary.items())[:_MAX_LINES]
        )
        console.err(_("Left alone, because they are ordinary words as well as names: {words}").format(words=listed))


def _more(count: int, lang: Lang) -> None:
    _ = translations(lang).gettext
    if count > _MAX_LINES:
        # Translators: files or names that are not listed.
        console.err(_("and {count} more").format(count=count - _MAX_LINES))


def _place(leak: "Leak") -> str:
    return f"{leak.file}:{leak.line}" if leak.line else leak.file


def _source(leak: "Leak", output: "BlindOutput") -> str:
    """The place of a word in the documents, to be corrected there; empty without one."""
    source = output.sources.get(leak.word)
    return " ← " + f"{display_path(source.file)}:{source.line}" if source else ""


def warn_of_groups(warnings: "IdentityWarnings", teachers: int, lang: Lang) -> None:
    """Warn of values that identify a teacher without a name; `teachers` is the number of all."""
    from pdcli.i18n.numbers import shown_share
    from pdcli.i18n.sentences import inside
    from pdcli.render.comparison import HEADS
    from pdcli.render.labels import category_name
    from pdcli.wording.git import refusal_text

    _ = translations(lang).gettext
    heads = {**HEADS, "theme": _("Theme")}

    def group_text(part: tuple[str, str | None]) -> str:
        key, value = part
        text = category_name(value, lang) if key in ("category", "target_category") else value
        return f"{inside(_(heads[key]))} – {text or _('not filled in')}"

    for item in warnings.small_groups[:_MAX_LINES]:
        share = _("such teachers: {share}").format(share=shown_share(item.teachers, teachers, lang))
        console.warn(", ".join(map(group_text, item.shared_values)) + "; " + share)
    _more(len(warnings.small_groups), lang)
    if warnings.identifying_values:
        console.warn(", ".join(map(group_text, warnings.identifying_values)))
    if warnings.is_one_school:
        console.warn(
            _(
                "All the teachers are from one school: anyone who knows which school it is can identify each "
                "teacher by subject."
            )
        )
    for refusal in warnings.git_refusals:
        reason = refusal_text(refusal.problem, refusal.detail, lang)
        console.warn(_("Names of those who have made commits here are not looked for:") + " " + reason)
    telling = warnings.small_groups[0].shared_values if warnings.small_groups else warnings.identifying_values
    if telling:
        sentence = _("In a small district this shows who the teacher is. It can be left out: --without {columns}")
        console.err(sentence.format(columns=",".join(key for key, _value in telling)))
