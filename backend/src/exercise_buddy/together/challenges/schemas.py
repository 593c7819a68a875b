"""What goes in and out around challenges. Of a participant: name, counts, and how many of them in good form."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from exercise_buddy.core.errors import InvalidInput
from exercise_buddy.core.exercise_type import ExerciseType
from exercise_buddy.core.fields import Input, Integer, Output, Storable
from exercise_buddy.exercises.service import CATALOGUE
from exercise_buddy.together.schemas import FirstDay

Target = Annotated[Integer, Field(ge=1, le=100_000)]
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$"), Storable()]
"""What stands behind # in a link, where browsers send it to no server."""


class ChallengeKind(StrEnum):
    """How it is won."""

    MOST = "most"
    """The most repetitions until the week of who made it ends."""
    FIRST_TO = "first-to"
    """The first to have `target` repetitions, within four weeks."""


class NewChallenge(Input):
    """A challenge of one exercise."""

    kind: ChallengeKind
    exercise_type: ExerciseType
    """One that is counted in repetitions."""
    target: Target | None = None
    """Of `first-to`."""
    first_day: FirstDay = 1

    def refuse_impossible(self) -> None:
        """Raise InvalidInput for a hold, and for a target where there is none or none where there is one."""
        if CATALOGUE[self.exercise_type].kind == "hold":
            raise InvalidInput.at("body.exercise_type", "must be one that is counted in repetitions")
        if (self.kind is ChallengeKind.FIRST_TO) != (self.target is not None):
            raise InvalidInput.at("body.target", "must be given for first-to, and for nothing else")


class ChallengeToken(Input):
    """What the link to a challenge holds."""

    token: Token


class ChallengeLink(Output):
    """What a link to a challenge holds; it is shown once, and a new one voids it."""

    token: str


class ChallengeInvitation(Output):
    """What somebody sees of a challenge before he joins."""

    made_by: str
    kind: ChallengeKind
    exercise_type: ExerciseType
    target: int | None
    ends_at: datetime
    participants: int
    is_joined: bool


class Participant(Output):
    """How far somebody is."""

    username: str
    is_you: bool
    place: int
    """From 1; the same for equal ones."""
    reps: int
    """What the camera counted, as corrected, in sets that began after he joined and before the end."""
    judged_reps: int
    """Of them those whose form the camera judged."""
    good_reps: int
    """Of them those in good form."""
    by_hand_reps: int
    """Entered by hand or imported: shown, and not counted."""
    is_there: bool
    """Whether he has the target; False where there is none."""


class Challenge(Output):
    """A challenge in which the user takes part."""

    id: UUID
    made_by: str
    is_yours: bool
    kind: ChallengeKind
    exercise_type: ExerciseType
    target: int | None
    starts_at: datetime
    ends_at: datetime
    is_over: bool
    participants: list[Participant]
    """By place; without those whom the user has blocked, or who have blocked him."""


class NewlyMade(Output):
    """The challenge, and what its link holds."""

    challenge: Challenge
    token: str


class Challenges(Output):
    """Those that run and those that ended in the last four weeks, the newest first."""

    items: list[Challenge]


class OwnPart(Output):
    """A challenge as its participant exports it: his own numbers, of the others their names."""

    id: UUID
    made_by: str
    kind: ChallengeKind
    exercise_type: ExerciseType
    target: int | None
    starts_at: datetime
    ends_at: datetime
    reps: int
    by_hand_reps: int
    participants: list[str]
