"""Migrates a database at the far end of a wire that is then cut. Runs in a network of its own."""

import asyncio
import os
import subprocess
import sys

import asyncpg

from exercise_buddy.core.db import wire
from exercise_buddy.core.db.migrate import ADVISORY_LOCK
from exercise_buddy.serving.database import prepare
from tests.servers.line import lines_to

HERE, THERE = "10.77.0.1", "10.77.0.2"
LONG_SECONDS = 3
"""Several times what the wire is given here."""
LOST_SECONDS = 30


def make_wire() -> None:
    _ip("link set lo up", f"address add {HERE}/32 dev lo", f"address add {THERE}/32 dev lo")


def cut_wire() -> None:
    """Lead the packets to a cable at whose end nobody is meant."""
    _ip("link add hole type veth peer name void", "link set hole up", "link set void up")
    _ip(f"route del local {THERE} dev lo table local", f"route add {THERE} dev hole")
    _ip(f"neighbour replace {THERE} lladdr 02:00:00:00:00:01 dev hole nud permanent")


def _ip(*commands: str) -> None:
    for command in commands:
        subprocess.run(["/usr/bin/env", "ip", *command.split()], check=True)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main(database_url: str) -> None:
    make_wire()
    wire.SECONDS_UNTIL_A_PROBE = wire.SECONDS_BETWEEN_PROBES = wire.SECONDS_WITHOUT_AN_ANSWER = 1
    # The migration waits for another one, as it would for a long statement: the server owes it an answer.
    other = await asyncpg.connect(database_url)
    await other.execute("SELECT pg_advisory_lock($1)", ADVISORY_LOCK)
    async with lines_to(database_url, 1, host=THERE) as (_, [port], login):
        url = f"postgresql://{login.user}@{THERE}:{port}/{login.database}"
        migration = asyncio.create_task(prepare(url))
        done, _ = await asyncio.wait({migration}, timeout=LONG_SECONDS)
        if not done:
            say("it waits")
        cut_wire()
        await asyncio.wait({migration}, timeout=LOST_SECONDS)
        if migration.done():
            say(type(migration.exception()).__name__)
        # Closing in good order would wait for what is lost.
        os._exit(0)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
