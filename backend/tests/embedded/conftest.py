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


@pytest.fixture
def ready_cluster(pristine_cluster: Path, tmp_path: Path) -> None:
    """Puts a cluster into `tmp_path`, owned as the server's account needs it."""
    subprocess.run(["/bin/cp", "-a", pristine_cluster, tmp_path / "postgres"], check=True)
