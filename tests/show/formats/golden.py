"""Write every format of the hand-made report into the folder golden, to see what a change does to the files.

usage: python tests/show/formats/golden.py        (then look at: git diff tests/show/formats/golden)
"""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from types import ModuleType

from eventcoder.run.exports import EXPORTS, export_to_stream
from eventcoder.schema import Coded

FOLDER = Path(__file__).with_name("golden")
NAMES = tuple(name for name in EXPORTS if name != "parquet")  # which no one reads by eye


def exported(coded: Coded, name: str, **options: object) -> bytes:
    """Return what a format makes of one report."""
    stream = io.BytesIO()
    writer = export_to_stream(stream, name, **options)  # type: ignore[arg-type]
    writer.write(coded)
    writer.close()
    return stream.getvalue()


def _hand_made() -> Coded:
    spec = importlib.util.spec_from_file_location("hand_made", Path(__file__).with_name("conftest.py"))
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    report: Coded = module.oslo.__wrapped__()
    return report


if __name__ == "__main__":
    for name in NAMES:
        (FOLDER / f"{name}.txt").write_bytes(exported(_hand_made(), name))
