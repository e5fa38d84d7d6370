"""Documents that are there twice, and documents that are named and not there."""

from collections.abc import Iterator
from unicodedata import category, normalize

from pdcli.diagnostics import Related, Severity, shortened
from pdcli.documents.corrections import value_fix
from pdcli.documents.document import Document
from pdcli.i18n.messages import Message, ShownValue, worded
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule
from pdcli.model.documents import STAGES
from pdcli.portfolio.portfolio import role_precedence
from pdcli.portfolio.references import unknown_documents
from pdcli.reading.invisible import without_invisible
from pdcli.suggest import FewNearest, did_you_mean, latin

# The categories of signs without width.
_INVISIBLE = ("Cf", "Cc", "Zl", "Zp")
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
  ru: Читатель переходит от статьи к плану исследования, от самоанализа к уроку; если ссылка оборвана, пропадает и
    доверие.
  en: A reader goes from an article to its research plan, from a self-analysis to the lesson; a broken link
    breaks trust.
bad:
  kk: |-
    research_plan: research/oqu-motivasiyasy/plan
  ru: |-
    research_plan: research/uchebnaya-motivatsia/plan
  en: |-
    research_plan: research/motivaton/plan
good:
  kk: |-
    research_plan: research/oqu-motivatsiyasy/plan
  ru: |-
    research_plan: research/uchebnaya-motivatsiya/plan
  en: |-
    research_plan: research/motivation/plan
fail:
- research/kop-qadamdy-esep/article.md: ['research_plan: research', 'research_plan: ¦researchs']
pass:
- research/kop-qadamdy-esep/article.md: ['research_plan: research', 'research_plan: "research']
""")  # fmt: skip
def unknown_document(context: LintContext) -> Iterator[Violation]:
    """A document refers to another one that is not there."""
    portfolio = context.portfolio
    path_hint = _(
        "Write the document’s path in the portfolio without the file extension, such as research/motivation/plan."
    )
    for document in portfolio.documents:
        suggestions = FewNearest(portfolio.by_ref)
        for loc, ref, respelling in unknown_documents(portfolio, document):
            if not without_invisible(ref).strip():
                yield Violation(document, loc, _("The name of a document is empty."), path_hint)
                continue
            suggestion = respelling or suggestions.of(ref)
            path = shortened(ref, 120)
            look_alike = _look_alike(path, ref, suggestion) if suggestion else None
            if respelling:
                message = look_alike or _("`{path}` is spelled differently from the file on disk.").format(path=path)
                hint = _("Write `{name}`.").format(name=_as_typed(respelling))
                yield Violation(document, loc, message, hint, fix=value_fix(document, loc, respelling))
                continue
            message = look_alike or _("There is no document `{path}`.").format(path=path)
            hint = did_you_mean(_as_typed(suggestion)) if suggestion else path_hint
            yield Violation(document, loc, message, hint)


def _as_typed(ref: str) -> ShownValue:
    # Most portfolios have nothing to correct.
    from pdcli.writing.scalar import as_scalar

    return ShownValue(as_scalar(ref), ref)


def _look_alike(path: str, ref: str, name: str) -> Message | None:
    """In what a reference, shown as `path`, differs from a name that looks the same; None where anybody sees it."""
    if normalize("NFC", ref) == normalize("NFC", name):
        message = _("`{path}` has the same letters as the name of the file on disk, but they are encoded differently.")
        return message.format(path=path)
    if _look(ref) == _look(name):
        sign = next((sign for sign in ref if sign not in name and category(sign) in _INVISIBLE), "")
        if sign:
            message = _(
                "`{path}` has an invisible character (U+{code}) that the name of the file on disk does not have."
            )
            return message.format(code=f"{ord(sign):04X}", path=path)
        return _(
            "The spaces in `{path}` are not the same as in the name of the file on disk, or there are too many of them."
        ).format(path=path)
    if latin(_look(ref)) == latin(_look(name)):
        message = _(
            "Some letters of `{path}` only look like those of the file on disk: Latin and Cyrillic are mixed up."
        )
        return message.format(path=path)
    return None


def _look(name: str) -> str:
    """A name as a reader sees it: in one Unicode form, without invisible signs, and without spaces."""
    return "".join(sign for sign in normalize("NFC", name) if not sign.isspace() and category(sign) not in _INVISIBLE)


@rule("PD111", "repeated-document", Severity.ERROR, """
clause: files
what:
  kk: Бір циклде әр кезеңнің бір құжаты болады.
  ru: В цикле один документ на этап.
  en: A cycle has one document for each stage.
why:
  kk: Бір кезеңнің екі құжаты болса, қайсысы есепке алынатыны белгісіз.
  ru: Если документов два, неясно, какой из них учитывается.
  en: If there are two, it is unclear which one counts.
bad: |
  cycles/2025-2026-1/2-analysis.md
  cycles/2025-2026-1/2-analysis-2026.md
good: |
  cycles/2025-2026-1/2-analysis.md
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
            related = (Related(first.path, first.span("kind"), _("The first one is here.")),)
            message = _("There is already a document of this kind, “{kind}”: {place}.").format(
                kind=worded(document.form.title.__getitem__, document.kind) if document.form else document.kind,
                place=first.ref,
            )
            hint = _("Bring both documents together in one file.")
            if document.text == first.text:
                hint = _("The two documents are the same, word for word: delete the copy.")
            yield Violation(document, ("kind",), message, hint, related=related)


def _of_kinds(documents: list[Document], kinds: tuple[str, ...]) -> list[list[Document]]:
    """Of each of these kinds its documents."""
    by_kind: dict[str, list[Document]] = {kind: [] for kind in kinds}
    for item in documents:
        if item.kind in by_kind:
            by_kind[item.kind].append(item)
    return list(by_kind.values())
