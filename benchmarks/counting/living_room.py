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

EVEN = "scale=trunc(iw/2)*2:trunc(ih/2)*2"

CHANGES = {
    "as_filmed": FIT,
    "mirrored": f"{FIT},hflip",
    # A bright window behind: the room blown out, who stands before it nearly black.
    "backlit": f"{FIT},curves=all='0/0.02 0.3/0.08 0.5/0.25 0.7/0.95 1/1'",
    "orange": f"{FIT},colorchannelmixer=rr=1.4:gg=0.85:bb=0.3",
    "blue": f"{FIT},colorchannelmixer=rr=0.4:gg=0.8:bb=1.5",
    "blocky": FIT,
    # A phone whose rotation is locked.
    "quarter_turn": f"{FIT},transpose=1",
    "pillarboxed": f"{FIT},pad='max(iw,ih*16/9)':'max(ih,iw*16/9)':-1:-1,{FIT}",
    "wide_angle": f"{FIT},pad=iw*1.4:ih*1.4:-1:-1:gray,lenscorrection=k1=0.3:k2=0.15,{FIT}",
    "hand_held": f"{FIT},rotate='0.03*sin(4.1*t)+0.02*sin(9.7*t)':c=gray,crop=iw*0.88:ih*0.88:"
    f"x='(iw-ow)/2*(1+0.6*sin(5.7*t)+0.4*sin(13*t))':y='(ih-oh)/2*(1+0.6*sin(6.9*t)+0.4*sin(15*t))',{EVEN}",
    # A phone on a table that two footfalls a second set trembling.
    "trembling": f"{FIT},crop=iw*0.94:ih*0.94:x='(iw-ow)/2*(1+0.4*exp(-8*mod(t,0.5))*sin(38*mod(t,0.5)))':"
    f"y='(ih-oh)/2*(1-exp(-8*mod(t,0.5))*sin(44*mod(t,0.5)))',{EVEN}",
    # Three stops less light: 2 ** (-3 / 2.2) of a picture's numbers.
    "dark": f"{FIT},lutrgb=r=val*0.39:g=val*0.39:b=val*0.39,{NOISE}",
    "warm": f"{FIT},colorchannelmixer=rr=1.25:gg=0.95:bb=0.55",
    "small_picture": "scale=480:480:force_original_aspect_ratio=decrease:force_divisible_by=2",
    "letterboxed": "scale=640:480:force_original_aspect_ratio=decrease,pad=640:480:-1:-1",
    "far": f"{FIT},split[a][b];[b]boxblur=30:3[c];[a]scale=iw*0.45:-2[d];[c][d]overlay=W*0.17:H*0.48",
    "blurred": f"{FIT},tmix=frames=3",
    "exposure_hunts": f"{FIT},eq=brightness='0.18*sin(9.4*t)+0.1*sin(2.5*t)':contrast='1+0.25*sin(9.4*t)':eval=frame",
    "shaken": f"{FIT},crop=iw*0.94:ih*0.94:x='(iw-ow)/2*(1+sin(5.7*t)/2)':y='(ih-oh)/2*(1+sin(6.9*t)/2)',{EVEN}",
    "15_fps": f"{FIT},fps=15",
    # Each picture twice or three times, as a program behind a camera shows them that gets fewer.
    "12_fps_shown_at_30": f"{FIT},fps=12,fps=30",
}
USUAL_LOSS = 16
# So much that movements smear.
LOSS = {"blocky": 44}
BEHIND = f"[0]{FIT}[room];movie={{picture}},scale=-2:240[other];[room][other]overlay=W*0.02:H*0.95-h"


def change(video: Path, target: Path, filters: str, loss: int = USUAL_LOSS) -> None:
    """Write the changed video without sound, as good as it was unless `loss` (x264's) is more."""
    picture = ["-filter_complex", filters, "-an", "-c:v", "libx264", "-crf", str(loss), "-pix_fmt", "yuv420p"]
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
                video, target = options.folder / f"{clip['name']}.mp4", options.target / f"{changed}.mp4"
                change(video, target, filters, LOSS.get(name, USUAL_LOSS))
                rows.writerow([changed, clip["train_as"], clip["true_reps"]])


if __name__ == "__main__":
    main()
