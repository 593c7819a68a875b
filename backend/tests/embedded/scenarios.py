"""Helpers for tests of the embedded server: statements through psql, and applications to be killed."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.embedded.binaries import wheel_binaries

APPLICATION = """
    import signal, sys, time
    from pathlib import Path
    from exercise_buddy.embedded import EmbeddedPostgres

    # The tests may run in a background job or under nohup, which have signals ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    postgres = EmbeddedPostgres(Path(sys.argv[1]))
    postgres.start()
    print(postgres.url(), flush=True)
    {then}
"""
PATIENCE_SECONDS = 120
"""After which what a program of a test should have done by then is taken for lost."""

SERVE = "time.sleep(3600)"


def sql(url: str, statement: str) -> str:
    """Runs a statement, and returns its output, unaligned and without headings."""
    result = subprocess.run(
        [
            wheel_binaries() / "psql",
            "-XAtq",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            url,
            "-c",
            statement,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


@contextmanager
def application(data_dir: Path, then: str = SERVE) -> Iterator[subprocess.Popen[str]]:
    """An application in a process of its own, which starts the server, prints its URL and goes on."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(APPLICATION).format(then=then),
            str(data_dir),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def url_of(process: subprocess.Popen[str]) -> str:
    """Waits until the application's server is ready."""
    assert process.stdout is not None
    url = process.stdout.readline().strip()
    if not url:
        raise AssertionError(process.communicate()[1])
    return url


def postmaster_pid(data_dir: Path) -> int:
    return int((data_dir / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0])


def has_ended(pid: int) -> bool:
    """Also true of a process that has ended and that nobody has asked for its status yet."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return True
    return state == "Z"


def assert_works(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as postgres:
        assert sql(postgres.url(), "SELECT 6 * 7") == "42"
