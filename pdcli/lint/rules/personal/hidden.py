"""What the files of evidence tell besides what they show. Private evidence stays where it is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pdcli.diagnostics import Severity
from pdcli.i18n import N_
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule

if TYPE_CHECKING:
    from pdcli.metadata.inspection import HiddenKind


def _telling(context: LintContext, kinds: "tuple[HiddenKind, ...]", hint: str) -> Iterator[Violation]:
    for file, inspection in context.files_with_metadata:
        items = [item for item in inspection.hidden if item.kind in kinds]
        if items:
            from pdcli.metadata.sentences import describe

            message = _("{file} holds more than it shows: {what}.").format(file=file.name[:120], what=describe(items))
            yield Violation(context.portfolio.register, ("items", file.row, "file"), message, _(hint))


@rule("PD609", "place-in-file", Severity.WARNING, r"""
clause: privacy
what:
  kk: Дәлелдеме файлынан суреттің қай жерде түсірілгені көрінбейді.
  ru: По файлу свидетельства нельзя узнать, где велась съёмка.
  en: No evidence file shows where a picture was taken.
why:
  kk: Телефон суретке жердің нақты координатасын жазып қояды. Сурет үйде түсірілсе, онымен бірге педагогтің
    не оқушының мекенжайы тарайды. `pd pack --clean` пакетке суреттің өзін өзгертпей, осы деректерсіз көшірмесін
    салады.
  ru: Телефон записывает в снимок точные координаты. Если снимок сделан дома, вместе с ним уходит адрес педагога или
    ученика. `pd pack --clean` кладёт в пакет копию без этих данных; само изображение не меняется.
  en: A phone writes the exact place into a photo. If the photo was taken at home, that is the address of a teacher or
    pupil. `pd pack --clean` packs a copy without this information; the picture itself stays as it is.
bad:
  kk: |-
    # sabaq.jpg: GPS 51.0, 71.0
    file: evidence/sabaq.jpg
  ru: |-
    # urok.jpg: GPS 51.0, 71.0
    file: evidence/urok.jpg
  en: |-
    # lesson.jpg: GPS 51.0, 71.0
    file: evidence/lesson.jpg
good:
  kk: |-
    # sabaq.jpg: орны жазылмаған
    file: evidence/sabaq.jpg
  ru: |-
    # urok.jpg: место не записано
    file: evidence/urok.jpg
  en: |-
    # lesson.jpg: no place recorded
    file: evidence/lesson.jpg
fail:
- evidence/seminar.jpg: {copy: broken/evidence/sabaq-sureti.jpg}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦evidence/seminar.jpg']
pass:
- evidence/seminar.docx: {copy: broken/evidence/sabaq-zhospary.docx}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: evidence/seminar.docx']
- evidence/seminar.jpg: {copy: broken/evidence/sabaq-sureti.jpg}
  evidence.yaml: ["file: evidence/seminar-2026-04.txt\n", "file: evidence/seminar.jpg\n    private: true\n"]
""")  # fmt: skip
def place_in_file(context: LintContext) -> Iterator[Violation]:
    """A file of evidence tells where it was taken: at a school, or at somebody's home."""
    hint = N_(
        "`pd pack --clean` packs a copy without this information; on a phone, turn off location in the camera settings."
    )
    yield from _telling(context, ("place",), hint)


@rule("PD610", "author-in-file", Severity.ADVICE, """
clause: privacy
what:
  kk: Дәлелдеме файлынан оны кімнің жасағаны, кімнің соңғы рет өзгерткені және қай құрылғыда жасалғаны көрінбейді.
  ru: По файлу свидетельства нельзя узнать, кто и на каком устройстве его создал и изменил.
  en: No evidence file shows who made it, who changed it last, or on which device.
why:
  kk: Word, Excel және PDF файлдары автордың атын, сурет телефонның атауын сақтайды. Есімсіз тапсырылған жұмыстың
    кімдікі екені осыдан білінеді, ал әріптестен алынған файлда басқа адамның аты қалады.
  ru: Файлы Word, Excel и PDF хранят имя автора, снимок – название телефона. По ним узнают, чья это работа, даже если
    имени на ней нет, а в файле, взятом у коллеги, останется чужое имя.
  en: Word, Excel and PDF files keep the author's name, and a photo keeps the name of the phone. Work handed in without
    a name can be recognised by this, and a file taken from a colleague carries somebody else's name.
bad:
  kk: |-
    # jospar.docx: авторы «Әсел Үлгі»
    file: evidence/jospar.docx
  ru: |-
    # plan.docx: автор «Анна Примерова»
    file: evidence/plan.docx
  en: |-
    # plan.docx: author “Ann Sample”
    file: evidence/plan.docx
good:
  kk: |-
    # jospar.docx: авторы көрсетілмеген
    file: evidence/jospar.docx
  ru: |-
    # plan.docx: автор не указан
    file: evidence/plan.docx
  en: |-
    # plan.docx: no author named
    file: evidence/plan.docx
fail:
- evidence/seminar.docx: {copy: broken/evidence/sabaq-zhospary.docx}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦evidence/seminar.docx']
- evidence/seminar.jpg: {copy: broken/evidence/sabaq-sureti.jpg}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦evidence/seminar.jpg']
pass:
- evidence/seminar.xlsx: {copy: broken/evidence/natizheler.xlsx}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: evidence/seminar.xlsx']
""")  # fmt: skip
def author_in_file(context: LintContext) -> Iterator[Violation]:
    """A file of evidence tells who made or changed it, or on which device."""
    hint = N_("If this is nobody else’s business, `pd pack --clean` packs a copy without this information.")
    yield from _telling(context, ("author", "editor", "device"), hint)


@rule("PD611", "comments-in-file", Severity.WARNING, """
clause: privacy
what:
  kk: Дәлелдеме файлында түсініктеме мен қабылданбаған өзгеріс қалмайды.
  ru: В файле свидетельства не остаётся примечаний и непринятых правок.
  en: No evidence file has comments or tracked changes left in it.
why:
  kk: Түсініктемелер – файл дайындалған кездегі әңгіме, олар комиссияға арналмаған. Файлды ашқан адам өшірілген
    сөйлемді де оқиды.
  ru: Примечания – рабочий разговор, он не для комиссии. Кто откроет файл, прочтёт и удалённые фразы.
  en: Comments are a working conversation, not meant for a committee. Whoever opens the file can read deleted sentences
    too.
bad:
  kk: |-
    # jospar.docx: 3 түсініктеме
    file: evidence/jospar.docx
  ru: |-
    # plan.docx: 3 примечания
    file: evidence/plan.docx
  en: |-
    # plan.docx: 3 comments
    file: evidence/plan.docx
good:
  kk: |-
    # jospar.docx: түсініктеме жоқ
    file: evidence/jospar.docx
  ru: |-
    # plan.docx: примечаний нет
    file: evidence/plan.docx
  en: |-
    # plan.docx: no comments
    file: evidence/plan.docx
fail:
- evidence/seminar.docx: {copy: broken/evidence/sabaq-zhospary.docx}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦evidence/seminar.docx']
pass:
- evidence/seminar.xlsx: {copy: broken/evidence/natizheler.xlsx}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: evidence/seminar.xlsx']
""")  # fmt: skip
def comments_in_file(context: LintContext) -> Iterator[Violation]:
    """A file of evidence still has comments or tracked changes, which whoever opens it reads."""
    hint = N_("Delete the comments, and accept or reject every change; then save the file again.")
    yield from _telling(context, ("comments", "changes"), hint)


@rule("PD612", "hidden-part-in-file", Severity.WARNING, """
clause: privacy
what:
  kk: Дәлелдеме файлында жасырын парақ пен қоса тіркелген файл болмайды.
  ru: В файле свидетельства нет скрытых листов и вложенных файлов.
  en: No evidence file has hidden sheets or files attached to it.
why:
  kk: Жасырын парақта көбіне оқушылардың аты-жөні мен бағасы тұрады; оны бір басумен ашуға болады. Не керегін тек Сіз
    білесіз, сондықтан `pd` парақты өзі өшірмейді.
  ru: На скрытом листе часто стоят имена и оценки учеников; открыть его можно одним щелчком. Что из этого нужно, знаете
    только вы, поэтому `pd` сам листов не удаляет.
  en: A hidden sheet often holds pupils' names and marks; one click shows it. Only you know which parts of it are
    needed, so `pd` deletes no sheet by itself.
bad:
  kk: |-
    # natizhe.xlsx: «Аты-жөні» парағы жасырылған
    file: evidence/natizhe.xlsx
  ru: |-
    # itogi.xlsx: лист «ФИО» скрыт
    file: evidence/itogi.xlsx
  en: |-
    # results.xlsx: the sheet “Full names” is hidden
    file: evidence/results.xlsx
good:
  kk: |-
    # natizhe.xlsx: бір ашық парақ
    file: evidence/natizhe.xlsx
  ru: |-
    # itogi.xlsx: один лист, он виден
    file: evidence/itogi.xlsx
  en: |-
    # results.xlsx: one sheet, which is visible
    file: evidence/results.xlsx
fail:
- evidence/seminar.xlsx: {copy: broken/evidence/natizheler.xlsx}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦evidence/seminar.xlsx']
pass:
- evidence/seminar.docx: {copy: broken/evidence/sabaq-zhospary.docx}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: evidence/seminar.docx']
""")  # fmt: skip
def hidden_part_in_file(context: LintContext) -> Iterator[Violation]:
    """A file of evidence has hidden sheets or files attached to it: whoever opens it can see them."""
    hint = N_("Delete what is hidden, or show it if it belongs to the evidence; then save the file again.")
    yield from _telling(context, ("sheets", "files"), hint)


@rule("PD613", "file-not-looked-into", Severity.ADVICE, """
clause: privacy
what:
  kk: Дәлелдеме файлында көрінетіннен бөлек не барын `pd` тексере алады.
  ru: Файл свидетельства можно проверить на данные, которых в нём не видно.
  en: It is possible to check what an evidence file holds besides what it shows.
why:
  kk: iPhone суреттері (HEIC), бейнежазба, ескі doc пен xls, құпиясөзі бар, бүлінген не тым үлкен файлдың
    ішін `pd` қарай алмайды; онда да орын мен есім болуы мүмкін. `pd pack --clean` мұндай файлды пакетке салмайды
    және бұл туралы хабарлайды.
  ru: Снимки iPhone (HEIC), видео, старые файлы doc и xls, файлы с паролем, повреждённые и слишком большие файлы `pd`
    проверить не может, а сведения о месте и имена могут быть и в них. `pd pack --clean` такой файл в пакет не кладёт и
    сообщает об этом.
  en: iPhone photos (HEIC), videos, old doc and xls files, files with a password, and broken or very large files cannot
    be looked into; they, too, may give away places and names. `pd pack --clean` leaves such a file out and says so.
bad: |
  file: evidence/IMG_0001.heic
good: |
  file: evidence/IMG_0001.jpg
fail:
- evidence/seminar.mov: {copy: broken/evidence/sabaq.mov}
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦evidence/seminar.mov']
- evidence/seminar.png: !!binary iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAf
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: ¦evidence/seminar.png']
pass:
- evidence/seminar.png: !!binary |
    iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
  evidence.yaml: ['file: evidence/seminar-2026-04.txt', 'file: evidence/seminar.png']
""")  # fmt: skip
def file_not_looked_into(context: LintContext) -> Iterator[Violation]:
    """What a file of evidence tells besides what it shows is not known."""
    for file, inspection in context.files_with_metadata:
        if inspection.problem:
            from pdcli.metadata.sentences import describe_problem

            message = _("It is not known what {file} contains besides what can be seen: {why}.")
            message = message.format(file=file.name[:120], why=describe_problem(inspection.problem))
            hint = _(
                "Phone photos show where they were taken, and Word files show who wrote them: check before "
                "you share them."
            )
            yield Violation(context.portfolio.register, ("items", file.row, "file"), message, hint)
