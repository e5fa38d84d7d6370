"""The rows of a cycle that the golden thread runs through, and the ids that links may name."""

from collections.abc import Iterator, Sequence
from typing import Any

from pdcli.documents.rows import with_file_index
from pdcli.portfolio.portfolio import CycleFolder

# Table -> its stage.
STAGE_OF = {
    "findings": "analysis", "growth_areas": "reflection", "goals": "design", "plan": "design",
    "changes": "approbation", "results": "approbation", "corrections": "approbation",
}  # fmt: skip


class CycleRows:
    """The typed rows of one cycle by table; empty for a stage without a document."""

    def __init__(self, folder: CycleFolder) -> None:
        analysis, reflection, design = folder.analysis, folder.reflection, folder.design
        approbation = folder.approbation
        self.folder = folder
        self.findings = analysis.findings if analysis else ()
        self.growth_areas = reflection.growth_areas if reflection else ()
        self.goals = design.goals if design else ()
        self.plan = design.plan if design else ()
        self.changes = approbation.changes if approbation else ()
        self.results = approbation.results if approbation else ()
        self.corrections = approbation.corrections if approbation else ()
        # References to a repeated id mean its first row.
        self.finding_kinds = {item.id: item.kind for item in reversed(self.findings)}
        self.growth_area_ids = {item.id for item in self.growth_areas}
        self.goal_ids = {item.id for item in self.goals}

    def with_index(self, table: str) -> Iterator[tuple[int, Any]]:
        """Yield (index in the file, row) of a table; broken rows count in the index."""
        rows: Sequence[Any] = getattr(self, table)
        return with_file_index(self.folder.stages[STAGE_OF[table]], table, rows) if rows else iter(())
