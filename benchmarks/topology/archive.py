"""Point-in-time restore and the drill, with the shipped deploy/archive.sh."""

import random
import subprocess
import time
from dataclasses import dataclass
from datetime import datetime

from clients import Run
from postgres import DEPLOY, Node
from services import Topology

THEIRS = "FROM workouts WHERE user_id IN (SELECT id FROM users WHERE starts_with(username, 'client'))"


class ArchiveFailed(Exception):
    """A command of the archive failed; the message is its output."""


@dataclass
class ArchiveFigures:
    """The findings of the restore and the drill."""

    moment: str = ""
    saved_before: int = 0
    missing: int = 0
    saved_after: int = 0
    too_many: int = 0
    restore_seconds: float = 0.0
    drill: str = ""
    damages: int = 0
    damages_found: int = 0


def run_archive(node: Node, *command: str) -> "subprocess.CompletedProcess[str]":
    """Run deploy/archive.sh beside the primary."""
    return node.run_here("sh", str(DEPLOY / "archive.sh"), *command)


def checked(done: "subprocess.CompletedProcess[str]") -> str:
    """The output of an archive command; raises ArchiveFailed."""
    if done.returncode != 0:
        raise ArchiveFailed(f"{' '.join(done.args[-3:])}: {done.stdout}{done.stderr}")
    return done.stdout.strip()


def begin(topology: Topology) -> None:
    """Take the first base backup; from then on the log is archived."""
    checked(run_archive(topology.primary, "backup"))


def back_up_and_drill(topology: Topology) -> ArchiveFigures:
    """Take a base backup, note a moment in the stream of saves, and run a drill, all during training."""
    node = topology.primary
    checked(run_archive(node, "backup"))
    time.sleep(2)
    figures = ArchiveFigures(moment=node.ask("SELECT clock_timestamp()"))
    time.sleep(2)
    figures.drill = checked(run_archive(node, "drill"))
    return figures


def prove(topology: Topology, figures: ArchiveFigures) -> None:
    """Check that the drill finds a flipped bit in the log and in the base backup."""
    for files in ("archive/*/*/*/*.zst", "backup/*/*F/pg_data/**/*.zst"):
        found = sorted((topology.folder / "archive").glob(files))
        spoilt = random.Random(len(found)).choice(found)  # noqa: S311 - luck, no secret
        content = spoilt.read_bytes()
        middle = len(content) // 2
        spoilt.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        figures.damages += 1
        figures.damages_found += run_archive(topology.primary, "drill").returncode != 0
        spoilt.write_bytes(content)


def go_back(topology: Topology, run: Run, figures: ArchiveFigures) -> None:
    """Restore the cluster as of the moment, as in docs/runbook.md: restore the primary, then copy it to the others."""
    first = topology.primary
    others = [node for node in topology.nodes.values() if node is not first]
    for part in (*topology.apis, *topology.pgbouncers, *others, first):
        part.stop()
    began = time.monotonic()
    first.data.rename(first.data.with_name("data.before"))
    checked(run_archive(first, "restore", figures.moment, str(first.data)))
    for node in topology.nodes.values():
        node.follow(first.name)
    first.start()
    first.until("SELECT NOT pg_is_in_recovery()")
    figures.restore_seconds = round(time.monotonic() - began, 1)
    for node in others:
        node.empty()
        node.start()
    first.until("SELECT count(*) = 2 FROM pg_stat_replication WHERE state = 'streaming'")
    # These clients' workouts start when their save is first sent.
    rows = first.ask(f"SELECT id, extract(epoch FROM started_at) {THEIRS}").splitlines()  # noqa: S608
    begun = {name: float(at) for name, at in (row.split("|") for row in rows)}
    moment = datetime.fromisoformat(figures.moment)
    before = {name for name, at in run.confirmed.items() if at < moment}
    figures.saved_before, figures.saved_after = len(before), len(run.confirmed) - len(before)
    figures.missing = len(before - begun.keys())
    figures.too_many = sum(at > moment.timestamp() for at in begun.values())
