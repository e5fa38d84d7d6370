"""`python -m website`: build the site and check it. The exit code is 1 where a link leads nowhere."""

import subprocess
import sys

from website.build import build
from website.check import problems
from website.links import LinkError


def main() -> int:
    """Build, check, tell."""
    try:
        site = build()
    except LinkError as error:
        print(f"leads nowhere: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        return error.returncode
    found = list(problems(site))
    for line in found:
        print(line, file=sys.stderr)
    print(f"{site / 'index.html'}: {len(list(site.rglob('*.html')))} pages, {len(found)} problems")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
