"""Estimate what a number of people need: processes, database cores, storage and money, from measured costs.

python benchmarks/capacity/capacity.py [--active-share 0.3] [--sets-a-day 3] [--years 2]

Takes the processor time of each kind of request from benchmarks/results/throughput.json and the bytes of a workout from
COSTS. Prices and habits are assumptions, named below. A model, no measurement: it finds the order of magnitude and what
runs out first. Prints a table against the design's own budget.
"""

import argparse
import json
import math
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
THROUGHPUT = REPOSITORY / "benchmarks" / "results" / "throughput.json"

PEOPLE = (1_000, 10_000, 100_000, 10_000_000)
BUDGETS_DOLLARS: dict[int, tuple[int, int]] = {1_000: (5, 20), 10_000: (100, 300), 100_000: (500, 2_000)}
"""Per month, from the design."""

# Measured on a database of 23,049 workouts of 18 people (`exercise-buddy seed --size small`), with indexes.
BYTES_A_WORKOUT = 1_480
BYTES_A_PERSON = 38_000

# Habits.
VISITS_A_DAY = 1.2
STATISTICS_A_VISIT, LISTS_A_VISIT = 2, 1
SHARE_OF_THE_BUSIEST_HOUR = 0.12
BUSIEST_MINUTES_OF_IT = 2.0
"""The worst minutes' load relative to the hour's average."""
BYTES_SENT_A_VISIT = 60_000

# The maximum load of a core.
UTILISATION = 0.5
READS_FROM_REPLICAS = 0.8
CORES_OF_A_DATABASE = 32
"""The limit of one server; beyond it a second primary has to take half of the people."""

# Prices per month, within a factor of two of public list prices of 2026.
DOLLARS_SMALL_BOX = 5.0
DOLLARS_A_PROCESS = 20.0
DOLLARS_A_DATABASE_CORE = 45.0
DOLLARS_A_GIGABYTE = 0.25
COPIES = 3
"""Primary, replica or archive, and the dumps."""
DOLLARS_A_GIGABYTE_SENT = 0.05
SMALL = 1_000
"""Up to this many accounts API and database share one box."""


@dataclass(frozen=True)
class Cost:
    """Milliseconds of a core for one request: in the API, and in PostgreSQL."""

    api_ms: float
    database_ms: float


@dataclass(frozen=True)
class Habits:
    """The habits of users."""

    active_share: float = 0.3
    sets_a_day: float = 3.0
    years: float = 2.0


@dataclass(frozen=True)
class Need:
    """The needs of a number of accounts at the worst minute of the day."""

    people: int
    saves_a_second: float
    requests_a_second: float
    processes: int
    database_cores: int
    replicas: int
    primaries: int
    gigabytes: float
    dollars: float


def measured_costs() -> dict[str, Cost]:
    """Costs by the request's path. API and PostgreSQL shared one core in that measurement."""
    figures = json.loads(THROUGHPUT.read_text())
    return {
        path: Cost(of["cpu_ms_per_request"], max(0.0, 1000 / of["requests_per_second"] - of["cpu_ms_per_request"]))
        for path, of in figures.items()
    }


def need(people: int, habits: Habits, costs: dict[str, Cost]) -> Need:
    """The needs of that many accounts."""
    active = people * habits.active_share
    worst = SHARE_OF_THE_BUSIEST_HOUR / 3600 * BUSIEST_MINUTES_OF_IT
    rates = {
        "/api/v1/workouts": active * habits.sets_a_day * worst,
        "/api/v1/statistics": active * VISITS_A_DAY * STATISTICS_A_VISIT * worst,
        "/api/v1/workouts?limit=20": active * VISITS_A_DAY * LISTS_A_VISIT * worst,
    }
    api_cores = sum(rate * costs[path].api_ms for path, rate in rates.items()) / 1000 / UTILISATION
    writing = rates["/api/v1/workouts"] * costs["/api/v1/workouts"].database_ms / 1000 / UTILISATION
    reading = sum(rate * costs[path].database_ms for path, rate in rates.items()) / 1000 / UTILISATION - writing
    on_primary = writing + reading * (1 - READS_FROM_REPLICAS)
    is_small = people <= SMALL
    primaries = max(1, math.ceil(on_primary / CORES_OF_A_DATABASE))
    replica_cores = math.ceil(reading * READS_FROM_REPLICAS) if not is_small else 0
    processes = 1 if is_small else max(2, math.ceil(api_cores))
    database_cores = max(1, math.ceil(on_primary)) + replica_cores
    gigabytes = (people * BYTES_A_PERSON + active * habits.sets_a_day * 365 * habits.years * BYTES_A_WORKOUT) / 1e9
    sent = active * VISITS_A_DAY * 30 * BYTES_SENT_A_VISIT / 1e9
    many = processes * DOLLARS_A_PROCESS + database_cores * DOLLARS_A_DATABASE_CORE
    machines = DOLLARS_SMALL_BOX if is_small else many
    return Need(
        people,
        rates["/api/v1/workouts"],
        sum(rates.values()),
        processes,
        database_cores,
        math.ceil(replica_cores / CORES_OF_A_DATABASE),
        primaries,
        gigabytes,
        machines + gigabytes * COPIES * DOLLARS_A_GIGABYTE + sent * DOLLARS_A_GIGABYTE_SENT,
    )


def report(needs: list[Need]) -> str:
    """Print the table."""
    head = f"{'people':>12}{'saves/s':>10}{'requests/s':>12}{'processes':>11}{'db cores':>10}{'replicas':>10}"
    lines = [f"{head}{'primaries':>11}{'GB':>10}{'$ a month':>12}  budget"]
    for each in needs:
        budget = BUDGETS_DOLLARS.get(each.people)
        said = "none in the design" if budget is None else f"{budget[0]}-{budget[1]}"
        lines.append(
            f"{each.people:>12,}{each.saves_a_second:>10,.1f}{each.requests_a_second:>12,.1f}{each.processes:>11,}"
            f"{each.database_cores:>10,}{each.replicas:>10,}{each.primaries:>11,}{each.gigabytes:>10,.1f}"
            f"{each.dollars:>12,.0f}  {said}"
        )
    return "\n".join(lines)


def main() -> int:
    """Print the table; exit code 1 if a budget of the design is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--active-share", type=float, default=Habits.active_share, help="of the accounts, on a day")
    parser.add_argument("--sets-a-day", type=float, default=Habits.sets_a_day, help="of one who is active")
    parser.add_argument("--years", type=float, default=Habits.years, help="of workouts that are kept")
    arguments = parser.parse_args()
    habits = Habits(arguments.active_share, arguments.sets_a_day, arguments.years)
    costs = measured_costs()
    needs = [need(people, habits, costs) for people in PEOPLE]
    print(report(needs))
    return int(any(each.dollars > BUDGETS_DOLLARS[each.people][1] for each in needs if each.people in BUDGETS_DOLLARS))


if __name__ == "__main__":
    sys.exit(main())
