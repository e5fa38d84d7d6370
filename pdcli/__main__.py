"""The entry of `pd` and `python -m pdcli`."""

import atexit
import gc
import os
import sys


def main() -> None:
    """Run pd with the arguments of the process and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        # Answered before anything is imported: editors and hooks ask this often.
        from pdcli import __version__

        sys.stdout.write(f"pd {__version__}\n")
        return
    code: list[int] = []
    # What is registered first is called last: whoever else has something to do at the end has done it by then.
    atexit.register(_leave, code)
    # What is made here are many small values that stay: looking for cycles among them finds none and takes long.
    gc.set_threshold(100_000, 50, 50)
    # No plugins of other packages: they would change what is valid, and looking for them takes time at every start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from pdcli.cli.app import run

    code.append(run(sys.argv[1:]))
    raise SystemExit(code[0])


def _leave(code: list[int]) -> None:
    """End the process at once: taking apart what was read takes a twentieth of the time, and the system forgets it."""
    if code:
        # Where this fails, Python itself ends the process as usual.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code[0])


if __name__ == "__main__":
    main()
