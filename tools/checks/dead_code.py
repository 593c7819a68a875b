#!/usr/bin/env python3
"""Name the functions, classes and imports of Python that nothing uses.

usage: backend/.venv/bin/python tools/checks/dead_code.py

Vulture goes by names. Variables are left out: fields of schemas and tables are read by libraries.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("backend/src", "backend/tests", "tools", "benchmarks")
# Called by libraries.
DECORATORS = ["@*router.*", "@app.*", "@tutorial.*", "@pytest.fixture", "@pytest.hookimpl", "@rule", "@*_validator"]
NAMES = ["get_response", "handle_DATA", "handle_starttag", "create_app_from_environment", "settings_customise_sources"]
NAMES += ["do_GET", "do_POST", "log_message", "send_400_response"]
# Imported only for quoted types, which Ruff checks.
NAMES += ["ConnectionPool"]
KINDS = frozenset({"class", "function", "import", "method", "property", "unreachable_code"})


def unused(paths: Sequence[Path]) -> Iterator[str]:
    """One line for each definition that these files do not use."""
    vulture = Vulture(ignore_decorators=DECORATORS, ignore_names=NAMES)
    vulture.scavenge([str(path) for path in paths])
    for item in vulture.get_unused_code():
        if item.typ in KINDS:
            yield item.get_report()


def main() -> int:
    """Check all folders."""
    found = list(unused([ROOT / folder for folder in FOLDERS]))
    print("\n".join(found) or "dead code: none")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
