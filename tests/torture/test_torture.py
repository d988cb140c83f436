"""Short forms of the torture scripts; ``make torture`` runs the long ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the scripts fork")
HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("script", "options", "at_least"),
    [
        ("kills.py", ("--kills", "100", "--reports", "30"), {"kills": 100, "stores": 1}),
        ("full_disk.py", ("--points", "12", "--reports", "20"), {"told": 10}),
        ("crowd.py", ("--seconds", "2"), {"batches": 8, "reads": 4}),
        ("twice.py", ("--reports", "150"), {"deliveries": 200}),
        ("damage.py", ("--places", "40", "--reports", "20"), {"told": 10, "harmless": 1}),
    ],
    ids=["kill -9", "full disk", "8 writers and 4 readers", "twice and in any order", "cuts and bit flips"],
)
def test_nothing_is_lost(script: str, options: tuple[str, ...], at_least: dict[str, int]) -> None:
    done = subprocess.run([sys.executable, HERE / script, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads(done.stdout)
    assert all(result[name] >= n for name, n in at_least.items()), result
