"""Two rule packs side by side as text: what the second changes for one portfolio."""

from functools import partial
from typing import TYPE_CHECKING

from pdcli.cli import console
from pdcli.cli.pages import print_document
from pdcli.cli.readiness_output import print_head
from pdcli.i18n import Lang, translations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdcli.attestation.criteria import CriterionState
    from pdcli.attestation.packs_compared import Change
    from pdcli.attestation.readiness import Readiness
    from pdcli.guideline.packs import Pack


def print_comparison(
    before: "Readiness", first: "Pack", after: "Readiness", second: "Pack", printed: str, lang: Lang
) -> None:
    """What changes from one pack to the other, as text or in a format for programs."""
    from pdcli.attestation.packs_compared import compare_packs, comparison_data
    from pdcli.render.formats import Data, to_format
    from pdcli.wording.packs import pack_data, provenance

    _ = translations(lang).gettext
    comparison = compare_packs(before, first, after, second)
    if printed != "text":
        packs = (pack_data(before.pack, lang, before.day), pack_data(after.pack, lang, after.day))
        data = comparison_data(before, after, comparison, packs)
        print_document(partial(to_format, data=lambda: Data(data)), printed)
        return
    print_head(before, lang)
    console.wrapped(
        "",
        _("Compared with {title} ({edition})").format(
            title=after.pack.title, edition=f"{after.pack.edition}; {provenance(after.pack, lang, after.day)}"
        ),
    )
    console.wrapped("! ", after.pack.notice, "yellow")
    console.out()
    if not any((comparison.changes, comparison.only_before, comparison.only_after)):
        console.out(_("Nothing changes."))
    if comparison.changes:
        _side_by_side(before, after, comparison.changes, lang)
    for value, alone in ((before, comparison.only_before), (after, comparison.only_after)):
        if alone:
            listed = "; ".join(_alone(item, lang) for item in alone)
            console.wrapped("", _("Only in {pack}: {criteria}.").format(pack=value.pack.key, criteria=listed))
    console.out()
    _sums(before, after, lang)
    for text in dict.fromkeys((*before.rules_now, *after.rules_now)):
        console.wrapped("! ", text)
    console.wrapped("", _("The committee decides."))


def _side_by_side(before: "Readiness", after: "Readiness", changes: "Sequence[Change]", lang: Lang) -> None:
    """A row for each criterion of the first pack; each of the second is in full once."""
    from pdcli.cli.table import Cell, Column, Row, print_table

    rows: list[Row] = []
    full_numbers: set[str] = set()
    for change in changes:
        partners = [_alone(item, lang) if item.number in full_numbers else _side(item, lang) for item in change.after]
        full_numbers |= {item.number for item in change.after}
        rows += [None, [Cell(_side(change.before, lang)), Cell("\n\n".join(partners))]]
    heads = [Column(f"{value.pack.title} ({value.pack.key})") for value in (before, after)]
    print_table(heads, rows[1:], console.width())
    console.out()


def _sums(before: "Readiness", after: "Readiness", lang: Lang) -> None:
    from pdcli.render.readiness import shown_criteria_counts, shown_sums

    _ = translations(lang).gettext
    if not (before.asked_total or after.asked_total):
        return
    for value in (before, after):
        sentences = [f"{sums}." if (sums := shown_sums(value, lang)) else "", shown_criteria_counts(value, lang)]
        console.wrapped(f"{value.pack.key}. ", " ".join(filter(None, sentences)))
    console.out()


def _side(item: "CriterionState", lang: Lang) -> str:
    from pdcli.render.readiness import STATES, shown_confirmation, shown_points

    # Where nothing is asked, the pack's words say so themselves.
    _ = translations(lang).gettext
    is_stated_by_pack = item.state == "not-asked" and bool(item.needed)
    state = "" if is_stated_by_pack else f"{_(STATES[item.state])}  {shown_points(item, lang)}".rstrip()
    return "\n".join(line for line in (item.label, item.needed, state, shown_confirmation(item, lang)) if line)


def _alone(item: "CriterionState", lang: Lang) -> str:
    from pdcli.render.readiness import STATES

    _ = translations(lang).gettext
    return f"{item.label} ({_(STATES[item.state])})"
