"""What is done to the parts while people train: one after the other."""

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
    """A command for operators did other than it says."""


@dataclass
class Findings:
    """What the rehearsed commands showed."""

    confirmed_by_old_primaries: int = 0
    promoted: list[str] = field(default_factory=list)
    archive: ArchiveFigures = field(default_factory=ArchiveFigures)


async def break_everything(topology: Topology, run: Run, seconds: float, only: list[str]) -> Findings:
    """Every part in turn, an upgrade, the failover, a drill; then it is over. Where parts are named, only these."""
    findings = Findings()
    try:
        run.begin("nothing")
        await asyncio.sleep(seconds)
        primary, replica = topology.primary, topology.nodes["postgres-c"]
        # Of two PgBouncers always the other one: the connections went there as the first was broken.
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
    """Killed, frozen, cut off, each in turn; time to settle after each."""
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


async def refused_beside_a_frozen_pgbouncer(topology: Topology, run: Run, seconds: float) -> None:
    """It would ask the old primary once it goes on."""
    frozen = topology.pgbouncers[1]
    run.begin("deploy/promote.sh beside a frozen PgBouncer")
    await asyncio.to_thread(frozen.freeze)
    done = await asyncio.to_thread(topology.promote)
    await asyncio.to_thread(frozen.thaw)
    if done.returncode == 0 or "Nothing was changed." not in done.stderr:
        raise NotAsRehearsed(f"promote.sh: {done.stdout}{done.stderr}")
    await settled(run, seconds)


async def failed_over(topology: Topology, run: Run, findings: Findings, seconds: float) -> None:
    """The primary is lost in each way; an operator promotes a replica as soon as an API says that it is not ready."""
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
            # As scale.env names the new one from now on; the old one comes back as if it knew nothing of that.
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
    """Until an API that is well itself says that it is not ready, as whoever watches it would see."""
    async with httpx.AsyncClient(timeout=30, trust_env=False) as http, asyncio.timeout(NOTICED_WITHIN_SECONDS):
        while (await http.get(f"http://{run.watched}:8000/readyz")).is_success:  # noqa: ASYNC110 - it cannot call us
            await asyncio.sleep(0.05)


async def copied_anew(topology: Topology, run: Run, old: Node, seconds: float) -> None:
    """The former primary becomes a replica, as docs/runbook.md says."""
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
