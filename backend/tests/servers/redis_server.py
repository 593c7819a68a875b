"""A real Redis for tests, where the machine has one."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest


@contextmanager
def running_redis(folder: Path) -> Iterator[str]:
    """The address of a Redis that runs for as long as this lasts; skips the test where there is none."""
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("no redis-server on this machine: limits and channels are tested without it")
    path = folder / "redis.sock"
    arguments = [server, "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    try:
        _wait_for(path)
        yield f"unix://{path}"
    finally:
        process.terminate()
        process.wait()


def _wait_for(path: Path) -> None:
    for _ in range(400):
        with closing(socket.socket(socket.AF_UNIX)) as client:
            if path.exists() and client.connect_ex(str(path)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(path)
