"""pd summary --blind: its request, and the run that writes and reports."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pdcli.cli import blind_output, console
from pdcli.cli.outcomes import report_files, tell_files
from pdcli.cli.values import several_of
from pdcli.discovery.files import real_path
from pdcli.discovery.naming import display_path
from pdcli.errors import UserError
from pdcli.i18n import gettext as _

if TYPE_CHECKING:
    from pdcli.exchange.summaries import SummaryRequest
    from pdcli.model.forms import Words


class BlindRequest(NamedTuple):
    """Options besides those of the summary: page or table, where it is written, the key, and the hidden fields."""

    is_table: bool
    out: str | None
    key: Path | None
    without: str
    force: bool


def write_blind(request: "SummaryRequest", blind: BlindRequest) -> int:
    """Make, search for names, write. The exit code: 1 where a name is left."""
    from pdcli.exchange.blind import BlindOptions, blind_page, blind_table
    from pdcli.exchange.key import key_text, new_key, read_key
    from pdcli.scaffold.files import Planned, apply, generated

    hidden_fields = _hidden_fields(blind.without)
    folder, place = _places(request, blind)
    key = read_key(place) if place.exists() else new_key()
    options = BlindOptions(request.formats, request.lang, request.today, hidden_fields, request.trust)
    if blind.is_table:
        result = blind_table(request.roots, key, options, request.each, request.jobs)
    else:
        result = blind_page(request.roots[0], key, options)
    blind_output.warn_of_groups(result.warnings, len(request.roots), request.lang)
    blind_output.tell_names(result, request.lang)
    unread = tell_files(result.counts, result.unread)
    if result.leak_report.leaks and not blind.force:
        console.err(_("Nothing was written, because some names remain. With --force the files are written anyway."))
        return 1
    if blind.out == "-":
        console.out_page(next(iter(result.files.values())).decode("utf-8"), request.formats[0])
        files: list[Planned] = []
    else:
        files = [generated(folder / name, data) for name, data in result.files.items()]
    key_file = Planned(place, key_text(key, result.names), generated=True, mode=0o600)
    code = report_files(apply([*files, key_file], dry_run=request.dry_run), request.dry_run, "--out")
    if blind.out != "-":
        blind_output.tell_other_files(folder, [folder / name for name in result.files], request.lang)
    if not request.dry_run and code == 0:
        place.chmod(0o600)
        sentence = _("{path} says whose codes these are: keep it, and do not hand it over.")
        console.err(sentence.format(path=display_path(place)))
    return code or int(bool(result.leak_report.leaks)) or unread


def _places(request: "SummaryRequest", blind: BlindRequest) -> tuple[Path, Path]:
    """The folder to be handed over, and the file of the key. Raises UserError where the key would lie in the folder."""
    from pdcli.exchange.blind import key_path

    default_folder = (Path() if blind.is_table else request.roots[0]) / "build" / "blind"
    folder = default_folder if blind.out in (None, "-") else Path(str(blind.out))
    place = blind.key or key_path(real_path(folder))
    if blind.out != "-" and real_path(place).is_relative_to(real_path(folder)):
        raise UserError(
            _("The key must not be in the folder that is handed over: {path}").format(path=display_path(place))
        )
    return folder, place


def _hidden_fields(names: str) -> frozenset[str]:
    """The keys of fields of portfolio.yaml, in a comma list of keys or labels in any language.

    Raises UserError with a hint for what is none.
    """
    from pdcli.anonymisation.redaction import HIDEABLE
    from pdcli.model.human_values import by_words

    labels = hideable_labels()
    words = {key: (key, label.kk, label.ru, label.en) for key, label in labels.items()}
    keys = ",".join(by_words(name, words) or name for name in names.split(","))
    return frozenset(several_of(keys, HIDEABLE, "--without", labels))


def hideable_labels() -> "dict[str, Words]":
    """Field of portfolio.yaml that can be left out -> its label."""
    from pdcli.anonymisation.redaction import HIDEABLE
    from pdcli.documents.form_library import FormLibrary

    form = FormLibrary().get("portfolio")
    return {key: form.by_key[key].label for key in HIDEABLE} if form else {}
