"""Requests and responses about challenges. Of a participant they show name, counts, and how many had good form."""

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
"""The part of a link after #, which browsers do not send to servers."""


class ChallengeKind(StrEnum):
    """How it is won."""

    MOST = "most"
    """The most repetitions until the maker's week ends."""
    FIRST_TO = "first-to"
    """The first to reach `target` repetitions, within four weeks."""


class NewChallenge(Input):
    """A challenge in one exercise."""

    kind: ChallengeKind
    exercise_type: ExerciseType
    """An exercise that is counted in repetitions."""
    target: Target | None = None
    """Only for `first-to`."""
    first_day: FirstDay = 1

    def refuse_impossible(self) -> None:
        """Raise InvalidInput for a hold, and for a superfluous or missing target."""
        if CATALOGUE[self.exercise_type].kind == "hold":
            raise InvalidInput.at("body.exercise_type", "must be one that is counted in repetitions")
        if (self.kind is ChallengeKind.FIRST_TO) != (self.target is not None):
            raise InvalidInput.at("body.target", "must be given for first-to, and for nothing else")


class ChallengeToken(Input):
    """The token in the link to a challenge."""

    token: Token


class ChallengeLink(Output):
    """The token in a link to a challenge; it is shown only once, and a new one voids it."""

    token: str


class ChallengeInvitation(Output):
    """A challenge as shown before joining."""

    made_by: str
    kind: ChallengeKind
    exercise_type: ExerciseType
    target: int | None
    ends_at: datetime
    participants: int
    is_joined: bool


class Participant(Output):
    """A participant's standing."""

    username: str
    is_you: bool
    place: int
    """From 1; equal results have the same place."""
    reps: int
    """What the camera counted, as corrected, in sets begun between joining and the end."""
    judged_reps: int
    """Of these, those whose form the camera judged."""
    good_reps: int
    """Of these, those with good form."""
    by_hand_reps: int
    """Entered by hand or imported: shown but not counted."""
    is_there: bool
    """Whether the target is reached; False if there is none."""


class Challenge(Output):
    """A challenge that the user takes part in."""

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
    """By place; without users that block or are blocked by the user."""


class NewlyMade(Output):
    """The challenge, and the token of its link."""

    challenge: Challenge
    token: str


class Challenges(Output):
    """Running challenges and those that ended in the last four weeks, newest first."""

    items: list[Challenge]


class OwnPart(Output):
    """A challenge as exported by a participant: their own numbers, and only the names of the others."""

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
