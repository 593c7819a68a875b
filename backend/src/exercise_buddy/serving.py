"""Serves the application: its database, its secret, its port, and Uvicorn."""

import asyncio
import errno
import gc
import os
import secrets
import socket
import ssl
import sys
import webbrowser
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import structlog
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy.exc import DBAPIError

from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.db.background import BackgroundMigration, run_pending
from exercise_buddy.core.db.backup_times import BackupTimes
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE, sqlstate_of
from exercise_buddy.core.db.migrate import NewerSchema, migrate
from exercise_buddy.core.http.connections import HEAD_TIMEOUT_SECONDS, OpenConnections, room_for_connections, within
from exercise_buddy.core.memory import keep_little
from exercise_buddy.core.running import kept_running
from exercise_buddy.core.settings import Settings, data_dir_of, key_secrets, refuse_unsafe
from exercise_buddy.embedded import EmbeddedPostgres
from exercise_buddy.embedded.archive.archive import Archive, scratch_of
from exercise_buddy.embedded.archive.keeping import Keeper
from exercise_buddy.embedded.archive.places import place_of
from exercise_buddy.embedded.archive.sealing import Seal
from exercise_buddy.embedded.archive.state import BACKUPS_FOLDER, ArchiveState
from exercise_buddy.embedded.backups import keep_backups
from exercise_buddy.embedded.files import kept_secret
from exercise_buddy.main import create_app
from exercise_buddy.recovery import as_typed, check_keys, recovery_key
from exercise_buddy.workouts.compaction import CompactDetails
from exercise_buddy.workouts.usage import CountDetails

FACTORY = "exercise_buddy.main:create_app_from_environment"
SECRET_FILE = "jwt-secret"  # noqa: S105 - a file's name
BACKLOG = 2048
MAX_PORT = 65535
NO_ADDRESS = "DATABASE_URL is no address of PostgreSQL: postgresql://user:password@host:5432/database"
INSUFFICIENT_PRIVILEGE = "42501"
"""PostgreSQL, appendix A."""
KEEP_ALIVE_SECONDS = 75
"""Longer than the 60 s for which the usual proxies keep a connection, so that they close it and not we."""
GRACE_SECONDS = 10
SWITCH_SECONDS = 0.0005
"""For so long a thread keeps the interpreter's lock once another wants it; Python's is 5 ms. A save passes the event
loop a dozen times, and each time cost as much while files were read and drawn in threads beside it."""
COLLECT_AFTER = (50_000, 20, 100)
"""Objects made, and collections of the younger generations, before a generation is looked through. Everybody waits for
that, with Python's own numbers (2,000, 10 and 10) half a second where a long file is being read."""

BACKGROUND_MIGRATIONS: tuple[BackgroundMigration, ...] = (CompactDetails(), CountDetails())
"""In the order in which they came."""

log = structlog.get_logger(__name__)


class ServingError(Exception):
    """The server cannot start; the message is meant for the user and holds no secret."""


@contextmanager
def database_url(settings: Settings) -> Iterator[str]:
    """The database of DATABASE_URL; where that is not set, an embedded one for as long as this lasts."""
    if settings.database_url is not None:
        yield settings.database_url.get_secret_value()
        return
    with EmbeddedPostgres(data_dir_of(settings)) as postgres:
        yield postgres.url()


async def prepare(url: str) -> None:
    """Bring the database to the newest schema, and its rows where they are few.

    Raises ServingError where it cannot be reached.
    """
    database = await _reach(url)
    try:
        await _migrate(database)
        left = await run_pending(database, BACKGROUND_MIGRATIONS, utc_now, lambda *_: None, only_small=True)
        if left:
            log.warning("background_migrations_pending", names=left, command="exercise-buddy migrate --background")
    finally:
        await database.close()


async def _migrate(database: Database) -> None:
    try:
        await migrate(database.engine)
    except NewerSchema as error:
        raise ServingError(str(error)) from error
    except DBAPIError as error:
        if sqlstate_of(error) != INSUFFICIENT_PRIVILEGE:
            raise
        raise ServingError(
            "The database needs changes that the role of DATABASE_URL may not make. "
            "Run `exercise-buddy migrate` with the DATABASE_URL of the tables' owner, then start again."
        ) from error


def prepared(settings: Settings, url: str) -> Settings:
    """The settings, with a secret, for a database that has the newest schema and whose keys have been looked at.

    Raises ServingError.
    """
    settings = with_secret(settings)
    asyncio.run(prepare(url))
    folder = data_dir_of(settings) if settings.database_url is None else None
    if wrong := asyncio.run(keys_checked(settings, url, folder)):
        log.warning("two_step_sign_in_broken", reason=wrong)
    return settings


async def keys_checked(settings: Settings, url: str, folder: Path | None) -> str | None:
    """What is wrong with the keys of two-step sign-in; where nothing is, a data directory's database keeps them."""
    database = await _reach(url)
    try:
        return await check_keys(database, key_secrets(settings), folder)
    except OSError as error:
        raise ServingError(f"Cannot keep a recovery key in {folder}: {error.strerror}.") from error
    finally:
        await database.close()


async def _reach(url: str) -> Database:
    """One connection to a database that answers. Without a cache of statements, which PgBouncer might not keep."""
    try:
        database = Database(url, pool_size=1, statement_cache=False)
        await database.ping()
    except (OSError, ValueError, *ERRORS_OF_THE_DATABASE) as error:
        raise ServingError(_unreachable(url, error)) from error
    return database


def _unreachable(url: str, error: Exception) -> str:
    """Says where the database was sought, and why that failed, without the password."""
    try:
        parts = urlsplit(url)
        hosts = " or ".join(_host(each) for each in parts.netloc.rpartition("@")[2].split(","))
    except ValueError:
        return NO_ADDRESS
    where = f"{hosts}, database {parts.path[1:] or '?'}"
    if parts.scheme.partition("+")[0] not in ("postgresql", "postgres"):
        return NO_ADDRESS
    # SQLAlchemy wraps what the driver said into lines of its own.
    reason = str(getattr(error, "orig", None) or error) or type(error).__name__
    if parts.password:
        reason = reason.replace(parts.password, "***")
    return f"Cannot use the database of DATABASE_URL ({where}): {reason}"


def _host(address: str) -> str:
    """One of the hosts of a URL, which may name several, each with its port; raises ValueError."""
    parts = urlsplit(f"//{address}")
    return f"{parts.hostname or 'a unix socket'}, port {parts.port or 5432}"


def bound(host: str, port: int) -> socket.socket:
    """A socket that has the port, and listens once the server answers; raises ServingError where there is none to have.

    Until then who connects is refused, so that a proxy asks another replica at once and does not wait for this one.
    """
    reserved = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        # As asyncio's own: a start right after an end, and no addresses of the other kind.
        if os.name == "posix":
            reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if reserved.family == socket.AF_INET6:
            reserved.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        reserved.bind((host, port))
    except OSError as error:
        reserved.close()
        raise _no_port(host, port, error) from error
    return reserved


@contextmanager
def _in_use_said(reserved: socket.socket | None) -> Iterator[None]:
    """Begin to listen on it; raises ServingError where another one with the same port was ready first."""
    try:
        yield
    except OSError as error:
        if reserved is None:
            raise
        host, port = reserved.getsockname()[:2]
        raise _no_port(host, port, error) from error


def _no_port(host: str, port: int, error: OSError) -> ServingError:
    if error.errno != errno.EADDRINUSE:
        return ServingError(f"Cannot listen on {host}, port {port}: {error.strerror}")
    other = port + 1 if port < MAX_PORT else port - 1
    return ServingError(
        f"Port {port} of {host} is already in use. Choose another one: "
        f"`make run PORT={other}`, or `exercise-buddy serve --port {other}`."
    )


def with_secret(settings: Settings) -> Settings:
    """The settings, with a secret of their own where none is given: made once, readable by its owner only."""
    if settings.jwt_secret is not None:
        return settings
    path = data_dir_of(settings) / SECRET_FILE
    try:
        secret = kept_secret(path, lambda: secrets.token_urlsafe(48))
    except OSError as error:
        raise ServingError(
            f"Cannot keep a secret in {path}: {error.strerror}. "
            "Set JWT_SECRET, or choose another data directory with --data-dir."
        ) from error
    return settings.model_copy(update={"jwt_secret": SecretStr(secret)})


def with_public_url(settings: Settings, port: int) -> Settings:
    """The settings, with the address that this machine's own browser knows where none is given.

    By name: browsers have no passkeys on 127.0.0.1.
    """
    if "public_url" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"public_url": f"http://localhost:{port}"})


class Server(uvicorn.Server):
    """Uvicorn, with something to do once it answers, things to do alongside, and a second way in by TLS."""

    def __init__(
        self,
        app: FastAPI,
        settings: Settings,
        announce: Callable[[], None],
        alongside: Sequence[Coroutine[None, None, None]] = (),
        tls: tuple[socket.socket, ssl.SSLContext] | None = None,
    ) -> None:
        super().__init__(_configured(app, settings))
        self._application = app
        self._announce = announce
        self._alongside = alongside
        self._tls = tls
        self._tasks: list[asyncio.Task[None]] = []

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Announce the address only when it answers."""
        sys.setswitchinterval(SWITCH_SECONDS)
        keep_little()
        # What is there by now stays: no collection need look at it again.
        gc.freeze()
        gc.set_threshold(*COLLECT_AFTER)
        with _in_use_said(sockets[0] if sockets else None):
            await super().startup(sockets)
        if self._tls is not None:
            with _in_use_said(self._tls[0]):
                self.servers.append(await self._listen_by_tls(*self._tls))
        self._tasks = [asyncio.create_task(work) for work in self._alongside]
        if self.started:
            self._announce()

    async def _listen_by_tls(self, listening: socket.socket, context: ssl.SSLContext) -> asyncio.Server:
        """The same application, as Uvicorn itself has it served on its sockets."""

        def protocol() -> asyncio.Protocol:
            return self.config.http_protocol_class(  # type: ignore[call-arg]  # as Uvicorn itself calls it
                config=self.config, server_state=self.server_state, app_state=self.lifespan.state
            )

        return await asyncio.get_running_loop().create_server(
            protocol, sock=listening, ssl=context, ssl_handshake_timeout=HEAD_TIMEOUT_SECONDS, backlog=BACKLOG
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what runs alongside, too."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        # Uvicorn waits for answers that are under way, and streams would go on.
        self._application.state.resources.live_hub.end_streams()
        await super().shutdown(sockets)


def serve(settings: Settings, host: str, port: int, *, open_browser: bool) -> None:
    """Serve until told to stop; raises ServingError, EmbeddedError or UnsafeSettingsError where that cannot begin."""
    refuse_unsafe(settings, host)
    with bound(host, port) as listening, database_url(settings) as url:
        port = listening.getsockname()[1]
        alongside = backups(settings, url)
        settings = with_public_url(prepared(settings, url), port).model_copy(update={"database_url": SecretStr(url)})
        address = _address(host, port)
        app = create_app(settings)
        alongside = with_backups_told(app, settings, alongside)
        Server(app, settings, lambda: announce(address, open_browser=open_browser), alongside).run([listening])


def _configured(app: FastAPI, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=within(OpenConnections(room_for_connections(), trusted_proxies=settings.forwarded_allow_ips)),
        proxy_headers=bool(settings.forwarded_allow_ips),
        forwarded_allow_ips=settings.forwarded_allow_ips,
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def backups(settings: Settings, url: str) -> list[Coroutine[None, None, None]]:
    """What keeps backups of the embedded database; nothing where the database is another's to keep."""
    if settings.database_url is not None:
        return []
    folder = data_dir_of(settings)
    keeper = Keeper(url, folder, archive_of(settings, folder), utc_now, ArchiveState(folder))
    return [keep_backups(url, folder / BACKUPS_FOLDER, utc_now), keeper.keep()]


def with_backups_told(
    app: FastAPI, settings: Settings, kept_here: list[Coroutine[None, None, None]]
) -> list[Coroutine[None, None, None]]:
    """What runs alongside, so that /metrics tells of the backups: those kept here, or what others note of theirs."""
    registry = app.state.resources.metrics.registry
    if kept_here:
        registry.register(ArchiveState(data_dir_of(settings)))
        return kept_here
    times = BackupTimes(app.state.resources.database)
    registry.register(times)
    return [kept_running(times.watch, "backup times")]


def archive_of(settings: Settings, folder: Path, key: str | None = None) -> Archive:
    """The archive of the embedded database in `folder`, opened with that recovery key or its own.

    Raises ArchiveError, or ServingError.
    """
    try:
        seal = Seal(as_typed(key) if key else recovery_key(folder))
        return Archive(place_of(settings.backup_to, folder), seal, scratch_of(folder))
    except OSError as error:
        raise ServingError(f"Cannot keep an archive of {folder}: {error.strerror}.") from error


def serve_reloading(settings: Settings, host: str, port: int) -> None:
    """Serve, starting anew whenever the code changes. The settings go to the new processes by the environment."""
    refuse_unsafe(settings, host)
    bound(host, port).close()
    with database_url(settings) as url:
        secret = prepared(settings, url).jwt_secret
        os.environ["PUBLIC_URL"] = with_public_url(settings, port).public_url
        os.environ["DATABASE_URL"] = url
        os.environ["JWT_SECRET"] = secret.get_secret_value() if secret else ""
        if settings.web_dir is not None:
            os.environ["WEB_DIR"] = str(settings.web_dir)
        folder = str(Path(__file__).parent)
        uvicorn.run(FACTORY, factory=True, host=host, port=port, reload=True, reload_dirs=[folder], log_config=None)


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - only shown
    return f"http://{shown}:{port}"


def announce(address: str, *, open_browser: bool) -> None:
    """Tell the terminal where it is, and open a browser there where that is wished."""
    sys.stdout.write(f"Exercise Buddy runs on {address} - stop it with Ctrl+C.\n")
    sys.stdout.flush()
    if open_browser and _has_desktop():
        webbrowser.open(address)


def _has_desktop() -> bool:
    """Without one, a browser in the terminal would open and stand in the way."""
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
