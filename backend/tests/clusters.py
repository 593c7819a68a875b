"""A cluster made once in each process of the tests, and copied: most are not about making one, which costs the most."""

import subprocess
from pathlib import Path

from exercise_buddy.embedded import EmbeddedPostgres


def make_cluster(data_dir: Path) -> Path:
    """A cluster without tables, stopped, to copy."""
    with EmbeddedPostgres(data_dir):
        return data_dir / "postgres"


def put_cluster(pristine_cluster: Path, data_dir: Path) -> Path:
    """The data directory, with a cluster in it that is owned as the server's account needs it."""
    data_dir.mkdir(mode=0o700, exist_ok=True)
    subprocess.run(["/bin/cp", "-a", pristine_cluster, data_dir / "postgres"], check=True)
    return data_dir
