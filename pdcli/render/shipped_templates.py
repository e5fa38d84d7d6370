"""pd's own page templates, compiled to code when `make compiled` wrote them to pdcli/compiled."""

from collections.abc import MutableMapping
from hashlib import blake2b
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemLoader, Template

from pdcli.resources import compiled, resource

PART = "templates"


class ShippedTemplates(FileSystemLoader):
    """Templates of `templates/_base`. One that was changed since, and those of another version of the library, are
    compiled from their sources.
    """

    def __init__(self) -> None:
        super().__init__(resource("templates"))

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - theirs
    ) -> Template:
        """The template of a name. Raises TemplateNotFound."""
        source, file, _is_current = self.get_source(environment, name)
        try:
            data = compiled(PART, compiled_name(name))
        except FileNotFoundError:
            return super().load(environment, name, globals)
        if (data["jinja2"], data["source"]) != (library_version(), digest_of(source)):
            return super().load(environment, name, globals)
        code = compile("\n".join(data["code"]), file, "exec")
        return environment.template_class.from_code(environment, code, globals or {})


def compiled_name(name: str) -> str:
    """The name of a compiled template: `_base/summary.html.j2` is `summary.html`."""
    return name.removeprefix("_base/").removesuffix(".j2")


def digest_of(source: str) -> str:
    """The digest of a source in hexadecimal."""
    return blake2b(source.encode(), digest_size=16).hexdigest()


def library_version() -> str:
    """The version of the library as far as code for it depends on it: `3.1`."""
    return ".".join(jinja2.__version__.split(".")[:2])
