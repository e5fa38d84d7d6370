"""What pd says when it is used: every command is run on the examples, and each sentence is noted with its values."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

from pdcli.cli.app import COMMANDS
from pdcli.diagnostics import Diagnostic
from pdcli.i18n import LANGS, Lang, translations
from pdcli.i18n.catalogue import CONTEXT_END, Catalogue, English
from pdcli.i18n.messages import text_of
from proof.values import places_of
from tests.helpers import EXAMPLES, run_pd
from tests.lint.rule_cases import CASES

DAY = ("--date", "2026-11-25")
# Every command in the folder of every example.
EVERYWHERE = (
    "status --all", "lint --show-files", "lint --statistics", "trace", "trace --to html,md --out {out}", "trace --strict",
    "summary --to html,md,csv --out {out} {day}", "summary --blind --to html,md --out {out}/blind {day}",
    "summary --each --to html --out {out} {day}", "readiness {day}", "readiness --next {day}",
    "readiness --to html,md --out {out} {day}", "readiness --compare guideline {day}", "school {day}",
    "school --to html,md --out {out} {day}", "history", "history --to html,md --out {out}", "render --to html,md --out {out}",
    "pack --out {out}/packet.zip", "verify {out}/packet.zip", "schema --list", "confirm", "fill portfolio.yaml",
)  # fmt: skip
# What does not depend on a portfolio, and slips of hands.
ANYWHERE = (
    "", "--help", "rule", "rule PD301", "rule PD999", "guide", "guide analysis", "guide analysis --role school", "guide 8",
    "guide 99", "guide --category expert", "guide --find рефлексия", "guide --find жоқсөз", "new", "new esay", "statis",
    "lint nowhere", "lint --select PD9999", "lint --format xml", "init --category captain --no-input", "render nowhere.md",
    "summary nowhere", "summary --to xls", "readiness --for captain", "readiness --pack none", "verify nowhere.zip",
    "trace g99", "new-cycle --start 2026-13-01", "history --format text", "schema nothing", "demo --out {out}/demo",
    "--color red", "--lang de", "lint --jobs x", "fill nowhere.md", "confirm e99", "new-form Wrong",
)  # fmt: skip
# A first cycle from an empty folder; what is typed stands behind `<`.
FIRST_CYCLE = (
    "init --name Айгерім --school Мысал --subject Математика --category teacher --target-category moderator --lang kk",
    "init --no-input", "status", "new-cycle --start 2026-09-01 --end 2026-12-31", "new-cycle", "status",
    "new lesson-analysis Бөлшектер --date 2026-10-14", "new lesson-analysis Бөлшектер --date 2026-10-14",
    "new evidence Сауалнама --file evidence/жоқ.csv", "new essay Эссе --dry-run", "new-form parent-meeting Жиналыс",
    "fill cycles/2026-2027-1/1-action.md <Алдымен қарап шықтым.\n\n?\n:q\n", "fill --final cycles/2026-2027-1/1-action.md <:q\n",
    "fill cycles/2026-2027-1/4-design.yaml <?\n99\n:q\n", "lint", "lint --fix --diff", "lint --write-baseline", "trace",
    "readiness", "summary", "render", "history", "pack", "school",
)  # fmt: skip


class Shown(NamedTuple):
    """A sentence as it was shown: by which command, and its text."""

    command: str
    text: str


class Notes:
    """Sentence (with its context) and language -> number of the run -> what was shown first in it."""

    def __init__(self) -> None:
        self._shown: dict[tuple[str, Lang], dict[int, Shown]] = {}
        self._number = 0
        self._command = ""

    def begin(self, command: str, number: int) -> None:
        """From here on a run of this number shows sentences."""
        self._command, self._number = command, number

    def add(self, sentence: str, lang: Lang, text: str) -> None:
        """Note a sentence that is shown."""
        self._shown.setdefault((sentence, lang), {}).setdefault(self._number, Shown(self._command, text))

    def shown(self, sentence: str) -> dict[Lang, Shown]:
        """A sentence in the languages, with the values of the first run that showed it in all of them."""
        by_lang = {lang: self._shown.get((sentence, lang), {}) for lang in LANGS}
        numbers = [number for number in by_lang["kk"] if all(number in by_lang[lang] for lang in LANGS)]
        return {lang: by_lang[lang][numbers[0]] for lang in LANGS} if numbers else {}


class _Sentence(str):
    """A translated sentence that is noted with its values when they are put in."""

    __slots__ = ("note",)
    note: Callable[[str], None]

    def format(self, *values: object, **named: object) -> str:
        text = super().format(*values, **named)
        self.note(text)
        return text


def notes_of_runs() -> Notes:
    """Run everything in every language."""
    notes = Notes()
    with _noted(notes):
        for lang in LANGS:
            with TemporaryDirectory() as folder:
                for number, run in enumerate(_runs(Path(folder).resolve())):
                    notes.begin(run.command, number)
                    run_pd(*run.words, cwd=run.place, lang=lang, stdin=run.typed)
        for number, case in enumerate(CASES):
            notes.begin("lint", -1 - number)
            # Findings are in no language until they are worded.
            findings = [item for item in case.findings()[0] if item.code == case.code]
            for lang in LANGS:
                _word(findings, lang)
    return notes


def _word(findings: Iterable[Diagnostic], lang: Lang) -> None:
    for item in findings:
        for message in (item.message, item.hint, *(other.message for other in item.related)):
            text_of(message, lang)


class _Run(NamedTuple):
    """A command line, where it runs, and what is typed."""

    command: str
    words: Sequence[str]
    place: Path
    typed: str


def _runs(folder: Path) -> Iterator[_Run]:
    """Yield every command line; each relies on those before it."""
    out = folder / "out"
    for example in sorted(EXAMPLES.iterdir()):
        place = folder / "examples" / example.name
        shutil.copytree(example, place)
        yield from (_of_line(line, place, out / example.name) for line in EVERYWHERE)
    started = folder / "first"
    started.mkdir()
    yield from (_of_line(line, started, out / "first") for line in (*FIRST_CYCLE, *ANYWHERE))


def _of_line(line: str, place: Path, out: Path) -> _Run:
    command, _sign, typed = line.partition("<")
    words = command.format(out=out, day=" ".join(DAY)).split()
    return _Run(words[0] if words and words[0] in COMMANDS else "", words, place, typed)


@contextmanager
def _noted(notes: Notes) -> Iterator[None]:
    """Note each sentence that the catalogues give."""

    def sentence(text: str, original: str, lang: Lang) -> _Sentence:
        found = _Sentence(text)
        found.note = lambda shown: notes.add(original, lang, shown)
        if not places_of(text):
            notes.add(original, lang, text)
        return found

    def noting(kind: type, method: str, original: Callable[..., str]) -> Callable[..., str]:
        real = getattr(kind, method)

        def call(self: Any, *arguments: Any) -> str:
            return sentence(str(real(self, *arguments)), original(*arguments), lang_of(self))

        return call

    def lang_of(catalogue: Any) -> Lang:
        return next((lang for lang in LANGS if translations(lang) is catalogue), "en")

    keys: dict[str, Callable[..., str]] = {
        "gettext": lambda message: message,
        "pgettext": lambda context, message: context + CONTEXT_END + message,
        "ngettext": lambda singular, _plural, _number: singular,
    }
    with ExitStack() as stack:
        for kind, (name, key) in product((Catalogue, English), keys.items()):
            stack.enter_context(patch.object(kind, name, noting(kind, name, key)))
        yield
