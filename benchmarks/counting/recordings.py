"""The labelled recordings: their location, and what a person counted in them."""

import csv
import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
HERE = Path(__file__).parent
KEPT = HERE / "recordings"
SHARED = REPOSITORY.parent / "shared"
SETS = ("recordings", "recordings-2")
MODELS = {"lite": "", "full": "-full"}
"""The pose model's name, and how the folders of what it saw end."""

SHOWS_BESIDES: dict[str, list[str]] = json.loads((HERE / "shows-besides.json").read_text())
"""Exercises that a clip shows besides its labelled one, so that it is not a negative for them."""


@dataclass(frozen=True)
class Clip:
    """One recording with its label. `exercise` is "none" if the person does none of the exercises."""

    name: str
    path: Path
    exercise: str
    contains: frozenset[str]
    true_reps: int | None
    is_sure: bool
    source: str
    view: str
    seconds: float

    def is_positive(self, exercise: str) -> bool:
        """Whether the clip's label says how many repetitions of the exercise it shows."""
        return self.exercise == exercise and self.is_sure and bool(self.true_reps)

    def is_negative(self, exercise: str) -> bool:
        """Whether every counted repetition of the exercise is a false one."""
        return self.exercise != exercise and exercise not in self.contains


@dataclass(frozen=True)
class Collection:
    """The clips of one set, recorded with one pose model."""

    name: str
    model: str
    folder: Path
    clips: Sequence[Clip]


def load_collections() -> list[Collection]:
    """Every set through every model whose recordings are here: those of `full` are not kept in the repository."""
    found = ((name, model, find_folder(name, model)) for model in MODELS for name in SETS)
    return [Collection(name, model, folder, load_clips(folder)) for name, model, folder in found if folder]


def find_folder(name: str, model: str) -> Path | None:
    """The folder of full recordings beside the repository, or of the rounded copies in it, or None."""
    folder = f"{name}{MODELS[model]}"
    candidates = (SHARED / folder, HERE / folder)
    return next((each for each in candidates if (each / "manifest.csv").exists()), None)


def recordings_folder() -> Path:
    """The first set through the lite model."""
    return find_folder(SETS[0], "lite") or KEPT


def load_clips(folder: Path) -> list[Clip]:
    """All clips of a folder's manifest, in its order."""
    paths = {path.name.removesuffix(".json.gz"): path for path in folder.glob("*/*.json.gz")}
    with (folder / "manifest.csv").open(newline="") as manifest:
        return [load_clip(row, paths) for row in csv.DictReader(manifest)]


def load_clip(row: dict[str, str], paths: dict[str, Path]) -> Clip:
    """One row of the manifest."""
    return Clip(
        name=row["name"],
        path=paths[row["name"]],
        exercise=row["exercise"],
        contains=frozenset(row["contains"].split()) | frozenset(SHOWS_BESIDES.get(row["name"], [])),
        true_reps=int(row["true_reps"]) if row["true_reps"] else None,
        is_sure=row["sure"] == "yes",
        source=row["source"],
        view=row["view"],
        seconds=float(row["seconds"]),
    )


def read_recording(clip: Clip) -> dict[str, Any]:
    """The recording itself: fps, width, height and frames."""
    recording: dict[str, Any] = json.loads(gzip.decompress(clip.path.read_bytes()))
    return recording
