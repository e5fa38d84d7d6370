"""What an analysis, a reflection and an approbation rest on."""

from collections.abc import Iterator

from pdcli.diagnostics import Severity
from pdcli.i18n.messages import joined
from pdcli.i18n.messages import message as _
from pdcli.lint.context import LintContext
from pdcli.lint.rule import Violation, rule


@rule("PD212", "single-source-analysis", Severity.WARNING)
def single_source_analysis(context: LintContext) -> Iterator[Violation]:
    """All findings of a final analysis come from one source of data, so that nothing confirms them."""
    for folder in context.portfolio.cycles:
        document = folder.stages.get("analysis")
        if not document or not document.is_final or not folder.analysis:
            continue
        sources = [item.source for item in folder.analysis.findings]
        first = sources[0] if sources else None
        if len(sources) > 1 and first and sources.count(first) == len(sources):
            source = document.form.field_at(("findings", "source")) if document.form else None
            name = source.choice_label(first, document.lang) if source else first
            message = _("All findings come from one source of data: {source}.").format(source=name)
            hint = _(
                "Check at least one finding against another source, such as pupils’ feedback or an observed lesson."
            )
            yield Violation(document, ("findings",), message, hint, key=True)


@rule("PD213", "growth-area-from-successes", Severity.WARNING)
def growth_area_from_successes(context: LintContext) -> Iterator[Violation]:
    """A growth area of a final reflection rests on successes alone: it names no gap to close."""
    for issue in context.breaks.get("growth-area-from-successes", ()):
        message = _("The growth area {id} rests on successes alone: {findings}.").format(
            id=issue.node, findings=joined(issue.names)
        )
        hint = _("Add the difficulty behind it to `from`, or write the success down as experience to share.")
        yield Violation(issue.document, issue.loc, message, hint)


@rule("PD214", "approbation-without-second-diagnosis", Severity.WARNING)
def approbation_without_second_diagnosis(context: LintContext) -> Iterator[Violation]:
    """A final approbation neither measured again nor shows anything that was measured."""
    for folder in context.portfolio.cycles:
        document, approbation = folder.stages.get("approbation"), folder.approbation
        if not document or not document.is_final or not approbation:
            continue
        # Without methods or results the document is not answered: that is told already.
        if not approbation.methods or not approbation.results or approbation.attachments:
            continue
        again = {"repeated-diagnostics", "dynamics"} & set(approbation.methods)
        if not again and not any(item.evidence for item in approbation.results):
            message = _("No method here measures a second time: neither `repeated-diagnostics` nor `dynamics`.")
            hint = _("Repeat the first diagnosis, and add its method and its evidence here.")
            yield Violation(document, ("methods",), message, hint)
