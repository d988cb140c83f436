"""Show how the sample reports' records differ from the accepted ones; ``--accept`` takes them over.

usage: python tests/golden/update.py [--accept]
"""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from records import EXPECTED, coded_samples, lines_of

from eventcoder.registry import build_pipeline
from eventcoder.settings import Settings


def main() -> int:
    """Print a diff for every sample; with ``--accept`` write the new records. Exit 1 if a difference is left."""
    changed = 0
    for name, coded in coded_samples(build_pipeline(Settings())).items():
        path = EXPECTED / f"{name}.tsv"
        old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        new = list(lines_of(coded))
        if old == new:
            continue
        changed += 1
        sys.stdout.write(
            "\n".join(difflib.unified_diff(old, new, f"{name} accepted", f"{name} now", lineterm="", n=0)) + "\n"
        )
        if "--accept" in sys.argv:
            EXPECTED.mkdir(exist_ok=True)
            path.write_text("\n".join(new) + "\n", encoding="utf-8", newline="\n")
    return 1 if changed and "--accept" not in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
