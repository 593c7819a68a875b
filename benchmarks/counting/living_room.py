"""Change videos of people who train as living rooms, webcams and phones do.

Call: python benchmarks/counting/living_room.py FOLDER TARGET [--behind PICTURE] [--passing VIDEO] [--only NAME ...]

FOLDER has `manifest.csv` (name, train_as, true_reps, ...) and NAME.mp4; TARGET gets the same of every clip in every
change. The browser tests then count them with camera, model and engine, in frontend/:

    TEST_VIDEOS=TARGET E2E_CLIPS=all pnpm exec playwright test videos

Or picture by picture, so that no clock matters (EVERY 2 takes every second one), after `make build`:

    node scripts/counting/watch.ts lite EVERY RECORDINGS TARGET/*.mp4
    node scripts/counting/count.ts EXERCISE 0 RECORDINGS/*

PICTURE shows somebody who stands; they are put 240 pixels tall at the left edge of a picture of 640. VIDEO shows
somebody on their feet, who passes halfway in front, as tall, from left to right in four seconds.
"""

import argparse
import csv
import subprocess
from pathlib import Path

FIT = "scale=640:640:force_original_aspect_ratio=decrease:force_divisible_by=2"
NOISE = "noise=alls=16:allf=t"
OLD_WEBCAM = (
    "scale=320:240:force_original_aspect_ratio=decrease:force_divisible_by=2,fps=15,hue=s=0.4,"
    "lutrgb=r=val*0.6:g=val*0.6:b=val*0.6,noise=alls=20:allf=t"
)
EVEN = "scale=trunc(iw/2)*2:trunc(ih/2)*2"
# From one to nothing in two and a half seconds, and back from half a second after the end; `in` counts pictures.
NEARNESS = "(max(0,1-in/75)+max(0,in/75-({seconds}+3.5)/2.5))"
CORNERS = ":".join(
    f"{axis}{corner}='{size}/2+{size}*(0.25*sin(in*{swing})*{NEARNESS}{side}0.5/(1+3*{NEARNESS}))'"
    for corner, sides in enumerate(("--", "+-", "-+", "++"))
    for axis, size, swing, side in zip("xy", "WH", (0.35, 0.23), sides, strict=True)
)

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
    "grey": f"{FIT},hue=s=0",
    "320_by_240": "scale=320:240:force_original_aspect_ratio=decrease:force_divisible_by=2",
    "old_webcam_at_night": OLD_WEBCAM,
    # As through a bad line: some 14 kbit/s.
    "starved_at_night": OLD_WEBCAM,
    # The light wants all the time there is: who moves is blurred.
    "long_exposure_at_night": f"fps=30,tmix=frames=3,{OLD_WEBCAM.replace('fps=15', 'fps=10')}",
    # A phone held upright, and who trains far down in its picture.
    "portrait": f"{FIT},split[a][b];[b]scale=360:640:force_original_aspect_ratio=increase,crop=360:640,boxblur=20:8[c];"
    "[a]scale=360:400:force_original_aspect_ratio=decrease:force_divisible_by=2[d];[c][d]overlay=(W-w)/2:H*0.95-h",
    # A mirror beside who trains: smaller, for it is farther, and darker.
    "mirror_beside": f"{FIT},split[a][b];[b]hflip,scale=iw*0.7:-2,lutrgb=r=val*0.8:g=val*0.8:b=val*0.8[c];"
    f"[a]pad=iw*1.7:ih[d];[d][c]overlay=W-w:(H-h)/2,{FIT}",
    # A glass door behind: who trains once more, seen through.
    "glass_behind": f"{FIT},split[a][b];[b]hflip,scale=iw*0.6:-2,format=rgba,colorchannelmixer=aa=0.4[c];"
    "[a][c]overlay=W*0.03:H*0.05",
    # Held still for five seconds, of which whoever trains is out of the picture for three.
    "away_halfway": f"{FIT},fps=30,split[a][b];[a]trim=end={{half}},tpad=stop_mode=clone:stop_duration=2.5[c];"
    "[b]trim=start={half},setpts=PTS-STARTPTS,tpad=start_mode=clone:start_duration=2.5[d];[c][d]concat,split[e][f];"
    "[e]boxblur=20:8[room];[room][f]overlay=x='-W*clip(t-{half}-0.3,0,1)*clip({half}+4.7-t,0,1)'",
    # Taken from close by while the phone is set down, and again as it is picked up, two and a half seconds each.
    "set_down_and_picked_up": f"{FIT},fps=30,tpad=start_mode=clone:start_duration=3:stop_mode=clone:stop_duration=3,"
    f"perspective=eval=frame:sense=source:{CORNERS},rotate='0.6*sin(2*t)*{NEARNESS.replace('in', '(30*t)')}'",
    # What comes in from the left at the height of shins and leaves at the right.
    "pet": f"{FIT},drawbox=x='iw*(1.3*(t-{{half}}+1)/2-0.3)':y=ih*0.72:w=iw*0.25:h=ih*0.2:color=0x4a3020:t=fill",
}
USUAL_LOSS = 16
# So much that movements smear.
LOSS = {"blocky": 44, "starved_at_night": 35}
PASSES = (
    f"[0]{FIT}[room];movie={{picture}},scale=-2:240,setpts=PTS+({{half}}-2)/TB[other];"
    "[room][other]overlay=x='-w+(W+w)*(t-{half}+2)/4':y=H*0.95-h:eof_action=pass"
)
BEHIND = f"[0]{FIT}[room];movie={{picture}},scale=-2:240[other];[room][other]overlay=W*0.02:H*0.95-h"


def change(video: Path, target: Path, filters: str, loss: int = USUAL_LOSS) -> None:
    """Write the changed video without sound, as good as it was unless `loss` (x264's) is more."""
    probe = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", str(video)]
    seconds = float(subprocess.run(probe, check=True, capture_output=True).stdout)
    filters = filters.format(seconds=seconds, half=seconds / 2)
    # What is to look good needs no good compression.
    preset = "ultrafast" if loss == USUAL_LOSS else "medium"
    codec = ["-c:v", "libx264", "-preset", preset, "-crf", str(loss), "-pix_fmt", "yuv420p"]
    command = ["ffmpeg", "-v", "error", "-y", "-i", str(video), "-filter_complex", filters, "-an", *codec, str(target)]
    subprocess.run(command, check=True)


def main() -> None:
    """Change all clips of a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--behind", type=Path, help="picture of somebody who stands")
    parser.add_argument("--passing", type=Path, help="video of somebody, who passes in front")
    parser.add_argument("--only", nargs="*", choices=CHANGES, default=list(CHANGES), help="changes to make")
    options = parser.parse_args()
    changes = {name: CHANGES[name] for name in options.only}
    if options.behind is not None:
        changes["somebody_behind"] = BEHIND.replace("{picture}", str(options.behind))
    if options.passing is not None:
        changes["somebody_passes"] = PASSES.replace("{picture}", str(options.passing))
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
