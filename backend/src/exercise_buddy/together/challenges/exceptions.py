"""Why challenges are refused."""

from exercise_buddy.core.errors import Conflict, NotFound


class ChallengeNotFound(NotFound):
    """The user may see no challenge with this id or link, or it has ended."""

    code = "challenge_not_found"
    detail = "This challenge is over, or its link no longer works. Ask whoever sent it for a new one."


class ChallengeFull(Conflict):
    """The challenge has as many participants as allowed."""

    code = "challenge_full"
    detail = "This challenge is full. Nobody else can join until somebody leaves."


class TooManyChallenges(Conflict):
    """The user takes part in as many challenges as allowed."""

    code = "too_many_challenges"
    detail = "You take part in as many challenges as you can, including past ones. Leave one first."
