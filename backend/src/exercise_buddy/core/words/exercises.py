"""Names of the exercises."""

from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.words import Words


def exercise_name(exercise_type: ExerciseType, words: Words) -> str:
    """The name people read, the same as in the web app."""
    names = {
        ExerciseType.PUSH_UP: words.say("Push-ups"),
        ExerciseType.JUMP_ROPE: words.say("Jump rope"),
        ExerciseType.SQUAT: words.say("Squats"),
        ExerciseType.LUNGE: words.say("Lunges"),
        ExerciseType.SIT_UP: words.say("Sit-ups"),
        ExerciseType.JUMPING_JACK: words.say("Jumping jacks"),
        ExerciseType.HIGH_KNEES: words.say("High knees"),
        ExerciseType.PULL_UP: words.say("Pull-ups"),
        ExerciseType.PLANK: words.say("Plank"),
        ExerciseType.BURPEE: words.say("Burpees"),
        ExerciseType.JUMP_SQUAT: words.say("Jump squats"),
    }
    return names[exercise_type]
