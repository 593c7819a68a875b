"""The parts of the scaled topology, on sockets and loopback: PostgreSQL with a replica, PgBouncer, Redis, three APIs.

Each is a real program in processes of its own, which can be killed and frozen, and is started again as Docker does it.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.embedded.account import SYSTEM_ACCOUNT
from exercise_buddy.embedded.cluster import CLUSTER
from exercise_buddy.embedded.locks import wait_for
from exercise_buddy.embedded.postmaster import Postmaster

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "backend"))

from tests.replica import Replica  # noqa: E402 - the tests' own replica, which is a real one

COMMAND = REPOSITORY / "backend/.venv/bin/exercise-buddy"
APIS = 3
START_SECONDS = 120.0
RESTARTED_AFTER_SECONDS = 0.5
UNKNOWN_TO_1_18 = "max_prepared_statements"


class Part:
    """A program, by its command, started again when it dies; `account` is whom it runs as."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], account: str | None = None) -> None:
        self.name = name
        self._command = command
        self._environment = {**os.environ, **environment}
        self._account = account
        self._process: subprocess.Popen[bytes] | None = None
        self.deaths = 0
        """Of its own, not by us."""

    def start(self) -> None:
        """Start it; who needs it waits for it."""
        self._process = process = subprocess.Popen(
            self._command,
            env=self._environment,
            user=self._account,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        threading.Thread(target=self._watch, args=(process,), daemon=True).start()

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        status = process.wait()
        if self._process is process:
            self.deaths += status != -signal.SIGKILL
            time.sleep(RESTARTED_AFTER_SECONDS)
            self.start()

    def kill(self) -> None:
        """As the kernel does when memory is short."""
        if self._process is not None:
            self._process.kill()

    def mend(self) -> None:
        """What nobody starts again is started."""

    def freeze(self) -> None:
        """It keeps its connections, and says nothing."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        self._send(signal.SIGCONT)

    def stop(self) -> None:
        """In order."""
        process, self._process = self._process, None
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGCONT)
            process.terminate()
            process.wait(60)

    def _send(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)


class Primary(Part):
    """The primary, which its own watch starts again after a death."""

    def __init__(self, postgres: EmbeddedPostgres, account: str | None) -> None:
        super().__init__("primary", [], {})
        self._postgres = postgres
        self._account = account

    def kill(self) -> None:
        """All of its processes; returns when it has been started again."""
        killed = self._all()
        for process in killed:
            process.kill()
        cluster = self._postgres.data_dir / CLUSTER
        wait_for(
            lambda: bool((found := Postmaster.read(cluster)) and found.is_ready and found.pid != killed[0].pid),
            START_SECONDS,
        )
        self.let_in()

    def let_in(self) -> None:
        """PgBouncer and the replica run as the server's account; each start writes anew who may connect."""
        if self._account is not None:
            ident = self._postgres.data_dir / CLUSTER / "pg_ident.conf"
            lines = [f"exercise_buddy {self._account} {role}\n" for role in ("exercise_buddy", "exercise_buddy_backup")]
            ident.write_text(ident.read_text() + "".join(lines))
            self._all()[0].send_signal(signal.SIGHUP)

    def freeze(self) -> None:
        """All of its processes."""
        for process in self._all():
            process.suspend()

    def thaw(self) -> None:
        """All of its processes."""
        for process in self._all():
            process.resume()

    def _all(self) -> list[psutil.Process]:
        found = Postmaster.read(self._postgres.data_dir / CLUSTER)
        if found is None:
            raise RuntimeError("the primary does not run")
        postmaster = psutil.Process(found.pid)
        return [postmaster, *postmaster.children(recursive=True)]


class ReplicaPart(Part):
    """The replica of the tests, as a part."""

    def __init__(self, replica: Replica) -> None:
        super().__init__("replica", [], {})
        self._replica = replica
        self._hanging = ExitStack()

    def mend(self) -> None:
        """Start it again."""
        self._replica.start()

    def kill(self) -> None:
        """All of its processes."""
        self._replica.kill()

    def freeze(self) -> None:
        """All of its processes."""
        self._hanging.enter_context(self._replica.hanging())

    def thaw(self) -> None:
        """All of its processes."""
        self._hanging.close()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Topology:
    """Everything together; `origins` are the APIs', and `parts` can be broken."""

    def __init__(self, primary: EmbeddedPostgres, replica: Replica, folder: Path) -> None:
        self.primary_url = primary.url()
        sockets = folder / "sockets"
        account = SYSTEM_ACCOUNT if os.geteuid() == 0 else None
        _make_for(sockets, account)
        self.redis = Part("redis", _redis(sockets), {})
        self.pgbouncer = Part("pgbouncer", _pgbouncer(sockets, self.primary_url), {}, account)
        settings = {
            "DATABASE_URL": f"postgresql://exercise_buddy@/exercise_buddy?host={sockets}&port=6432",
            "DATABASE_REPLICA_URLS": replica.url,
            "DATABASE_STATEMENT_CACHE": "false",
            "JWT_SECRET": secrets.token_urlsafe(48),
            "REDIS_URL": f"unix://{sockets}/redis.sock",
            "RATE_LIMITS": "false",
            "LOG_LEVEL": "ERROR",
            "WEB_DIR": str(folder),
        }
        ports = [free_port() for _ in range(APIS)]
        self.origins = [f"http://127.0.0.1:{port}" for port in ports]
        self.apis = [Part("api", [str(COMMAND), "serve", "--port", str(port)], settings) for port in ports]
        self.primary: Primary = Primary(primary, account)
        self.replica = ReplicaPart(replica)
        self.parts: list[Part] = [self.redis, self.pgbouncer, *self.apis]


def _redis(sockets: Path) -> list[str]:
    return ["redis-server", "--port", "0", "--unixsocket", f"{sockets}/redis.sock", "--save", "", "--dir", str(sockets)]


def _pgbouncer(sockets: Path, url: str) -> list[str]:
    """With the shipped configuration, but for TLS, the password, and what Debian's older one does not know."""
    shipped = (REPOSITORY / "deploy" / "pgbouncer.ini").read_text().splitlines()
    left_out = ("server_tls", UNKNOWN_TO_1_18, "auth_file", "auth_type")
    lines = [line for line in shipped if not line.startswith(left_out)]
    text = "\n".join([*lines, "auth_type = any", ""])
    host = url.partition("host=")[2].partition("&")[0]
    text = text.replace("/run/pgbouncer", str(sockets)).replace("host=postgres", f"host={host} user=exercise_buddy")
    path = sockets / "pgbouncer.ini"
    path.write_text(text)
    return ["pgbouncer", str(path)]


def _make_for(folder: Path, account: str | None) -> None:
    folder.mkdir()
    folder.chmod(0o755)
    if account:
        shutil.chown(folder, account)


@contextmanager
def running(folder: Path) -> Iterator[Topology]:
    """All of it, ready; stopped in the end."""
    with EmbeddedPostgres(folder / "primary") as primary:
        (folder / "replica").mkdir()
        replica = Replica(primary, folder / "replica")
        topology = Topology(primary, replica, folder)
        try:
            topology.primary.let_in()
            for part in topology.parts:
                part.start()
                time.sleep(0.5)
            yield topology
        finally:
            for part in reversed(topology.parts):
                part.stop()
            replica.kill()
