"""What tests of several families of rules share."""

from pathlib import Path

from pdcli.config import Options
from pdcli.lint.engine import lint
from pdcli.portfolio.portfolio import load_portfolio

# Files of the complete example.
C1, C2 = "cycles/2025-2026-1/", "cycles/2025-2026-2/"
DESIGN, APPROBATION = C1 + "4-design.yaml", C1 + "5-approbation.md"
LESSON = C1 + "lessons/2025-10-08-qatynas.md"
# An answer of that lesson.
METHODS = "Түсіндіру, үлгі бойынша шешу, жұптық тексеру."


def found(root: Path, options: Options | None = None) -> list[tuple[str, str, str]]:
    """What the families 2xx and 4xx find: the code, the file, and the text at the place to its end of line."""
    result = []
    for item in lint(load_portfolio(root, options), select=["PD2", "PD4"]):
        line = item.path.read_text(encoding="utf-8").split("\n")[item.span.line - 1]
        result.append((item.code, item.path.relative_to(root.resolve()).as_posix(), line[item.span.column - 1 :]))
    return result
