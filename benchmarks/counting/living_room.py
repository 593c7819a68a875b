"""Change videos of people who train as living rooms, webcams and phones do.

Call: python benchmarks/counting/living_room.py FOLDER TARGET [--behind PICTURE] [--only NAME ...]

FOLDER has `manifest.csv` (name, train_as, true_reps, ...) and NAME.mp4; TARGET gets the same of every clip in every
change. The browser tests then count them with camera, model and engine, in frontend/:

    TEST_VIDEOS=TARGET E2E_CLIPS=all pnpm exec playwright test videos

PICTURE shows somebody who stands; they are put 240 pixels tall at the left edge of a picture of 640.
"""

import argparse
import csv
import subprocess
from pathlib import Path

FIT = "scale=640:640:force_original_aspect_ratio=decrease:force_divisible_by=2"
NOISE = "noise=alls=16:allf=t"

CHANGES = {
    "as_filmed": FIT,
    "mirrored": f"{FIT},hflip",
    # Three stops less light: 2 ** (-3 / 2.2) of a picture's numbers.
    "dark": f"{FIT},lutrgb=r=val*0.39:g=val*0.39:b=val*0.39,{NOISE}",
    "warm": f"{FIT},colorchannelmixer=rr=1.25:gg=0.95:bb=0.55",
    "small_picture": "scale=480:480:force_original_aspect_ratio=decrease:force_divisible_by=2",
    "letterboxed": "scale=640:480:force_original_aspect_ratio=decrease,pad=640:480:-1:-1",
    "far": f"{FIT},split[a][b];[b]boxblur=30:3[c];[a]scale=iw*0.45:-2[d];[c][d]overlay=W*0.17:H*0.48",
    "blurred": f"{FIT},tmix=frames=3",
    "exposure_hunts": f"{FIT},eq=brightness='0.18*sin(9.4*t)+0.1*sin(2.5*t)':contrast='1+0.25*sin(9.4*t)':eval=frame",
    "shaken": f"{FIT},crop=iw*0.94:ih*0.94:x='(iw-ow)/2*(1+sin(5.7*t)/2)':y='(ih-oh)/2*(1+sin(6.9*t)/2)',"
    "scale=trunc(iw/2)*2:trunc(ih/2)*2",
    "15_fps": f"{FIT},fps=15",
    # Each picture twice or three times, as a program behind a camera shows them that gets fewer.
    "12_fps_shown_at_30": f"{FIT},fps=12,fps=30",
}
BEHIND = f"[0]{FIT}[room];movie={{picture}},scale=-2:240[other];[room][other]overlay=W*0.02:H*0.95-h"


def change(video: Path, target: Path, filters: str) -> None:
    """Write the changed video without sound, as good as it was."""
    picture = ["-filter_complex", filters, "-an", "-c:v", "libx264", "-crf", "16", "-pix_fmt", "yuv420p"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", video, *picture, target], check=True)


def main() -> None:
    """Change all clips of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--behind", type=Path, help="picture of somebody who stands")
    parser.add_argument("--only", nargs="+", choices=CHANGES, default=list(CHANGES), help="changes to make")
    options = parser.parse_args()
    changes = {name: CHANGES[name] for name in options.only}
    if options.behind is not None:
        changes["somebody_behind"] = BEHIND.format(picture=options.behind)
    with (options.folder / "manifest.csv").open(newline="") as manifest:
        clips = list(csv.DictReader(manifest))
    options.target.mkdir(parents=True, exist_ok=True)
    with (options.target / "manifest.csv").open("w", newline="") as manifest:
        rows = csv.writer(manifest, lineterminator="\n")
        rows.writerow(["name", "train_as", "true_reps"])
        for clip in clips:
            for name, filters in changes.items():
                changed = f"{clip['name']}_{name}"
                change(options.folder / f"{clip['name']}.mp4", options.target / f"{changed}.mp4", filters)
                rows.writerow([changed, clip["train_as"], clip["true_reps"]])


if __name__ == "__main__":
    main()
