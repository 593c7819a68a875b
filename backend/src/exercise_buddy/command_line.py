"""What the verbs of the command line share: errors in plain words, and a database for the time of a command."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import typer
from pydantic import ValidationError

from exercise_buddy.auth.secret_box import SealBroken
from exercise_buddy.core.db.database import Database
from exercise_buddy.core.settings import SettingsError
from exercise_buddy.embedded.backups import BackupError
from exercise_buddy.embedded.errors import EmbeddedError
from exercise_buddy.serving.errors import ServingError

Result = TypeVar("Result")


@contextmanager
def errors_in_plain_words() -> Iterator[None]:
    """Print an error that is meant for the user, without a traceback, and exit with code 1."""
    try:
        yield
    except (BackupError, EmbeddedError, SealBroken, ServingError, SettingsError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(1) from error
    except ValidationError as error:
        wrong = [f"{'.'.join(str(part) for part in e['loc']).upper()}: {e['msg']}" for e in error.errors()]
        typer.echo("error: wrong settings:\n" + "\n".join(f"- {line}" for line in wrong), err=True)
        raise typer.Exit(1) from error


async def on_database(
    url: str, work: Callable[[Database], Awaitable[Result]], *, statement_cache: bool = True
) -> Result:
    """The result of the work, on one connection, which is closed afterwards."""
    database = Database(url, pool_size=1, statement_cache=statement_cache)
    try:
        return await work(database)
    finally:
        await database.close()
