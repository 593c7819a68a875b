"""Count rope jumps with judges that have not seen the set, or the source, that they are asked about; print a table.

python benchmarks/counting/judge_folds.py [--folds training/out] [--schemes set source]

Takes the nets that `make train` leaves in training/out. Writes benchmarks/results/counting-judge.json.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import engine
from recordings import MODELS, REPOSITORY, Clip, Collection, load_collections
from run import BOTH, FRAME_RATES, RESULTS, Line, Place, commit, line_of, table

EXERCISE = "jump-rope"
"""The only one whose counter asks the judge."""
SCHEMES: Mapping[str, tuple[str, ...]] = {
    "set": ("recordings", "recordings-2"),
    "source": tuple(f"sources-{i}" for i in range(5)),
}
"""The folds that together leave out every clip once, by what they leave out as a whole."""


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=Path, default=REPOSITORY / "training" / "out")
    parser.add_argument("--schemes", nargs="+", choices=SCHEMES, default=list(SCHEMES))
    asked = parser.parse_args()
    collections = load_collections()
    lines = [
        line
        for scheme in asked.schemes
        for model in MODELS
        for line in left_out(scheme, asked.folds, [each for each in collections if each.model == model])
    ]
    print(table(lines))
    results = {"commit": commit(), "lines": [asdict(line) for line in lines]}
    file = RESULTS / "counting-judge.json"
    file.write_text(json.dumps(results, indent=1) + "\n")
    print(f"\nwritten to {file.relative_to(REPOSITORY)}")


def left_out(scheme: str, folder: Path, collections: Sequence[Collection]) -> Iterator[Line]:
    """A line a set and frame rate of one model, both sets together too."""
    sets = {each.name: each.clips for each in collections}
    clips = [clip for some in sets.values() for clip in some]
    if not clips:
        return
    folds = [folder / f"{name}.json" for name in SCHEMES[scheme]]
    missing = [fold.name for fold in folds if not fold.exists()]
    if missing:
        message = f"{folder} has no {', '.join(missing)}: run `make train` first, or leave out `--schemes {scheme}`"
        raise SystemExit(message)
    counts = count(clips, folds)
    for name, some in {**sets, BOTH: clips}.items():
        for rate in FRAME_RATES:
            place = Place(EXERCISE, f"judge: {scheme} left out", name, collections[0].model, rate)
            yield line_of(place, some, counts[rate])


def count(clips: Sequence[Clip], folds: Sequence[Path]) -> dict[int, dict[str, int]]:
    """Rope jumps by frame rate and clip."""
    rates = ",".join(map(str, FRAME_RATES))
    lines = engine.run("count-left-out.ts", rates, ",".join(map(str, folds)), *engine.paths(clips))
    return {rate: {line["name"]: line["counts"][str(rate)] for line in lines} for rate in FRAME_RATES}


if __name__ == "__main__":
    main()
