"""What tests of filling share."""

from collections.abc import Iterable

from pdcli.scaffold.files import Planned

ACTION = "cycles/2026-2027-1/1-action.md"
PARAGRAPHS = "Бірінші абзац: бөлшектер.\n\n  Екінші абзац 2*3*4=24.\n\nҮшінші абзац."


def make(planned: Iterable[Planned]) -> None:
    """Write what is planned."""
    for item in planned:
        item.path.parent.mkdir(parents=True, exist_ok=True)
        item.path.write_bytes(item.content)
