#!/usr/bin/env python3
"""Run the checks of lint that import the backend, in one process: each alone would import it anew, in seconds.

usage: backend/.venv/bin/python tools/checks/check_all.py

One that fails does not hide the next. The exit code is 1 where one failed.
"""

import sys
from collections.abc import Sequence
from types import ModuleType

import check_deploy
import check_generated
import check_kubernetes
import check_migrations
import check_runbook
import dead_code

CHECKS = (dead_code, check_generated, check_deploy, check_runbook, check_kubernetes, check_migrations)


def failed(checks: Sequence[ModuleType]) -> list[str]:
    """The names of those that found something; each prints what."""
    return [check.__name__ for check in checks if check.main() != 0]


def main() -> int:
    """Run all of them."""
    names = failed(CHECKS)
    for name in names:
        print(f"FAILED: tools/checks/{name}.py")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
