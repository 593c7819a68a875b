"""All parts with the shipped settings: two Caddys, three APIs, Redis, two PgBouncers, three PostgreSQL servers."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import network
import packages
import yaml
from exercise_buddy.embedded.account import server_account
from parts import Part
from postgres import DATABASE, DEPLOY, NODES, START_SECONDS, Certificate, Node, Secrets, make_primary

FOLDER = Path(tempfile.gettempdir()) / "exercise-buddy-topology"
ORIGIN = "http://balancer"
EXERCISE_BUDDY = [str(Path(sys.executable).with_name("exercise-buddy"))]


def _stop_signal(service: str) -> str:
    compose = yaml.safe_load((DEPLOY / "compose.scale.yaml").read_text())
    return str(compose["services"][service]["stop_signal"])


class PgBouncer(Part):
    """Stopped by the compose file's signal, without waiting for clients, which may have been cut off."""

    ends_by = signal.Signals[_stop_signal("pgbouncer")]


class Topology:
    """All parts; each can be broken."""

    def __init__(self, folder: Path) -> None:
        account = server_account(folder / "nothing")
        owner = (account.uid, account.gid)
        self.folder = folder
        self.owner = owner
        self.secrets = Secrets()
        self.certificate = Certificate(folder, owner)
        nodes = [Node(name, folder, self.secrets, self.certificate, owner) for name in NODES]
        self.nodes = {node.name: node for node in nodes}
        self.redis = Part("redis", _redis(), {}, folder)
        self._pgbouncer_folder()
        self.pgbouncers = [PgBouncer(name, self._pgbouncer(name), {}, folder, owner) for name in network.PGBOUNCERS]
        self.apis = [
            Part(name, [*EXERCISE_BUDDY, "serve", *_listening()], self._api(), folder) for name in network.APIS
        ]
        caddy = {"SITE_ADDRESS": ORIGIN, "HOME": str(folder)}
        self.balancers = [Part(name, _caddy(), caddy, folder) for name in network.BALANCERS]
        self.parts: list[Part] = [*nodes, self.redis, *self.pgbouncers, *self.apis, *self.balancers]

    @property
    def primary(self) -> Node:
        """The primary that both PgBouncers use."""
        text = (self.folder / "pgbouncer" / "primary.ini").read_text()
        return next(node for node in self.nodes.values() if f"host={node.name} " in text)

    def start(self) -> None:
        """Start all in the order of the compose files; returns when everything is ready."""
        first, *others = self.nodes.values()
        make_primary(first, self.secrets, self.owner)
        for node in others:
            node.start()
        first.until("SELECT count(*) = 2 FROM pg_stat_replication WHERE state = 'streaming'")
        self.exercise_buddy("migrate")
        for part in (self.redis, *self.pgbouncers, *self.apis, *self.balancers):
            part.start()
        for api in self.apis:
            until_ready(f"http://{api.name}:8000")
        until_ready(ORIGIN)

    def exercise_buddy(self, *command: str) -> None:
        """Run an `exercise-buddy` command as the owner of the tables."""
        environment = {**os.environ, "DATABASE_URL": self.secrets.url("OWNER", self.primary.name)}
        subprocess.run([*EXERCISE_BUDDY, *command], env=environment, check=True, stdout=subprocess.DEVNULL)

    def promote(self) -> "subprocess.CompletedProcess[str]":
        """Run deploy/promote.sh, as an operator would, beside a PgBouncer."""
        environment = {
            "PATH": os.environ["PATH"],
            "NODES": " ".join(NODES),
            "PGUSER": "postgres",
            "PGPASSWORD": self.secrets.passwords["POSTGRES"],
            "PGSSLMODE": "verify-full",
            "PGSSLROOTCERT": str(self.certificate.certificate),
            "PGBOUNCER_SOCKET": str(self.folder / "pgbouncer"),
            "PGBOUNCER_PORTS": " ".join(map(str, network.PGBOUNCERS.values())),
        }
        command = [*self.pgbouncers[0].place, "sh", str(DEPLOY / "promote.sh")]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd="/")

    def _pgbouncer_folder(self) -> None:
        """The folder that both share, like the compose file's volume: sockets, and the primary's address."""
        run = self.folder / "pgbouncer"
        run.mkdir()
        (run / "userlist.txt").write_text(f'"exercise_buddy_app" "{self.secrets.passwords["APP"]}"\n')
        (run / "primary.ini").write_text(f"[databases]\n{DATABASE} = host={NODES[0]} port=5432 dbname={DATABASE}\n")
        text = (DEPLOY / "pgbouncer.ini").read_text()
        for shipped, here in (
            ("/run/pgbouncer", run),
            ("/tmp/userlist.txt", run / "userlist.txt"),  # noqa: S108 - the container's
            ("/var/lib/tls/certificate/server.crt", self.certificate.certificate),
        ):
            text = text.replace(shipped, str(here))
        (run / "shipped.ini").write_text(text)
        for path in (run, *run.iterdir()):
            os.chown(path, *self.owner)

    def _pgbouncer(self, name: str) -> list[str]:
        """A PgBouncer with the shipped configuration, and a TLS port for APIs on other machines."""
        run = self.folder / "pgbouncer"
        text = f"%include {run}/shipped.ini\nlisten_port = {network.PGBOUNCERS[name]}\n"
        text += "listen_addr = *\nclient_tls_sslmode = require\n"
        text += f"client_tls_key_file = {self.certificate.key}\nclient_tls_cert_file = {self.certificate.certificate}\n"
        configuration = run / f"{name}.ini"
        configuration.write_text(text)
        os.chown(configuration, *self.owner)
        return ["pgbouncer", str(configuration)]

    def _api(self) -> dict[str, str]:
        pgbouncers = ",".join(f"{name}:{port}" for name, port in network.PGBOUNCERS.items())
        return {
            "ENVIRONMENT": "production",
            "DATABASE_URL": self.secrets.url("APP", pgbouncers) + "&load_balance_hosts=random",
            "DATABASE_REPLICA_URLS": ",".join(self.secrets.url("APP", node) for node in NODES),
            "JWT_SECRET": self.secrets.jwt,
            "REDIS_URL": "redis://redis:6379/0",
            "PUBLIC_URL": "https://buddy.example.org",
            "ALLOWED_HOSTS": "balancer",
            "FORWARDED_ALLOW_IPS": ",".join(network.ADDRESSES[name] for name in network.BALANCERS),
            "LOG_LEVEL": "WARNING",
            "WEB_DIR": str(self.folder),
            "HOME": str(self.folder),
        }


def _listening() -> list[str]:
    return ["--host", "0.0.0.0", "--port", "8000"]  # noqa: S104 - in a network of our own


def _redis() -> list[str]:
    return ["redis-server", "--protected-mode", "no", "--save", "", "--dir", tempfile.gettempdir()]


def _caddy() -> list[str]:
    return ["caddy", "run", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"]


def until_ready(origin: str) -> None:
    """Wait until the part itself reports that it is ready."""
    end = time.monotonic() + START_SECONDS
    with httpx.Client(trust_env=False, timeout=2) as http:
        while time.monotonic() < end:
            try:
                if http.get(f"{origin}/readyz").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.2)
    raise RuntimeError(f"{origin} is not ready after {START_SECONDS} s")


@contextmanager
def running() -> Iterator[Topology]:
    """Yield the running set-up and stop it afterwards. Leftovers of a killed run are removed first."""
    folder = FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o755)
    os.environ["PATH"] = f"{packages.programs()}:{os.environ['PATH']}"
    network.build(folder)
    topology = Topology(folder)
    try:
        topology.start()
        yield topology
    finally:
        for part in reversed(topology.parts):
            part.kill_for_good()
        shutil.rmtree(folder)
