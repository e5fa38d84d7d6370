"""Answers that are copied."""

from collections import defaultdict
from collections.abc import Iterator

from pdcli.diagnostics import Related, Severity, Span
from pdcli.documents.document import Document
from pdcli.i18n.messages import message as _
from pdcli.i18n.messages import ngettext
from pdcli.lint.answers import Answer, Answers, keys_of, place, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.fingerprints import answer_tokens, fingerprint_of, hashes_of, without_shingles
from pdcli.lint.form_texts import form_shingles
from pdcli.lint.passages import Passage, first_words, shared_passages
from pdcli.lint.result import Fingerprint
from pdcli.lint.rule import Rule, Violation, rule
from pdcli.lint.school import TEACHER_COPY
from pdcli.lint.tokens import shingle_set, word_offsets
from pdcli.model.documents import Cycle
from pdcli.model.plain import STAGES
from pdcli.portfolio.portfolio import Portfolio

# Characters: no passage worth telling is shorter.
MIN_COPIED = 24


@rule("PD703", "copied-answer", Severity.WARNING, """
clause: principle 4
what:
  kk: Бір сұраққа әр құжатта өз жауабы беріледі; ұзақ үзінді көшірілмейді.
  ru: На один и тот же вопрос в каждом документе дан свой ответ, длинные отрывки не копируются.
  en: The same question has its own answer in every document; long passages are not copied.
why:
  kk: Екі сабақ бірдей өтпейді. Көшірілген рефлексия нені өзгерту керегін көрсетпейді, ал оқыған адам басқа
    жауаптарға да сенбей қалады. Тырнақшаға алынған дәйексөз бен өткен циклден көшкен мәтін есепке кірмейді.
  ru: Двух одинаковых уроков не бывает. Скопированная рефлексия не показывает, что менять, и читатель перестаёт верить
    остальным ответам. Цитаты в кавычках и то, что перенесено из предыдущего цикла, не учитываются.
  en: No two lessons are the same. A copied reflection does not show what to change, and the reader stops trusting the
    rest. Quotes and what was carried over from the previous cycle do not count.
bad:
  kk: |-
    # екінші сабақта да дәл осылай жазылған
    student_response: Оқушылар белсенді қатысты, сұрақтарға толық жауап берді,
      топпен жұмыс істеп, бір-бірінің жұмысын бағалады.
  ru: |-
    # о втором уроке написано слово в слово то же
    student_response: Ученики активно участвовали, полно отвечали на вопросы,
      работали в группах и оценивали работу друг друга.
  en: |-
    # word for word the same is written about the second lesson
    student_response: Pupils took an active part, answered all questions in full,
      worked in groups and assessed each other's work.
good:
  kk: |-
    student_response: Бірінші топ үш сұраққа да жауап берді, екінші топ «неліктен?» деген сұрақта тоқтап қалды.
  ru: |-
    student_response: Первая группа ответила на все три вопроса, вторая остановилась на вопросе «почему?».
  en: |-
    student_response: The first group answered all three questions, the second stopped at the question “why?”.
fail:
- cycles/2025-2026-1/lessons/2025-11-11-masshtab.md:
  - Алғашқы екі минутта алты
  - Сынып ¦үлгіге ұқсас есепте белсенді болды. Шарты басқаша құрылған есепте қолдар түсті, үш жұп бірден көмек
    сұрады. Содан кейін алты
- cycles/2025-2026-2/lessons/2025-10-08-qatynas.md: {copy: aigerim/cycles/2025-2026-1/lessons/2025-10-08-qatynas.md}
  at: ['cycles/2025-2026-2/lessons/2025-10-08-qatynas.md:2:7']
pass:
- cycles/2025-2026-1/lessons/2025-11-11-masshtab.md:
  - Алғашқы екі минутта алты
  - Сынып «үлгіге ұқсас есепте белсенді болды. Шарты басқаша құрылған есепте қолдар түсті, үш жұп бірден көмек
    сұрады». Содан кейін алты
- cycles/2025-2026-1/lessons/2025-11-11-masshtab.md:
  - Алғашқы екі минутта алты
  - Сынып үлгіге ұқсас есепте белсенді болды. Шарты басқаша құрылған есепте қолдар. Содан кейін алты
- cycles/2025-2026-1/lessons/2025-11-11-masshtab.md:
  - "status: final"
  - "status: draft"
  - Алғашқы екі минутта алты
  - Сынып үлгіге ұқсас есепте белсенді болды. Шарты басқаша құрылған есепте қолдар түсті, үш жұп бірден көмек
    сұрады. Содан кейін алты
""")  # fmt: skip
def copied_answer(context: LintContext) -> Iterator[Violation]:
    """An answer repeats a passage of the answer to the same question in another final document."""
    min_words = context.options.copied_min_words
    kinds: dict[str | None, list[tuple[Answers, Fingerprint]]] = defaultdict(list)
    for answers, fingerprint in context.fingerprints:
        if answers.document.kind != "cycle":
            kinds[answers.document.kind].append((answers, fingerprint))
    groups = [group for documents in kinds.values() if _may_share(documents) for group in _same_questions(documents)]
    carried = _carried_over(context.portfolio) if groups else frozenset()
    whole_copies: set[str] = set()
    for group in groups:
        origin: dict[int, _Origin] = {}
        fingerprints = []
        for document, answer, tokens in group:
            own = without_shingles(tokens, form_shingles(document.form), carried)
            fingerprints.append(fingerprint_of(document.file, document.file, own, min_words))
            origin[id(fingerprints[-1])] = document, answer
        longest: dict[int, Passage] = {}
        for passage in shared_passages(fingerprints, min_words, max_owners=None):
            other = longest.get(id(passage.item))
            if other is None or passage.length > other.length:
                longest[id(passage.item)] = passage
        for passage in longest.values():
            later, earlier = origin[id(passage.item)], origin[id(passage.earlier)]
            if later[0].text != earlier[0].text:
                yield _copy(passage, later, earlier)
            elif later[0].ref not in whole_copies:
                whole_copies.add(later[0].ref)
                yield from _whole_copy(later[0], earlier[0])


_Origin = tuple[Document, Answer]


def _copy(passage: Passage, later: _Origin, earlier: _Origin) -> Violation:
    first = earlier[0]
    message = ngettext(
        "{count} word in a row is the same as in {place}: “{words} …”.",
        "{count} words in a row are the same as in {place}: “{words} …”.",
        passage.length,
    ).format(count=passage.length, place=first.ref, words=first_words(later[1].text, passage.start, passage.length))
    hint = _("Write what was different this time, or put the repeated words in quotation marks as a quotation: “…”.")
    related = Related(first.path, _word_span(*earlier, passage.earlier_start), _("The same words."))
    return violation_at(later[0], _word_span(*later, passage.start), message, hint, (related,))


def _whole_copy(later: Document, earlier: Document) -> Iterator[Violation]:
    """One finding for a copied file; none where PD111 says that there may be one only."""
    if later.kind in STAGES and later.path.parent == earlier.path.parent:
        return
    message = _("This document is the same, word for word, as {place}.").format(place=earlier.ref)
    hint = _("Delete the copy, or write what was different this time.")
    related = Related(earlier.path, earlier.span("kind"), _("The same words."))
    yield Violation(later, ("kind",), message, hint, related=(related,))


def _may_share(documents: list[tuple[Answers, Fingerprint]]) -> bool:
    """Whether any two documents have a hash in common."""
    earlier: set[int] = set()
    for _answers, fingerprint in documents:
        hashes = hashes_of(fingerprint)
        if not earlier.isdisjoint(hashes):
            return True
        earlier.update(hashes)
    return False


def _same_questions(documents: list[tuple[Answers, Fingerprint]]) -> list[list[tuple[Document, Answer, list[int]]]]:
    """Answers to the same question in several documents of a kind, with their tokens."""
    groups: dict[tuple[str, ...], list[tuple[Document, Answer, list[int]]]] = defaultdict(list)
    for answers, fingerprint in documents:
        for answer, tokens in zip(answers.items, answer_tokens(answers, fingerprint.min_words), strict=True):
            if tokens and len(answer.text) >= MIN_COPIED:
                groups[keys_of(answer.loc)].append((answers.document, answer, tokens))
    return [group for group in groups.values() if len(group) > 1]


def _carried_over(portfolio: Portfolio) -> frozenset[int]:
    """The shingles of texts that `pd new-cycle` copies: these are no copies by the teacher."""
    models = [document.model for document in portfolio.of_kind("cycle")]
    return shingle_set(
        row.text for model in models if isinstance(model, Cycle) for row in model.carried_over if row.text
    )


def _word_span(document: Document, answer: Answer, number: int) -> Span:
    return place(document, answer, *word_offsets(answer.text, number))


answer_of_another_teacher = Rule(*TEACHER_COPY, """
clause: principle 2
what:
  kk: Екі педагогтің портфолиосында бірдей ұзақ үзінді кездеспейді.
  ru: В портфолио разных педагогов нет одинаковых длинных отрывков.
  en: Portfolios of different teachers do not share long passages.
why:
  kk: Бұл айыптау емес, сөйлесуге себеп. Әріптестер сабақты бірге өткізген не бір дереккөзге сүйенген болуы
    мүмкін, онда үзіндіні тырнақшаға алып, дереккөзін атаған жөн. Форма мәтіні, дәйексөз және бесеуден көп
    портфолиода бар мәтін есепке кірмейді. Бұл ескерту мектептің портфолиолары бірге тексерілгенде ғана шығады.
  ru: Это не обвинение, а повод поговорить. Коллеги могли провести урок вместе или опереться на один источник;
    тогда возьмите отрывок в кавычки и назовите источник. Текст форм, цитаты и то, что есть более чем в пяти
    портфолио, не учитываются. Совпадение видно, только когда портфолио школы проверяются вместе.
  en: This is not an accusation but a reason to talk. Colleagues may have taught a lesson together or used one
    source; then quote the passage and name the source. The words of forms, quotes and passages found in more than
    five portfolios do not count. This finding appears only when the portfolios of a school are checked together.
bad:
  kk: |-
    # екі педагогте де сөзбе-сөз бірдей
    causes: Оқушылардың оқу мотивациясы төмендеп кеткені байқалады,
      себебі олар тапсырманың күнделікті өмірмен байланысын көрмейді.
  ru: |-
    # слово в слово одинаково у двух педагогов
    causes: Заметно, что мотивация учеников снизилась,
      потому что они не видят связи задания с повседневной жизнью.
  en: |-
    # word for word the same in the portfolios of two teachers
    causes: The motivation of pupils has clearly fallen,
      because they do not see what the task has to do with everyday life.
good:
  kk: |-
    causes: 7 «Б» сыныбында он екі оқушы «бұл маған не үшін керек?» деп жазды;
      есептерді ауыл базарының бағасымен құрмаған екенмін.
  ru: |-
    causes: В 7 «Б» двенадцать учеников написали «зачем мне это?»;
      ни одной задачи с ценами сельского рынка я не составила.
  en: |-
    causes: In 7 B twelve pupils wrote “what do I need this for?”;
      I had not set a single problem with prices from the village market.
fail:
- in: broken-school
  teachers/sanat/cycles/2025-2026-1/3-reflection.md: ["Оқушылардың оқу мотивациясы", "¦Оқушылардың оқу мотивациясы"]
pass:
- in: broken-school
  teachers/sanat/cycles/2025-2026-1/3-reflection.md: ['status: final', 'status: draft']
""")  # fmt: skip
