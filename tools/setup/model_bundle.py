"""Put the pose model and its WebAssembly runtime where the web app serves them from.

    python3 tools/setup/model_bundle.py --packages frontend/node_modules --out frontend/public

No package ships a `pose_landmarker_*.task`, so it is put together from npm's `@mediapipe/pose` (Apache-2.0): a
.task is an uncompressed zip of a detector and a landmark model, each with metadata that says how to scale pixels.
The runtime is copied out of `@mediapipe/tasks-vision`, because it must not pass through a bundler. Every path
carries a version or a hash, so that browsers may cache it for good. Files that are up to date are left alone.

Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tflite_metadata import MetadataError, Normalization, add_metadata

TASKS_VISION_VERSION = "0.10.35"
POSE_VERSION = "0.5.1675469404"
MODEL_SHA256 = {
    "lite": "157967f1c7e82052534b87d307c4218027cd9fe0bb62ec793040ef9d19cfce53",
    "full": "d8cdf7c9621aafc8f4a439c75472f33e0160552d5eef3a164ac860256b7921a5",
}
RUNTIME_SHA256 = {
    "vision_wasm_module_internal.js": "1f1d6215324a1fe62f6742d49a3db911170987ca18ad8c1b75f1a1c82acf2b44",
    "vision_wasm_module_internal.wasm": "617b8e0248dbd27e9d7ece4218004eae4cefb499196d1bb4fa0e3fef21708756",
}

# MediaPipe's own values: the detector takes -1..1, the landmark model 0..1.
DETECTOR_SCALE = Normalization(mean=127.5, std=127.5)
LANDMARKS_SCALE = Normalization(mean=0.0, std=255.0)


class BundleError(Exception):
    """Something the bundle needs is missing or not what was expected; the message says what to do."""


@dataclass(frozen=True)
class Product:
    """A file to serve: its path and expected content."""

    path: Path
    sha256: str

    def is_current(self) -> bool:
        """Whether the file exists with the expected content."""
        return self.path.is_file() and sha256(self.path.read_bytes()) == self.sha256

    def write(self, content: bytes) -> None:
        """Write the file in one step, so that nobody ever sees half of it.

        Raises BundleError where the content is not the expected one.
        """
        if (found := sha256(content)) != self.sha256:
            raise BundleError(f"{self.path.name} would have sha256 {found}, not {self.sha256}: is the package genuine?")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.path.with_name(f"{self.path.name}.{os.getpid()}.part")
        unfinished.write_bytes(content)
        unfinished.replace(self.path)


def sha256(content: bytes) -> str:
    """The content's SHA-256 in hex."""
    return hashlib.sha256(content).hexdigest()


def model_file_name(variant: str) -> str:
    """Name of the served model; it changes whenever the model does."""
    return f"pose_landmarker_{variant}.{MODEL_SHA256[variant][:8]}.task"


def read(path: Path) -> bytes:
    """The content of a file in an npm package. Raises BundleError if it is missing."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BundleError(f"cannot read {path} ({error.strerror}): install the web packages with pnpm first") from error


def package(packages: Path, name: str, version: str) -> Path:
    """The folder of an installed npm package. Raises BundleError if it is missing or has another version."""
    folder = packages / name
    found = json.loads(read(folder / "package.json"))["version"]
    if found != version:
        raise BundleError(f"{name} is {found}, but {version} is needed: install what pnpm-lock.yaml says")
    return folder


def detector(pose: Path) -> bytes:
    """The person detector, which sits inside the package's asset archive; its loader script says where."""
    loader = read(pose / "pose_solution_packed_assets_loader.js").decode()
    span = re.search(r'pose_detection\.tflite", "start": (\d+), "end": (\d+)', loader)
    if span is None:
        raise BundleError("the asset loader of @mediapipe/pose does not list pose_detection.tflite")
    start, end = map(int, span.groups())
    return read(pose / "pose_solution_packed_assets.data")[start:end]


def stored_zip(files: Sequence[tuple[str, bytes]]) -> bytes:
    """An uncompressed zip that depends only on its files, not on clock, user or operating system."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            entry.extract_version = 10
            archive.writestr(entry, content)
            # zipfile puts Unix permissions here while writing; the directory at the end is what records them.
            entry.external_attr = 0
    return out.getvalue()


def task_bundle(pose: Path, variant: str) -> bytes:
    """The .task file of one model variant."""
    landmarks = read(pose / f"pose_landmark_{variant}.tflite")
    return stored_zip(
        [
            ("pose_detector.tflite", add_metadata(detector(pose), "pose_detector", DETECTOR_SCALE)),
            (
                "pose_landmarks_detector.tflite",
                add_metadata(landmarks, "pose_landmarks_detector", LANDMARKS_SCALE),
            ),
        ]
    )


def make_models(packages: Path, out: Path, variants: Sequence[str]) -> list[Path]:
    """Bring the models up to date; returns those that were written."""
    written = []
    for variant in variants:
        product = Product(out / "models" / model_file_name(variant), MODEL_SHA256[variant])
        if not product.is_current():
            product.write(task_bundle(package(packages, "@mediapipe/pose", POSE_VERSION), variant))
            written.append(product.path)
    return written


def copy_runtime(packages: Path, out: Path) -> list[Path]:
    """Bring the WebAssembly runtime up to date; returns the files that were written."""
    written = []
    for name, digest in RUNTIME_SHA256.items():
        product = Product(out / "mediapipe" / TASKS_VISION_VERSION / name, digest)
        if not product.is_current():
            folder = package(packages, "@mediapipe/tasks-vision", TASKS_VISION_VERSION)
            product.write(read(folder / "wasm" / name))
            written.append(product.path)
    return written


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make the pose model and copy its runtime into the web app.")
    parser.add_argument("--packages", type=Path, required=True, help="the web app's node_modules")
    parser.add_argument("--out", type=Path, required=True, help="the web app's public folder")
    parser.add_argument("--models", nargs="+", choices=sorted(MODEL_SHA256), default=["lite"], metavar="VARIANT")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    options = parse_arguments(arguments)
    try:
        written = make_models(options.packages, options.out, options.models) + copy_runtime(
            options.packages, options.out
        )
    except (BundleError, MetadataError) as error:
        print(f"model_bundle: {error}", file=sys.stderr)
        return 1
    for path in written:
        print(f"{path} ({path.stat().st_size:,} bytes)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
