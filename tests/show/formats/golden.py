"""Write every format of the hand-made report into the folder golden, to see what a change does to the files.

usage: python tests/show/formats/golden.py        (then look at: git diff tests/show/formats/golden)
"""

from __future__ import annotations

import importlib.util
import io
import json
import tempfile
from pathlib import Path
from types import ModuleType

from eventcoder.run.exports import EXPORTS, export_to_file, export_to_stream
from eventcoder.schema import Coded

FOLDER = Path(__file__).with_name("golden")
NAMES = tuple(EXPORTS)


def exported(coded: Coded, name: str, **options: object) -> bytes:
    """Return what a format makes of one report; of Parquet, whose bytes change with its library, the words of it."""
    if name == "parquet":
        return parquet_as_text(coded).encode("utf-8")
    stream = io.BytesIO()
    writer = export_to_stream(stream, name, **options)  # type: ignore[arg-type]
    writer.write(coded)
    writer.close()
    return stream.getvalue()


def parquet_as_text(coded: Coded) -> str:
    """Return the columns with their types, and one line of JSON a row, of the two tables that Parquet gets."""
    import pyarrow.parquet

    lines = []
    with tempfile.TemporaryDirectory() as folder:
        writer = export_to_file(Path(folder, "out.parquet"), None)
        writer.write(coded)
        writer.close()
        for path in sorted(Path(folder).iterdir()):
            table = pyarrow.parquet.read_table(path)
            lines += [path.name, *(f"{field.name}: {field.type}" for field in table.schema)]
            lines += [json.dumps(row, ensure_ascii=False, default=str) for row in table.to_pylist()]
    return "\n".join(lines) + "\n"


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
