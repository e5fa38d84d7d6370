"""Ways to report findings. Each is loaded when it is asked for."""

from collections.abc import Callable

from pdcli.lint.reporters.report import Report


def reporter(name: str) -> Callable[[Report], str]:
    """The reporter of a format: text, concise, json, github, gitlab, sarif or junit."""
    from pdcli.lint.reporters import people

    match name:
        case "text":
            return people.text
        case "concise":
            return people.concise
        case "json":
            from pdcli.lint.reporters.machine import as_json

            return as_json
        case "sarif":
            from pdcli.lint.reporters.sarif import sarif

            return sarif
    from pdcli.lint.reporters import ci

    return {"github": ci.github, "gitlab": ci.gitlab, "junit": ci.junit}[name]


__all__ = ["Report", "reporter"]
