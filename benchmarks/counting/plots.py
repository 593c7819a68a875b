"""Draw the pictures of docs/counting.md from the recordings that the repository keeps.

Call: python benchmarks/counting/plots.py
"""

from typing import Any
from xml.sax.saxutils import escape

import engine
from recordings import KEPT, REPOSITORY, load_clips

PICTURE = REPOSITORY / "docs" / "images" / "push-up-signal.svg"
SHOWN = {
    "pu_tayyab4": "side, small figure, gets down and up",
    "pu_anki": "front, phone on the floor",
    "pu_omar2": "diagonal, begins at the bottom: the first half is not counted",
    "pu_hieuducle_gif": "diagonal, 12 frames a second, ends at the bottom",
}
WIDTH, ROW_HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 820, 130, 52, 12, 26, 20
HIGHEST_METRES = 0.7


def main() -> None:
    """Write the picture."""
    clips = {clip.name: clip for clip in load_clips(KEPT)}
    traces = engine.run("trace.ts", *engine.paths([clips[name] for name in SHOWN]))
    rows = [row(trace, index) for index, trace in enumerate(traces)]
    height = ROW_HEIGHT * len(rows)
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        f'font-size="11"><rect width="{WIDTH}" height="{height}" fill="white"/>' + "".join(rows) + "</svg>\n"
    )
    print(f"written to {PICTURE.relative_to(REPOSITORY)}")


def row(trace: dict[str, Any], index: int) -> str:
    """Plot one recording: the signal over time, with a dot for each counted repetition."""
    end = trace["seconds"][-1]
    points = [place(t, value, end) for t, value in zip(trace["seconds"], trace["signal"], strict=True)]
    at = dict(zip(trace["seconds"], points, strict=True))
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{at[t][0]:.1f}" cy="{at[t][1]:.1f}" r="4" fill="#c2410c"/>' for t in trace["reps"])
    title = f"{trace['name']}: {SHOWN[trace['name']]} ({len(trace['reps'])} counted)"
    return (
        f'<g transform="translate(0 {index * ROW_HEIGHT})"><text x="{LEFT}" y="16">{escape(title)}</text>'
        + level(0, end)
        + level(0.5, end)
        + f'<polyline points="{line}" fill="none" stroke="#1e40af" stroke-width="1.5"/>{dots}</g>'
    )


def level(metres: float, end: float) -> str:
    """Draw a horizontal line with its label."""
    x, y = place(0, metres, end)
    return (
        f'<line x1="{x}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#d4d4d4"/>'
        f'<text x="{x - 6}" y="{y + 4}" text-anchor="end">{metres:g} m</text>'
    )


def place(seconds: float, metres: float, end: float) -> tuple[float, float]:
    """Where a sample of a recording that ends at `end` seconds is drawn."""
    x = LEFT + (WIDTH - LEFT - RIGHT) * seconds / end
    y = TOP + (ROW_HEIGHT - TOP - BOTTOM) * (1 - metres / HIGHEST_METRES)
    return round(x, 1), round(y, 1)


if __name__ == "__main__":
    main()
