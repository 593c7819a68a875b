"""A part of the scaled set-up: a real program at an address of its own, which can be killed, frozen and cut off."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import network
import psutil

RESTARTED_AFTER_SECONDS = 0.5


class Part:
    """A program that is restarted when it dies, as Docker does; it runs as the account `uid`."""

    def __init__(
        self,
        name: str,
        command: list[str],
        environment: dict[str, str],
        log: Path,
        account: tuple[int, int] | None = None,
    ) -> None:
        self.name = name
        self.command = command
        self._environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", **environment}
        self._log = log / f"{name}.log"
        self.place = network.inside(name, *(account or ()))
        """The prefix that runs a command at the part's address, as its account."""
        self._process: subprocess.Popen[bytes] | None = None
        self.deaths: list[int] = []
        """The exit statuses of deaths that we did not cause."""

    def start(self) -> None:
        """Start it, without waiting until it is ready."""
        with self._log.open("ab") as log:
            self._process = process = subprocess.Popen(
                [*self.place, *self.command],
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd="/",
            )
        threading.Thread(target=self._watch, args=(process,), daemon=True).start()

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        status = process.wait()
        if self._process is process:
            if status != -signal.SIGKILL:
                self.deaths.append(status)
            time.sleep(RESTARTED_AFTER_SECONDS)
            # Unless it was stopped in the meantime.
            if self._process is process:
                self.start()

    def kill(self) -> None:
        """Kill all its processes, as if memory ran out or the power failed."""
        self._each(psutil.Process.kill)

    def kill_for_good(self) -> None:
        """Kill it without a restart."""
        process, self._process = self._process, None
        psutil.wait_procs(self._each(psutil.Process.kill, process), timeout=30)

    def freeze(self) -> None:
        """Freeze it: it keeps its connections, but does not respond."""
        self._each(psutil.Process.suspend)

    def thaw(self) -> None:
        """Let it continue."""
        self._each(psutil.Process.resume)

    def cut(self) -> None:
        """Cut it off silently."""
        network.cut(self.name)

    def mend(self) -> None:
        """Reconnect it."""
        network.mend(self.name)

    def stop(self) -> None:
        """Stop it cleanly."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            process.send_signal(self.ends_by)
            process.wait(60)

    ends_by = signal.SIGTERM

    def restart(self) -> None:
        """Restart it cleanly, as for an upgrade."""
        self.stop()
        self.start()

    def _each(
        self, action: Callable[[psutil.Process], None], process: "subprocess.Popen[bytes] | None" = None
    ) -> list[psutil.Process]:
        process = process or self._process
        if process is None or process.poll() is not None:
            return []
        first = psutil.Process(process.pid)
        found = [first, *first.children(recursive=True)]
        for one in found:
            # A process may end by itself meanwhile, such as a server's process for a connection.
            with contextlib.suppress(psutil.NoSuchProcess):
                action(one)
        return found
