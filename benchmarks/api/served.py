"""Runs the product for a measurement."""

import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
COMMAND = REPOSITORY / "backend/.venv/bin/exercise-buddy"
START_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """A running server at `origin`."""

    origin: str
    pid: int


def free_port() -> int:
    """A free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def served(*prefix: str, demo: bool = False, **settings: str) -> Iterator[Served]:
    """The app on a free port, with a data directory that goes with it, and where wanted with the demo account in it.

    `prefix` stands before the command (taskset, for one), `settings` are environment variables.
    """
    port = free_port()
    with tempfile.TemporaryDirectory() as data_dir:
        options = ["--port", str(port), "--data-dir", data_dir, "--web-dir", str(REPOSITORY / "frontend/dist")]
        environment = {**os.environ, "LOG_LEVEL": "WARNING", **settings}
        if demo:
            subprocess.run([str(COMMAND), "seed", "--data-dir", data_dir], check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(
            [*prefix, str(COMMAND), "serve", *options], stdout=subprocess.DEVNULL, env=environment
        )
        try:
            origin = f"http://127.0.0.1:{port}"
            wait_until_ready(f"{origin}/readyz", server)
            yield Served(origin, server.pid)
        finally:
            server.terminate()
            server.wait()


def wait_until_ready(url: str, server: "subprocess.Popen[bytes]") -> None:
    """Wait until the server answers; raises RuntimeError if it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url):
                return
        except urllib.error.URLError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")
