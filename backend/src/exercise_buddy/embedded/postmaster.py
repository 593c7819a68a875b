"""What the server says of itself in postmaster.pid."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

# Line numbers as PostgreSQL's src/include/utils/pidfile.h has them, from 0.
PID_LINE = 0
SOCKET_DIR_LINE = 4
STATUS_LINE = 7
READY = "ready"


@dataclass(frozen=True)
class Postmaster:
    """A server, as its file describes it; it need not be alive."""

    pid: int
    socket_dir: Path
    is_ready: bool

    @classmethod
    def read(cls, cluster: Path) -> Self | None:
        """None where there is no file, or where the server has not finished writing it."""
        try:
            lines = (cluster / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return None
        if len(lines) <= SOCKET_DIR_LINE:
            return None
        is_ready = len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == READY
        return cls(int(lines[PID_LINE]), Path(lines[SOCKET_DIR_LINE]), is_ready)

    def runs_in(self, cluster: Path) -> bool:
        """Whether the process is this cluster's server, and not another one that has a dead one's id.

        Only Linux tells; elsewhere the file is believed.
        """
        if sys.platform != "linux":
            return True
        try:
            return Path(f"/proc/{self.pid}/cwd").samefile(cluster)
        except (FileNotFoundError, PermissionError, ProcessLookupError):
            return False
