"""Measure what honest people notice while one machine floods the server in every way that once stopped it.

python benchmarks/api/floods.py [--seconds 60] [--only previews]

On loopback only, from several of its addresses, for a bounded time, with the limits as shipped:
nested and endless JSON without an account; sign-ups with passwords that are slow to judge; an account that reads,
imports and exports as much as it can; 1,100 idle connections; five networks that sign in as often as they may.
Meanwhile one honest person, in a browser used for signing in before, asks /healthz, saves sets and signs in.
Writes benchmarks/results/floods.json, unless only some of the floods run. Linux: other systems have no 127.0.0.2.
"""

import argparse
import contextlib
import http.client
import json
import multiprocessing
import os
import socket
import statistics
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
from served import REPOSITORY, served

sys.path.append(str(REPOSITORY / "benchmarks" / "counting"))

from tables import aligned

RESULTS = REPOSITORY / "benchmarks" / "results" / "floods.json"
PASSWORD = "correct horse battery"  # noqa: S105 - of accounts that live as long as the measurement
SLOW_TO_JUDGE = ("4@8({[<369!1|70$5+7%2" * 4)[:72]
TARGETS = {"healthz p99 ms": 100, "save p95 ms": 500, "sign-in max ms": 3000, "memory MiB": 300}


@dataclass
class Client:
    """A client of the API from one of loopback's addresses."""

    origin: str
    address: str = "127.0.0.1"
    token: str = ""
    cookie: str = ""
    timeout: float = 20
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        """The status and the body; 0 if the connection was dropped."""
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        headers |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            if self._connection is None:
                parts = urlsplit(self.origin)
                self._connection = http.client.HTTPConnection(
                    str(parts.hostname), parts.port, timeout=self.timeout, source_address=(self.address, 0)
                )
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self._connection = None
            return 0, b""
        for header in answer.headers.get_all("set-cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                if name == "known_device":
                    self.cookie = f"{name}={morsel.value}"
        return answer.status, content

    def post(self, path: str, body: Any) -> tuple[int, bytes]:
        """POST a JSON body."""
        return self.ask("POST", "/api/v1" + path, json.dumps(body).encode())

    def sign_up(self, name: str) -> "Client":
        """Register and sign in a new user; returns the client."""
        form = {"email": f"{name}@example.com", "username": name, "password": PASSWORD}
        status, content = self.post("/auth/register", form)
        if status != http.client.CREATED:
            raise RuntimeError(f"sign-up was answered with {status}: {content!r}")
        self.sign_in(name)
        return self

    def sign_in(self, name: str) -> int:
        """Sign in; returns the status and keeps the token and the known device's cookie."""
        status, content = self.post("/auth/login", {"identifier": name, "password": PASSWORD})
        if status == http.client.OK:
            self.token = json.loads(content)["access_token"]
        return status


def workout(**fields: Any) -> dict[str, Any]:
    """Twelve push-ups."""
    return {
        "id": str(uuid.uuid4()),
        "exercise_type": "push-up",
        "reps_count": 12,
        "duration_seconds": 30,
        "started_at": "2026-03-18T11:00:00Z",
        **fields,
    }


LONG_SET = workout(id="0199c0de-0000-7000-8000-000000000001", duration_seconds=86_400, reps_count=5000)


def complex_json(origin: str, ends: float, counts: dict[str, int]) -> None:
    """Nested lists and endless keys, without an account, from one address."""
    nested = b'{"challenge_id":"x","credential":[' + b",".join([b"[" * 11 + b"]" * 11] * 40_000) + b"]}"
    keys = json.dumps({f"key{n}": n for n in range(100_000)}).encode()
    client = Client(origin, "127.0.0.2")
    while time.monotonic() < ends:
        for path, body in (("passkeys/login", nested), ("login", keys), ("register", keys)):
            status, _ = client.ask("POST", f"/api/v1/auth/{path}", body)
            _count(counts, f"complex JSON: {status}")


def slow_passwords(origin: str, ends: float, counts: dict[str, int]) -> None:
    """Sign-ups with passwords that are slow to rate, from two addresses."""
    clients = [Client(origin, "127.0.0.3"), Client(origin, "127.0.0.4")]
    while time.monotonic() < ends:
        for client in clients:
            name = uuid.uuid4().hex[:12]
            form = {"email": f"{name}@example.com", "username": name, "password": SLOW_TO_JUDGE}
            _count(counts, f"slow password: {client.post('/auth/register', form)[0]}")
            time.sleep(0.2)


def filled_account(origin: str) -> Client:
    """An account with much data, including LONG_SET."""
    client = Client(origin, "127.0.0.5").sign_up("greedy")
    sets = [workout(details={"curve": ["x" * 1000] * 240}) for _ in range(100)]
    for each in [*sets, LONG_SET]:
        if client.post("/workouts", each)[0] not in {http.client.CREATED, http.client.TOO_MANY_REQUESTS}:
            raise RuntimeError("a set of the greedy account was refused")
    return client


GREEDY: dict[str, list[tuple[str, str]]] = {
    "reads": [("GET", "/workouts?limit=100&details=true")] * 6,
    "previews": [("POST", "/workouts/import/preview")] * 4,
    "activities": [("GET", f"/workouts/{LONG_SET['id']}/export?format=fit")] * 2,
    "exports": [("GET", "/workouts/export?format=csv"), ("GET", "/users/me/export")],
}


def long_file() -> bytes:
    """A file with nearly the maximum number of rows."""
    rows = "\n".join(
        f"2026-01-01T{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}Z,push-up,{n % 90},30" for n in range(48_500)
    )
    return f"started_at,exercise_type,reps_count,duration_seconds\n{rows}".encode()


def greedy_account(token: str, kinds: list[str], origin: str, ends: float, counts: dict[str, int]) -> None:
    """That account reads and exports all its data, previews long files and exports long sets as FIT."""
    file = long_file()

    def again_and_again(kind: str, method: str, path: str) -> None:
        mine = Client(origin, "127.0.0.5", token)
        while time.monotonic() < ends:
            status, _ = mine.ask(method, "/api/v1" + path, file if method == "POST" else None)
            _count(counts, f"{kind} of a greedy account: {status}")

    _at_once([partial(again_and_again, kind, *request) for kind in kinds for request in GREEDY[kind]])


def idle_connections(origin: str, ends: float, counts: dict[str, int]) -> None:
    """1,100 idle connections, reopened when they are dropped."""
    parts = urlsplit(origin)
    address = (str(parts.hostname), int(parts.port or 0))
    with contextlib.ExitStack() as stack:
        while time.monotonic() < ends:
            with contextlib.suppress(OSError):
                for _ in range(1100):
                    stack.enter_context(socket.create_connection(address, 5, source_address=("127.0.0.6", 0)))
                    _count(counts, "idle connections: opened")
            stack.pop_all().close()
            time.sleep(1)


def sign_ins(origin: str, ends: float, counts: dict[str, int]) -> None:
    """Five addresses, each with as many concurrent sign-ins as the limits allow."""

    def guess(address: str, number: int) -> None:
        client = Client(origin, address)
        while time.monotonic() < ends:
            form = {"identifier": f"somebody{number}-{uuid.uuid4().hex[:4]}", "password": "a wrong guess"}
            _count(counts, f"sign-ins: {client.post('/auth/login', form)[0]}")
            time.sleep(0.5)

    calls = [(f"127.0.0.{host}", number) for host in range(11, 16) for number in range(12)]
    _at_once([partial(guess, *call) for call in calls])


STRANGERS = {
    "complex-json": complex_json,
    "slow-passwords": slow_passwords,
    "idle-connections": idle_connections,
    "sign-ins": sign_ins,
}


def _count(counts: dict[str, int], name: str) -> None:
    counts[name] = counts.get(name, 0) + 1


def _at_once(calls: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def flooding(flood: Callable[[str, float, dict[str, int]], None], origin: str, seconds: float, results: Any) -> None:
    """Flood in a separate process, so that the measured client does not share its interpreter."""
    counts: Counter[str] = Counter()
    flood(origin, time.monotonic() + seconds, counts)
    results.put(dict(counts))


class Honest:
    """An honest user, and how long they wait."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.me = Client(origin).sign_up("honest")
        self.failures: Counter[str] = Counter()

    def measure(self, seconds: float, pid: int) -> dict[str, float]:
        """The figures, compared with TARGETS."""
        times: dict[str, list[float]] = {"healthz": [], "save": [], "sign-in": []}
        memory: list[float] = []
        ends = time.monotonic() + seconds

        def repeat(name: str, pause: float, ask: Callable[[], bool]) -> None:
            while time.monotonic() < ends:
                started = time.perf_counter()
                if not ask():
                    self.failures[name] += 1
                times[name].append(1000 * (time.perf_counter() - started))
                time.sleep(pause)

        def look_at_memory() -> None:
            while time.monotonic() < ends:
                memory.append(sum(map(_resident_mebibytes, servers(pid))))
                time.sleep(0.2)

        health, saver = Client(self.origin), Client(self.origin, token=self.me.token)
        browser = Client(self.origin, cookie=self.me.cookie)
        _at_once(
            [
                lambda: repeat("healthz", 0.05, lambda: health.ask("GET", "/healthz")[0] == http.client.OK),
                lambda: repeat("save", 0.5, lambda: saver.post("/workouts", workout())[0] == http.client.CREATED),
                lambda: repeat("sign-in", 7, lambda: browser.sign_in("honest") == http.client.OK),
                look_at_memory,
            ]
        )
        return {
            "healthz p99 ms": _percentile(times["healthz"], 99),
            "save p95 ms": _percentile(times["save"], 95),
            "sign-in max ms": max(times["sign-in"]),
            "memory MiB": max(memory),
        }


def servers(pid: int) -> list[psutil.Process]:
    """The server and its worker processes; not PostgreSQL, which has its own limits."""
    server = psutil.Process(pid)
    command = server.cmdline()
    return [server, *(each for each in server.children(recursive=True) if _runs_python(each, command))]


def _runs_python(process: psutil.Process, command: list[str]) -> bool:
    """Not where it is the server's own `command` still: a child that is about to become another program.

    For that moment all of the server's memory, which it shares, seems to be its own, too.
    """
    with contextlib.suppress(psutil.Error):
        return Path(process.exe()).name.startswith("python") and process.cmdline() != command
    return False


def _resident_mebibytes(process: psutil.Process) -> float:
    """Resident memory, counting shared memory in each process; 0 if the process has ended."""
    with contextlib.suppress(psutil.Error):
        return float(process.memory_info().rss / 2**20)
    return 0


def _percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1]


def flooded_meanwhile(
    honest: Honest, greedy: Client, chosen: list[str], seconds: float, pid: int
) -> tuple[dict[str, float], Counter[str]]:
    """The honest user's figures during the floods, and how the floods were answered."""
    context = multiprocessing.get_context("spawn")
    results: Any = context.Queue()
    kinds: list[Any] = [flood for name, flood in STRANGERS.items() if name in chosen]
    kinds.append(partial(greedy_account, greedy.token, [kind for kind in GREEDY if kind in chosen]))
    floods = [context.Process(target=flooding, args=(kind, honest.origin, seconds, results)) for kind in kinds]
    for flood in floods:
        flood.start()
    figures = honest.measure(seconds, pid)
    answers: Counter[str] = Counter()
    for flood in floods:
        answers += Counter(results.get(timeout=120))
        flood.join()
    return figures, answers


def main() -> None:
    """Measure, print and store the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--machine", default="2 shared cores, 24 GiB, no GPU")
    parser.add_argument("--only", nargs="+", choices=[*STRANGERS, *GREEDY], help="these floods; writes no figures")
    options = parser.parse_args()
    with served(LOG_LEVEL="ERROR") as server:
        honest = Honest(server.origin)
        greedy = filled_account(server.origin)
        alone = honest.measure(min(options.seconds, 15), server.pid)
        load_before = os.getloadavg()[0]
        chosen = options.only or [*STRANGERS, *GREEDY]
        flooded, answers = flooded_meanwhile(honest, greedy, chosen, options.seconds, server.pid)
    cells = [(name, f"{alone[name]:.0f}", f"{flooded[name]:.0f}", f"{most}") for name, most in TARGETS.items()]
    print("\n".join(aligned([("", "alone", "flooded", "at most"), *cells])))
    print("\n" + "\n".join(f"{count:7} {name}" for name, count in sorted(answers.items())))
    if options.only:
        return
    written = {
        "machine": options.machine,
        "load before the floods": load_before,
        "seconds": options.seconds,
        "alone": alone,
        "flooded": flooded,
        "at most": TARGETS,
        "met": {name: flooded[name] < most for name, most in TARGETS.items()},
        "failures of the honest": dict(honest.failures),
        "answers to the floods": dict(sorted(answers.items())),
    }
    RESULTS.write_text(json.dumps(written, indent=1) + "\n")
    print(f"\nwritten to {RESULTS.relative_to(REPOSITORY)}")


if __name__ == "__main__":
    main()
