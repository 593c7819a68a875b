"""Measure the pages on a phone with a slow network: bytes over the wire, and Lighthouse's median of three.

python benchmarks/page/page.py [--runs 3]

Serves the built app with the demo account, prints tables, writes benchmarks/results/page.json. Lighthouse simulates a
phone on slow 4G; lighthouse.mjs says how its figures are kept from depending on what else the machine does.
"""

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path += [str(REPOSITORY / "benchmarks" / folder) for folder in ("counting", "api")]

from served import served  # noqa: E402 - the folders have to be known first
from tables import aligned  # noqa: E402

DIST = REPOSITORY / "frontend" / "dist"
RESULTS = REPOSITORY / "benchmarks" / "results" / "page.json"
TOOLS = REPOSITORY / ".tools" / "bin"
HERE = Path(__file__).parent
DEMO = ("demo", "demo-counts-pushups")
"""As `exercise-buddy seed` makes it."""
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "/, guest": ("/", ()),
    "/login": ("/login", ()),
    "/train/push-up": ("/train/push-up", ()),
    "/, account": ("/", DEMO),
    "/statistics, account": ("/statistics", DEMO),
}
COLUMNS = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "SEO",
    "first-contentful-paint": "FCP ms",
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
    "interactive": "interactive ms",
}


def first_load() -> dict[str, int]:
    """Bytes that the first page needs before it shows: plain and compressed."""
    html = (DIST / "index.html").read_text()
    named = re.findall(r'(?:src|href)="/([^"]+\.(?:js|css))"', html)
    files = [DIST / "index.html", *(DIST / name for name in dict.fromkeys(named))]
    return weigh(files)


def training() -> dict[str, int]:
    """Additional bytes for training, once: the pose runtime and its model."""
    patterns = ("mediapipe/*/*.js", "mediapipe/*/*.wasm", "models/**/*.task")
    return weigh([file for pattern in patterns for file in sorted(DIST.glob(pattern))])


def weigh(files: list[Path]) -> dict[str, int]:
    """Sizes of the files in all: plain, and in the smallest form that is served."""
    forms = {file: [form for form in (file, Path(f"{file}.br")) if form.exists()] for file in files}
    return {
        "files": len(files),
        "bytes": sum(file.stat().st_size for file in files),
        "compressed": sum(min(form.stat().st_size for form in found) for found in forms.values()),
    }


def lighthouse(url: str, account: tuple[str, ...]) -> dict[str, float]:
    """One run on a simulated phone: scores of 0 to 1 and metrics, by Lighthouse's names."""
    found: dict[str, float] = json.loads(output_of("lighthouse.mjs", url, *account))
    return found


def output_of(script: str, *arguments: str) -> str:
    """A script's output. If this process dies, the script's standard input closes, which ends it and its browser."""
    command = ("node", script, *arguments)
    with subprocess.Popen(
        command, cwd=HERE, env=tooled(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101 - a pipe was asked for
        output = process.stdout.read()
        if process.wait() != 0:
            raise subprocess.CalledProcessError(process.returncode, command)
        return output


def end_in_order() -> None:
    """Make a termination signal close the server and its database."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def tooled() -> dict[str, str]:
    """The environment with the checkout's Node, pnpm and Chromium first."""
    path = f"{TOOLS}{os.pathsep}{os.environ['PATH']}"
    return dict(os.environ, PATH=path, CHROME_PATH=str(TOOLS / "chromium"))


def measure(origin: str, runs: int) -> dict[str, dict[str, float]]:
    """Medians by page."""
    subprocess.run(("pnpm", "install", "--frozen-lockfile", "--silent"), cwd=HERE, env=tooled(), check=True)
    medians: dict[str, dict[str, float]] = {}
    for page, (path, account) in PAGES.items():
        found = [lighthouse(origin + path, account) for _ in range(runs)]
        medians[page] = {name: round(statistics.median(run[name] for run in found), 3) for name in found[0]}
        print(f"measured {page}", file=sys.stderr)
    return medians


def main() -> None:
    """Measure, print and store the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    end_in_order()
    sizes = {"first page": first_load(), "training, once": training()}
    print("\n".join(aligned(size_rows(sizes))), end="\n\n")
    with served(demo=True) as server:
        medians = measure(server.origin, runs)
    print("\n".join(aligned(page_rows(medians))))
    RESULTS.write_text(json.dumps({"runs": runs, "sizes": sizes, "lighthouse": medians}, indent=1) + "\n")
    print(f"\nwritten to {RESULTS.relative_to(REPOSITORY)}")


def size_rows(sizes: dict[str, dict[str, int]]) -> list[tuple[str, ...]]:
    """Sizes as a table."""
    heading = ("what", "files", "kB", "kB compressed")
    return [
        heading,
        *(
            (what, str(size["files"]), *(f"{size[key] / 1000:.0f}" for key in ("bytes", "compressed")))
            for what, size in sizes.items()
        ),
    ]


def page_rows(medians: dict[str, dict[str, float]]) -> list[tuple[str, ...]]:
    """Scores and metrics as a table."""

    def cell(name: str, value: float) -> str:
        return f"{value:.0f}" if COLUMNS[name].endswith("ms") else f"{value:.2f}"

    rows = ((page, *(cell(name, found[name]) for name in COLUMNS)) for page, found in medians.items())
    return [("page", *COLUMNS.values()), *rows]


if __name__ == "__main__":
    main()
