"""Runs PostgreSQL's client programs against any database, without its password on a command line."""

import asyncio
import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from exercise_buddy.core.db.wire import SECONDS_BETWEEN_PROBES, SECONDS_UNTIL_A_PROBE, SECONDS_WITHOUT_AN_ANSWER
from exercise_buddy.embedded.binaries import POSTGRES_MAJOR, wheel_binaries
from exercise_buddy.embedded.errors import EmbeddedError
from exercise_buddy.embedded.programs import environment

# Options that SQLAlchemy and asyncpg accept in a URL, but libpq refuses.
DRIVER_OPTIONS = frozenset(
    {
        "command_timeout",
        "prepared_statement_cache_size",
        "prepared_statement_name_func",
        "server_settings",
        "statement_cache_size",
        "timeout",
    }
)
# What the driver's sockets get: a program that waits for a long statement notices that the packets are lost.
NOTICE_LOST_PACKETS = {
    "keepalives_idle": SECONDS_UNTIL_A_PROBE,
    "keepalives_interval": SECONDS_BETWEEN_PROBES,
    "tcp_user_timeout": 1000 * SECONDS_WITHOUT_AN_ANSWER,
}
TLS_MODES = frozenset({"require", "verify-ca", "verify-full"})
CONNECT_TIMEOUT_SECONDS = "10"
# Variables in which libpq looks for passwords and certificates that are not in the URL.
PASSED_ON = (
    "HOME",
    "PGPASSFILE",
    "PGSSLROOTCERT",
    "PGSSLCERT",
    "PGSSLKEY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
)
# Debian's folder for the programs of one version.
DEBIAN_PROGRAMS = Path(f"/usr/lib/postgresql/{POSTGRES_MAJOR}/bin")


class ClientFailed(Exception):
    """A client program failed; the message has its error output."""


class Client:
    """Runs PostgreSQL's programs against one database, given by a URL in SQLAlchemy's or libpq's form."""

    def __init__(self, database_url: str) -> None:
        self._url, self._password = _split_password(database_url)
        self._wants_tls = _ssl_mode(self._url) in TLS_MODES

    async def run(self, program: str, *arguments: str, connect: bool = True) -> str:
        """Run a program and return its output; cancelling kills it.

        Raises ClientFailed, or EmbeddedError if no suitable program is installed.
        """
        folder = program_folder(wants_tls=connect and self._wants_tls)
        target = (f"--dbname={self._url}", "--no-password") if connect else ()
        process = await asyncio.create_subprocess_exec(
            folder / program,
            *target,
            *arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self._environment(),
        )
        try:
            output, errors = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            raise ClientFailed(f"{program} says: {errors.decode(errors='replace').strip()}")
        return output.decode()

    def _environment(self) -> dict[str, str]:
        variables = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        if self._password is not None:
            variables["PGPASSWORD"] = self._password
        return {
            **environment(),
            **variables,
            "PGCONNECT_TIMEOUT": CONNECT_TIMEOUT_SECONDS,
        }


def program_folder(*, wants_tls: bool) -> Path:
    """The wheel's programs, which are built without TLS, or the system's if TLS is wanted; raises EmbeddedError."""
    if not wants_tls:
        return wheel_binaries()
    for candidate in (DEBIAN_PROGRAMS / "pg_dump", shutil.which("pg_dump")):
        if candidate and Path(candidate).exists() and _major(Path(candidate)) >= POSTGRES_MAJOR:
            return Path(candidate).parent
    raise EmbeddedError(
        "The database wants an encrypted connection, which the PostgreSQL programs that come with "
        f"Exercise Buddy do not support. Install those of PostgreSQL {POSTGRES_MAJOR} or newer "
        f"(Debian: postgresql-client-{POSTGRES_MAJOR} from apt.postgresql.org)."
    )


def _major(program: Path) -> int:
    version = subprocess.run(  # noqa: S603 - a program found by us
        [program, "--version"], capture_output=True, text=True, check=True
    )
    found = re.search(r"\) (\d+)", version.stdout)
    return int(found[1]) if found else 0


def _split_password(database_url: str) -> tuple[str, str | None]:
    """Split a URL into libpq's form without the password, and the password."""
    parts = urlsplit(database_url)
    login, _, address = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    options = dict(parse_qsl(parts.query))
    secret = unquote(password) or options.pop("password", "") or None
    if "ssl" in options:
        mode = options.pop("ssl")
        options["sslmode"] = "require" if mode.lower() in {"true", "1", "on"} else mode
    given = {name: value for name, value in options.items() if name not in DRIVER_OPTIONS}
    query = urlencode(NOTICE_LOST_PACKETS | given, quote_via=quote)
    at = "@" if user else ""
    return f"postgresql://{user}{at}{address}{parts.path}?{query}", secret


def _ssl_mode(url: str) -> str | None:
    return dict(parse_qsl(urlsplit(url).query)).get("sslmode")
