"""Addresses of pages, and links and pictures in answers."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pdcli.diagnostics import Fix, Severity, Span, shortened
from pdcli.documents.document import Document
from pdcli.i18n.messages import message as _
from pdcli.lint.answers import Answers, place, violation_at
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.lint.rules.evidence import is_misread_at
from pdcli.portfolio.evidence_file import is_page
from pdcli.suggest import did_you_mean

if TYPE_CHECKING:
    from pdcli.portfolio.links import AnswerLink


@rule("PD516", "link-without-scheme", Severity.ERROR, """
clause: files
what:
  kk: Сілтеме – беттің толық мекенжайы.
  ru: Ссылка – полный адрес страницы.
  en: A link is the whole address of a page.
why:
  kk: Басындағы https:// жазылмаса, сілтемені басқанда бет ашылмайды.
  ru: Адрес без https:// в начале по нажатию не откроется.
  en: An address without its beginning (https://) does not open when clicked.
bad:
  kk: |-
    url: www.mysal.example/sabaq
  ru: |-
    url: www.primer.example/urok
  en: |-
    url: www.school.example/lesson
good:
  kk: |-
    url: https://www.mysal.example/sabaq
  ru: |-
    url: https://www.primer.example/urok
  en: |-
    url: https://www.school.example/lesson
fail:
- evidence.yaml:
  - 'file: evidence/buiryq-2025-11.txt'
  - 'url: ¦www.mysal.example/seminar'
- evidence.yaml: ['file: evidence/buiryq-2025-11.txt', 'url: ¦https://']
- evidence.yaml:
  - 'file: evidence/buiryq-2025-11.txt'
  - 'url: ¦https://mysal.example/a, https://mysal.example/b'
- evidence.yaml:
  - 'file: evidence/buiryq-2025-11.txt'
  - 'url: ¦evidence/seminar-2026-04.txt'
pass:
- evidence.yaml:
  - 'file: evidence/buiryq-2025-11.txt'
  - 'url: HTTP://mysal.example'
""")  # fmt: skip
def link_without_scheme(context: LintContext) -> Iterator[Violation]:
    """A link is not the whole address of a page, so that nothing opens."""
    for number, item in context.register_rows:
        url = (item.url or "").strip()
        if url and not is_page(url) and not is_misread_at(context.portfolio.register, ("items", number, "url")):
            message = _("`{url}` is not the whole address of a page.").format(url=url[:60])
            hint = _(
                "Copy the address from the browser: it begins with `https://`. If the evidence is a file and "
                "not a page, write it in `file:`."
            )
            yield Violation(context.portfolio.register, ("items", number, "url"), message, hint)


# Characters of a target in a message.
MAX_TARGET = 120


def _links_of_notes(answered: Iterable[Answers]) -> "Iterator[tuple[Document, Span, AnswerLink]]":
    for item in answered:
        if "[[" in item.text:
            from pdcli.portfolio.links import wiki_links

            for answer in item.items:
                for link in wiki_links(answer.text):
                    yield item.document, place(item.document, answer, link.start, link.end), link


@rule("PD518", "missing-link-target", Severity.ERROR, """
clause: files
what:
  kk: Жауаптағы сілтеме мен сурет портфолиода шынымен бар файлға апарады; файл мекенжайы осы құжат жатқан қалтадан
    басталады.
  ru: Ссылка и картинка в ответе ведут к существующему файлу; путь начинается от папки этого документа.
  en: A link or picture in an answer leads to a file that exists; the path begins at the folder of the document.
why:
  kk: Комиссия сілтемені басқанда ештеңе ашылмайды, сурет орнында жазу ғана тұрады. Obsidian бағдарламасының
    `[[файл]]` және `![[сурет]]` белгілері де сілтеме бермейді.
  ru: Комиссия нажмёт на ссылку, и ничего не откроется; вместо картинки останется надпись. Не ведут никуда
    и знаки Obsidian `[[файл]]` и `![[картинка]]`.
  en: A committee follows the link and nothing opens; instead of the picture there are only words. The Obsidian marks
    `[[file]]` and `![[picture]]` lead nowhere either.
bad:
  kk: |-
    Жоспар: [қысқа мерзімді жоспар](evidence/josparr.pdf)
  ru: |-
    План: [краткосрочный план](evidence/plann.pdf)
  en: |-
    Plan: [lesson plan](evidence/plann.pdf)
good:
  kk: |-
    Жоспар: [қысқа мерзімді жоспар](../../../evidence/jospar.pdf)
  ru: |-
    План: [краткосрочный план](../../../evidence/plan.pdf)
  en: |-
    Plan: [lesson plan](../../../evidence/plan.pdf)
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Түсіндіру: [үлгі](¦../../../evidence/ulgi.pdf).'
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Түсіндіру: <img width=9 src=''¦taqta.png''>.'
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - |-
    Түсіндіру: [үлгі][1].

    [1]: ¦ulgi.pdf
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - |-
    Түсіндіру.

    1) жұптық тексеру: ![сурет](<¦тақта суреті.png>)
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - '[Үлгі](../../../evidence.yaml) мен [үлгі](¦www.mysal.example/ulgi)'
- cycles/2025-2026-1/4-design.yaml:
  - 'resources: Кестеде екі бос сағат'
  - 'resources: Кесте, [екі бос сағат](¦evidence/keste.pdf)'
- evidence.yaml:
  - 'why: 24 оқушының 13-і мәтінді'
  - 'why: 24 оқушының ([тізім](¦tizim.csv)) 13-і мәтінді'
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Түсіндіру: ¦[[evidence.yaml]], ¦![[taqta.png]].'
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Түсіндіру: ¦[үлгі]().'
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - |-
    [Үлгі](../../../evidence.yaml) мен [бет](https://mysal.example/ulgi), `[код](joq.pdf)`, [үлгі][1], [жақша].

    [1]: ../1-action.md
""")  # fmt: skip
def missing_link_target(context: LintContext) -> Iterator[Violation]:
    """A link or picture in an answer leads to a file that is not there, or is written so that it leads nowhere."""
    portfolio = context.portfolio
    for document, span, link in _links_of_notes(context.answers):
        from pdcli.portfolio.links import LinkSuggestion, destination, suggest_target

        folder = document.path.parent
        end = destination(portfolio.root, folder, link.target)
        suggestion = (
            suggest_target(portfolio.root, folder, link.target)
            if end.state != "file"
            else LinkSuggestion(link.target, True)
        )
        message = _("Pages show `[[…]]` as it is: it is neither a link nor a picture.")
        sign = "!" if link.is_picture else ""
        replacement = f"{sign}[{link.label}]({suggestion.text})" if suggestion else ""
        hint = _("Write `{text}`.").format(text=shortened(replacement or f"{sign}[{link.label}](…)", 100))
        fix = Fix(((span, replacement),)) if suggestion and suggestion.is_sure else None
        yield violation_at(document, span, message, hint, fix=fix)
    for document, span, link, end in context.wrong_links:
        if end.state != "missing":
            continue
        if not link.target:
            message = _("This link leads nowhere: there is neither a file nor an address between `(` and `)`.")
            hint = _("Write the path of the file there, starting from the folder of this document.")
            yield violation_at(document, span, message, hint)
            continue
        if link.target.lower().startswith(("www.", "http:", "https:", "mailto:")):
            message = _("`{url}` is not the whole address of a page.").format(url=link.target[:MAX_TARGET])
            yield violation_at(
                document, span, message, _("Copy the address from the browser: it begins with `https://`.")
            )
            continue
        from pdcli.portfolio.links import suggest_target

        message = _("This link leads nowhere: there is no file {file}.").format(file=link.target[:MAX_TARGET])
        suggestion = suggest_target(portfolio.root, document.path.parent, link.target)
        if suggestion is None:
            hint = _("Put the file there, or correct the path: it starts from the folder of this document.")
            yield violation_at(document, span, message, hint)
            continue
        fix = Fix(((span, suggestion.text),)) if suggestion.is_sure else None
        yield violation_at(document, span, message, did_you_mean(suggestion.text), fix=fix)


@rule("PD519", "link-outside-portfolio", Severity.ERROR, r"""
clause: files
what:
  kk: Жауаптағы сілтеме портфолионың ішінде қалады немесе интернеттегі бетті ашады; сурет портфолионың өзінде
    жатады.
  ru: Ссылка в ответе остаётся внутри портфолио или открывает страницу в интернете; картинка лежит в самом
    портфолио.
  en: A link in an answer stays inside the portfolio or opens a page on the internet; a picture is kept in the portfolio
    itself.
why:
  kk: Сіздің компьютеріңіздегі файл басқа ешкімде жоқ, сондықтан бет оған апармайды. Бет интернеттен ештеңе жүктемейді,
    сондықтан интернеттегі сурет көрінбейді.
  ru: Файла с вашего компьютера больше ни у кого нет, поэтому страница к нему не ведёт. Из интернета страница
    ничего не загружает, и картинки оттуда не видно.
  en: Nobody else has a file that is on your computer, so no page leads to it. No page loads anything from the internet,
    so a picture from there is not shown.
bad:
  kk: |-
    Видео: [сабақ](C:\Users\Saule\Desktop\sabaq.mp4)
  ru: |-
    Видео: [урок](C:\Users\Olga\Desktop\urok.mp4)
  en: |-
    Video: [lesson](C:\Users\Irina\Desktop\lesson.mp4)
good:
  kk: |-
    Видео: [сабақ](../../../evidence/sabaq.mp4)
  ru: |-
    Видео: [урок](../../../evidence/urok.mp4)
  en: |-
    Video: [lesson](../../../evidence/lesson.mp4)
fail:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Түсіндіру: [бейне](¦C:/Users/A/sabaq.mp4).'
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Түсіндіру: [бейне](¦../../../../sabaq.mp4).'
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Түсіндіру: [бейне](¦javascript:alert(1)).'
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Түсіндіру: ![сурет](¦https://mysal.example/taqta.png).'
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - 'Түсіндіру: [үлгі](¦../../../.pd/schemas/portfolio.schema.json).'
pass:
- cycles/2025-2026-1/lessons/2025-10-08-qatynas.md:
  - Түсіндіру, үлгі бойынша шешу, жұптық тексеру.
  - '[Үлгі](../../../evidence.yaml) мен [бет](https://mysal.example/ulgi), `[код](C:/joq.pdf)`.'
""")  # fmt: skip
def link_outside_portfolio(context: LintContext) -> Iterator[Violation]:
    """A link or picture in an answer leads out of the portfolio, where nobody else can follow it."""
    for document, span, link, end in context.wrong_links:
        from pdcli.portfolio.links import leads_to_hidden_file

        if end.state == "outside" and leads_to_hidden_file(context.portfolio.root, document.path.parent, link.target):
            message = _("No page links to this file: its name, or that of its folder, begins with a dot: {file}.")
            hint = _(
                "Give the file or folder a name that does not begin with a dot, or copy the file into the "
                "evidence folder."
            )
            yield violation_at(document, span, message.format(file=link.target[:MAX_TARGET]), hint)
        elif end.state == "address":
            message = _("Pages load no picture from the internet: {url}.").format(url=link.target[:MAX_TARGET])
            hint = _("Save the picture in the evidence folder and link to it there.")
            yield violation_at(document, span, message, hint)
        elif end.state == "outside":
            message = _("This link leads out of the portfolio: {file}.").format(file=link.target[:MAX_TARGET])
            hint = _(
                "Copy the file into the evidence folder and link to it there; pages do not link to files "
                "outside the portfolio."
            )
            yield violation_at(document, span, message, hint)
