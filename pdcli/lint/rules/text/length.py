"""Answers that are too long to be read, or hidden in a comment."""

import re
from collections.abc import Iterator
from functools import cache

from pdcli.diagnostics import Severity
from pdcli.i18n import LANGS, N_, translate
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import ngettext
from pdcli.lint.answers import between, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.model.forms import Form

MIN_HIDDEN_WORDS = 40
# Kinds of which each is a text of its own, as long as it has to be.
_LONG_KINDS = frozenset({"article", "methodical-guide"})


@rule("PD707", "too-long-answer", Severity.ADVICE, r"""
clause: practice
what:
  kk: Жауап бірнеше беттен аспайды; шегі answer_max_chars параметрімен беріледі.
  ru: Ответ не растягивается на несколько страниц; предел задаёт answer_max_chars.
  en: An answer does not run over several pages; answer_max_chars sets the limit.
why:
  kk: Тым ұзақ жауапта басты ойды табу қиын. Толық мәтінді дәлелдеме ретінде сақтап, мұнда қорытындысын қалдырған
    дұрыс.
  ru: В слишком длинном ответе трудно найти главное. Полный текст лучше хранить как свидетельство, а здесь
    оставить вывод.
  en: In a very long answer the main thing is hard to find. Keep the whole text as evidence and the conclusion
    here.
bad:
  kk: |-
    summary: |
      (сабақтың сегіз беттік стенограммасы)
  ru: |-
    summary: |
      (стенограмма урока на восьми страницах)
  en: |-
    summary: |
      (an eight-page transcript of the lesson)
good:
  kk: |-
    summary: Стенограмма бойынша санадым – 45 минуттың 31-інде өзім сөйлеппін (e7).
  ru: |-
    summary: По стенограмме подсчитала, что из 45 минут 31 минуту говорила я сама (e7).
  en: |-
    summary: I worked out from the transcript that I spoke for 31 of the 45 minutes (e7).
fail:
- pd.toml: |
    [limits]
    answer_max_chars = 1500
  essays/2026-05-18-bala-dauysy.md: ["Қазан айының", "¦Қазан айының"]
pass:
- pd.toml: |
    [limits]
    answer_max_chars = 6000
""")  # fmt: skip
def too_long_answer(context: LintContext) -> Iterator[Violation]:
    """An answer is so long that nobody will read it as an answer."""
    limit = context.options.answer_max_chars
    for answers in context.final_answers:
        if len(answers.text) > limit and answers.document.kind not in _LONG_KINDS:
            for answer in answers.items:
                if len(answer.text) > limit:
                    message = ngettext(
                        "This answer has {count} character; {limit} would already be a lot.",
                        "This answer has {count} characters; {limit} would already be a lot.",
                        len(answer.text),
                    ).format(count=len(answer.text), limit=limit)
                    hint = _("Keep the main thing here and put the whole text into evidence/.")
                    yield Violation(answers.document, answer.loc, message, hint)


def _comments(text: str) -> Iterator[tuple[int, int]]:
    start = text.find("<!--")
    while start >= 0:
        end = text.find("-->", start + 4) + 3
        if end < 3:
            return
        yield start, end
        start = text.find("<!--", end)


@cache
def _example_line() -> re.Pattern[str]:
    """The line of a prompt that gives the form's example, in any language."""
    prefixes = (translate(N_("For example: {example}"), lang).partition("{")[0].strip() for lang in LANGS)
    return re.compile(rf"^[ \t]*(?:{'|'.join(map(re.escape, prefixes))}).*", re.MULTILINE)


@rule("PD710", "hidden-answer", Severity.ADVICE, r"""
clause: files
what:
  kk: Аяқталған құжаттың ескертпесінде ұзақ мәтін жасырын қалмайды.
  ru: В заметке завершённого документа не остаётся длинного текста.
  en: No long text stays hidden in a note of a final document.
why:
  kk: «<!--» мен «-->» арасындағы мәтін бетте де, жиынтықта да көрінбейді. Ұзақ жазба көбіне жауаптың өзі
    болып шығады.
  ru: Текст между «<!--» и «-->» не виден ни на странице, ни в сводке. Длинная заметка часто и есть ответ.
  en: Text between `<!--` and `-->` appears on no page and in no summary. A long note is often the answer itself.
bad:
  kk: |-
    <!-- ескерту: Сабақта жұптық тексеруді қолдандым, себебі … (тағы қырық сөз) -->
  ru: |-
    <!-- заметка: На уроке применила взаимопроверку, потому что … (ещё сорок слов) -->
  en: |-
    <!-- note: In the lesson I used checking in pairs because … (forty more words) -->
good:
  kk: |-
    Сабақта жұптық тексеруді қолдандым, себебі … (тағы қырық сөз)
  ru: |-
    На уроке применила взаимопроверку, потому что … (ещё сорок слов)
  en: |-
    In the lesson I used checking in pairs because … (forty more words)
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - "\n## 3."
  - "\n¦<!-- ескерту: бір екі үш төрт бес алты жеті сегіз тоғыз он бір екі үш төрт бес алты жеті сегіз тоғыз он\
    \ бір екі үш төрт бес алты жеті сегіз тоғыз он бір екі үш төрт бес алты жеті сегіз тоғыз он -->\n\n## 3."
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - "\n## 3."
  - "\n<!-- ескерту: бір екі үш төрт бес алты жеті сегіз тоғыз он бір екі үш төрт бес алты жеті сегіз тоғыз он\
    \ бір екі үш төрт бес алты жеті сегіз тоғыз он бір екі үш төрт бес алты жеті сегіз тоғыз -->\n\n## 3."
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - "status: final"
  - "status: draft"
  - "\n## 3."
  - "\n<!-- ескерту: бір екі үш төрт бес алты жеті сегіз тоғыз он бір екі үш төрт бес алты жеті сегіз тоғыз он\
    \ бір екі үш төрт бес алты жеті сегіз тоғыз он бір екі үш төрт бес алты жеті сегіз тоғыз он -->\n\n## 3."
""")  # fmt: skip
def hidden_answer(context: LintContext) -> Iterator[Violation]:
    """A final document keeps a long text of the teacher's own in a note, where no reader sees it."""
    for document in context.portfolio.documents:
        if document.is_markdown and document.is_final and document.form and "<!--" in document.text:
            from pdcli.reading.prompts import is_note

            for start, end in _comments(document.text):
                inside = document.text[start + 4 : end - 3]
                # Other comments that hide something are told while the document is read.
                count = _own_words_in(inside, document.form) if is_note(inside) else 0
                if count > MIN_HIDDEN_WORDS:
                    span = between(document, start, end)
                    message = ngettext(
                        "A comment hides {count} word of yours: no page and no summary shows it.",
                        "A comment hides {count} words of yours: no page and no summary shows them.",
                        count,
                    ).format(count=count)
                    hint = _("Move the text out of the comment, below `-->`, or delete it.")
                    yield violation_at(document, span, message, hint)


def _own_words_in(comment: str, form: Form) -> int:
    """Words of a comment without those that `pd new` wrote."""
    if len(comment.split()) <= MIN_HIDDEN_WORDS:
        return 0
    comment = " ".join(_example_line().sub(" ", comment).split())
    for item in form.fields:
        for words in (item.help, item.section):
            for text in (words.kk, words.ru, words.en) if words else ():
                comment = comment.replace(" ".join(text.split()), " ")
    return len(comment.split())
