"""Measure the pages as a phone on a slow network meets them: bytes over the wire, and Lighthouse's median of three.

python benchmarks/page/page.py [--runs 3]

Serves the built app from an empty data directory, prints tables, writes benchmarks/results/page.json.
Lighthouse is fetched by pnpm; the figures depend on the machine, the ratios between the pages hardly.
"""

import argparse
import json
import os
import re
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
LIGHTHOUSE = "lighthouse@13.5.0"
PAGES = ("/", "/train/push-up", "/login")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "first-contentful-paint": "FCP ms",
    "largest-contentful-paint": "LCP ms",
    "total-blocking-time": "TBT ms",
    "cumulative-layout-shift": "CLS",
}
THROTTLING = {
    "slow 4G": [],
    "3G": [
        "--throttling.rttMs=300",
        "--throttling.throughputKbps=700",
        "--throttling.cpuSlowdownMultiplier=4",
    ],
}


def first_load() -> dict[str, int]:
    """Bytes that the first page takes before it shows: as they are, and as they travel."""
    html = (DIST / "index.html").read_text()
    named = re.findall(r'(?:src|href)="/([^"]+\.(?:js|css))"', html)
    files = [DIST / "index.html", *(DIST / name for name in dict.fromkeys(named))]
    return weigh(files)


def training() -> dict[str, int]:
    """Bytes that training takes on top, once: the pose runtime and its model."""
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


def lighthouse(url: str, throttling: list[str]) -> dict[str, float]:
    """One run on a simulated phone: scores of 0 to 1 by category, and metrics by their short names."""
    chromium = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    command = [str(TOOLS / "pnpm"), "dlx", LIGHTHOUSE, url, "--quiet", chromium, "--output=json", *throttling]
    environment = dict(os.environ, CHROME_PATH=str(TOOLS / "chromium"), PATH=f"{TOOLS}{os.pathsep}{os.environ['PATH']}")
    output = subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout
    report = json.loads(output[output.index("{") :])
    scores = {name: report["categories"][name]["score"] for name in CATEGORIES}
    return scores | {short: report["audits"][name]["numericValue"] for name, short in METRICS.items()}


def measure(origin: str, runs: int) -> dict[str, dict[str, float]]:
    """Medians by page and network."""
    medians: dict[str, dict[str, float]] = {}
    for page in PAGES:
        for network, throttling in THROTTLING.items():
            found = [lighthouse(origin + page, throttling) for _ in range(runs)]
            medians[f"{page}, {network}"] = {name: statistics.median(run[name] for run in found) for name in found[0]}
            print(f"measured {page} on {network}", file=sys.stderr)
    return medians


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    sizes = {"first page": first_load(), "training, once": training()}
    print("\n".join(aligned(size_rows(sizes))), end="\n\n")
    with served() as server:
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
    names = (*CATEGORIES, *METRICS.values())
    cells = {where: (f"{found[name]:.2f}".removesuffix(".00") for name in names) for where, found in medians.items()}
    return [("page, network", *names), *((where, *row) for where, row in cells.items())]


if __name__ == "__main__":
    main()
