"""Send the API tens of thousands of generated requests, signed in and not, and count the answers.

python benchmarks/api/fuzz.py [--examples 400]

This is backend/tests/test_fuzz.py with more and always new examples. The server counts its answers itself;
exit code 1 if one of them is a 500 or does not fit the OpenAPI document, or there were fewer than 20,000.
Writes benchmarks/results/fuzz.json.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from served import REPOSITORY

sys.path.append(str(REPOSITORY / "benchmarks" / "counting"))

from tables import aligned

RESULTS = REPOSITORY / "benchmarks" / "results" / "fuzz.json"
BACKEND = REPOSITORY / "backend"
LEAST = 20_000


def fuzz(examples: int) -> tuple[bool, dict[str, int]]:
    """Whether every response was as documented, and the number of responses by status."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "answers.json"
        settings = {"FUZZ_EXAMPLES": str(examples), "FUZZ_REPORT": str(report)}
        tests = [sys.executable, "-m", "pytest", "--no-cov", "--quiet", "tests/test_fuzz.py"]
        done = subprocess.run(tests, cwd=BACKEND, env={**os.environ, **settings}, check=False)
        answers: dict[str, int] = json.loads(report.read_text())
    return done.returncode == 0, answers


def main() -> int:
    """Fuzz, print and store the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=400, help="for each endpoint, signed in and not")
    options = parser.parse_args()
    started = time.monotonic()
    as_documented, answers = fuzz(options.examples)
    seconds = time.monotonic() - started
    total, broken = sum(answers.values()), answers.get("500", 0)
    print("\n".join(aligned([("status", "answers"), *((status, str(count)) for status, count in answers.items())])))
    print(f"\n{total} answers in {seconds:.0f} s, {broken} of them a 500; ", end="")
    print("all as documented" if as_documented else "NOT all as documented, see above")
    RESULTS.write_text(
        json.dumps({"answers": answers, "total": total, "as_documented": as_documented}, indent=1) + "\n"
    )
    print(f"\nwritten to {RESULTS.relative_to(REPOSITORY)}")
    return 0 if as_documented and not broken and total >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
