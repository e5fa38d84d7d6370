"""Documents that are there twice, and documents that are named and not there."""

from collections.abc import Iterator

from pdcli.diagnostics import Fix, Related, Severity
from pdcli.documents.document import Document
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.model.documents import STAGES
from pdcli.portfolio.portfolio import role_precedence
from pdcli.portfolio.references import unknown_documents
from pdcli.suggest import nearest

SINGLE = ("portfolio", "evidence", "school")


@rule("PD114", "unknown-document", Severity.ERROR, """
clause: files
what:
  kk: Құжат сілтеме жасаған басқа құжат портфолиода болуы керек.
  ru: Документ, на который ссылаются, должен быть в портфолио.
  en: A document that another one refers to must be in the portfolio.
why:
  kk: Оқырман мақаладан зерттеу жоспарына, өзіндік талдаудан сабаққа өткісі келеді; сілтеме үзілсе, сенім
    де үзіледі.
  ru: Читатель идёт от статьи к плану исследования, от самоанализа к уроку; оборванная ссылка рвёт и доверие.
  en: A reader goes from an article to its research plan, from a self-analysis to the lesson; a broken link
    breaks trust.
bad: |
  research_plan: research/motivasia/plan
good: |
  research_plan: research/motivation-7/plan
fail:
- research/kop-qadamdy-esep/article.md: ['research_plan: research', 'research_plan: ¦researchs']
pass:
- research/kop-qadamdy-esep/article.md: ['research_plan: research', 'research_plan: "research']
""")  # fmt: skip
def unknown_document(context: LintContext) -> Iterator[Violation]:
    """A document refers to another one that is not there."""
    portfolio = context.portfolio
    for document in portfolio.documents:
        for loc, ref, respelling in unknown_documents(portfolio, document):
            if respelling:
                message = _("{path} is spelled otherwise than the file on disk.").format(path=ref[:120])
                hint = _("Write `{name}`.").format(name=respelling)
                yield Violation(document, loc, message, hint, fix=_with_value(document, loc, respelling))
                continue
            message = _("There is no document {path}.").format(path=ref[:120])
            suggestion = nearest(ref, portfolio.by_ref)
            hint = (
                _("Did you mean `{key}`?").format(key=suggestion)
                if suggestion
                else _("Write its path in the portfolio without the ending, such as research/motivation/plan.")
            )
            yield Violation(document, loc, message, hint)


def _with_value(document: Document, loc: tuple[str | int, ...], value: str) -> Fix | None:
    source_text = document.source_text_at(*loc)
    if source_text is None or "\n" in source_text or any(sign in value for sign in ":#"):
        return None
    # Most portfolios have nothing to correct, and need no JSON.
    import json

    quoted = json.dumps(value, ensure_ascii=False) if source_text[:1] in ("'", '"') else value
    return Fix(((document.span(*loc), quoted),))


@rule("PD111", "repeated-document", Severity.ERROR, """
clause: files
what:
  kk: Бір циклде әр кезеңнің бір құжаты болады.
  ru: В цикле один документ на этап.
  en: One document for each stage of a cycle.
why:
  kk: Екеуінің қайсысы есептелетіні белгісіз.
  ru: Неясно, какой из двух считается.
  en: It is unclear which of the two counts.
bad: |
  2-analysis.md, 2-analysis-jana.md
good: |
  2-analysis.md
fail:
- cycles/2025-2026-1/2-analysis-jana.md: |
    ---
    kind: ¦analysis
    status: draft
    ---

    ## Өткізілген іс-әрекетті талдау

    Басқа мәтін
- portfolio-eski.yaml: |
    kind: ¦portfolio
pass:
- cycles/2025-2026-1/lessons/2025-10-09-jana.md: |
    ---
    kind: lesson-analysis
    status: draft
    ---
""")  # fmt: skip
def repeated_document(context: LintContext) -> Iterator[Violation]:
    """There are two documents of a kind where one belongs: which one counts is not clear."""
    groups = [_of_kinds(context.portfolio.documents, SINGLE)]
    groups += [_of_kinds(folder.documents, ("cycle", *STAGES)) for folder in context.portfolio.cycles]
    for group in (group for kinds in groups for group in kinds if len(group) > 1):
        first = min(group, key=role_precedence)
        for document in group:
            if document is first:
                continue
            related = (Related(first.path, first.span("kind"), _("The first one.")),)
            message = _("There is already a document of kind `{kind}`: {place}.").format(
                kind=document.kind, place=first.ref
            )
            hint = _("Bring both together in one file.")
            if document.text == first.text:
                hint = _("It is the same, sign for sign: delete the copy.")
            yield Violation(document, ("kind",), message, hint, related=related)


def _of_kinds(documents: list[Document], kinds: tuple[str, ...]) -> list[list[Document]]:
    """Of each of these kinds its documents."""
    by_kind: dict[str, list[Document]] = {kind: [] for kind in kinds}
    for item in documents:
        if item.kind in by_kind:
            by_kind[item.kind].append(item)
    return list(by_kind.values())
