"""The command line: `exercise-buddy --help` lists the verbs."""

import asyncio
import json
import math
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import SecretStr

from exercise_buddy.backup_commands import backup, drill, restore
from exercise_buddy.command_line import errors_in_plain_words, on_database
from exercise_buddy.core.clock import utc_now
from exercise_buddy.core.db.background import run_pending
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.db.errors import ERRORS_OF_THE_DATABASE
from exercise_buddy.core.http.telemetry.observability import configure_logging
from exercise_buddy.core.settings import (
    Environment,
    Settings,
    data_dir_of,
    key_secrets,
    with_authority,
)
from exercise_buddy.crowd import CROWD, VETERAN, Size, gather
from exercise_buddy.embedded import running_or_started
from exercise_buddy.main import create_app
from exercise_buddy.recovery import open_with
from exercise_buddy.reference.api import api_reference
from exercise_buddy.reference.tables import table_reference
from exercise_buddy.seeding import DEMO
from exercise_buddy.seeding import seed as make_demo
from exercise_buddy.serving.database import BACKGROUND_MIGRATIONS, keys_checked, prepare
from exercise_buddy.serving.defaults import with_secret
from exercise_buddy.serving.errors import ServingError
from exercise_buddy.serving.household import serve_household
from exercise_buddy.serving.serve import serve as serve_app
from exercise_buddy.serving.serve import serve_reloading
from exercise_buddy.statistics.service import rebuild_rollup
from exercise_buddy.tables import Base
from exercise_buddy.upgrade_commands import upgrade

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
app.command()(backup)
app.command()(restore)
app.command()(drill)
app.command()(upgrade)

REPORT_EVERY_SECONDS = 5.0


def _say_version(asked: bool) -> None:
    if asked:
        typer.echo(version("exercise-buddy"))
        raise typer.Exit


@app.callback()
def exercise_buddy(
    asked: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Counts exercises from a webcam."""


DataDir = Annotated[
    Path | None, typer.Option("--data-dir", help="Where the embedded database and its secret are kept.")
]
WebDir = Annotated[Path | None, typer.Option("--web-dir", help="The built web app; by default the one in the package.")]


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=0, max=65535)] = 8000,
    data_dir: DataDir = None,
    web_dir: WebDir = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the app in the browser.")] = False,
    reload: Annotated[bool, typer.Option("--reload", help="Restart when the code changes.")] = False,
    lan: Annotated[bool, typer.Option("--lan", help="Also serve the other devices of this home, over https.")] = False,
    tls_port: Annotated[
        int | None, typer.Option(help="Port for https with --lan; by default --port plus 443.", min=0, max=65535)
    ] = None,
) -> None:
    """Serve the API and the web app. Without DATABASE_URL, with an embedded PostgreSQL."""
    with errors_in_plain_words():
        settings = _settings(data_dir, web_dir)
        if lan or settings.lan:
            if reload:
                raise ServingError("--lan and --reload do not go together: leave one of them out.")
            serve_household(settings.model_copy(update={"lan": True}), port, tls_port, open_browser=open_browser)
        elif reload:
            serve_reloading(settings, host, port)
        else:
            serve_app(settings, host, port, open_browser=open_browser)


@app.command()
def migrate(
    data_dir: DataDir = None,
    background: Annotated[
        bool, typer.Option("--background", help="Also migrate rows, in batches, that are too many for a start.")
    ] = False,
) -> None:
    """Bring the database to the newest schema; `serve` does this by itself."""
    with errors_in_plain_words(), _migrated(_settings(data_dir)) as url:
        typer.echo("The database has the newest schema.")
        if background:
            asyncio.run(on_database(url, _run_in_background))
            typer.echo("Every row is as this version writes it.")


@app.command()
def seed(
    data_dir: DataDir = None,
    size: Annotated[
        Size | None, typer.Option(help="Copy it to 10,000, 100,000 or 1,000,000 workouts, for measurements.")
    ] = None,
) -> None:
    """Make a demo account with a year of workouts; with --size also a crowd of copies."""
    with errors_in_plain_words(), _migrated(_settings(data_dir)) as url:
        count = asyncio.run(on_database(url, lambda database: make_demo(database, utc_now())))
        made = f"made, with {count} workouts" if count else "already there"
        typer.echo(f"The account is {made}: sign in as {DEMO.username} with {DEMO.password}.")
        if size is not None:
            copies = asyncio.run(on_database(url, lambda database: gather(database, size, utc_now())))
            typer.echo(
                f"There are {copies} copies of it, {CROWD}0 to {CROWD}{copies - 1}, and {VETERAN}, with its password."
            )


@app.command()
def rebuild_statistics(data_dir: DataDir = None) -> None:
    """Recount everyone's statistics from their workouts; prints how many rows were wrong."""
    with errors_in_plain_words(), _migrated(_settings(data_dir)) as url:
        wrong = asyncio.run(on_database(url, rebuild_rollup))
    typer.echo(f"Recounted. Rows that were wrong: {wrong}.")


@app.command()
def reseal(
    data_dir: DataDir = None,
    recovery_key: Annotated[
        str | None,
        typer.Option(
            "--recovery-key",
            help="What `exercise-buddy backup` printed on the machine where the restored backup was made.",
        ),
    ] = None,
) -> None:
    """Seal the secrets of two-step sign-in and webhooks with the newest JWT_SECRET, so the previous one can go."""
    with errors_in_plain_words(), _migrated(settings := with_secret(_settings(data_dir))) as url:
        secrets = key_secrets(settings)
        count = asyncio.run(on_database(url, lambda database: open_with(database, secrets, recovery_key)))
        asyncio.run(keys_checked(settings, url, None if settings.database_url else settings.data_dir))
    typer.echo(f"Sealed again: {count}.")


@app.command()
def openapi(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print it as a page to read.")] = False,
    tables: Annotated[bool, typer.Option("--tables", help="Print a page about the database's tables instead.")] = False,
) -> None:
    """Print the OpenAPI document."""
    if tables:
        typer.echo(table_reference(Base))
        return
    settings = Settings(
        environment=Environment.DEVELOPMENT,
        database_url=SecretStr("postgresql://"),
        jwt_secret=SecretStr(secrets.token_urlsafe(48)),
        redis_url=None,
    )
    document = create_app(settings).openapi()
    typer.echo(api_reference(document) if markdown else json.dumps(document, indent=2, ensure_ascii=False))


def _settings(data_dir: Path | None = None, web_dir: Path | None = None) -> Settings:
    given: dict[str, Any] = {"data_dir": data_dir, "web_dir": web_dir}
    settings = with_authority(Settings(**{name: path.absolute() for name, path in given.items() if path is not None}))
    configure_logging(json=settings.logs_json, level=settings.log_level)
    return settings


async def _run_in_background(database: Database) -> int:
    """Report progress now and then; an interrupted run continues where it stopped."""
    reported_at = -math.inf

    def report(name: str, rows: int, about: int) -> None:
        nonlocal reported_at
        if time.monotonic() - reported_at >= REPORT_EVERY_SECONDS:
            reported_at = time.monotonic()
            typer.echo(f"{name}: {rows} of about {about} rows")

    try:
        left = await run_pending(database, BACKGROUND_MIGRATIONS, utc_now, report, only_small=False)
    except ERRORS_OF_THE_DATABASE as error:
        reason = str(getattr(error, "orig", None) or error) or type(error).__name__
        raise ServingError(f"Interrupted: {reason}. Nothing is lost: the same command continues from there.") from error
    return len(left)


@contextmanager
def _migrated(settings: Settings) -> Iterator[str]:
    """The URL of DATABASE_URL, or of the embedded database, whether the application is running on it or not."""
    given = settings.database_url
    with nullcontext(given.get_secret_value()) if given else running_or_started(data_dir_of(settings)) as url:
        asyncio.run(prepare(url))
        yield url
