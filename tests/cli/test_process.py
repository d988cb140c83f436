"""The command as a process of its own: start-up, pipes, signals, streams."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eventcoder.errors import StoreError
from eventcoder.store import open_store

COMMAND = [sys.executable, "-W", "error", "-m", "eventcoder"]
GOOD = "France expelled two Russian diplomats.\n"
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8", **options)  # type: ignore[call-overload, no-any-return]


def test_help_is_quick() -> None:
    assert min(_seconds("--help") for _ in range(3)) < 0.3


def _seconds(*arguments: str) -> float:
    """Processor time of a command, which other work on the machine does not lengthen."""
    before = os.times()
    assert run(*arguments).returncode == 0
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def test_the_version() -> None:
    assert run("--version").stdout.startswith("eventcoder ")


def many_reports(path: Path, n: int, length: int) -> str:
    lines = [json.dumps({"id": str(i), "text": f"{GOOD * length}{i}"}) for i in range(n)]
    path.write_text("\n".join(lines))
    return str(path)


def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path) -> None:
    reports = many_reports(tmp_path / "many.jsonl", 30, 40)
    with (
        (tmp_path / "said").open("wb") as said,
        subprocess.Popen([*COMMAND, "code", reports], stdout=subprocess.PIPE, stderr=said) as process,
    ):
        assert process.stdout is not None
        process.stdout.read(100)
        process.stdout.close()
        code = process.wait(timeout=300)
    assert (code, (tmp_path / "said").read_bytes()) == (141, b"")


def test_ctrl_c_keeps_whole_lines(tmp_path: Path) -> None:
    reports, out = many_reports(tmp_path / "many.jsonl", 400, 60), tmp_path / "out.jsonl"
    with (
        (tmp_path / "said").open("wb") as said,
        subprocess.Popen([*COMMAND, "code", reports, "-o", str(out)], stderr=said) as process,
    ):
        deadline = time.monotonic() + 300
        while not (out.exists() and out.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=300)
    done = out.read_text("utf-8")
    ids = [json.loads(line)["document"]["id"] for line in done.splitlines()]
    assert code == 130
    assert done.endswith("\n")
    assert ids == [str(n) for n in range(len(ids))]
    assert 0 < len(ids) < 400
    told = (tmp_path / "said").read_text("utf-8")
    assert f"stopped after {len(ids)} report" in told
    assert "Traceback" not in told


def test_a_run_into_a_store_that_was_killed_goes_on(tmp_path: Path) -> None:
    reports, killed, whole = many_reports(tmp_path / "many.jsonl", 60, 5), tmp_path / "a.db", tmp_path / "b.db"
    with subprocess.Popen([*COMMAND, "code", reports, "--store", str(killed)], stderr=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + 300
        while not _n_stored(killed) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.kill()
    assert 0 < _n_stored(killed) < 60
    for store in (killed, whole):
        assert run("code", reports, "--store", str(store)).returncode == 0
    with open_store(killed, read_only=True) as store, open_store(whole, read_only=True) as other:
        assert list(store.reports()) == list(other.reports())
        assert list(store.damage()) == []


def _n_stored(path: Path) -> int:
    try:
        with open_store(path, read_only=True) as store:
            return store.counts()["versions"]
    except StoreError:
        return 0  # has not been made yet


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "code", "-"], input=GOOD.encode(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 5
    assert b"No space left" in done.stderr


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    found = {
        run("code", "-", input=GOOD * 3, env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in ("0", "4242")
    }
    assert len(found) == 1


def test_json_is_utf8_whatever_the_terminal() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    text = "Côte d’Ivoire expelled two Malian diplomats.\n"
    done = subprocess.run(
        [*COMMAND, "code", "-"], input=text.encode(), capture_output=True, env=environment, check=True
    )
    assert json.loads(done.stdout)["document"]["text"] == text
    cards = subprocess.run(
        [*COMMAND, "code", "-", "--format", "cards"],
        input=text.encode(),
        capture_output=True,
        env=environment,
        check=True,
    )
    assert b"SANCTION" in cards.stdout


def test_colours_only_where_wanted() -> None:
    for arguments in (("explain", "SANCTION"), ("nonsense",)):
        done = run(*arguments, env={**os.environ, "NO_COLOR": "1", "FORCE_COLOR": ""})
        assert "\x1b" not in done.stdout + done.stderr
