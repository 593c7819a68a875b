import math
import re
from itertools import pairwise
from pathlib import Path

import figure_stills
import figure_video
import numpy as np
import pytest
from figure.body import dress
from figure.camera import Camera
from figure.clips import PUSH_UP_ANGLES, UPRIGHT_VIEW, push_ups, rope_jumps, stand, walk_in
from figure.geometry import Vector, bend, vector
from figure.poses import Stance, push_up, standing
from figure.skeleton import FOREARM, SIDES, UPPER_ARM


def angle_deg(a: Vector, joint: Vector, b: Vector) -> float:
    u, v = a - joint, b - joint
    return math.degrees(math.acos(float(np.dot(u, v) / np.linalg.norm(u) / np.linalg.norm(v))))


def test_bend_keeps_the_length_of_both_bones() -> None:
    start, end = vector(0, 0, 0), vector(0.3, 0.2, 0)
    joint = bend(start, end, (0.29, 0.26), vector(0, 1, 0))
    assert np.linalg.norm(joint - start) == pytest.approx(0.29)
    assert np.linalg.norm(end - joint) == pytest.approx(0.26)


@pytest.mark.parametrize("elbow_deg", [60, 90, 120, 172])
def test_push_up_has_the_elbow_angle_asked_for(elbow_deg: float) -> None:
    skeleton = push_up(elbow_deg)
    for side in SIDES:
        arm = skeleton.arms[side]
        assert angle_deg(arm.shoulder, arm.elbow, arm.wrist) == pytest.approx(elbow_deg, abs=0.5)
        assert np.linalg.norm(arm.elbow - arm.shoulder) == pytest.approx(UPPER_ARM, abs=1e-3)
        assert np.linalg.norm(arm.wrist - arm.elbow) == pytest.approx(FOREARM, abs=1e-3)


def test_hands_stay_on_the_floor_while_the_chest_sinks() -> None:
    top, bottom = push_up(172), push_up(70)
    for side in SIDES:
        assert np.allclose(top.arms[side].wrist, bottom.arms[side].wrist)
    assert top.chest[1] - bottom.chest[1] > 0.2


def test_a_jump_lifts_hips_and_feet_by_its_height() -> None:
    tops = [float(make()[:, 1].max()) for _, make in rope_jumps(reps=2, rate=2, height=0.08, hold=0.1, fps=30)]
    # The first frames are still; the crouch before the next jump is lower than standing.
    assert max(tops) - tops[0] == pytest.approx(0.08, abs=0.005)
    assert min(tops) < tops[0]


@pytest.mark.parametrize(("reps", "tempo"), [(1, 2.0), (3, 1.5)])
def test_push_ups_go_down_as_often_as_asked(reps: int, tempo: float) -> None:
    clip = push_ups(angle=PUSH_UP_ANGLES["side"], reps=reps, tempo=tempo, hold=1, fps=30)
    elbows = [key[0] for key, _ in clip if key is not None]
    assert len(elbows) == round((reps * tempo + 2) * 30)
    below = [angle < 120 for angle in elbows]
    assert sum(b and not a for a, b in pairwise(below)) == reps


def test_a_figure_leaves_returns_and_is_gone_at_the_end() -> None:
    clip = push_ups(angle=PUSH_UP_ANGLES["side"], reps=2, tempo=1, hold=1, fps=10, away=3, gone=2)
    is_empty = [len(make()) == 0 for _, make in clip]
    assert "".join("." if empty else "x" for empty in is_empty[::10]) == "xxxx...xxxx.."


def test_lengths_of_the_other_clips() -> None:
    assert len(list(stand(seconds=2, fps=30))) == 60
    assert len(list(walk_in(seconds=4, fps=15))) == 60


def test_standing_person_stands_on_the_floor() -> None:
    spheres = dress(standing(Stance())).spheres()
    lowest = float((spheres[:, 1] - spheres[:, 3]).min())
    assert lowest == pytest.approx(0, abs=0.03)


def test_camera_sees_the_person_in_the_middle() -> None:
    camera = Camera(160, 120, UPRIGHT_VIEW)
    covered = camera.render(dress(standing(Stance())).spheres()).covered
    rows, columns = np.nonzero(covered)
    assert columns.mean() == pytest.approx(covered.shape[1] / 2, abs=4)
    assert rows.max() - rows.min() > covered.shape[0] / 2


def test_same_arguments_same_file(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.mjpeg", "b.mjpeg")]
    for file in files:
        figure_video.main(["push-up", "--reps", "1", "--tempo", "0.2", "--hold", "0.1", "--size", "96x72", str(file)])
    first, second = (file.read_bytes() for file in files)
    assert first == second
    assert first.count(b"\xff\xd8\xff") == 12


def test_a_clip_of_fewer_pictures_keeps_its_tempo(tmp_path: Path) -> None:
    start = b"\xff\xd8\xff"
    words = ["push-up", "--reps", "1", "--tempo", "0.4", "--hold", "0.1", "--size", "96x72"]
    figure_video.main([*words, str(whole := tmp_path / "whole.mjpeg")])
    figure_video.main([*words, "--fps", "10", str(thirds := tmp_path / "thirds.mjpeg")])
    pictures = thirds.read_bytes().split(start)[1:]
    assert len(pictures) == whole.read_bytes().count(start)
    assert pictures == [picture for picture in pictures[::3] for _ in range(3)]
    assert len(set(pictures)) > 3


def test_other_formats_go_through_the_video_writer(tmp_path: Path) -> None:
    out = tmp_path / "clip.avi"
    figure_video.main(["stand", "--seconds", "0.2", "--size", "96x72", str(out)])
    assert out.read_bytes().startswith(b"RIFF")


def test_every_exercise_of_the_app_has_its_illustration() -> None:
    source = (Path(__file__).resolve().parents[2] / "frontend/src/engine/types.ts").read_text()
    listed = re.search(r"EXERCISES = \[(.*?)\]", source, re.DOTALL)
    assert listed is not None
    assert set(figure_stills.STILLS) == set(re.findall(r"'([a-z-]+)'", listed.group(1)))


@pytest.mark.parametrize("name", ["push-up", "plank"])
def test_illustration_is_see_through_around_the_person(name: str) -> None:
    picture = figure_stills.draw(figure_stills.STILLS[name])
    assert picture.shape == (figure_stills.HEIGHT, figure_stills.WIDTH, 4)
    assert picture[0, 0, 3] == 0
    assert picture[..., 3].max() == pytest.approx(255)
