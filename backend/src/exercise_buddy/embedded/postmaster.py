"""Reads postmaster.pid, in which a server describes itself."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

# Line numbers, from 0, of PostgreSQL's src/include/utils/pidfile.h.
PID_LINE = 0
SOCKET_DIR_LINE = 4
STATUS_LINE = 7
READY = "ready"


@dataclass(frozen=True)
class Postmaster:
    """A server as described by its file; it may be dead."""

    pid: int
    socket_dir: Path
    is_ready: bool

    @classmethod
    def read(cls, cluster: Path) -> Self | None:
        """Read the file of `cluster`; None if it does not exist or is still being written."""
        try:
            lines = (cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None
        if len(lines) <= SOCKET_DIR_LINE:
            return None
        is_ready = len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == READY
        return cls(int(lines[PID_LINE]), Path(lines[SOCKET_DIR_LINE]), is_ready)

    def runs_in(self, cluster: Path) -> bool:
        """Whether the process is this cluster's server, not another one that reused its id.

        Only Linux can tell; elsewhere this is True.
        """
        if sys.platform != "linux":
            return True
        try:
            return Path(f"/proc/{self.pid}/cwd").samefile(cluster)
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            return False
