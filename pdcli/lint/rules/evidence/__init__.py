"""5xx: evidence: in the register, on disk, inside the portfolio, tied to what it proves, and confirmed by others."""

from pdcli.diagnostics import Fix
from pdcli.documents.document import Document


def is_misread_at(register: Document | None, loc: tuple[str | int, ...]) -> bool:
    """Whether something is wrong with the text at a place, which is told there."""
    from pdcli.documents.fault_places import is_misread

    return register is not None and is_misread(register, loc)


def respelling(register: Document, loc: tuple[str | int, ...], name: str) -> Fix | None:
    """The whole value written anew, where it stands on one line."""
    span = register.span(*loc)
    source_text = register.source_text_at(*loc)
    if source_text is None or "\n" in source_text or "#" in source_text:
        return None
    import json

    quoted = json.dumps(name, ensure_ascii=False) if source_text[:1] in ("'", '"') else name
    return Fix(((span, quoted),))
