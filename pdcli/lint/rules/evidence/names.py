"""How files of evidence are named, and that each is registered once."""

from collections.abc import Iterator
from unicodedata import normalize

from pdcli.diagnostics import Related, Severity
from pdcli.discovery.digest import sha256
from pdcli.discovery.file_names import windows_fault
from pdcli.documents.corrections import value_fix
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import ngettext
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.portfolio.evidence_file import EvidenceFile, is_tiny
from pdcli.portfolio.portfolio import Portfolio

# A folder on a flash drive and the user's own folders need the rest of the 260 that Windows allows.
PATH_LIMIT = 180


@rule("PD512", "windows-file-name", Severity.ERROR, r"""
clause: files
what:
  kk: Файл аты Windows жүйесінде де жарайды.
  ru: Имя файла годится и для Windows.
  en: The file name works on Windows too.
why:
  kk: Аты жарамсыз файл болса, портфолио мектептегі компьютерге көшірілмейді.
  ru: Если имя не годится для Windows, портфолио не скопируется на школьный компьютер.
  en: If a file name does not work on Windows, the portfolio cannot be copied to a school computer.
bad:
  kk: |-
    file: 'evidence/сауалнама: 6 «Ә»?.pdf'
  ru: |-
    file: 'evidence/анкета: 6 «Б»?.pdf'
  en: |-
    file: 'evidence/survey: 6 B?.pdf'
good:
  kk: |-
    file: evidence/saualnama-6a.pdf
  ru: |-
    file: evidence/anketa-6b.pdf
  en: |-
    file: evidence/survey-6b.pdf
fail:
- ? "evidence/seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-\
    seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-.txt"
  : Аудандық семинар
  evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - "file: ¦evidence/seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-\
    seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-.txt"
pass:
- ? "evidence/seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-\
    seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar.txt"
  : Аудандық семинар
  evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - "file: evidence/seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-\
    seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar-seminar.txt"
- evidence/console «6 Ә», (1)–№2.txt: Аудандық семинар
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: evidence/console «6 Ә», (1)–№2.txt']
""")  # fmt: skip
def windows_file_name(context: LintContext) -> Iterator[Violation]:
    """A file has a name that Windows does not allow: there the portfolio cannot even be copied."""
    for file in context.portfolio.evidence_files:
        name = file.name
        # What is not there under this name has a rule of its own.
        if not file.inside or file.size is None or file.actual is not None:
            continue
        message = windows_fault(name)
        if message:
            hint = _("Rename the file on disk and change its name here: letters, digits, hyphens and one dot are safe.")
        elif len(name) > PATH_LIMIT:
            message = ngettext(
                "The path has {count} character; with more than {limit}, Windows often cannot open the file.",
                "The path has {count} characters; with more than {limit}, Windows often cannot open the file.",
                len(name),
            ).format(count=len(name), limit=PATH_LIMIT)
            hint = _("Shorten the name of the file or of its folders.")
        else:
            continue
        yield Violation(context.portfolio.register, ("items", file.row, "file"), message, hint)


@rule("PD514", "file-registered-twice", Severity.WARNING, """
clause: principle 6
what:
  kk: Бір файл тізілімге бір рет жазылады, басқа атпен көшірілгені де сол файл деп саналады.
  ru: Файл записан в реестр один раз; копия под другим именем – тот же файл.
  en: A file appears in the register once; a copy under another name is the same file.
why:
  kk: Бір дәлелдеме екі нөмірмен тұрса, екі дәлелдеме болып есептеледі.
  ru: Одно свидетельство под двумя номерами считается за два.
  en: The same evidence under two IDs is counted twice.
bad: |
  - id: e5
    file: evidence/IMG_0001.jpg
  - id: e9
    file: evidence/IMG_0001.jpg
good: |
  - id: e5
    file: evidence/IMG_0001.jpg
fail:
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - 'file: ¦evidence/saualnama-2026-05.csv'
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - 'file: ¦./evidence//saualnama-2026-05.csv'
- evidence/saualnama-2026-05.csv: {copy: aigerim/evidence/seminar-2026-04.txt}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦evidence/seminar-2026-04.txt']
pass:
- evidence/saualnama-2026-05.csv: Аудандық семинар 1
  evidence/seminar-2026-04.txt: Аудандық семинар 2
""")  # fmt: skip
def file_registered_twice(context: LintContext) -> Iterator[Violation]:
    """Two rows of the register name the same file, or a copy of it, so that one proof counts as two."""
    portfolio = context.portfolio
    first: dict[str, EvidenceFile] = {}
    copies = _copies(portfolio)
    for file in portfolio.evidence_files:
        print_of_file = copies.get(file.place, file.place)
        earlier = first.setdefault(print_of_file, file)
        if earlier.row != file.row and file.inside and portfolio.register:
            message = _("{file} is already registered as `{id}`.")
            if earlier.place != file.place:
                message = _("{file} is the same file, byte for byte, as the one in `{id}`.")
            place = portfolio.register.span("items", earlier.row, "file")
            related = (Related(portfolio.register.path, place, _("The first one is here.")),)
            text = message.format(file=file.name[:120], id=earlier.item.id)
            hint = _("Keep one row, and refer to its number wherever it is needed.")
            yield Violation(portfolio.register, ("items", file.row, "file"), text, hint, related=related)


def _copies(portfolio: Portfolio) -> dict[str, str]:
    """Place -> digest, of files that could be copies: those of one size in several places. No other file is read."""
    places: dict[int, set[str]] = {}
    for file in portfolio.evidence_files:
        # A file in which there is nothing has a rule of its own.
        if file.inside and file.size is not None and not is_tiny(file.size):
            places.setdefault(file.size, set()).add(file.place)
    candidates = (place for of_size in places.values() if len(of_size) > 1 for place in of_size)
    digests = ((place, sha256(portfolio.root / place)) for place in candidates)
    return {place: digest for place, digest in digests if digest}


@rule("PD515", "file-differs-by-case", Severity.ERROR, """
clause: files
what:
  kk: "Файл аты дискідегідей жазылған: бас әріптері, «й» сияқты әріптердің жазылу тәсілі және қалталар арасындағы
    белгі де дәл сондай."
  ru: Имя файла написано как на диске, включая заглавные буквы, способ записи букв вроде «й» и знак между папками.
  en: The file name is written as on disk, including capital letters, the way letters such as “й” are stored, and the
    separator between folders.
why:
  kk: Аты дәл жазылмаған файлды Windows пен macOS таба береді, ал Linux пен сервер таппайды.
  ru: Windows и macOS найдут и неточно названный файл, Linux и сервер – нет.
  en: Windows and macOS find the file even if its name is not exact; Linux and servers do not.
bad:
  kk: |-
    file: evidence/IMG_0001.JPG   # дискіде: img_0001.jpg
  ru: |-
    file: evidence/IMG_0001.JPG   # на диске: img_0001.jpg
  en: |-
    file: evidence/IMG_0001.JPG   # on the disk: img_0001.jpg
good: |
  file: evidence/img_0001.jpg
fail:
- evidence.yaml:
  - 'file: evidence/seminar-2026-04.txt'
  - 'file: ¦evidence /seminar-2026-04.txt'
pass:
- evidence/Seminar-2026-04.TXT: {move: evidence/seminar-2026-04.txt}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: evidence/Seminar-2026-04.TXT']
""")  # fmt: skip
def file_differs_by_case(context: LintContext) -> Iterator[Violation]:
    """The path is not spelled as on disk, so that not every computer finds the file. Then PD502 is silent."""
    register = context.portfolio.register
    for file in context.portfolio.evidence_files:
        if file.actual is None or register is None:
            continue
        message = _("On disk this file is called {file}.").format(file=file.actual[:120])
        hint = _(
            "Write the name exactly like this: only Windows and macOS treat capital and small letters as the same."
        )
        if file.name.replace("\\", "/") == file.actual:
            message = _("Folders are separated by \\ here, which only Windows understands.")
            hint = _("Write {file}.").format(file=file.actual[:120])
        elif normalize("NFC", file.name) == normalize("NFC", file.actual):
            message = _("On disk this name has the same letters, but encoded in another way, as a Mac writes them.")
            hint = _("`pd lint --fix` copies the name from the disk.")
        elif normalize("NFC", file.name).casefold() != normalize("NFC", file.actual).casefold():
            message = _("On disk this name looks nearly the same, but has other letters or spaces: {file}.")
            message = message.format(file=file.actual[:120])
            hint = _("`pd lint --fix` copies the name from the disk.")
        loc = ("items", file.row, "file")
        yield Violation(register, loc, message, hint, fix=value_fix(register, loc, file.actual))
