"""The product's command line, with the time of each statement noted: python timed.py FILE serve ...

A line of FILE is the moment by the monotonic clock, a statement's milliseconds as the driver saw them (from when it was
sent until its rows were there, with what the event loop did meanwhile), and its name, with tabs between.
"""

import importlib
import pkgutil
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import asyncpg
import exercise_buddy
from exercise_buddy.cli import app
from exercise_buddy.core.db import database
from exercise_buddy.core.db.driver import compiled
from sqlalchemy import Executable

NAME_LENGTH = 60


def names() -> dict[str, str]:
    """What each statement of a repository is called, by its SQL."""
    found = {}
    for module in pkgutil.walk_packages(exercise_buddy.__path__, "exercise_buddy."):
        if module.name.endswith(".repository"):
            for name, each in statements(vars(importlib.import_module(module.name))):
                found[compiled(each).sql] = f"{module.name.removeprefix('exercise_buddy.')}.{name.lstrip('_').lower()}"
    return found


def statements(of_module: Mapping[str, Any]) -> Iterator[tuple[str, Executable]]:
    """The module's, by name."""
    return ((name, each) for name, each in of_module.items() if isinstance(each, Executable))


def main() -> None:
    """Serve, and note."""
    known = names()
    noted = Path(sys.argv.pop(1)).open("a", buffering=1)  # noqa: SIM115 - until the process is ended
    connect = database._connected  # noqa: SLF001 - the one place where connections are made

    def note(query: asyncpg.connection.LoggedQuery) -> None:
        name = known.get(query.query) or " ".join(query.query.split())[:NAME_LENGTH]
        noted.write(f"{time.monotonic():.3f}\t{query.elapsed * 1000:.3f}\t{name}\n")

    async def connected(*arguments: Any, **options: Any) -> asyncpg.Connection:
        connection = await connect(*arguments, **options)
        connection.add_query_logger(note)
        return connection

    database._connected = connected  # noqa: SLF001
    app()


if __name__ == "__main__":
    main()
