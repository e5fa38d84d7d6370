"""Positions of values in a file: from keys and offsets to lines and columns."""

from collections.abc import Sequence
from pathlib import Path

from pdcli.diagnostics import START, Diagnostic, Fix, Related, Span
from pdcli.reading.codes import reading_diagnostic
from pdcli.reading.source import LineIndex, SourceProblem
from pdcli.reading.yaml_result import Node, YamlProblem, YamlResult


class Places:
    """Positions in one file; the line index is built only when something is to be reported."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.read: YamlResult | None = None
        self._lines: LineIndex | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.file)

    @property
    def root(self) -> Node | None:
        """The root node of the YAML of the file; None if there is none, or it is broken."""
        return self.read.root if self.read else None

    @property
    def lines(self) -> LineIndex:
        """The line index of the text."""
        if self._lines is None:
            self._lines = LineIndex(self.text)
        return self._lines

    def between(self, start: int, end: int) -> Span:
        """The span of two offsets."""
        return Span(*self.lines.position(start), *self.lines.position(max(start, end)))

    def node(self, loc: Sequence[str | int]) -> tuple[Node | None, bool]:
        """The deepest node on the path `loc`, and whether it is `loc` itself."""
        node = self.root
        for step in loc:
            child = node.children.get(step) if node else None
            if child is None:
                return node, False
            node = child
        return node, True

    def span(self, loc: Sequence[str | int], key: bool = False) -> Span:
        """The span of a value, or of its key; if there is none, of the nearest node around it."""
        node, exact = self.node(loc)
        if node is None or (node is self.root and not loc):
            return START
        if node is self.root:
            return self._first_line()
        collection = node.style in ("block", "flow")
        empty = node.end <= node.start
        if node.key_start >= 0 and (key or empty or not exact or (collection and node.style == "block")):
            return self.between(node.key_start, node.key_end)
        return self.between(node.start, self._end_of_line(node) if node.style != "flow" else node.end)

    def _end_of_line(self, node: Node) -> int:
        """Only the first line of a value is underlined."""
        stop = self.text.find("\n", node.start, node.end)
        return len(self.text[: stop if stop >= 0 else node.end].rstrip("\r"))

    def _first_line(self) -> Span:
        stop = self.text.find("\n")
        return self.between(0, len(self.text[: stop if stop >= 0 else len(self.text)].rstrip("\r")))

    def from_source(self, problem: SourceProblem) -> Diagnostic:
        """A source problem as a diagnostic."""
        return reading_diagnostic(problem.code, self.path, problem.span, problem.message, problem.hint)

    def from_yaml(self, problem: YamlProblem) -> Diagnostic:
        """A YAML or Markdown problem as a diagnostic."""
        related = tuple(Related(self.path, self.between(start, end), text) for start, end, text in problem.related)
        span = self.between(problem.start, problem.end)
        fix = Fix(tuple((self.between(start, end), text) for start, end, text in problem.fix)) if problem.fix else None
        return reading_diagnostic(problem.code, self.path, span, problem.message, problem.hint, related, fix)
