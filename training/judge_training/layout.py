"""How a sample is laid out, as `frontend/src/engine/judge/sample.ts` writes it, and the classes the net tells apart."""

LANDMARKS = 33
SAMPLES_PER_SECOND = 15
SAMPLE_LENGTH = 6 * LANDMARKS + 3
LOOKAHEAD = 5
"""The net's output is about the sample this many before the last it has seen: 0.33 s."""

NONE = 0
CLASSES = (
    "none",
    "push-up",
    "jump-rope",
    "squat",
    "lunge",
    "sit-up",
    "jumping-jack",
    "high-knees",
    "burpee",
    "jump-squat",
)
UNKNOWN = -1
"""Label of a sample of which it is unknown what is done."""

NOSE = 0
EARS = (7, 8)
SHOULDERS = (11, 12)
ELBOWS = (13, 14)
WRISTS = (15, 16)
HIPS = (23, 24)
KNEES = (25, 26)
ANKLES = (27, 28)
HEELS = (29, 30)
TOES = (31, 32)

PAIRS = (
    (1, 4),
    (2, 5),
    (3, 6),
    EARS,
    (9, 10),
    SHOULDERS,
    ELBOWS,
    WRISTS,
    (17, 18),
    (19, 20),
    (21, 22),
    HIPS,
    KNEES,
    ANKLES,
    HEELS,
    TOES,
)
