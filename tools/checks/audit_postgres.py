#!/usr/bin/env python3
"""Compare the embedded PostgreSQL, which comes inside a wheel, with the newest of its major version.

usage: backend/.venv/bin/python tools/checks/audit_postgres.py

No audit of Python packages sees it: its wheel has a version of its own. Asks postgresql.org for the newest
minor version; its release notes name the vulnerabilities that each mends. The exit code is 1 where ours is behind, 2
where nobody answers.
"""

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request

from exercise_buddy.embedded.binaries import wheel_binaries

VERSIONS = "https://www.postgresql.org/versions.json"
SECURITY = "https://www.postgresql.org/support/security/"
TIMEOUT_SECONDS = 6
UNREACHABLE = "postgresql.org cannot be reached"


def embedded_version() -> tuple[int, int]:
    """(major, minor) of the programs in the wheel."""
    program = [str(wheel_binaries() / "postgres"), "--version"]
    said = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    found = re.search(r"(\d+)\.(\d+)", said)
    if found is None:
        raise RuntimeError(f"no version in {said!r}")
    return int(found[1]), int(found[2])


def newest_minor(major: int, url: str = VERSIONS) -> int:
    """The newest minor version of a major one; raises OSError without an answer, ValueError for an invalid one."""
    with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:
        versions = json.load(answer)
    return next(int(entry["latestMinor"]) for entry in versions if str(entry["major"]) == str(major))


def verdict(ours: tuple[int, int], newest: int) -> tuple[int, str]:
    """The exit code and the message."""
    major, minor = ours
    if minor >= newest:
        return 0, f"PostgreSQL {major}.{minor} is the newest {major}"
    return 1, f"PostgreSQL {major}.{minor} is behind {major}.{newest}: {SECURITY} says what that mends"


def main(url: str = VERSIONS) -> int:
    """Print the verdict."""
    ours = embedded_version()
    try:
        code, said = verdict(ours, newest_minor(ours[0], url))
    except (OSError, ValueError, KeyError, StopIteration) as error:
        code, said = 2, f"PostgreSQL {ours[0]}.{ours[1]} is embedded; {UNREACHABLE}: {error}"
    print(said)
    return code


if __name__ == "__main__":
    sys.exit(main())
