"""Names of pupils, and addresses of e-mail."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import between, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.text.personal_data import find_emails, find_pupils


@rule("PD604", "email-address", Severity.ADVICE, """
clause: privacy
what:
  kk: Құжатта электрондық пошта мекенжайы көрсетілмейді.
  ru: В документе нет адресов электронной почты.
  en: No document holds an e-mail address.
why:
  kk: Жарияланған мекенжайға спам келеді; иесі рұқсат бермесе, оны жазбаған дұрыс. portfolio.yaml файлындағы өз
    мекенжайыңыз тексерілмейді.
  ru: На опубликованный адрес приходит спам; без согласия владельца его лучше не писать. Ваш адрес в portfolio.yaml
    не проверяется.
  en: A published address gets spam; without its owner's consent it is better left out. Your own address in
    portfolio.yaml is not checked.
bad:
  kk: |-
    Жоспарды mugalim@mysal.example поштасына жібердім.
  ru: |-
    План отправила на uchitel@primer.example.
  en: |-
    I sent the plan to teacher@school.example.
good:
  kk: |-
    Жоспарды әріптеске электрондық поштамен жібердім.
  ru: |-
    План отправила коллеге по электронной почте.
  en: |-
    I sent the plan to a colleague by e-mail.
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Жоспарды ¦mugalim@mysal.example поштасына жібердім.
pass:
- portfolio.yaml: ['mentor: ', 'mentor: ab@mysal.example, ']
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Жоспарды @mugalim арнасына, git@ екі адамға жібердім.
""")  # fmt: skip
def email_address(context: LintContext) -> Iterator[Violation]:
    """A document holds an e-mail address."""
    for document in context.documents_with(find_emails):
        if document is not context.portfolio.profile:
            for match in find_emails(document.text):
                message = _("There is an e-mail address here: {beginning}….").format(beginning=match[0][:3])
                hint = _("Delete the address if its owner has not agreed to its being shown.")
                yield violation_at(document, between(document, *match.span()), message, hint)


@rule("PD603", "pupil-full-name", Severity.ADVICE, """
clause: privacy
what:
  kk: Оқушының аты-жөні толық жазылмайды.
  ru: Имя и фамилия ученика не пишутся полностью.
  en: A pupil is not named in full.
why:
  kk: Портфолионы сыныптан тыс адамдар да оқиды, ал баланың жетістігі де, қиындығы да оның жеке ісі. Талдау үшін «Оқушы
    А» деген белгі жеткілікті.
  ru: Портфолио читают и за пределами класса, а успехи и трудности ребёнка – его личное дело. Для анализа
    хватает обозначения «Ученик А».
  en: A portfolio is read outside the class, and a child's successes and difficulties are the child's own.
    “Pupil A” is enough for an analysis.
bad:
  kk: |-
    Оқушы Мысалова Аружан есепті шығара алмады.
  ru: |-
    Ученица Примерова Анна не смогла решить задачу.
  en: |-
    Pupil Anna Examplova could not solve the problem.
good:
  kk: |-
    Оқушы А есепті шығара алмады.
  ru: |-
    Ученица А не смогла решить задачу.
  en: |-
    Pupil A could not solve the problem.
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Тақтада оқушы ¦Болатова Аружан есепті шығарды.
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Жұптық тексеру: 6-сынып оқушысы ¦Болатов А. мен көршісі.'
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Оқушы А: «иә». Оқушы Б. мен Оқушы В. жауап берді.'
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Тақтада мұғалім Болатова Аружан есепті шығарды.
""")  # fmt: skip
def pupil_full_name(context: LintContext) -> Iterator[Violation]:
    """A pupil is named in full."""
    for document in context.documents_with(find_pupils):
        for match in find_pupils(document.text):
            message = _("A pupil is named in full here.")
            hint = _("Write “Pupil A”: a portfolio is read outside the class.")
            yield violation_at(document, between(document, *match.span(1)), message, hint)
