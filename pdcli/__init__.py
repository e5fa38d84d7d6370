"""pd: a teacher's professional growth as plain YAML and Markdown files.

What other programs may import stands in `pdcli.api`, and can be taken from here as well: it is loaded when it is asked
for, so that `import pdcli` costs nothing.
"""

__version__ = "0.1.0"

_API = (
    "Diagnostic", "Document", "Lang", "Portfolio", "Severity", "Summary", "Trace", "UserError",
    "lint_portfolio", "load_portfolio", "render_portfolio", "summarise_portfolio", "trace_portfolio",
)  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _API:
        from importlib import import_module

        return getattr(import_module("pdcli.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted((*globals(), *_API))
