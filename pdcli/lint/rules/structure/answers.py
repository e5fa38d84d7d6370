"""Questions that a final document must answer, and their order."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from pdcli.diagnostics import Fix, Severity, Span, shortened
from pdcli.documents.document import Document
from pdcli.documents.progress import unanswered
from pdcli.documents.validation import Loc
from pdcli.i18n.messages import WordedValue, joined, worded
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.reading.markdown_reader import read_markdown
from pdcli.reading.markdown_sections import Section

_NUMBERED = re.compile(r"(##[ \t]+)(\d+)[.)]")
# Open places that have a rule of their own: one cause, one message.
OWN_RULE = {("goals", "from"), ("growth_areas", "from"), ("plan", "goal")}


@rule("PD109", "unanswered-in-final", Severity.ERROR, r"""
clause: form
what:
  kk: Аяқталған құжатта жауапсыз сұрақ қалмайды.
  ru: В завершённом документе нет вопросов без ответа.
  en: A final document has no unanswered question.
why:
  kk: Комиссия аяқталған құжатты толық деп қабылдайды.
  ru: Комиссия принимает завершённый документ за полный.
  en: A committee takes a final document to be complete.
bad: |
  kind: cycle
  status: final
  focus:
good: |
  kind: cycle
  status: draft
  focus:
fail:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md: ['topic: Бөлшектерді қосу', '¦topic:']
pass:
- cycles/2025-2026-1/lessons/2025-09-24-bolshekterdi-qosu.md:
  - "status: final"
  - "status: draft"
  - "topic: Бөлшектерді қосу"
  - "topic:"
- cycles/2025-2026-1/4-design.yaml:
  - "    resources: Семинар материалы\n    mentor: ӘБ жетекшісі\n"
  - "    resources: Семинар материалы\n"
""")  # fmt: skip
def unanswered_in_final(context: LintContext) -> Iterator[Violation]:
    """A document says it is final, but a question that it must answer is open."""
    for document in context.portfolio.documents:
        if not document.is_final or document.form is None or document.is_unreadable:
            continue
        open_places = unanswered(document)
        if not open_places:
            continue
        elsewhere: dict[str | int, WordedValue] = {}
        ends_in: list[tuple[WordedValue, tuple[str | int, ...]]] = []
        no_rows = {item.span for item in document.diagnostics if item.code == "PD102"}
        fault_lines = {item.span.line for item in document.diagnostics if item.code == "PD034"}
        misnamed = _misnamed(document, open_places)
        for loc in open_places:
            if loc[0] in document.explained_questions or any(
                loc[:length] in misnamed for length in range(1, len(loc) + 1)
            ):
                continue
            # What is no row at all is told as such.
            if no_rows and len(loc) > 2 and document.span(*loc[:2]) in no_rows:
                continue
            field = document.form.field_at(loc)
            if (loc[0], loc[-1]) in OWN_RULE or (field and field.type == "id"):
                continue
            label = _question(document, loc)
            place = loc if document.data.get(str(loc[0])) is not None or len(loc) == 1 else ("status",)
            is_there = any(section.key == loc[0] for section in document.sections) or loc[0] in document.data
            if is_there and _ends_in(document, loc[0]):
                ends_in = [(label, place)]
            elif not is_there:
                # Of a table or sheet that is not there at all its name says enough.
                elsewhere[loc[0]] = _question(document, loc[:1])
            elif not fault_lines or document.span(*place, key=True).line not in fault_lines:
                yield _unanswered(document, [label], place, key=True)
        if elsewhere:
            yield _unanswered(document, [*(label for label, _place in ends_in), *elsewhere.values()], ("status",))
        else:
            yield from (_unanswered(document, [label], place, key=True) for label, place in ends_in)


def _question(document: Document, loc: Loc) -> WordedValue:
    """A question of a document: a heading as it stands in the file, any other in the reader's language."""
    field = document.form.field_at(loc) if document.form else None
    if document.form is None or field is None:
        return worded(lambda _lang: str(loc[-1]), str(loc[-1]))
    is_heading = document.is_markdown and any(item is field for item in document.form.fields)
    return worded(lambda lang: field.label[document.lang if is_heading else lang], field.key)


def _ends_in(document: Document, key: str | int) -> bool:
    """Whether the file ends in the heading of this question, so that more than its answer was lost."""
    return document.text[-1:] not in ("\r", "\n") and document.sections[-1:] != [] and document.sections[-1].key == key


def _misnamed(document: Document, open_places: Sequence[Loc]) -> Container[Loc]:
    """Fields and groups that may stand there under a name that is misspelt or that nobody knows, which is told."""
    places = set(document.misspelt_places)
    for above, unknown in document.unknown_keys.items():
        depth = len(above) + 1
        data = document.value(above)
        missing_places = {loc[:depth] for loc in open_places if loc[:-1] == above}
        # Of a group or a row that is not there at all all its fields wait.
        missing_places |= {
            loc[:depth] for loc in open_places if loc[: depth - 1] == above and loc[depth - 1] not in data
        }
        if len(missing_places) <= unknown:
            places |= missing_places
    return places


def _unanswered(
    document: Document, labels: list[WordedValue], place: tuple[str | int, ...], key: bool = False
) -> Violation:
    message = _("The document is final, but “{label}” is not answered.").format(label=labels[0])
    if len(labels) > 1:
        message = _("The document is final, but these questions are not in it: {labels}.").format(
            labels=joined(_("“{title}”").format(title=label) for label in labels)
        )
    return Violation(document, place, message, _("Answer the question, or write `status: draft`."), key=key)


@rule("PD113", "section-order", Severity.ADVICE, """
clause: form
what:
  kk: Markdown құжатындағы сұрақтар форманың ретімен тұрады.
  ru: Вопросы в документе Markdown стоят в порядке формы.
  en: The questions of a Markdown document are in the order of the form.
why:
  kk: Комиссия формаларды қатар қойып оқиды; реті бұзылса, жауапты іздеуге уақыт кетеді.
  ru: Комиссия читает формы, положив их рядом; если порядок нарушен, ответ приходится искать.
  en: A committee reads forms side by side; if the order is different, answers have to be searched for.
bad:
  kk: |-
    ## 2. Сабақтың мақсатына қол жеткізілді ме?
    ## 1. Сабақтың мақсаты қандай?
  ru: |-
    ## 2. Достигнута ли цель урока?
    ## 1. Какова цель урока?
  en: |-
    ## 2. Was the goal reached?
    ## 1. What was the goal of the lesson?
good:
  kk: |-
    ## 1. Сабақтың мақсаты қандай?
    ## 2. Сабақтың мақсатына қол жеткізілді ме?
  ru: |-
    ## 1. Какова цель урока?
    ## 2. Достигнута ли цель урока?
  en: |-
    ## 1. What was the goal of the lesson?
    ## 2. Was the goal reached?
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - |-
    ## 2. Сабақтың мақсатына қол жеткізілді ме?

    Ішінара: анықтаманы 22 оқушы білді, қолданбалы есепті 11-і шығарды.

    ## 3. Қандай әдістер қолданылды?

    Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - |-
    ## 3. Қандай әдістер қолданылды?

    Түсіндіру, үлгі бойынша шешу, жұптық тексеру.

    ¦## 2. Сабақтың мақсатына қол жеткізілді ме?

    Ішінара: анықтаманы 22 оқушы білді, қолданбалы есепті 11-і шығарды.
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - |-
    ## 2. Сабақтың мақсатына қол жеткізілді ме?

    Ішінара
  - |-
    ## 3. Сабақтың мақсатына қол жеткізілді ме?

    Ішінара
  - "## 3. Қандай"
  - "## 2. Қандай"
""")  # fmt: skip
def section_order(context: LintContext) -> Iterator[Violation]:
    """The questions of a Markdown document stand in another order than in the form."""
    for document in context.portfolio.documents:
        if not document.is_markdown or document.form is None:
            continue
        sections = [section for section in document.sections if section.level == 2]
        if len(sections) < 2:
            continue
        order = {item.key: number for number, item in enumerate(document.form.fields)}
        if any(section.key not in order for section in sections):
            continue
        for earlier, later in pairwise(sections):
            if order[str(later.key)] < order[str(earlier.key)]:
                message = _("“{later}” comes after “{earlier}”; the form has them the other way round.").format(
                    later=shortened(later.heading, 60), earlier=shortened(earlier.heading, 60)
                )
                hint = _("`pd lint --fix` puts the questions in the order of the form.")
                yield Violation(
                    document, (str(later.key),), message, hint, key=True, fix=_reordered(document, sections, order)
                )
                break


def _reordered(document: Document, sections: list[Section], order: dict[str, int]) -> Fix | None:
    """All sections in the order of the form, each with all of its text; the numbers of headings stay in order."""
    if any(later.start != earlier.body_end for earlier, later in pairwise(sections)):
        return None
    text = document.text
    numbers = sorted(int(number[2]) for section in sections if (number := _NUMBERED.match(text, section.start)))
    # Only what is said changes its place; the blank lines stay where they are.
    gaps = [piece[len(piece.rstrip()) :] for piece in (text[item.start : item.body_end] for item in sections)]
    pieces = []
    for section, gap in zip(sorted(sections, key=lambda item: order[str(item.key)]), gaps, strict=True):
        piece = text[section.start : section.body_end].rstrip()
        number = _NUMBERED.match(piece)
        if number:
            piece = f"{number[1]}{numbers.pop(0)}{piece[number.end(2) :]}"
        pieces.append(piece + gap)
    start, end = sections[0].start, sections[-1].body_end
    whole = "".join(pieces)
    if _answers(document, text[:start] + whole + text[end:]) != _answers(document, text):
        return None
    first, stop = document.span_between(start, end)
    return Fix(((Span(*first, *stop), whole),))


def _answers(document: Document, text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """What a text answers and what is wrong: it must be the same after its parts have changed places."""
    result = read_markdown(text, lambda _front: document.form)
    answers = sorted((str(section.key), section.value) for section in result.sections)
    return answers, sorted(problem.code for problem in result.problems)
