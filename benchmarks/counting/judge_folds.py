"""Count rope jumps with judges trained without the set, the source or the view that they are tested on.

python benchmarks/counting/judge_folds.py [--folds training/out] [--schemes set source view] [--no-copies]

Takes the nets that `make train` leaves in training/out. Writes benchmarks/results/counting-judge.json and
counting-copies.json: copies turned away, with legs named by step, feet or legs unseen, by nets without their set.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import engine
from recordings import MODELS, REPOSITORY, Clip, Collection, load_collections
from run import BOTH, FRAME_RATES, RESULTS, Line, Place, commit, line_of, table

EXERCISE = "jump-rope"
"""The one whose counter the judge decides about all the time; of squats and lunges it refuses what is impossible."""
SCHEMES: Mapping[str, tuple[str, ...]] = {
    "set": ("recordings", "recordings-2"),
    "source": tuple(f"sources-{i}" for i in range(5)),
    "view": ("view-diagonal", "view-front", "view-other", "view-side"),
}
"""The folds that together leave out every clip once, by what they leave out as a whole."""
AS_RECORDED = "as recorded"
ALL_COPIES = "all copies"
COPIES = 12
"""Those of frontend/scripts/counting/variations/copies.ts, the first of which is the recording itself."""

Counts = Mapping[str, Mapping[int, dict[str, int]]]
"""Rope jumps by copy, frame rate and clip."""


def main() -> None:
    """Measure, print and store the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=Path, default=REPOSITORY / "training" / "out")
    parser.add_argument("--schemes", nargs="+", choices=SCHEMES, default=list(SCHEMES))
    parser.add_argument("--no-copies", action="store_true", help="leave out the copies")
    asked = parser.parse_args()
    collections = load_collections()
    by_model = [[each for each in collections if each.model == model] for model in MODELS]
    lines = [line for scheme in asked.schemes for some in by_model for line in left_out(scheme, asked.folds, some)]
    write("counting-judge.json", lines)
    if not asked.no_copies:
        write("counting-copies.json", [line for some in by_model for line in copies(asked.folds, some)])


def write(name: str, lines: Sequence[Line]) -> None:
    """Print the lines as a table and store them."""
    print(table(lines))
    file = RESULTS / name
    file.write_text(json.dumps({"commit": commit(), "lines": [asdict(line) for line in lines]}, indent=1) + "\n")
    print(f"\nwritten to {file.relative_to(REPOSITORY)}\n")


def left_out(scheme: str, folder: Path, collections: Sequence[Collection]) -> Iterator[Line]:
    """A line a set and frame rate of one model, both sets together too; of views one a view."""
    sets = {each.name: each.clips for each in collections}
    clips = [clip for some in sets.values() for clip in some]
    if not clips:
        return
    folds = fold_files(scheme, folder)
    parts = {**sets, BOTH: clips, **({} if scheme != "view" else clips_of(folds, clips))}
    counts = count(clips, folds, copies=1)[AS_RECORDED]
    for name, some in parts.items():
        for rate in FRAME_RATES:
            place = Place(EXERCISE, f"judge: {scheme} left out", name, collections[0].model, rate)
            yield line_of(place, some, counts[rate])


def copies(folder: Path, collections: Sequence[Collection]) -> Iterator[Line]:
    """A line a frame rate and copy of the clips that show the exercise, of one model; one of all copies together."""
    clips = [clip for each in collections for clip in each.clips if clip.is_positive(EXERCISE)]
    if not clips:
        return
    counts = count(clips, fold_files("set", folder), COPIES)
    for rate in FRAME_RATES:
        for copy in counts:
            place = Place(EXERCISE, "judge: set left out", copy, collections[0].model, rate)
            yield line_of(place, clips, counts[copy][rate])
        yield all_copies(rate, collections[0].model, clips, counts)


def all_copies(rate: int, model: str, clips: Sequence[Clip], counts: Counts) -> Line:
    """Each copy of a clip as a clip of its own."""
    changed = counts.keys() - {AS_RECORDED}
    named = [replace(clip, name=f"{clip.name}, {copy}") for copy in sorted(changed) for clip in clips]
    counted = {f"{clip.name}, {copy}": counts[copy][rate][clip.name] for copy in changed for clip in clips}
    return line_of(Place(EXERCISE, "judge: set left out", ALL_COPIES, model, rate), named, counted)


def fold_files(scheme: str, folder: Path) -> list[Path]:
    """The files of a scheme's nets."""
    folds = [folder / f"{name}.json" for name in SCHEMES[scheme]]
    missing = [fold.name for fold in folds if not fold.exists()]
    if missing:
        message = f"{folder} has no {', '.join(missing)}: run `make train` first, or leave out `--schemes {scheme}`"
        raise SystemExit(message)
    return folds


def clips_of(folds: Sequence[Path], clips: Sequence[Clip]) -> dict[str, list[Clip]]:
    """The clips that each fold leaves out, by the fold's name."""
    names = {fold.stem: {name.split("/")[1] for name in json.loads(fold.read_text())["left_out"]} for fold in folds}
    return {fold: [clip for clip in clips if clip.name in some] for fold, some in names.items()}


def count(clips: Sequence[Clip], folds: Sequence[Path], copies: int) -> Counts:
    """Rope jumps by copy, frame rate and clip."""
    rates = ",".join(map(str, FRAME_RATES))
    paths = engine.paths(clips)
    lines = engine.run("count-left-out.ts", rates, ",".join(map(str, folds)), str(copies), *paths)
    return {
        copy: {rate: {line["name"]: line["counts"][copy][str(rate)] for line in lines} for rate in FRAME_RATES}
        for copy in lines[0]["counts"]
    }


if __name__ == "__main__":
    main()
