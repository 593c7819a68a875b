"""What is done to the parts while people train: one after the other."""

import asyncio
from dataclasses import dataclass, field

import asyncpg
from archive import THEIRS, ArchiveFigures, back_up_and_drill
from clients import Run
from parts import RESTARTED_AFTER_SECONDS, Part
from postgres import Node
from services import Topology, until_ready

BROKEN_SECONDS = 5.0
CONFIRMED_WITHIN_SECONDS = 5.0


class NotAsRehearsed(Exception):
    """A command for operators did other than it says."""


@dataclass
class Findings:
    """What the rehearsed commands showed."""

    confirmed_by_the_old_primary: int = 0
    promoted: str = ""
    archive: ArchiveFigures = field(default_factory=ArchiveFigures)


async def break_everything(topology: Topology, run: Run, seconds: float) -> Findings:
    """Every part in turn, an upgrade, the failover, a drill; then it is over."""
    findings = Findings()
    try:
        run.begin("nothing")
        await asyncio.sleep(seconds)
        primary, replica = topology.primary, topology.nodes["postgres-c"]
        parts: list[Part] = [
            topology.apis[1], topology.balancers[0], topology.redis, topology.pgbouncer, replica, primary
        ]  # fmt: skip
        for part in parts:
            await broken(part, run, seconds)
        await upgraded(topology, run)
        await failed_over(topology, run, findings, seconds)
        await old_primary_comes_back(topology, run, findings, seconds)
        run.begin("base backup, drill")
        findings.archive = await asyncio.to_thread(back_up_and_drill, topology)
    finally:
        run.is_over = True
    return findings


async def broken(part: Part, run: Run, seconds: float) -> None:
    """Killed, frozen, cut off; time to settle after each."""
    run.begin(f"{part.name}: kill -9")
    await asyncio.to_thread(part.kill)
    await asyncio.sleep(RESTARTED_AFTER_SECONDS)
    await settled(run, seconds)
    for name, begin, end in (("SIGSTOP", part.freeze, part.thaw), ("network cut", part.cut, part.mend)):
        run.begin(f"{part.name}: {name}, {BROKEN_SECONDS:.0f} s")
        await asyncio.to_thread(begin)
        await asyncio.sleep(BROKEN_SECONDS)
        await asyncio.to_thread(end)
        await settled(run, seconds)


async def settled(run: Run, seconds: float) -> None:
    """Somebody saves again, and the others had time to."""
    await run.next_save()
    await asyncio.sleep(seconds)


async def upgraded(topology: Topology, run: Run) -> None:
    """One API after the other is replaced, and the rows are brought along meanwhile, as docs/runbook.md says."""
    run.begin("APIs replaced, old workouts migrated")
    migrating = asyncio.create_task(asyncio.to_thread(topology.exercise_buddy, "migrate", "--background"))
    for api in topology.apis:
        run.watched = next(other.name for other in topology.apis if other is not api)
        await asyncio.to_thread(api.restart)
        await asyncio.to_thread(until_ready, f"http://{api.name}:8000")
    await migrating


async def failed_over(topology: Topology, run: Run, findings: Findings, seconds: float) -> None:
    """The primary is lost for good, and an operator promotes a replica."""
    lost = topology.primary
    run.begin("primary lost, deploy/promote.sh")
    await asyncio.to_thread(lost.kill_for_good)
    done = await asyncio.to_thread(topology.promote)
    if done.returncode != 0:
        raise NotAsRehearsed(f"promote.sh: {done.stdout}{done.stderr}")
    findings.promoted = topology.primary.name
    await settled(run, seconds)


async def old_primary_comes_back(topology: Topology, run: Run, findings: Findings, seconds: float) -> None:
    """First as it was, which must confirm nothing; then as a replica, as docs/runbook.md says."""
    old = topology.nodes["postgres"]
    run.begin("old primary comes back as one")
    old.start()
    await asyncio.to_thread(old.until, "SELECT NOT pg_is_in_recovery()")
    findings.confirmed_by_the_old_primary = await confirmed_by(topology, old)
    run.begin("old primary copies the new one")
    await asyncio.to_thread(old.kill_for_good)
    old.follow(topology.primary.name)
    refused = await asyncio.to_thread(old.run_here, *old.command)
    if refused.returncode != 1 or "was the primary once" not in refused.stderr:
        raise NotAsRehearsed(f"postgres-node.sh started the former primary: {refused}")
    await asyncio.to_thread(old.empty)
    old.start()
    await asyncio.to_thread(old.until, "SELECT pg_is_in_recovery()")
    await asyncio.to_thread(topology.primary.until, "SELECT count(*) = 2 FROM pg_stat_replication")
    await asyncio.sleep(seconds)


async def confirmed_by(topology: Topology, node: Node) -> int:
    """How many of some writes a server confirms to somebody who still asks it."""
    confirmed = 0

    async def write(number: int) -> None:
        nonlocal confirmed
        connection = await asyncpg.connect(topology.secrets.url("APP", node.name))
        try:
            async with asyncio.timeout(CONFIRMED_WITHIN_SECONDS):
                await connection.execute("UPDATE users SET username = username WHERE username = $1", f"client{number}")
            confirmed += 1
        except TimeoutError:
            pass
        finally:
            connection.terminate()

    await asyncio.gather(*map(write, range(4)))
    return confirmed


async def lost_of(topology: Topology, run: Run) -> int:
    """How many confirmed saves are not in the database."""
    stored = (await asyncio.to_thread(topology.primary.ask, f"SELECT id {THEIRS}")).split()
    return len(run.confirmed.keys() - set(stored))
