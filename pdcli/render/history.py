"""A history in words: sentences for its figures and notes, and the text for a terminal."""

import textwrap
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pdcli.i18n import Lang, translations
from pdcli.i18n.dates import short_date, shown_date, shown_period
from pdcli.i18n.numbers import shown_number, shown_share
from pdcli.render.calendar import calendar_lines
from pdcli.summary.history import NEAR_DAYS, DocumentHistory, History, Note
from pdcli.vcs.git import GitProblem, printable
from pdcli.wording.git import refusal_text


class Figure(NamedTuple):
    """A name, and what there is to say: one sentence or several."""

    name: str
    texts: tuple[str, ...]


def meaning(lang: Lang) -> list[str]:
    """What the figures are, and what they are not."""
    _ = translations(lang).gettext
    return [
        _("The figures show when files changed in git, and say nothing about the work itself."),
        _("Each day is given in the time zone of the author of the change."),
    ]


def problem(history: History, lang: Lang) -> str | None:
    """Why git tells nothing; None where it does."""
    _ = translations(lang).gettext
    if history.problem is None:
        return None
    text = (
        _("This portfolio is not in a git repository.")
        if history.problem == GitProblem.NO_REPOSITORY
        else refusal_text(history.problem, history.said, lang)
    )
    return text + " " + _("Only the dates that the documents claim are shown.")


def figures(history: History, lang: Lang) -> list[Figure]:
    """The figures in words, in the order in which they are read."""
    _ = translations(lang).gettext
    ngettext = translations(lang).ngettext
    count = str(len(history.documents) + history.private)
    if history.problem:
        return [Figure(_("Documents"), (count,))]
    in_git = _("no changes yet")
    if history.first and history.last:
        in_git = ngettext("{count} commit, {period}", "{count} commits, {period}", history.commits).format(
            count=history.commits, period=shown_period(history.first, history.last, lang)
        )
    appeared = [f"{shown_date(item.day, lang)} – {_documents(item.count, lang)}" for item in history.bulk]
    return [
        Figure(_("Documents"), (count,)),
        Figure(_("In git"), (in_git,)),
        # Translators: weeks with work, of all weeks.
        Figure(_("Active weeks"), (shown_share(history.active_weeks, history.all_weeks, lang),)),
        Figure(_("First written near the document’s date"), tuple(_near(history, lang))),
        Figure(_("Many documents on one day"), tuple(appeared) or (_("no such day"),)),
        Figure(_("Longest gap"), (_silence(history, lang),)),
    ]


def _documents(count: int, lang: Lang) -> str:
    ngettext = translations(lang).ngettext
    return ngettext("{count} document", "{count} documents", count).format(count=count)


def _near(history: History, lang: Lang) -> Iterator[str]:
    _ = translations(lang).gettext
    counts = history.nearness
    if not counts.told:
        yield _("cannot be determined for any document")
        return
    yield _("{share}, not more than {days} days before or after").format(
        share=shown_share(counts.near, counts.told, lang), days=NEAR_DAYS
    )
    # Translators: documents first written before the day that they are about.
    yield _("earlier: {count}").format(count=counts.before)
    # Translators: documents first written after the day that they are about.
    yield _("later: {count}").format(count=counts.later)
    if counts.untold:
        yield _("no date, or the first day is not known: {count}").format(count=counts.untold)


def _silence(history: History, lang: Lang) -> str:
    ngettext = translations(lang).ngettext
    silence = history.silence
    if silence is None:
        return "–"
    return ngettext("{count} day, {period}", "{count} days, {period}", silence.days).format(
        count=silence.days, period=shown_period(silence.start, silence.end, lang)
    )


def notes(history: History, lang: Lang) -> list[str]:
    """What is to be known when reading the figures."""
    ngettext = translations(lang).ngettext
    texts = [_note(item, history, lang) for item in history.notes]
    if history.private:
        texts.append(
            ngettext(
                "{count} private document is counted but not named.",
                "{count} private documents are counted but not named.",
                history.private,
            ).format(count=history.private)
        )
    return texts


def _note(note: Note, history: History, lang: Lang) -> str:
    _ = translations(lang).gettext
    ngettext = translations(lang).ngettext
    count, days = note.count, [shown_date(day, lang) for day in note.days]
    match note.code:
        case "shallow":
            text = _("This copy of the repository holds only the latest part of the history.")
            if days:
                text += " " + ngettext(
                    "{count} document already existed on {day} or earlier; its first day is not known.",
                    "{count} documents already existed on {day} or earlier; their first days are not known.",
                    count,
                ).format(count=count, day=days[-1])
            return text + " " + _("`git fetch --unshallow` brings the rest.")
        case "rewritten":
            return ngettext(
                "{count} commit dated {first} to {last} was made again (rebased or rewritten) on {day}.",
                "{count} commits dated {first} to {last} were made again (rebased or rewritten) on {day}.",
                count,
            ).format(count=count, day=days[0], first=days[1], last=days[2])
        case "committed-later":
            return _(
                "Commits recorded more than a day after they were written (amended, rebased or taken from "
                "elsewhere): {share}."
            ).format(share=shown_share(count, history.commits, lang))
        case "impossible":
            text = ngettext(
                "{count} commit has an impossible date",
                "{count} commits have impossible dates",
                count,
            ).format(count=count)
            text += f" ({' – '.join(dict.fromkeys(days))})" if days else ""
            return text + ": " + _("the day the commit was made is used instead, where possible.")
        case "not-in-git":
            return ngettext(
                "{count} document has never been committed.", "{count} documents have never been committed.", count
            ).format(count=count)
        case "uncommitted":
            return ngettext(
                "{count} document has changes that are not committed.",
                "{count} documents have changes that are not committed.",
                count,
            ).format(count=count)
        case "renamed":
            return ngettext(
                "{count} document had a different name or place before; its history was followed.",
                "{count} documents had a different name or place before; their history was followed.",
                count,
            ).format(count=count)
        case "exact-renames":
            return _(
                "This copy of the repository lacks older texts: a file that was renamed and changed at the "
                "same time counts as new."
            )
        case _:
            return _("The repository has no working tree here: uncommitted changes are unknown.")


def between(item: DocumentHistory, lang: Lang) -> str:
    """How far the first day of a document is from the day that it is about."""
    _ = translations(lang).gettext
    ngettext = translations(lang).ngettext
    if item.days is None:
        return "–"
    if item.days == 0:
        return _("written on that day")
    if item.days > 0:
        return ngettext(
            "written {count} day after that date", "written {count} days after that date", item.days
        ).format(count=item.days)
    return ngettext("written {count} day before that date", "written {count} days before that date", -item.days).format(
        count=-item.days
    )


def remarks(item: DocumentHistory, lang: Lang) -> list[str]:
    """What there is to know of one document."""
    _ = translations(lang).gettext
    texts = []
    if item.in_bulk:
        texts.append(_("added together with many others"))
    if item.renamed_from:
        # Translators: earlier names of a file.
        texts.append(_("formerly: {names}").format(names=", ".join(map(printable, item.renamed_from))))
    if item.uncommitted:
        texts.append(_("with changes that are not committed") if item.commits or item.cut else _("never committed"))
    return texts


def first_day(item: DocumentHistory) -> str:
    """The day on which a document was first written, as it stands in a table."""
    if item.cut:
        return f"≤ {short_date(item.cut)}"
    return day_cell(item.written)


def day_cell(day: date | None) -> str:
    """A day as it stands in a table, or that there is none."""
    return short_date(day) if day else "–"


def text_lines(history: History, width: int, lang: Lang) -> list[str]:
    """The history for a terminal of so many columns: calendar, figures, notes, documents."""

    def wrapped(head: str, text: str) -> list[str]:
        later = " " * len(head)
        return textwrap.wrap(text, width, initial_indent=head, subsequent_indent=later, break_on_hyphens=False)

    lines = [printable(history.name or history.path), ""]
    reason = problem(history, lang)
    if reason:
        lines += [*wrapped("", reason), ""]
    calendar = calendar_lines({week.monday: week.documents for week in history.weeks}, lang)
    lines += [*calendar, ""] if calendar else []
    for figure in figures(history, lang):
        lines += wrapped("", f"{figure.name}: {'; '.join(figure.texts)}")
    note_texts = notes(history, lang)
    lines += [""] if note_texts else []
    for text in note_texts:
        lines += wrapped("• ", text)
    lines += ["", *_table(history.documents, width, lang), ""]
    for text in meaning(lang):
        lines += wrapped("", text)
    return lines


def _table(documents: tuple[DocumentHistory, ...], width: int, lang: Lang) -> list[str]:
    words = translations(lang)
    _ = words.gettext
    heads = (_("Date"), _("Written"), _("Changed"), words.pgettext("between two dates", "Days"), "", _("Document"))
    rows = [_row(*heads)]
    for item in documents:
        marks = ("*" if item.in_bulk else "") + ("~" if item.renamed_from else "") + ("+" if item.uncommitted else "")
        days = "–" if item.days is None else ("+" if item.days > 0 else "") + shown_number(item.days, lang)
        head = _row(day_cell(item.claimed), first_day(item), day_cell(item.changed), days, marks, "")
        rows.append(head + _end_of(printable(item.ref), width - len(head)))
    signs = [
        ("≤", _("predates this copy of the history"), any(item.cut for item in documents)),
        ("*", _("added together with many others"), any(item.in_bulk for item in documents)),
        ("~", _("had a different name or place before"), any(item.renamed_from for item in documents)),
        ("+", _("with changes that are not committed"), any(item.uncommitted for item in documents)),
    ]
    explained = [f"{sign}  {text}" for sign, text, is_used in signs if is_used]
    return [*rows, "", _("Days: how many passed from the document’s date to the day it was first written."), *explained]


def _row(day: str, first_day: str, changed: str, days: str, marks: str, document: str) -> str:
    return f"{day:<10}  {first_day:<12}  {changed:<10}  {days:>6}  {marks:<3} {document}"


def _end_of(text: str, width: int) -> str:
    """Of a long path the end, which says most, from the beginning of a name on."""
    if len(text) <= width:
        return text
    end = text[1 - width :]
    # A name that is longer than the whole width is cut all the same.
    return "…" + (end[end.index("/") :] if "/" in end else end)
