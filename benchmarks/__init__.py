"""How fast pd is beside its peers; `python -m benchmarks.run` measures everything."""

import sys
from pathlib import Path

BIN = Path(sys.executable).parent
# As its users start it, and as its peers are started.
PD = [str(BIN / "pd")]
