"""A run of the topology leaves nothing behind, however it ends."""

import importlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

TOPOLOGY = Path(__file__).parents[2] / "benchmarks" / "topology"
PROGRAM = """
import subprocess, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import network
try:
    network.enter(Path(sys.argv[2]))
except network.NoNamespaces as reason:
    print(reason, flush=True)
    sys.exit()
Path(sys.argv[2]).mkdir()
parts = [subprocess.Popen(["sleep", sys.argv[3]], start_new_session=apart) for apart in (True, False)]
print("runs", flush=True)
parts[0].wait()
"""


def parts(argument: str) -> list[psutil.Process]:
    return [one for one in psutil.process_iter(["cmdline"]) if one.info["cmdline"] == ["sleep", argument]]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_whatever_ends_it_ends_all_of_it(tmp_path: Path, number: signal.Signals) -> None:
    program, folder = tmp_path / "program.py", tmp_path / "folder"
    program.write_text(PROGRAM)
    seconds = f"{100_000 + os.getpid()}.{number}"
    command = [sys.executable, str(program), str(TOPOLOGY), str(folder), seconds]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as running:
        assert running.stdout is not None
        said = running.stdout.readline().strip()
        if said != "runs":
            pytest.skip(said)
        running_parts = parts(seconds)
        assert len(running_parts) == 2
        running.send_signal(number)
        running.wait(30)
    assert psutil.wait_procs(running_parts, timeout=30)[1] == []
    if number != signal.SIGKILL:
        assert running.returncode == 128 + number
        assert not folder.exists()


def test_unpacked_programs_run_from_a_folder_with_a_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(TOPOLOGY)
    packages = importlib.import_module("packages")
    root = tmp_path / "a folder"
    # In place of the loader, one that leaves out its own four arguments.
    scripts = {"usr/lib64/ld-linux-x86-64.so.2": 'shift 4; exec "$@"'} | dict.fromkeys(packages.LINKED, 'echo "$@"')
    for name, script in scripts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"#!/bin/sh\n{script}\n")
        (root / name).chmod(0o755)
    packages.wrap(root, root / "bin")
    for program in ("caddy", "psql"):
        said = subprocess.run([root / "bin" / program, "one", "two  three"], capture_output=True, text=True, check=True)
        assert said.stdout == "one two  three\n"
