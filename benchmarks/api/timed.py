"""The product's command line, recording the time of each statement: python timed.py FILE serve ...

A line of FILE has, separated by tabs, the moment by the monotonic clock, a statement's milliseconds as the product
counts them for its metrics (until its rows had arrived, other work of the event loop included), and its name.
"""

import sys
import time
from pathlib import Path

from exercise_buddy.cli import app
from exercise_buddy.core.db.statement_times import StatementTimes


def main() -> None:
    """Run the command line and record the times."""
    noted = Path(sys.argv.pop(1)).open("a", buffering=1)  # noqa: SIM115 - until the process is ended
    took = StatementTimes.took

    def note(times: StatementTimes, name: str, seconds: float) -> None:
        took(times, name, seconds)
        noted.write(f"{time.monotonic():.3f}\t{seconds * 1000:.3f}\t{name}\n")

    StatementTimes.took = note  # type: ignore[assignment, method-assign]
    app()


if __name__ == "__main__":
    main()
