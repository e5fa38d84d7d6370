"""Where the files shipped with pd are: templates/, schemas/ and examples/.

In a wheel they lie inside the package; in a checkout (editable installs included) beside it.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def resource(folder: str) -> Path:
    """The folder `templates`, `schemas` or `examples` of this installation.

    Raises FileNotFoundError when the installation is incomplete.
    """
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / folder).is_dir() and not (parent / folder / "__init__.py").exists():
            return parent / folder
    raise FileNotFoundError(folder)
