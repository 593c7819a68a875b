"""The disk of the data directory fills up while the server runs: a small file system of its own, which needs root."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from exercise_buddy.embedded import server
from exercise_buddy.embedded.binaries import wheel_binaries
from exercise_buddy.embedded.locks import wait_for
from tests.embedded.scenarios import sql

APPLICATION = """
import sys
from pathlib import Path
from exercise_buddy.embedded import EmbeddedPostgres, server
server.PAUSES_SECONDS = (0.1,)
with EmbeddedPostgres(Path(sys.argv[1])) as postgres:
    print(postgres.url(), flush=True)
    sys.stdin.read()
"""
MORE_LOG_THAN_ROOM = "SELECT pg_logical_emit_message(true, '', repeat('x', 1000000)) FROM generate_series(1, 60)"


@dataclass
class SmallDisk:
    """A server whose data lie on it; `folder` leads there from outside."""

    url: str
    folder: Path

    def fill(self) -> None:
        with suppress(OSError), (self.folder / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(bytes(4096))

    def make_room(self) -> None:
        (self.folder / "filler").unlink()

    def refusal_of(self, statement: str) -> str:
        """What the server says to it; nothing where it was done."""
        psql = [str(wheel_binaries() / "psql"), "-XAtq", "-d", self.url, "-c", statement]
        return subprocess.run(psql, capture_output=True, text=True, check=False).stderr

    def answers(self) -> bool:
        return self.refusal_of("SELECT 1") == ""


@contextmanager
def small_disk(home: Path) -> Iterator[SmallDisk]:
    mounted = f"mount -t tmpfs -o size=150m none '{home}' && exec \"$0\" -c \"$1\" '{home}/data'"
    command = ["unshare", "--mount", "/bin/sh", "-c", mounted, sys.executable, APPLICATION]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield SmallDisk(process.stdout.readline().strip(), Path(f"/proc/{process.pid}/root{home}"))
        process.communicate()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to have a file system of its own")
def test_what_was_confirmed_is_there_when_there_is_room_again(tmp_path: Path) -> None:
    if subprocess.run(["/usr/bin/env", "unshare", "--mount", "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("needs the right to mount, which containers seldom have")
    assert server.PAUSES_SECONDS[-1] <= 30, "the runbook promises half a minute"
    with small_disk(tmp_path) as disk:
        sql(disk.url, "CREATE TABLE workouts (name text)")
        sql(disk.url, "INSERT INTO workouts VALUES ('monday')")
        disk.fill()
        assert "No space left on device" in disk.refusal_of("CREATE TABLE more AS SELECT generate_series(1, 90000)")
        assert sql(disk.url, "SELECT name FROM workouts") == "monday"
        # Without room for its log PostgreSQL ends itself, and cannot start either.
        assert disk.refusal_of(MORE_LOG_THAN_ROOM)
        # Until it has noticed, it may answer once more.
        assert wait_for(lambda: not disk.answers(), timeout_seconds=10)
        assert not wait_for(disk.answers, timeout_seconds=1)
        disk.make_room()
        assert wait_for(disk.answers, timeout_seconds=60)
        assert sql(disk.url, "INSERT INTO workouts VALUES ('tuesday') RETURNING name") == "tuesday"
        assert sql(disk.url, "SELECT name FROM workouts ORDER BY name").split() == ["monday", "tuesday"]
