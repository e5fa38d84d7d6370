"""Numbers of people, phones, cards and accounts."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.documents.document import Document
from pdcli.i18n import N_
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import between, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.text.personal_data import NumberCandidate, find_accounts, is_card, is_iin, is_phone


def _numbers(context: LintContext, looks_like: str) -> Iterator[tuple[Document, NumberCandidate]]:
    return (item for item in context.numbers if item[1].kind == looks_like)


@rule("PD601", "iin", Severity.ERROR, r"""
clause: privacy
what:
  kk: Файлда ешкімнің ЖСН-і болмауы керек.
  ru: В файле нет ничьего ИИН.
  en: No file holds anybody's IIN.
why:
  kk: ЖСН бойынша адамның барлық дерегін табуға болады, ал портфолионы көп адам оқиды. Нөмірдің соңғы цифры мен туған
    күні тексеріледі, сондықтан он екі цифрлы санның бәрі бірдей ЖСН деп саналмайды.
  ru: По ИИН находят всё о человеке, а портфолио читают многие. Контрольная цифра и дата рождения проверяются,
    поэтому не любые двенадцать цифр считаются ошибкой.
  en: An IIN leads to everything about a person, and many people read a portfolio. The check digit and the date of birth
    are verified, so not every twelve-digit number is reported.
bad:
  kk: |-
    Оқушы А (ЖСН 050101500000) диктантты қатесіз жазды.
  ru: |-
    Ученик А (ИИН 050101500000) написал диктант без ошибок.
  en: |-
    Pupil A (IIN 050101500000) wrote the dictation without a mistake.
good:
  kk: |-
    Оқушы А диктантты қатесіз жазды.
  ru: |-
    Ученик А написал диктант без ошибок.
  en: |-
    Pupil A wrote the dictation without a mistake.
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Түсіндіру (ЖСН ¦050101500000), жұптық тексеру.
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - "\n## 3."
  - "\n<!-- ескерту: келісім: ¦950412300007 -->\n\n## 3."
- cycles/2025-2026-1/4-design.yaml: [Кестеде екі бос сағат, ¦950412300007]
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 050101500001, 051301500004
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 050101100000, 050230500000
""")  # fmt: skip
def iin(context: LintContext) -> Iterator[Violation]:
    """A file holds somebody's individual identification number (IIN)."""
    for document, (_kind, start, end, digits) in _numbers(context, "iin"):
        if is_iin(digits):
            message = _("There is an IIN here: {beginning}….").format(beginning=digits[:2])
            hint = _("Delete the IIN: nobody needs it to read a portfolio, and it must not be passed on.")
            yield violation_at(document, between(document, start, end), message, hint)


@rule("PD602", "phone-number", Severity.WARNING, """
clause: privacy
what:
  kk: Файлда телефон нөмірі жазылмайды.
  ru: В файле нет номеров телефонов.
  en: No file holds a phone number.
why:
  kk: Құжат комиссияға, әріптеске, сайтқа өтеді; ата-ананың не оқушының нөмірі онымен бірге таралып кетеді.
  ru: Документ уходит в комиссию, к коллегам, на сайт, а с ним и номер родителя или ученика.
  en: A document goes to a committee, to colleagues or onto a site, and the number of a parent or pupil goes with it.
bad:
  kk: |-
    Ата-анасымен сөйлестім: +7 700 000 00 00.
  ru: |-
    Поговорила с родителями: +7 700 000 00 00.
  en: |-
    I spoke with the parents: +7 700 000 00 00.
good:
  kk: |-
    Ата-анасымен телефон арқылы сөйлестім.
  ru: |-
    Поговорила с родителями по телефону.
  en: |-
    I spoke with the parents by phone.
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Ата-анасы: ¦+7 (700) 000-00-00.'
- cycles/2025-2026-1/4-design.yaml: [Кестеде екі бос сағат, Байланыс ¦87000000000]
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Мектепке ¦8 (7172) 00-00-00 арқылы хабарладым.
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 8 7 9 6 8 9 7 5 6 9 8, 7 700 000 00 00
""")  # fmt: skip
def phone_number(context: LintContext) -> Iterator[Violation]:
    """A file holds a phone number."""
    for document, (_kind, start, end, digits) in _numbers(context, "phone"):
        plus = "+" if document.text[start - 1 : start] == "+" else ""
        if is_phone(digits, bool(plus)):
            message = _("There is a phone number here: {beginning}….").format(beginning=plus + digits[:4])
            hint = _("Delete the number, or keep it where only those who need it can see it.")
            yield violation_at(document, between(document, start - len(plus), end), message, hint)


@rule("PD605", "card-or-account-number", Severity.ERROR, """
clause: privacy
what:
  kk: Файлда банк картасының не шотының нөмірі болмайды.
  ru: В файле нет номера банковской карты или счёта.
  en: No file holds the number of a bank card or account.
why:
  kk: Мұндай нөмірмен ақша алып қоюға болады, ал портфолиоға ол мүлде қажет емес. Нөмірдің бақылау цифры да тексеріледі.
  ru: Зная такой номер, можно снять деньги, а портфолио он не нужен. Контрольная цифра номера проверяется.
  en: With such a number money can be taken, and no portfolio needs it. The check digit is verified.
bad:
  kk: |-
    Семинар ақысын 4111 1111 1111 1111 картасына аудардық.
  ru: |-
    Оплату семинара перевели на карту 4111 1111 1111 1111.
  en: |-
    We paid the seminar fee to the card 4111 1111 1111 1111.
good:
  kk: |-
    Семинар ақысын мектеп төледі.
  ru: |-
    Семинар оплатила школа.
  en: |-
    The school paid the seminar fee.
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - Ақысын ¦4111 1111 1111 1111 картасына аудардық.
- cycles/2025-2026-1/4-design.yaml: [Кестеде екі бос сағат, ¦KZ86 125K ZT50 0410 0100]
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 4111 1111 1111 1112, 2025100112345678
""")  # fmt: skip
def card_or_account_number(context: LintContext) -> Iterator[Violation]:
    """A file holds the number of a bank card or account."""
    hint = N_("Delete the number: anyone who knows it can take money from the account.")
    for document, (_kind, start, end, digits) in _numbers(context, "card"):
        if is_card(digits):
            message = _("There is a bank card number here: {beginning}….").format(beginning=digits[:4])
            yield violation_at(document, between(document, start, end), message, _(hint))
    for document in context.documents_with(find_accounts):
        for account in find_accounts(document.text):
            span = between(document, *account.span())
            message = _("There is a bank account number here: {beginning}….").format(beginning=account[0][:4])
            yield violation_at(document, span, message, _(hint))
