"""5xx: evidence: in the register, on disk, inside the portfolio, tied to what it proves, and confirmed by others."""

from pdcli.documents.document import Document


def is_misread_at(register: Document | None, loc: tuple[str | int, ...]) -> bool:
    """Whether something is wrong with the text at a place, which is told there."""
    from pdcli.documents.fault_places import is_misread

    return register is not None and is_misread(register, loc)
