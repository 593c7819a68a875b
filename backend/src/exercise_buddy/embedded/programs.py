"""Runs PostgreSQL's programs as the server's account."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypedDict

from exercise_buddy.embedded.account import Account

UMASK = 0o077
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class _Identity(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class ClusterHandle:
    """A cluster's open directory.

    The server inherits the descriptor. With it comes the lock on the directory, which lasts as long as any of
    the server's processes, and access even if its account cannot reach the path (a data directory below /root).
    """

    path: Path
    descriptor: int

    @property
    def argument(self) -> str:
        """The path to pass to PostgreSQL's programs."""
        if sys.platform == "linux":
            return f"/proc/self/fd/{self.descriptor}"
        return str(self.path)

    def close(self) -> None:
        """Close our descriptor; a server that inherited it keeps its own."""
        os.close(self.descriptor)


@dataclass(frozen=True)
class Programs:
    """PostgreSQL's programs and the account they run as."""

    folder: Path
    account: Account

    def run(
        self, name: str, *arguments: str, cluster: ClusterHandle, stdin: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Run a program on a cluster and wait for it; standard error is merged into its output."""
        return subprocess.run(  # noqa: S603 - PostgreSQL's own program, no shell
            [self.folder / name, *arguments],
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd="/",
            env=environment(),
            umask=UMASK,
            start_new_session=True,
            pass_fds=[cluster.descriptor],
            check=False,
            **self._identity(),
        )

    def spawn(self, name: str, *arguments: str, cluster: ClusterHandle, log: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start a program in a session of its own.

        Ctrl-C in the terminal then reaches only the application, which finishes its requests and stops the server.
        """
        return subprocess.Popen(  # noqa: S603 - as above
            [self.folder / name, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=environment(),
            umask=UMASK,
            start_new_session=True,
            pass_fds=[cluster.descriptor],
            **self._identity(),
        )

    def _identity(self) -> _Identity:
        if self.account.is_current:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}


def environment() -> dict[str, str]:
    """The programs' environment, without the application's secrets and the user's PG* variables."""
    kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {"PATH": os.defpath, **kept, "LC_ALL": "C", "TZ": "UTC"}
