#!/usr/bin/env python3
"""Ask for known vulnerabilities in what is locked, and for the age of the embedded PostgreSQL.

usage: tools/checks/audit.py [--enforce]

`uv audit` (osv.dev), `pnpm audit` (npm), audit_postgres.py (postgresql.org). It only tells: what passes its
checks today has to pass them tomorrow, whatever has become known by then, and with no network, too. With --enforce, as
CI runs it, the exit code is 1 unless the lock files' two were asked and know of nothing. What passed today is not asked
again about the same lock files.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".tools" / "audit.json"
TIMEOUT_SECONDS = 8
PASSED, FOUND, NOT_ASKED = "no known vulnerability", "VULNERABLE", "not asked"


@dataclass(frozen=True)
class Audit:
    """An audit command, and how to tell its findings from network failures."""

    name: str
    command: tuple[str, ...]
    folder: str
    lock_file: str
    unreachable: tuple[str, ...]
    """What it prints if the network failed rather than the audit."""
    enforced: bool = True


AUDITS = (
    Audit(
        "Python packages",
        ("uv", "audit", "--locked", "--preview-features", "audit-command"),
        "backend",
        "uv.lock",
        ("error sending request", "Request failed", "HTTP status"),
    ),
    Audit(
        "npm packages",
        ("pnpm", "audit"),
        "frontend",
        "pnpm-lock.yaml",
        ("ERR_PNPM_AUDIT_BAD_RESPONSE", "ERR_PNPM_META_FETCH_FAIL", "ENOTFOUND", "ECONNREFUSED", "EAI_AGAIN"),
    ),
    Audit(
        "PostgreSQL in the wheel",
        (sys.executable, str(Path(__file__).with_name("audit_postgres.py"))),
        "backend",
        "uv.lock",
        ("postgresql.org cannot be reached",),
        # Only a new wheel can fix it. Until then nobody else can reach its socket (docs/adr/012).
        enforced=False,
    ),
)


def ask(audit: Audit) -> tuple[str, str]:
    """Run an audit; returns the outcome and the command's output."""
    try:
        done = subprocess.run(
            audit.command,
            cwd=ROOT / audit.folder,
            # Repeating the request would take too long for lint.
            env={**os.environ, "UV_HTTP_RETRIES": "0"},
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return NOT_ASKED, f"no answer within {TIMEOUT_SECONDS} s"
    said = done.stdout + done.stderr
    if done.returncode == 0:
        return PASSED, said
    return (NOT_ASKED if any(sign in said for sign in audit.unreachable) else FOUND), said


def key_of(audit: Audit, today: str) -> str:
    """The cache key: these packages, on this day."""
    lock = (ROOT / audit.folder / audit.lock_file).read_bytes()
    return f"{today} {audit.name} {hashlib.sha256(lock).hexdigest()}"


def remembered() -> list[str]:
    """The keys of audits that passed."""
    return list(json.loads(CACHE.read_text())) if CACHE.is_file() else []


def run(audits: Sequence[Audit], today: str) -> list[str]:
    """Run all audits and print their outcomes."""
    known = remembered()
    outcomes = []
    for audit in audits:
        key = key_of(audit, today)
        outcome, said = (PASSED, "") if key in known else ask(audit)
        print(f"audit: {audit.name}: {outcome}")
        if outcome == FOUND:
            print(said)
        elif outcome == NOT_ASKED:
            print(f"  the service cannot be reached from here: `{' '.join(audit.command)}` in {audit.folder}/ asks it")
        else:
            known = [other for other in known if other.startswith(today)] + [key] * (key not in known)
        outcomes.append(outcome)
    CACHE.parent.mkdir(exist_ok=True)
    CACHE.write_text(json.dumps(known))
    return outcomes


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and print; with --enforce, the exit code says whether something has to be done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--enforce", action="store_true", help="fail unless nothing is known")
    enforced = parser.parse_args(arguments).enforce
    outcomes = run(AUDITS, datetime.now(UTC).date().isoformat())
    failed = [audit for audit, outcome in zip(AUDITS, outcomes, strict=True) if audit.enforced and outcome != PASSED]
    return 1 if enforced and failed else 0


if __name__ == "__main__":
    sys.exit(main())
