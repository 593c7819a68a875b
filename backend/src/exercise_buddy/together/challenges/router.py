"""Endpoints of challenges. What a link holds is posted, so that no log and no address has it."""

from uuid import UUID

from fastapi import APIRouter, status

from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.admission import AdmittedRoute
from exercise_buddy.core.http.problems import problems
from exercise_buddy.core.http.rate_limit import Limit, RateLimiterDep
from exercise_buddy.together.challenges.dependencies import ChallengeReader, ChallengeWriter
from exercise_buddy.together.challenges.exceptions import ChallengeFull, ChallengeNotFound, TooManyChallenges
from exercise_buddy.together.challenges.schemas import (
    Challenge,
    ChallengeInvitation,
    ChallengeLink,
    Challenges,
    ChallengeToken,
    NewChallenge,
    NewlyMade,
)
from exercise_buddy.users.dependencies import ACCESS_REFUSALS, CurrentUser

LINKS = Limit.of("challenge-links", "60/hour")
READS = Limit.of("challenge-reads", "60/minute")
"""Each counts up to 200 people's sets."""
MADE = Limit.of("challenges-made", "20/hour")

router = APIRouter(
    route_class=AdmittedRoute, prefix="/together/challenges", tags=["together"], responses=problems(*ACCESS_REFUSALS)
)


@router.get("", responses=problems(TooManyRequests))
async def list_challenges(user: CurrentUser, challenges: ChallengeReader, limiter: RateLimiterDep) -> Challenges:
    """Challenges in which the user takes part, and those that ended in the last four weeks."""
    await limiter.hit(READS, str(user.user_id))
    return await challenges.all(user.user_id)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=problems(InvalidInput, TooManyChallenges, TooManyRequests),
)
async def make_challenge(
    user: CurrentUser, new: NewChallenge, challenges: ChallengeWriter, limiter: RateLimiterDep
) -> NewlyMade:
    """Make a challenge: the most repetitions this week, or the first to have so many within four weeks."""
    await limiter.hit(MADE, str(user.user_id))
    return await challenges.make(user.user_id, new)


@router.post("/look", responses=problems(ChallengeNotFound, InvalidInput, TooManyRequests))
async def look_at_challenge(
    user: CurrentUser, link: ChallengeToken, challenges: ChallengeReader, limiter: RateLimiterDep
) -> ChallengeInvitation:
    """What a challenge is about, before joining it."""
    await limiter.hit(LINKS, str(user.user_id))
    return await challenges.look(user.user_id, link.token)


@router.post(
    "/join",
    responses=problems(ChallengeNotFound, ChallengeFull, TooManyChallenges, InvalidInput, TooManyRequests),
)
async def join_challenge(
    user: CurrentUser, link: ChallengeToken, challenges: ChallengeWriter, limiter: RateLimiterDep
) -> Challenge:
    """Take part: the others see the user's name, and what the camera counts of the exercise from now until the end."""
    await limiter.hit(LINKS, str(user.user_id))
    return await challenges.join(user.user_id, link.token)


@router.delete(
    "/{challenge_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(ChallengeNotFound, InvalidInput),
)
async def leave_challenge(user: CurrentUser, challenge_id: UUID, challenges: ChallengeWriter) -> None:
    """Leave a challenge; the user's own is deleted for everybody."""
    await challenges.leave(user.user_id, challenge_id)


@router.post("/{challenge_id}/end", responses=problems(ChallengeNotFound, InvalidInput))
async def end_challenge(user: CurrentUser, challenge_id: UUID, challenges: ChallengeWriter) -> Challenge:
    """End one's own challenge now; its numbers stay to be seen for four weeks."""
    return await challenges.end(user.user_id, challenge_id)


@router.post("/{challenge_id}/link", responses=problems(ChallengeNotFound, InvalidInput, TooManyRequests))
async def renew_challenge_link(
    user: CurrentUser, challenge_id: UUID, challenges: ChallengeWriter, limiter: RateLimiterDep
) -> ChallengeLink:
    """A new link to one's own challenge; the one before is void."""
    await limiter.hit(MADE, str(user.user_id))
    return await challenges.renew_link(user.user_id, challenge_id)
