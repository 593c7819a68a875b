"""The names of the exercises, shared by every feature that stores or sums them."""

from enum import StrEnum


class ExerciseType(StrEnum):
    """An exercise the app can count."""

    PUSH_UP = "push-up"
    JUMP_ROPE = "jump-rope"
    SQUAT = "squat"
    LUNGE = "lunge"
    SIT_UP = "sit-up"
    JUMPING_JACK = "jumping-jack"
    HIGH_KNEES = "high-knees"
    PULL_UP = "pull-up"
    PLANK = "plank"
    BURPEE = "burpee"
    JUMP_SQUAT = "jump-squat"
