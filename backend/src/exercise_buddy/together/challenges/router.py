"""Endpoints for challenges. A link's token is posted, so that it appears in no address and no log."""

from uuid import UUID

from fastapi import APIRouter, status

from exercise_buddy.core.errors import InvalidInput, TooManyRequests
from exercise_buddy.core.http.limits.admission import AdmittedRoute
from exercise_buddy.core.http.limits.rate_limit import Limit, RateLimiterDep
from exercise_buddy.core.http.problems import problems
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
"""Each read counts the sets of up to 200 participants."""
MADE = Limit.of("challenges-made", "20/hour")

router = APIRouter(
    route_class=AdmittedRoute, prefix="/together/challenges", tags=["together"], responses=problems(*ACCESS_REFUSALS)
)


@router.get("", responses=problems(TooManyRequests))
async def list_challenges(user: CurrentUser, challenges: ChallengeReader, limiter: RateLimiterDep) -> Challenges:
    """Challenges that the user takes part in, including those that ended in the last four weeks."""
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
    """Make a challenge: the most repetitions this week, or the first to reach a target within four weeks."""
    await limiter.hit(MADE, str(user.user_id))
    return await challenges.make(user.user_id, new)


@router.post("/look", responses=problems(ChallengeNotFound, InvalidInput, TooManyRequests))
async def look_at_challenge(
    user: CurrentUser, link: ChallengeToken, challenges: ChallengeReader, limiter: RateLimiterDep
) -> ChallengeInvitation:
    """A challenge as shown before joining."""
    await limiter.hit(LINKS, str(user.user_id))
    return await challenges.look(user.user_id, link.token)


@router.post(
    "/join",
    responses=problems(ChallengeNotFound, ChallengeFull, TooManyChallenges, InvalidInput, TooManyRequests),
)
async def join_challenge(
    user: CurrentUser, link: ChallengeToken, challenges: ChallengeWriter, limiter: RateLimiterDep
) -> Challenge:
    """Join: the others see the user's name, and what the camera counts of the exercise from now until the end."""
    await limiter.hit(LINKS, str(user.user_id))
    return await challenges.join(user.user_id, link.token)


@router.delete(
    "/{challenge_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=problems(ChallengeNotFound, InvalidInput),
)
async def leave_challenge(user: CurrentUser, challenge_id: UUID, challenges: ChallengeWriter) -> None:
    """Leave a challenge; one's own is deleted for everybody."""
    await challenges.leave(user.user_id, challenge_id)


@router.post("/{challenge_id}/end", responses=problems(ChallengeNotFound, InvalidInput))
async def end_challenge(user: CurrentUser, challenge_id: UUID, challenges: ChallengeWriter) -> Challenge:
    """End one's own challenge now; its results remain visible for four weeks."""
    return await challenges.end(user.user_id, challenge_id)


@router.post("/{challenge_id}/link", responses=problems(ChallengeNotFound, InvalidInput, TooManyRequests))
async def renew_challenge_link(
    user: CurrentUser, challenge_id: UUID, challenges: ChallengeWriter, limiter: RateLimiterDep
) -> ChallengeLink:
    """A new link to one's own challenge; the old one becomes void."""
    await limiter.hit(MADE, str(user.user_id))
    return await challenges.renew_link(user.user_id, challenge_id)
