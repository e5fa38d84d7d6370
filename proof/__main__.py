"""`python -m proof`: write the sheet and its table. `python -m proof TABLE`: make the corrections of a table."""

import argparse
import sys
from pathlib import Path

from proof.corrections import TableError, apply, read_corrections
from proof.runs import notes_of_runs
from proof.sheet import SHEET, TABLE, page, sections, table
from proof.texts import all_texts


def main() -> int:
    """Write or read; the exit code is 1 where a correction is not made."""
    parser = argparse.ArgumentParser(prog="python -m proof")
    parser.add_argument("table", nargs="?", type=Path, help="a filled table of corrections to be made")
    parser.add_argument("--out", type=Path, default=Path("build/proof"), help="the folder of the sheet and the table")
    arguments = parser.parse_args()
    return _correct(arguments.table) if arguments.table else _write(arguments.out)


def _write(folder: Path) -> int:
    content = sections(all_texts(), notes_of_runs())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SHEET).write_text(page(content), encoding="utf-8", newline="\n")
    (folder / TABLE).write_bytes(table(content))
    count = sum(len(section.rows) for section in content)
    print(
        f"{folder / SHEET}: {count} texts\n{folder / TABLE}: fill in `better`, then `python -m proof {folder / TABLE}`"
    )
    return 0


def _correct(path: Path) -> int:
    try:
        made, refused = apply(read_corrections(path))
    except (OSError, TableError) as error:
        print(error, file=sys.stderr)
        return 2
    for correction in made:
        print(f"made: {correction.name}: {correction.better}")
    for correction, reason in refused:
        print(f"not made: {correction.name}: {reason}", file=sys.stderr)
    if made:
        print("Now run `make words rules schemas compiled`, then the tests.")
    return int(bool(refused))


if __name__ == "__main__":
    raise SystemExit(main())
