"""Measure what many logins at once do to everybody else, and whether the time of a login tells who has an account.

python benchmarks/api/logins.py [--logins 50] [--seconds 5]

Others: one client reads its statistics while nothing else happens, and again while 50 logins are being hashed.
Timing: logins of a known and of an unknown user in turn, one at a time. Writes benchmarks/results/logins.json.
"""

import argparse
import http.client
import json
import statistics
import sys
import threading
import time
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from served import REPOSITORY, served
from throughput import ACCOUNT, sign_in

sys.path.append(str(REPOSITORY / "benchmarks" / "counting"))

from tables import aligned

RESULTS = REPOSITORY / "benchmarks" / "results" / "logins.json"
PAUSE_SECONDS = 0.02
"""The pause between reads: like one user's app, not a load test."""
ROUNDS = 3
WRONG = "a wrong guess at it"


@dataclass(frozen=True)
class Latency:
    """Latencies of a number of requests."""

    requests: int
    median_ms: float
    p95_ms: float

    @classmethod
    def of(cls, milliseconds: list[float]) -> "Latency":
        """Calculate them from single times."""
        return cls(len(milliseconds), statistics.median(milliseconds), statistics.quantiles(milliseconds, n=20)[-1])


class Client:
    """One persistent connection to the API."""

    def __init__(self, origin: str, token: str = "") -> None:
        parts = urlsplit(origin)
        self._connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=120)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def timed(self, method: str, path: str, body: object = None) -> tuple[int, float]:
        """The status, and the milliseconds until the complete response."""
        started = time.perf_counter()
        self._connection.request(method, "/api/v1" + path, json.dumps(body) if body else None, self._headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status, 1000 * (time.perf_counter() - started)

    def log_in(self, identifier: str) -> float:
        """The milliseconds of a failing login; raises RuntimeError if it does anything else."""
        status, milliseconds = self.timed("POST", "/auth/login", {"identifier": identifier, "password": WRONG})
        if status != http.client.UNAUTHORIZED:
            raise RuntimeError(f"a login was answered with {status}")
        return milliseconds


def read_for(client: Client, seconds: float, until_done: threading.Thread | None = None) -> list[float]:
    """The milliseconds of each read: read the statistics again and again; raises RuntimeError where that fails."""
    times = []
    ends = time.monotonic() + seconds
    while until_done.is_alive() if until_done else time.monotonic() < ends:
        status, milliseconds = client.timed("GET", "/statistics")
        if status != http.client.OK:
            raise RuntimeError(f"a read was answered with {status}")
        times.append(milliseconds)
        time.sleep(PAUSE_SECONDS)
    return times


def crowd(origin: str, count: int) -> threading.Thread:
    """Send that many logins at once; the thread lives until the last is answered."""

    def all_at_once() -> None:
        logins = [threading.Thread(target=Client(origin).log_in, args=(f"user{n}",)) for n in range(count)]
        for login in logins:
            login.start()
        for login in logins:
            login.join()

    thread = threading.Thread(target=all_at_once)
    thread.start()
    return thread


def known_and_unknown(origin: str, count: int) -> dict[str, Latency]:
    """Measure logins of a known and an unknown user in turn, so that other load affects both."""
    client = Client(origin)
    times: dict[str, list[float]] = {"known user": [], "unknown user": []}
    for _ in range(count):
        times["known user"].append(client.log_in(ACCOUNT["username"]))
        times["unknown user"].append(client.log_in("nobody"))
    return {name: Latency.of(values) for name, values in times.items()}


def main() -> None:
    """Measure, print and store the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--logins", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    with served(RATE_LIMITS="false") as server:
        client = Client(server.origin, sign_in(server.origin))
        read_for(client, 1)
        alone: list[float] = []
        crowded: list[float] = []
        # In turn, so that other load on the machine affects both.
        for _ in range(ROUNDS):
            alone += read_for(client, options.seconds)
            crowded += read_for(client, 0, crowd(server.origin, options.logins))
        figures = {"reads, alone": Latency.of(alone), f"reads, {options.logins} logins": Latency.of(crowded)}
        figures |= {f"login, {name}": value for name, value in known_and_unknown(server.origin, 30).items()}
    cells = [(name, f"{v.requests}", f"{v.median_ms:.1f}", f"{v.p95_ms:.1f}") for name, v in figures.items()]
    print("\n".join(aligned([("", "requests", "median ms", "p95 ms"), *cells])))
    by_itself, in_the_crowd, known, unknown = figures.values()
    factor, difference = in_the_crowd.p95_ms / by_itself.p95_ms, abs(known.median_ms - unknown.median_ms)
    print(f"\np95 of reads while hashing: {factor:.2f} times that of reads alone (to stay below 2)")
    print(f"known and unknown users differ by {difference:.1f} ms of {known.median_ms:.0f} ms")
    written = {name: asdict(value) for name, value in figures.items()} | {"p95 factor": factor}
    RESULTS.write_text(json.dumps(written, indent=1) + "\n")
    print(f"\nwritten to {RESULTS.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
