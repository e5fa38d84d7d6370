"""Page templates of one's own: read from inside their folder only, and never without end.

A template runs in the library's sandbox. It is counted what it does: rounds of loops and calls of macros, the time they
take, and the length of the texts that it makes. Whoever stops it says the file and the line.
"""

import os
import re
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path, PurePath
from traceback import walk_tb
from typing import Any, NamedTuple

from jinja2 import BaseLoader, Environment, TemplateError, TemplateNotFound, TemplateRuntimeError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.loaders import split_template_path
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from pdcli.discovery.files import real_path
from pdcli.i18n.messages import Message
from pdcli.i18n.messages import message as _

# A page of a school of 2,000 with 50 columns takes a tenth of this.
MOST_ROUNDS = 1_000_000
MOST_SECONDS = 10.0
_ROUNDS_PER_LOOK = 256
# Signs of one text, and of all that is written on a page.
MOST_SIGNS = 20_000_000
MOST_WRITTEN = 100_000_000
# Widths, counts of columns and the like.
_LARGEST_NUMBER = 100_000
_LARGE_WIDTH = re.compile(r"\d{6,}")
_PATTERNS = frozenset({"format", "format_map"})


class Place(NamedTuple):
    """A line of a template."""

    file: Path
    line: int


class LimitError(TemplateRuntimeError):
    """A template that would not end, makes a text without end, or is no file of its folder."""

    def __init__(self, reason: Message, file: Path | None = None) -> None:
        super().__init__(reason.text("en"))
        self.reason = reason
        self.filename = str(file) if file else None


class OwnTemplates(BaseLoader):
    """The templates of a folder. A link that leaves the folder is refused, and so is what is no file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 - the library's signature
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template by its name, which cannot lead upwards. Raises TemplateError."""
        file = self._folder.joinpath(*split_template_path(template))
        try:
            # A link of this name counts even where it leads to nothing.
            os.lstat(file)
        except (OSError, ValueError):
            raise TemplateNotFound(template) from None
        if not real_path(file).is_relative_to(real_path(self._folder.parent) / self._folder.name):
            raise LimitError(_("it is a link that leads out of the templates folder"), file)
        try:
            if not stat.S_ISREG(file.stat().st_mode):
                raise TemplateNotFound(template)
            return file.read_bytes().decode("utf-8-sig"), str(file), lambda: True
        except UnicodeDecodeError:
            raise LimitError(_("it is not written in UTF-8"), file) from None
        except OSError:
            raise TemplateNotFound(template) from None


class _Counting(CodeGenerator):
    """Counts every round: of a loop, of a macro, of a block, of an included template."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802 - the library's name
        _count(node)
        super().visit_For(node, frame)

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:  # noqa: N802
        _count(node)
        super().visit_Macro(node, frame)

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:  # noqa: N802
        _count(node)
        super().visit_CallBlock(node, frame)

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        for block in node.find_all(nodes.Block):
            _count(block)
        if node.find(nodes.Extends) is None:
            _count(node)
        super().visit_Template(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        self.write("environment.bounded(")
        super().visit_Concat(node, frame)
        self.write(")")


def _count(node: Any) -> None:
    signs = sum(len(piece.data) for piece in node.find_all(nodes.TemplateData))
    # Written as it stands: a call that the sandbox sees takes ten times as long.
    counting = nodes.ExprStmt(nodes.EnvironmentAttribute(f"count_round({signs})"))
    node.body.insert(0, counting.set_lineno(node.lineno, override=True).set_environment(node.environment))


class LimitedEnvironment(SandboxedEnvironment):
    """The library's sandbox with limits. One for each page, because it counts."""

    code_generator_class = _Counting
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(finalize=self._count_signs, **options)
        self._rounds = self._signs = 0
        self._end = time.process_time() + MOST_SECONDS
        # It makes texts of any length.
        del self.globals["lipsum"]

    def limit_filters(self) -> None:
        """Put the limits on the filters that are there."""
        for name, function in self.filters.items():
            self.filters[name] = self._limited(function)

    def count_round(self, signs: int = 0) -> None:
        """One more round, in which so many signs are written. Raises LimitError after too many, or too long a time."""
        self._rounds += 1
        self._signs += signs
        is_late = self._rounds % _ROUNDS_PER_LOOK == 1 and time.process_time() > self._end
        if self._rounds > MOST_ROUNDS or is_late:
            raise LimitError(_("it does not come to an end"))
        if self._signs > MOST_WRITTEN:
            raise LimitError(_("the text it produces is too long"))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """As in the sandbox; and what is a path could be read and written."""
        return not isinstance(obj, PurePath) and super().is_safe_attribute(obj, attr, value)

    def bounded(self, value: Any) -> Any:
        """The value. Raises LimitError where it is too long a text or list."""
        if isinstance(value, str | bytes | list | tuple) and len(value) > MOST_SIGNS:
            raise LimitError(_("the text it produces is too long"))
        return value

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """As in the sandbox, but with limits."""
        _check_numbers((*args, *kwargs.values()))
        method = getattr(obj, "__wrapped__", obj)
        if getattr(method, "__name__", "") in _PATTERNS:
            _check_pattern(getattr(method, "__self__", None))
        return self.bounded(super().call(context, obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """As in the sandbox, but with limits."""
        match operator:
            case "+" if isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
                _check_size(len(left) + len(right))
            case "*" if isinstance(left, str | list | tuple) and isinstance(right, int):
                _check_size(len(left) * right)
            case "*" if isinstance(right, str | list | tuple) and isinstance(left, int):
                _check_size(len(right) * left)
            case "*" if isinstance(left, int) and isinstance(right, int):
                _check_size(left.bit_length() + right.bit_length())
            case "**" if isinstance(left, int) and isinstance(right, int):
                _check_size(left.bit_length() * abs(right))
            case "%" if isinstance(left, str):
                _check_pattern(left)
                _check_numbers(right if isinstance(right, tuple) else (right,))
            case _:
                pass
        return self.bounded(super().call_binop(context, operator, left, right))

    def _count_signs(self, value: Any) -> Any:
        if isinstance(value, str):
            self._signs += len(value)
            if self._signs > MOST_WRITTEN:
                raise LimitError(_("the text it produces is too long"))
        return value

    def _limited(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def limited(*args: Any, **kwargs: Any) -> Any:
            _check_numbers((*args, *kwargs.values()))
            if function.__name__ == "do_format":
                _check_pattern(args[0])
            return self.bounded(function(*args, **kwargs))

        return limited


def _check_size(size: int) -> None:
    if size > MOST_SIGNS:
        raise LimitError(_("the text it produces is too long"))


def _check_numbers(values: Sequence[Any]) -> None:
    if any(isinstance(value, int | float) and abs(value) > _LARGEST_NUMBER for value in values):
        raise LimitError(_("it works with too large a number"))


def _check_pattern(pattern: Any) -> None:
    """A pattern such as `%999999999d` makes a long text of nothing."""
    if isinstance(pattern, str) and _LARGE_WIDTH.search(pattern):
        raise LimitError(_("it works with too large a number"))


def place_of(error: BaseException, folders: Sequence[Path]) -> Place | None:
    """The line of a template in one of these folders that an error comes from; None where it comes from no such one."""
    if isinstance(error, TemplateError) and (file := getattr(error, "filename", None)):
        return Place(Path(file), getattr(error, "lineno", None) or 1)
    places = [place for place in _lines(error) if any(place.file.is_relative_to(folder) for folder in folders)]
    return places[-1] if places else None


def _lines(error: BaseException) -> Iterator[Place]:
    for frame, line in walk_tb(error.__traceback__):
        yield Place(Path(frame.f_code.co_filename), line)
