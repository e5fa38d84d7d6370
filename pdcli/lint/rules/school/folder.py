"""What lies in the folder of a school, and what its goals are."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from pdcli.diagnostics import Severity
from pdcli.discovery.files import SCHOOL_REF, real_path
from pdcli.documents.document import Document
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import quoted
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.school import school_documents
from pdcli.model.documents import School, is_of_school
from pdcli.portfolio.portfolio import Portfolio
from pdcli.portfolio.school import school_document

# What only a school has; a portfolio may hold a copy of the school's cycle.
_OF_SCHOOL_ALONE = ("school-plan", "events", "visits", "group", "analytical-note")


@rule("PD820", "misplaced-school", Severity.ERROR, """
clause: files
what:
  kk: 'Мектеп файлы (`kind: school`) мектеп қалтасындағы school.yaml ғана болады, портфолио ішінде тұрмайды; мектептің
    жоспары, журналдары, топтары мен анықтамалары да портфолиода тұрмайды.'
  ru: 'Файл школы (`kind: school`) – это school.yaml в папке школы; внутри портфолио его нет, как нет там и плана школы,
    её журналов, групп и справок.'
  en: "A school's file (`kind: school`) is the school.yaml in the school's folder, never inside a portfolio;
    its plan, registers, groups and notes are not kept there either."
why:
  kk: Мектеп – teachers қалтасының қасындағы school.yaml. Ол портфолионың ішінде қалса, `pd school` оны таппайды, ол
    педагогтің құжаттары қатарына да кірмейді.
  ru: Школа – это school.yaml рядом с папкой teachers. Внутри портфолио его не найдёт `pd school`, и к документам
    педагога он не относится.
  en: A school is a school.yaml beside the folder teachers. If it is inside a portfolio, `pd school` does not find it,
    and it is not one of the teacher's documents.
bad: |
  teachers/aigerim/school.yaml
good: |
  school.yaml
  teachers/aigerim/portfolio.yaml
fail:
- school.yaml: |
    kind: ¦school
- visits.yaml: |
    kind: ¦visits
- in: school-mysal
  teachers/sholpan/plan.yaml: |
    kind: ¦school-plan
- in: school-mysal
  school.yaml: |
    kind: ¦cycle
pass:
- in: school-mysal
  school.yaml: ['kind: school', 'kind: "school"']
""")  # fmt: skip
def misplaced_school(context: LintContext) -> Iterator[Violation]:
    """A school's file lies inside a portfolio, or the file of a school says that it is something else."""
    portfolio = context.portfolio
    for document in portfolio.documents:
        if portfolio.is_school and document.ref == SCHOOL_REF and document.form and document.kind != "school":
            message = _("This file makes its folder a school, but its kind is `{kind}`.").format(kind=document.kind)
            yield Violation(document, ("kind",), message, _("Write `kind: school`, or give the file another name."))
        elif not portfolio.is_school and document.kind == "school":
            message = _("A school’s file is inside a portfolio.")
            hint = _("Move the file into the folder that holds teachers/; `pd init --school` creates such a folder.")
            yield Violation(document, ("kind",), message, hint)

    for kind in _OF_SCHOOL_ALONE if not portfolio.is_school else ():
        for document in portfolio.of_kind(kind):
            message = _("A document of this kind belongs to the school and is not counted anywhere in a portfolio.")
            yield Violation(document, ("kind",), message, _("Move the file into the folder of the school."))


@rule("PD833", "register-stays-private", Severity.WARNING, """
clause: files
what:
  kk: 'Әрқашан құпия құжатта (сабаққа қатысу журналы, педагог компасы) `private: false` жазылмайды.'
  ru: 'В документе, который всегда личный (журнал посещений, компас педагога), не пишется `private: false`.'
  en: 'A document that is always private (the log of visits, the teaching compass) does not say `private: false`.'
why:
  kk: Мұндай құжат онсыз да құпия болып қалады. Журнал басқа адамдар туралы, ал компасқа ашық жазу үшін оны басқа ешкім
    оқымауы керек.
  ru: Такой документ всё равно остаётся личным. Журнал – о других людях, а в компасе пишут открыто, только если его
    больше никто не прочтёт.
  en: Such a document stays private all the same. The log is about other people, and a compass is filled in frankly only
    if nobody else reads it.
bad: |
  kind: visits
  private: false
good: |
  kind: visits
fail:
- in: school-mysal
  school/2025-2026/visits.yaml: |
    kind: visits
    private: ¦false
    school_year: 2025-2026
- in: school-mysal
  teachers/aidana/reflections/2025-2026-compass.md: |
    ---
    kind: compass
    private: ¦false
    ---
pass:
- in: school-mysal
  school/2025-2026/visits.yaml: |
    kind: visits
    private: true
    school_year: 2025-2026
- in: school-mysal
  observations/a.md: |
    ---
    kind: lesson-observation
    private: false
    ---
""")  # fmt: skip
def register_stays_private(context: LintContext) -> Iterator[Violation]:
    """A document of a form that is always private says that it is not."""
    for document in context.portfolio.documents:
        form = document.form
        if form and form.private == "always" and document.data.get("private") is False:
            message = _("This document stays private whatever it says.")
            yield Violation(document, ("private",), message, _("Remove this line: others see numbers at most."))


@rule("PD822", "unknown-school-goal", Severity.ERROR, """
clause: table 2, stage 4
what:
  kk: Педагогтің мақсаты мектепте бар мақсатқа ғана байланады.
  ru: Цель педагога привязана только к существующей цели школы.
  en: A teacher's goal is tied only to a goal that the school has.
why:
  kk: Әкімшілік жеке кәсіби даму жоспарының (ЖКДЖ) мектеп мақсаттарымен қалай үйлескенін осы байланыстан
    көреді (қосымша, жобалау кезеңі).
  ru: По этой связи администрация видит, как планы согласованы с целями школы (приложение, этап проектирования).
  en: From this link the administration sees how plans are aligned with the school's goals (appendix, stage
    of design).
bad:
  kk: |-
    goals:
      - id: g1
        school_goal: s9   # school.yaml ішінде s1 мен s2 ғана бар
  ru: |-
    goals:
      - id: g1
        school_goal: s9   # в school.yaml только s1 и s2
  en: |-
    goals:
      - id: g1
        school_goal: s9   # school.yaml has only s1 and s2
good: |
  goals:
    - id: g1
      school_goal: s2
fail:
- in: school-mysal
  teachers/sholpan/cycles/2025-2026-1/4-design.yaml: ['school_goal: s2', 'school_goal: ¦s9']
pass:
- in: school-mysal
  teachers/sholpan/cycles/2025-2026-1/4-design.yaml: ['school_goal: s2', 'school_goal: s1']
- in: school-mysal
  school.yaml: ['- id: s2', '- id: goal-2']
""")  # fmt: skip
def unknown_school_goal(context: LintContext) -> Iterator[Violation]:
    """A teacher's goal serves a goal of the school that school.yaml does not have."""
    references = [
        (document, index, str(row["school_goal"]).strip())
        for document in context.portfolio.of_kind("design")
        for index, row in enumerate(_rows(document, "goals"))
        if row.get("school_goal") and not is_of_school(str(row["school_goal"]).strip())
    ]
    document_of_school = school_document(context.portfolio) if references else None
    if document_of_school is None or not isinstance(document_of_school.model, School):
        return
    goal_ids = [goal.id for goal in document_of_school.model.goals]
    for document, index, value in references:
        # A goal whose id is wrong is told in school.yaml.
        if value not in goal_ids and not document_of_school.may_lack_row("goals", value):
            message = _("The school has no goal `{id}`.").format(id=value[:40])
            hint = (
                _("Goals of the school: {ids}.").format(ids=quoted(goal_ids))
                if goal_ids
                else _("Write the school’s goals in school.yaml.")
            )
            yield Violation(document, ("goals", index, "school_goal"), message, hint)


def _rows(document: Document, key: str) -> list[dict[str, object]]:
    """The rows of a table by their numbers; one that is no row is empty."""
    rows = document.data.get(key)
    return [row if isinstance(row, dict) else {} for row in rows] if isinstance(rows, list) else []


@rule("PD823", "note-file-missing", Severity.ERROR, """
clause: table 2, stage 2
what:
  kk: Талдау анықтамасының файлы мектеп қалтасында бар.
  ru: Файл аналитической справки есть в папке школы.
  en: The file of every analytical note is in the school's folder.
why:
  kk: Тоқсандық анықтаманың бар екені оны ашуға болғанда ғана көрінеді.
  ru: Что справка за четверть есть, видно только тогда, когда её можно открыть.
  en: Whether there is a note for the quarter can be seen only when the file can be opened.
bad:
  kk: |-
    notes:
      - quarter: 1
        file: notes/2026-1.pdf   # ондай файл жоқ
  ru: |-
    notes:
      - quarter: 1
        file: notes/2026-1.pdf   # такого файла нет
  en: |-
    notes:
      - quarter: 1
        file: notes/2026-1.pdf   # there is no such file
good:
  kk: |-
    notes:
      - quarter: 1
        file: notes/2026-1.pdf   # файл мектеп қалтасында тұр
  ru: |-
    notes:
      - quarter: 1
        file: notes/2026-1.pdf   # файл лежит в папке школы
  en: |-
    notes:
      - quarter: 1
        file: notes/2026-1.pdf   # the file is in the school's folder
fail:
- in: school-mysal
  school.yaml: ['file: notes/2025-1.md', 'file: ¦notes/2025-4.md']
- in: school-mysal
  school.yaml: ['file: notes/2025-1.md', 'file: ¦../notes.md']
- in: school-mysal
  school.yaml: ['file: notes/2025-1.md', 'file: ¦notes']
pass:
- in: school-mysal
  school.yaml: ['file: notes/2025-1.md', 'file: ./notes/2025-1.md']
""")  # fmt: skip
def note_file_missing(context: LintContext) -> Iterator[Violation]:
    """The file of an analytical note is not in the school's folder."""
    for document, _school in school_documents(context.portfolio):
        for index, row in enumerate(_rows(document, "notes")):
            name = row.get("file")
            if isinstance(name, str) and name.strip() and not _is_in(context.portfolio, name.strip()):
                message = _("There is no file {file} in the school’s folder.").format(file=name[:120])
                hint = _("Put the file there, or correct the path; it starts from the folder of school.yaml.")
                yield Violation(document, ("notes", index, "file"), message, hint)


def _is_in(portfolio: Portfolio, name: str) -> bool:
    path = portfolio.root / PurePosixPath(name.replace("\\", "/"))
    try:
        return path.is_file() and real_path(path).is_relative_to(real_path(portfolio.root))
    except (OSError, ValueError):
        return False
