"""``python -m eventcoder`` is the command ``eventcoder``."""

from __future__ import annotations

import sys

from eventcoder.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
