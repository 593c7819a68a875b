"""Trains the judge, without the clips of each fold and with all of them: `make train`.

python -m judge_training FOLDER RECORDINGS RECORDINGS_2 [--seeds 0 1] [--only NAME ...]

FOLDER receives the samples, the nets of each fold (NAME.json) and those of all recordings (none.json). How well the
folds' nets count is measured by `make bench`.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from judge_training.clips import Clip, load_clips
from judge_training.folds import SHIPS, folds
from judge_training.net import Weights
from judge_training.reference import write_reference
from judge_training.train import train
from judge_training.weights import to_base64
from judge_training.windows import Windows, draw_windows

FRONTEND = Path(__file__).parents[2] / "frontend"
ENGINE = FRONTEND / "src" / "engine" / "judge"
WINDOWS = 14_000
RATES = "0,15,10"
EXERCISES = "push-up,jump-rope,squat,lunge,sit-up,jumping-jack,high-knees"
REFERENCE = ("jr_ajay_bridge", "pu_omar5", "pu_neg_mich_sidestep")
"""Recordings of the repository on which the engine's net is compared with this one."""


def main() -> None:
    """Export, draw, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("recordings", type=Path, nargs="+", help="folders, each with its SET-full beside it")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1])
    parser.add_argument("--only", nargs="*")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for folder in asked.recordings:
        for each in (folder, folder.with_name(f"{folder.name}-full")):
            export_samples(sorted(each.glob("*/*.json.gz")), asked.folder / each.name)
    clips = load_clips(asked.folder, {each.name: each / "manifest.csv" for each in asked.recordings})
    windows = draw_windows(clips, WINDOWS, seed=1)
    for name, left_out in folds(clips).items():
        if asked.only is None or name in asked.only:
            nets = train_fold(name, clips, windows, left_out, asked.seeds)
            write_fold(asked.folder / f"{name}.json", clips, left_out, nets)
            if name == SHIPS:
                ship(nets, asked.folder, asked.recordings[0])


def export_samples(paths: Sequence[Path], stem: Path) -> None:
    """Write STEM.jsonl and STEM.f32 of the recordings, by the engine itself, unless they are there already."""
    lines = stem.with_suffix(".jsonl")
    if not paths or (lines.exists() and lines.stat().st_size > 0):
        return
    script = str(FRONTEND / "scripts" / "counting" / "judge-samples.ts")
    command = ["node", script, str(stem.with_suffix(".f32")), RATES, EXERCISES, *map(str, paths)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    lines.write_text(done.stdout)


def train_fold(
    name: str, clips: Sequence[Clip], windows: Windows, left_out: np.ndarray, seeds: Sequence[int]
) -> list[Weights]:
    """One net per seed."""
    chosen = np.setdiff1d(np.arange(len(clips)), left_out)
    nets = []
    for seed in seeds:
        print(f"leaving out {name}: {len(left_out)} of {len(clips)} clips, seed {seed}", file=sys.stderr)
        nets.append(train(windows, clips, chosen, seed))
    return nets


def write_fold(path: Path, clips: Sequence[Clip], left_out: np.ndarray, nets: Sequence[Weights]) -> None:
    """Write the nets and the names of the clips that they have not seen."""
    names = [f"{clips[i].set_name}/{clips[i].name}" for i in left_out]
    path.write_text(json.dumps({"left_out": names, "weights": [to_base64(net) for net in nets]}) + "\n")


def ship(nets: list[Weights], folder: Path, recordings: Path) -> None:
    """Put the nets of all recordings into the engine, and their output for some recordings beside its test."""
    lines = "".join(f"  '{to_base64(net)}',\n" for net in nets)
    head = "/** Written by `make train`: nets of half-precision numbers in base64. Not to be edited. */\n"
    (ENGINE / "weights.ts").write_text(f"{head}export const WEIGHTS: readonly string[] = [\n{lines}]\n")
    stem = folder / "reference"
    stem.with_suffix(".jsonl").unlink(missing_ok=True)
    kept = FRONTEND.parent / "benchmarks" / "counting" / recordings.name
    export_samples([next(kept.glob(f"*/{name}.json.gz")) for name in REFERENCE], stem)
    write_reference(nets, stem, ENGINE / "testing" / "reference.json")


if __name__ == "__main__":
    main()
