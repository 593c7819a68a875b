"""A copied cluster where a test begins with one."""

from pathlib import Path

import pytest

from tests.clusters import put_cluster


@pytest.fixture
def ready_cluster(pristine_cluster: Path, tmp_path: Path) -> None:
    """Puts a cluster into `tmp_path`."""
    put_cluster(pristine_cluster, tmp_path)
