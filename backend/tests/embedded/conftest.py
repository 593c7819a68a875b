"""A cluster made once and copied: most tests are not about making one, which takes the most time."""

import subprocess
from pathlib import Path

import pytest

from exercise_buddy.embedded import EmbeddedPostgres


@pytest.fixture(scope="session")
def pristine_cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data_dir = tmp_path_factory.mktemp("pristine")
    with EmbeddedPostgres(data_dir):
        pass
    return data_dir / "postgres"


def put_cluster(pristine_cluster: Path, data_dir: Path) -> Path:
    """The data directory, with a cluster in it that is owned as the server's account needs it."""
    data_dir.mkdir(mode=0o700, exist_ok=True)
    subprocess.run(["/bin/cp", "-a", pristine_cluster, data_dir / "postgres"], check=True)
    return data_dir


@pytest.fixture
def ready_cluster(pristine_cluster: Path, tmp_path: Path) -> None:
    """Puts a cluster into `tmp_path`."""
    put_cluster(pristine_cluster, tmp_path)


@pytest.fixture
def ready_data_dir(pristine_cluster: Path, tmp_path: Path) -> Path:
    """A data directory in `tmp_path` with a cluster."""
    return put_cluster(pristine_cluster, tmp_path / "data")
