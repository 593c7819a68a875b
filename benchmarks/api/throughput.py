"""Measure one process: requests a second, latency, and processor time per request.

python benchmarks/api/throughput.py [--seconds 5] [--rounds 3]

The server and its PostgreSQL share the first core, wrk has the others. Compare the lines of one run with one
another: /healthz, which touches no database, says how fast the machine is. Writes benchmarks/results/throughput.json.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from served import REPOSITORY, Served, served

sys.path.append(str(REPOSITORY / "benchmarks" / "counting"))

from tables import aligned

RESULTS = REPOSITORY / "benchmarks" / "results" / "throughput.json"
SAVE = ["--script", str(Path(__file__).with_name("save.lua"))]
REQUESTS: dict[str, list[str]] = {
    "/healthz": [],
    "/api/v1/workouts": SAVE,
    "/api/v1/workouts?limit=20": [],
    "/api/v1/statistics": [],
}
CONNECTIONS = 16
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
ACCOUNT = {"username": "bench", "email": "bench@example.com", "password": "seventeen bent elbows"}


@dataclass(frozen=True)
class Figures:
    """The figures of one kind of request."""

    requests_per_second: float
    median_ms: float
    p99_ms: float
    cpu_ms_per_request: float
    """Of the server's process, without PostgreSQL."""


def post(url: str, body: dict[str, str]) -> Any:
    """The JSON response to a POST."""
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def sign_in(origin: str) -> str:
    """An access token of a new account."""
    post(f"{origin}/api/v1/auth/register", ACCOUNT)
    login = {"identifier": ACCOUNT["username"], "password": ACCOUNT["password"]}
    token: str = post(f"{origin}/api/v1/auth/login", login)["access_token"]
    return token


def cpu_seconds(pid: int) -> float:
    """The processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(server: Served, path: str, token: str, seconds: int) -> Figures:
    """Run wrk against one path; raises RuntimeError unless all requests succeed."""
    headers = [f"Authorization: Bearer {token}", "Content-Type: application/json"]
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", str(seconds), "--latency"]
    command += [word for header in headers for word in ("--header", header)]
    before = cpu_seconds(server.pid)
    output = subprocess.run(
        [*command, *REQUESTS[path], server.origin + path], check=True, capture_output=True, text=True
    ).stdout
    spent = cpu_seconds(server.pid) - before
    if "Non-2xx" in output:
        raise RuntimeError(output)
    count = int(found(r"(\d+) requests in", output))
    rate = float(found(r"Requests/sec:\s+([\d.]+)", output))
    return Figures(rate, latency("50%", output), latency("99%", output), 1000 * spent / count)


def found(pattern: str, text: str) -> str:
    """The group of a pattern in wrk's output; raises RuntimeError if it does not match."""
    match = re.search(pattern, text)
    if match is None:
        raise RuntimeError(f"no {pattern} in what wrk said:\n{text}")
    return match[1]


def latency(percentile: str, output: str) -> float:
    """A line of wrk's distribution, in milliseconds."""
    value = found(rf"{percentile}\s+([\d.]+)", output)
    unit = found(rf"{percentile}\s+[\d.]+(us|ms|s)", output)
    return float(value) * MILLISECONDS[unit]


def medians(rounds: list[Figures]) -> Figures:
    """Each figure's median over the rounds."""
    return Figures(*(statistics.median(column) for column in zip(*(asdict(r).values() for r in rounds), strict=True)))


def rows(figures: dict[str, Figures]) -> list[tuple[str, ...]]:
    """The figures as a table."""
    cells = {path: (f"{value:.2f}" for value in asdict(values).values()) for path, values in figures.items()}
    body = [(f"{'POST' if REQUESTS[path] else 'GET'} {path}", *row) for path, row in cells.items()]
    return [("request", "a second", "median ms", "p99 ms", "CPU ms each"), *body]


def main() -> None:
    """Measure, print and store the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not shutil.which("wrk") or not shutil.which("taskset"):
        print("Throughput is not measured: that needs wrk and taskset (Debian: apt install wrk util-linux).")
        return
    with served("taskset", "--cpu-list", "0", RATE_LIMITS="false") as server:
        token = sign_in(server.origin)
        rounds = [
            {path: load(server, path, token, options.seconds) for path in REQUESTS} for _ in range(options.rounds)
        ]
    figures = {path: medians([each[path] for each in rounds]) for path in REQUESTS}
    print("\n".join(aligned(rows(figures))))
    RESULTS.write_text(json.dumps({path: asdict(values) for path, values in figures.items()}, indent=1) + "\n")
    print(f"\nwritten to {RESULTS.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
