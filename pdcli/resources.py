"""Where the files shipped with pd are: templates/, schemas/ and examples/.

In a wheel they lie inside the package; in a checkout (editable installs included) beside it.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
# What `make compiled` makes of forms, packs, tables and page templates: pdcli/compiled/<part>/<name>.json.
_COMPILED = _PACKAGE / "compiled"


@cache
def resource(folder: str) -> Path:
    """The folder `templates`, `schemas` or `examples` of this installation.

    Raises FileNotFoundError when the installation is incomplete.
    """
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / folder).is_dir() and not (parent / folder / "__init__.py").exists():
            return parent / folder
    raise FileNotFoundError(folder)


def compiled(part: str, name: str) -> Any:
    """The plain data of a shipped form, pack, table or page template; `part` is `forms`, `packs`, `tables`,
    `routes` or `templates`. Raises FileNotFoundError.
    """
    return json.loads((_COMPILED / part / f"{name}.json").read_bytes())


def compiled_names(part: str) -> list[str]:
    """The names of the shipped forms, packs or tables, sorted."""
    return sorted(file.stem for file in (_COMPILED / part).iterdir())
