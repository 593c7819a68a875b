"""The three servers of PostgreSQL, started by the shipped deploy/postgres-node.sh with the shipped settings."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path

import network
from packages import REPOSITORY
from parts import Part

DEPLOY = REPOSITORY / "deploy"
NODES = ("postgres", "postgres-b", "postgres-c")
DATABASE = "exercise_buddy"
START_SECONDS = 120.0

SHIPPED = dict(re.findall(r"^    - -c([\w.]+)=(.*)$", (DEPLOY / "compose.replicas.yaml").read_text(), re.MULTILINE))
OF_THE_IMAGE = {"listen_addresses": "*", "hba_file": str(DEPLOY / "pg_hba.conf"), "ssl": "on"}


class Secrets:
    """Passwords generated for this run."""

    def __init__(self) -> None:
        roles = ("POSTGRES", "OWNER", "APP", "READ", "BACKUP")
        self.passwords = {role: secrets.token_hex(24) for role in roles}
        self.jwt = secrets.token_urlsafe(48)
        self.archive = secrets.token_urlsafe(48)

    def url(self, role: str, hosts: str) -> str:
        """The URL for a role such as exercise_buddy_app or _owner, with TLS."""
        login = f"exercise_buddy_{role.lower()}:{self.passwords[role]}"
        return f"postgresql://{login}@{hosts}/{DATABASE}?sslmode=require"


class Certificate:
    """One key for all servers, like that of deploy/postgres-with-tls.sh."""

    def __init__(self, folder: Path, account: tuple[int, int]) -> None:
        self.key = folder / "server.key"
        self.certificate = folder / "server.crt"
        names = ",".join(f"DNS:{name}" for name in (*NODES, *network.PGBOUNCERS))
        subject = ["-subj", "/CN=postgres", "-addext", f"subjectAltName={names}"]
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-keyout", str(self.key)]
        make = [
            "openssl",
            "req",
            "-new",
            "-x509",
            "-nodes",
            "-days",
            "2",
            *subject,
            *key,
            "-out",
            str(self.certificate),
        ]
        subprocess.run(make, check=True, capture_output=True)
        os.chown(self.key, *account)
        self.key.chmod(0o600)


class Node(Part):
    """A server with its own `folder`."""

    ends_by = signal.SIGINT
    """Fast shutdown: does not wait for clients."""

    def __init__(
        self, name: str, folder: Path, given: Secrets, certificate: Certificate, account: tuple[int, int]
    ) -> None:
        self.data = folder / name / "data"
        self.sockets = folder / name / "sockets"
        for part in (self.data.parent, self.sockets):
            part.mkdir()
            os.chown(part, *account)
        settings = {
            **SHIPPED,
            **OF_THE_IMAGE,
            "unix_socket_directories": str(self.sockets),
            "ssl_key_file": str(certificate.key),
            "ssl_cert_file": str(certificate.certificate),
        }
        options = [part for item in settings.items() for part in ("-c", "=".join(item))]
        self.environment = {
            "NODE": name,
            "PRIMARY": "postgres",
            "PGDATA": str(self.data),
            "AS_POSTGRES": "",
            "POSTGRES_START": "env",
            "PGUSER": "exercise_buddy_backup",
            "PGPASSWORD": given.passwords["BACKUP"],
            "PGSSLMODE": "verify-full",
            "PGSSLROOTCERT": str(certificate.certificate),
            **archive_environment(folder, self, given),
        }
        command = ["sh", str(DEPLOY / "postgres-node.sh"), "postgres", "-D", str(self.data), *options]
        super().__init__(name, command, self.environment, folder, account)

    def follow(self, primary: str) -> None:
        """Name the primary, effective from the next start, like scale.env."""
        self._environment["PRIMARY"] = primary

    def ask(self, statement: str, *, user: str = "postgres", database: str = DATABASE) -> str:
        """The result of a statement, through its socket."""
        psql = ["psql", "-XqtA", "-v", "ON_ERROR_STOP=1", "-h", str(self.sockets), "-U", user, "-d", database]
        done = subprocess.run([*psql, "-c", statement], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{self.name}: {done.stderr.strip()}")
        return done.stdout.strip()

    def until(self, condition: str, database: str = "postgres", seconds: float = START_SECONDS) -> None:
        """Wait until a statement returns true."""
        end = time.monotonic() + seconds
        while True:
            try:
                if self.ask(condition, database=database) == "t":
                    return
            except RuntimeError:
                pass
            if time.monotonic() > end:
                raise RuntimeError(f"{self.name}: not within {seconds} s: {condition}\n{self._log.read_text()[-2000:]}")
            time.sleep(0.1)

    def empty(self) -> None:
        """Delete its data, like emptying a volume."""
        shutil.rmtree(self.data)

    def run_here(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command beside it, in its environment and as its account, like `docker compose exec`."""
        kept = {name: value for name, value in self._environment.items() if not name.startswith(("PGUSER", "PGPASS"))}
        environment = {**kept, "PGHOST": str(self.sockets), "PGUSER": "postgres", "TMPDIR": str(self.data.parent)}
        return subprocess.run(
            [*self.place, *command], env=environment, capture_output=True, text=True, check=False, cwd="/"
        )


def archive_environment(folder: Path, node: Node, given: Secrets) -> dict[str, str]:
    """The shipped pgbackrest.conf, with this run's folders."""
    own = node.data.parent
    return {
        "PGBACKREST_CONFIG": str(DEPLOY / "pgbackrest.conf"),
        "PGBACKREST_REPO1_PATH": str(folder / "archive"),
        "PGBACKREST_REPO1_CIPHER_PASS": given.archive,
        "PGBACKREST_PG1_PATH": str(node.data),
        "PGBACKREST_PG1_SOCKET_PATH": str(node.sockets),
        "PGBACKREST_LOCK_PATH": str(own / "lock"),
        "PGBACKREST_LOG_PATH": str(own),
        "PGBACKREST_SPOOL_PATH": str(own / "spool"),
        # pgBackRest starts itself again for its workers, and writes this unquoted into PostgreSQL's settings.
        "PGBACKREST_CMD": str(_without_spaces(folder, "pgbackrest")),
    }


def _without_spaces(folder: Path, program: str) -> Path:
    """A link in this run's folder: the checkout's own path may have spaces."""
    link = folder / program
    if not link.is_symlink():
        link.symlink_to(str(shutil.which(program)))
    return link


def make_primary(node: Node, given: Secrets, account: tuple[int, int]) -> None:
    """Do what the postgres image does at its first start: cluster, database, roles by deploy/postgres-roles.sh."""
    initdb = ["initdb", "-U", "postgres", "--pgdata", str(node.data), "--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run([*node.place, *initdb], check=True, capture_output=True, cwd="/")
    node.start()
    node.until("SELECT true")
    # No replica is there yet that could confirm it.
    passwords = {f"{role}_PASSWORD": password for role, password in given.passwords.items()}
    local = {"PGOPTIONS": "-c synchronous_commit=local", "PGHOST": str(node.sockets)}
    environment = {**os.environ, **passwords, **local, "POSTGRES_USER": "postgres", "POSTGRES_DB": DATABASE}
    statements = [f"CREATE DATABASE {DATABASE}", f"ALTER ROLE postgres PASSWORD '{given.passwords['POSTGRES']}'"]
    for statement in statements:
        subprocess.run(["psql", "-Xq", "-U", "postgres", "-c", statement], env=environment, check=True)
    subprocess.run(["sh", str(DEPLOY / "postgres-roles.sh")], env=environment, check=True)
    archive = node.data.parents[1] / "archive"
    archive.mkdir()
    os.chown(archive, *account)
