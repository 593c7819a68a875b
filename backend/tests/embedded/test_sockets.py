"""The folders of unix sockets that killed servers leave behind."""

import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from exercise_buddy.embedded.account import Account
from exercise_buddy.embedded.sockets import LEFT_BEHIND_SECONDS, SOCKET, remove_left_behind

OURSELVES = Account(os.geteuid(), os.getegid())
NOW = 1_800_000_000.0
LONG_AGO = NOW - LEFT_BEHIND_SECONDS - 1
NAME = "exercise-buddy-0123456789abcdef"


@pytest.fixture
def root() -> Iterator[Path]:
    """A folder whose path is short enough for a socket below, as that of `tmp_path` need not be."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


def left_behind(root: Path, name: str = NAME, at: float = LONG_AGO, mode: int = 0o700) -> Path:
    folder = root / name
    folder.mkdir(mode=mode)
    os.utime(folder, (at, at))
    return folder


def bound(folder: Path) -> socket.socket:
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(folder / SOCKET))
    os.utime(folder, (LONG_AGO, LONG_AGO))
    return server


def test_an_empty_one_goes(root: Path) -> None:
    folder = left_behind(root)
    remove_left_behind(root, OURSELVES, NOW)
    assert not folder.exists()


def test_one_whose_socket_nobody_listens_to_goes(root: Path) -> None:
    folder = left_behind(root)
    bound(folder).close()
    remove_left_behind(root, OURSELVES, NOW)
    assert not folder.exists()


def test_that_of_a_running_server_stays_even_if_it_is_busy(root: Path) -> None:
    folder = left_behind(root)
    with bound(folder) as server:
        server.listen(0)
        for _ in range(3):
            remove_left_behind(root, OURSELVES, NOW)
            assert folder.exists()


@pytest.mark.parametrize(
    "leave",
    [
        lambda root: left_behind(root, at=NOW - 1),
        lambda root: left_behind(root, "exercise-buddy-e2e-AbCdEf"),
        lambda root: left_behind(root, mode=0o755),
    ],
    ids=["of a server that starts", "another name", "open to others"],
)
def test_what_may_be_somebody_elses_stays(leave: Callable[[Path], Path], root: Path) -> None:
    folder = leave(root)
    remove_left_behind(root, OURSELVES, NOW)
    assert folder.exists()
    remove_left_behind(root, Account(OURSELVES.uid + 1, OURSELVES.gid), NOW)
    assert folder.exists()
