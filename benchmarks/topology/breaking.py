"""Breaks the parts one after another while people train."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import asyncpg
import httpx
from archive import THEIRS, ArchiveFigures, back_up_and_drill
from clients import Run
from parts import RESTARTED_AFTER_SECONDS, Part
from postgres import Node
from services import Topology, until_ready

BROKEN_SECONDS = 5.0
CONFIRMED_WITHIN_SECONDS = 5.0
NOTICED_WITHIN_SECONDS = 10.0


class NotAsRehearsed(Exception):
    """A command for operators did not do what the runbook says."""


@dataclass
class Findings:
    """The findings of the rehearsed commands."""

    confirmed_by_old_primaries: int = 0
    promoted: list[str] = field(default_factory=list)
    archive: ArchiveFigures = field(default_factory=ArchiveFigures)


async def break_everything(topology: Topology, run: Run, seconds: float, only: list[str]) -> Findings:
    """Break every part in turn, upgrade, fail over and drill; or only the named parts."""
    findings = Findings()
    try:
        run.begin("nothing")
        await asyncio.sleep(seconds)
        primary, replica = topology.primary, topology.nodes["postgres-c"]
        # Always the other PgBouncer: the connections moved there when the first was broken.
        one, other = topology.pgbouncers
        parts: list[list[Part]] = [
            *([part] for part in (topology.apis[1], topology.balancers[0], topology.redis)),
            [one, other, one],
            [replica],
            [primary],
        ]
        for part in parts:
            if not only or part[0].name in only:
                await broken(part, run, seconds)
        if only and "failover" not in only:
            return findings
        if not only:
            await upgraded(topology, run)
        await refused_beside_a_frozen_pgbouncer(topology, run, seconds)
        await failed_over(topology, run, findings, seconds)
        if only:
            return findings
        run.begin("base backup, drill")
        findings.archive = await asyncio.to_thread(back_up_and_drill, topology)
    finally:
        run.is_over = True
    return findings


async def broken(parts: list[Part], run: Run, seconds: float) -> None:
    """Kill, freeze and cut off a part in turn, with time to settle after each."""
    part, freezing, cutting = parts if len(parts) > 1 else parts * 3
    run.begin(f"{part.name}: kill -9")
    await asyncio.to_thread(part.kill)
    await asyncio.sleep(RESTARTED_AFTER_SECONDS)
    await settled(run, seconds)
    run.begin(f"{freezing.name}: SIGSTOP, {BROKEN_SECONDS:.0f} s")
    await asyncio.to_thread(freezing.freeze)
    await asyncio.sleep(BROKEN_SECONDS)
    await asyncio.to_thread(freezing.thaw)
    await settled(run, seconds)
    run.begin(f"{cutting.name}: network cut, {BROKEN_SECONDS:.0f} s")
    await asyncio.to_thread(cutting.cut)
    await asyncio.sleep(BROKEN_SECONDS)
    await asyncio.to_thread(cutting.mend)
    await settled(run, seconds)


async def settled(run: Run, seconds: float) -> None:
    """Wait until somebody saves again, and give the others time to."""
    await run.next_save()
    await asyncio.sleep(seconds)


async def upgraded(topology: Topology, run: Run) -> None:
    """Replace the APIs one by one and migrate the rows meanwhile, as in docs/runbook.md."""
    run.begin("APIs replaced, old workouts migrated")
    migrating = asyncio.create_task(asyncio.to_thread(topology.exercise_buddy, "migrate", "--background"))
    for api in topology.apis:
        run.watched = next(other.name for other in topology.apis if other is not api)
        await asyncio.to_thread(api.restart)
        await asyncio.to_thread(until_ready, f"http://{api.name}:8000")
    await migrating


async def refused_beside_a_frozen_pgbouncer(topology: Topology, run: Run, seconds: float) -> None:
    """Check that promotion is refused beside a frozen PgBouncer, which would ask the old primary once resumed."""
    frozen = topology.pgbouncers[1]
    run.begin("deploy/promote.sh beside a frozen PgBouncer")
    await asyncio.to_thread(frozen.freeze)
    done = await asyncio.to_thread(topology.promote)
    await asyncio.to_thread(frozen.thaw)
    if done.returncode == 0 or "Nothing was changed." not in done.stderr:
        raise NotAsRehearsed(f"promote.sh: {done.stdout}{done.stderr}")
    await settled(run, seconds)


async def failed_over(topology: Topology, run: Run, findings: Findings, seconds: float) -> None:
    """Lose the primary in each way, and promote a replica as soon as an API reports that it is not ready."""
    for name, lose, come_back in LOSSES:
        lost = topology.primary
        run.begin(f"primary {name}, deploy/promote.sh")
        await asyncio.to_thread(lose, lost)
        await noticed(run)
        done = await asyncio.to_thread(topology.promote)
        if done.returncode != 0:
            raise NotAsRehearsed(f"promote.sh: {done.stdout}{done.stderr}")
        findings.promoted.append(topology.primary.name)
        for node in topology.nodes.values():
            # scale.env now names the new primary; the old one comes back without knowing that.
            if node is not lost:
                node.follow(topology.primary.name)
        await settled(run, seconds)
        run.begin(f"old primary ({name}) comes back as one")
        await asyncio.to_thread(come_back, lost)
        await asyncio.to_thread(lost.until, "SELECT NOT pg_is_in_recovery()")
        findings.confirmed_by_old_primaries += await confirmed_by(topology, lost)
        await copied_anew(topology, run, lost, seconds)


LOSSES: list[tuple[str, Callable[[Part], None], Callable[[Part], None]]] = [
    ("killed for good", Part.kill_for_good, Part.start),
    ("frozen", Part.freeze, Part.thaw),
    ("cut off", Part.cut, Part.mend),
]


async def noticed(run: Run) -> None:
    """Wait until a healthy API reports that it is not ready, as its monitoring would see."""
    async with httpx.AsyncClient(timeout=30, trust_env=False) as http, asyncio.timeout(NOTICED_WITHIN_SECONDS):
        while (await http.get(f"http://{run.watched}:8000/readyz")).is_success:  # noqa: ASYNC110 - it cannot call us
            await asyncio.sleep(0.05)


async def copied_anew(topology: Topology, run: Run, old: Node, seconds: float) -> None:
    """Make the former primary a replica, as in docs/runbook.md."""
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
    """How many of several writes a server confirms to a client that still uses it."""
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
    """How many confirmed saves are missing in the database."""
    stored = (await asyncio.to_thread(topology.primary.ask, f"SELECT id {THEIRS}")).split()
    return len(run.confirmed.keys() - set(stored))
