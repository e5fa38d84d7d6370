"""Files that nobody else is to see, whoever else names them."""

from collections.abc import Iterable
from os.path import realpath
from pathlib import Path

from pdcli.model.plain import says_private
from pdcli.portfolio.portfolio import Portfolio


def private_files(portfolio: Portfolio) -> frozenset[str]:
    """Real paths of private documents, and of files that a private line of the register names."""
    documents = (item.path for item in portfolio.documents if item.is_private)
    return frozenset(map(realpath, (*documents, *_private_evidence(portfolio))))


def _private_evidence(portfolio: Portfolio) -> Iterable[Path]:
    register = portfolio.register
    rows = register.data.get("items") if register else None
    for row in rows if isinstance(rows, list) else ():
        if register and isinstance(row, dict) and row.get("file") and (says_private(row) or register.is_private):
            yield portfolio.root / str(row["file"])
