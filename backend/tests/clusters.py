"""A cluster made once in each process of the tests, and copied: most are not about making one, which costs the most."""

import os
import signal
import subprocess
from pathlib import Path

from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.embedded.binaries import wheel_binaries
from exercise_buddy.embedded.locks import wait_for
from tests.embedded.scenarios import postmaster_pid


def make_cluster(data_dir: Path) -> Path:
    """A cluster without tables, stopped, to copy."""
    with EmbeddedPostgres(data_dir):
        return data_dir / "postgres"


def put_cluster(pristine_cluster: Path, data_dir: Path) -> Path:
    """The data directory, with a cluster in it that is owned as the server's account needs it."""
    data_dir.mkdir(mode=0o700, exist_ok=True)
    subprocess.run(["/bin/cp", "-a", pristine_cluster, data_dir / "postgres"], check=True)
    return data_dir


def let_superuser_in(postgres: EmbeddedPostgres, *lines: str) -> str:
    """The URL of the running server's superuser, once it is let in, and who else `lines` of pg_hba.conf let in."""
    access = postgres.data_dir / "postgres" / "pg_hba.conf"
    access.write_text("\n".join(["local all postgres trust", *lines, ""]))
    os.kill(postmaster_pid(postgres.data_dir), signal.SIGHUP)
    url = postgres.url("postgres").replace("exercise_buddy@", "postgres@")
    assert wait_for(lambda: can_connect(url), 30)
    return url


def can_connect(url: str) -> bool:
    """Whether the server takes a statement of this role."""
    ask: list[str | Path] = [wheel_binaries() / "psql", "-XAtqc", "SELECT 1", "-d", url]
    return subprocess.run(ask, check=False, capture_output=True).returncode == 0
