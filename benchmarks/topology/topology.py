"""Break each part of the scaled set-up in turn under a stream of saves, and count what was lost.

python benchmarks/topology/topology.py [--clients 50] [--seconds 3] [--workouts 400000] [--only pgbouncer postgres]

Real programs with the shipped settings, each at an address of its own: two Caddys under one name, three APIs, Redis,
two PgBouncers, a primary with two replicas and ANY 1 synchronous commit, pgBackRest. Each client saves a workout a
second as the app's outbox does, under one id until it is confirmed, then reads its history through Caddy, in whichever
API that finds. Each part is killed, frozen and cut off; the APIs are replaced while rows are migrated; the primary is
lost, killed, frozen and cut off, and each time deploy/promote.sh makes another one, which the old one must not disturb
when it comes back; the database is restored to a second. `--only pgbouncer postgres failover` breaks these alone, and
keeps no figures.

Ctrl+C, SIGTERM and SIGKILL end it with all its parts and namespaces.

In the end every confirmed save has to be in the database, and no read may have missed its own client's write. Needs
root, for the network namespaces, and the first time Debian's packages. Prints a table, writes
benchmarks/results/topology.json; exit code 1 where something was lost, unseen, confirmed by the old primary or not
restored, 2 where it could not run.
"""

import argparse
import asyncio
import json
import sys
from dataclasses import asdict
from typing import Any

import network
import packages
from archive import begin, go_back, prove
from breaking import Findings, break_everything, lost_of
from clients import Run, signed_up, watch
from old_rows import fill, still_old
from services import FOLDER, Topology, running

RESULTS = packages.REPOSITORY / "benchmarks" / "results" / "topology.json"


async def measured(topology: Topology, arguments: argparse.Namespace) -> dict[str, Any]:
    """Run all measurements."""
    await asyncio.to_thread(begin, topology)
    await asyncio.to_thread(fill, topology, arguments.workouts)
    run = Run()
    run.begin("start")
    async with signed_up(run, arguments.clients) as everyone, asyncio.TaskGroup() as tasks:
        tasks.create_task(watch(run))
        breaking = tasks.create_task(break_everything(topology, run, arguments.seconds, arguments.only))
        for client in everyone:
            tasks.create_task(client.train())
    findings: Findings = breaking.result()
    lost, not_migrated = await lost_of(topology, run), await asyncio.to_thread(still_old, topology)
    if arguments.only:
        not_migrated = 0
    else:
        await asyncio.to_thread(prove, topology, findings.archive)
        await asyncio.to_thread(go_back, topology, run, findings.archive)
    return {
        "clients": arguments.clients,
        "confirmed": len(run.confirmed),
        "lost": lost,
        "unseen": sum(event.unseen for event in run.events),
        "died_by_themselves": {part.name: part.deaths for part in topology.parts if part.deaths},
        "migrated": arguments.workouts,
        "not_migrated": not_migrated,
        "promoted": findings.promoted,
        "confirmed_by_old_primaries": findings.confirmed_by_old_primaries,
        "archive": asdict(findings.archive),
        "events": [asdict(event) for event in run.events[1:]],
    }


def report(figures: dict[str, Any]) -> str:
    """Print the table and the findings."""
    lines = [f"{'':44}{'saves':>8}{'failed':>8}{'gap s':>8}{'readyz s':>10}{'unseen':>8}"]
    for event in figures["events"]:
        values = [event["saves"], event["failed_tries"], event["longest_without_a_save_seconds"]]
        row = f"{event['name']:44}" + "".join(f"{value:>8}" for value in values)
        lines.append(f"{row}{event['slowest_readyz_seconds']:>10}{event['unseen']:>8}")
    names = ("confirmed", "lost", "unseen", "confirmed_by_old_primaries", "not_migrated", "died_by_themselves")
    lines += [f"{name.replace('_', ' ')}: {figures[name]}" for name in names]
    lines += [f"archive, {name.replace('_', ' ')}: {value}" for name, value in figures["archive"].items()]
    return "\n".join(lines)


def is_well(figures: dict[str, Any]) -> bool:
    """Whether nothing was lost, missed or duplicated."""
    archive = figures["archive"]
    failures = [figures[name] for name in ("lost", "unseen", "confirmed_by_old_primaries", "not_migrated")]
    failures += [archive["missing"], archive["too_many"], archive["damages"] - archive["damages_found"]]
    return not any(failures)


def main() -> int:
    """Run, print the table and store the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=50, help=f"{network.CLIENTS} at most")
    parser.add_argument("--seconds", type=float, default=3.0, help="to settle after each breakage")
    parser.add_argument("--workouts", type=int, default=400_000, help="of an earlier version, to be migrated")
    parser.add_argument("--only", nargs="+", default=[], metavar="PART", help="break these; keep no figures")
    arguments = parser.parse_args()
    try:
        if not network.is_inside():
            packages.programs()
        network.enter(FOLDER)
    except (network.NoNamespaces, packages.PackagesMissing) as reason:
        print(f"topology: {reason}", file=sys.stderr)
        return 2
    with running() as topology:
        figures = asyncio.run(measured(topology, arguments))
    print(report(figures))
    if not arguments.only:
        RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    return 0 if is_well(figures) else 1


if __name__ == "__main__":
    sys.exit(main())
