"""Challenges: everybody with the link may join, and participants see each other's names and counts."""

import hashlib
import secrets
from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from exercise_buddy.core.clock import Clock
from exercise_buddy.core.db.driver import Record
from exercise_buddy.core.http.limits.admission import REQUESTS_OF_A_SITE
from exercise_buddy.core.workers import Turns
from exercise_buddy.together.challenges.exceptions import ChallengeFull, ChallengeNotFound, TooManyChallenges
from exercise_buddy.together.challenges.repository import ChallengeRepository
from exercise_buddy.together.challenges.schemas import (
    Challenge,
    ChallengeInvitation,
    ChallengeKind,
    ChallengeLink,
    Challenges,
    NewChallenge,
    NewlyMade,
    OwnPart,
    Participant,
)
from exercise_buddy.users.exceptions import UserGone

MAX_PARTICIPANTS = 20
MAX_RUNNING = 10
"""Limit of running challenges per user."""
MAX_SHOWN = 30
"""Limit per user, including ended ones."""
TOKEN_BYTES = 32
READS_AT_ONCE = 2
"""One may take a second of a connection, which saves need, too."""
MAX_WAITING = REQUESTS_OF_A_SITE + 100
"""More than an IPv6 /48 may have in flight, so that none shuts the others out."""


class ChallengeService:
    """One user's challenges."""

    def __init__(self, records: ChallengeRepository, clock: Clock) -> None:
        self._records = records
        self._clock = clock

    async def all(self, user_id: UUID) -> Challenges:
        """The user's challenges, newest first."""
        async with _turns.taken():
            rows = await self._records.standings(user_id, self._clock())
        return Challenges(items=[_challenge(list(group)) for _, group in groupby(rows, attrgetter("id"))])

    async def own_parts(self, user_id: UUID) -> Sequence[OwnPart]:
        """The same for an export, with the user's own numbers only."""
        return [_own_part(challenge) for challenge in (await self.all(user_id)).items]

    async def make(self, user_id: UUID, new: NewChallenge) -> NewlyMade:
        """A new challenge that the user takes part in; raises InvalidInput, TooManyChallenges and UserGone."""
        new.refuse_impossible()
        await self._refuse_too_many(user_id)
        token = _new_token()
        values = {**new.model_dump(), "token_sha256": _digest(token)}
        challenge_id = await self._records.insert(user_id, values, self._clock())
        return NewlyMade(challenge=await self._get(user_id, challenge_id), token=token)

    async def look(self, user_id: UUID, token: str) -> ChallengeInvitation:
        """The challenge as shown before joining; raises ChallengeNotFound."""
        return ChallengeInvitation.model_validate(await self._found(user_id, token))

    async def join(self, user_id: UUID, token: str) -> Challenge:
        """Join; repeating it changes nothing.

        Raises ChallengeNotFound, ChallengeFull, TooManyChallenges and UserGone.
        """
        if not await self._records.lock(user_id):
            raise UserGone
        await self._records.lock_by_token(_digest(token))
        found = await self._found(user_id, token)
        if not found.is_joined:
            await self._refuse_too_many(user_id)
            if found.participants >= MAX_PARTICIPANTS:
                raise ChallengeFull
            await self._records.join(user_id, found.user_id, found.id, self._clock())
        return await self._get(user_id, found.id)

    async def leave(self, user_id: UUID, challenge_id: UUID) -> None:
        """Leave; one's own challenge is deleted for everybody. Raises ChallengeNotFound."""
        if not await self._records.leave(user_id, challenge_id):
            raise ChallengeNotFound

    async def end(self, user_id: UUID, challenge_id: UUID) -> Challenge:
        """End one's own challenge now, keeping its results; raises ChallengeNotFound."""
        if not await self._records.end(user_id, challenge_id, self._clock()):
            raise ChallengeNotFound
        return await self._get(user_id, challenge_id)

    async def renew_link(self, user_id: UUID, challenge_id: UUID) -> ChallengeLink:
        """A new link to one's own challenge, which voids the old one. Raises ChallengeNotFound."""
        token = _new_token()
        if not await self._records.renew(user_id, challenge_id, _digest(token), self._clock()):
            raise ChallengeNotFound
        return ChallengeLink(token=token)

    async def _found(self, user_id: UUID, token: str) -> Record:
        found = await self._records.find(user_id, _digest(token), self._clock())
        if found is None:
            raise ChallengeNotFound
        return found

    async def _refuse_too_many(self, user_id: UUID) -> None:
        if not await self._records.lock(user_id):
            raise UserGone
        usage = await self._records.usage(user_id, self._clock())
        if usage.running >= MAX_RUNNING or usage.shown >= MAX_SHOWN:
            raise TooManyChallenges

    async def _get(self, user_id: UUID, challenge_id: UUID) -> Challenge:
        return _challenge(await self._records.standings(user_id, self._clock(), challenge_id))


_turns = Turns(MAX_WAITING, at_once=READS_AT_ONCE)


def _challenge(rows: Sequence[Record]) -> Challenge:
    participants: list[Participant] = []
    for row in rows:
        one = Participant(
            username=row.username,
            is_you=row.is_you,
            place=len(participants) + 1,
            reps=row.reps,
            judged_reps=row.judged_reps,
            good_reps=row.good_reps,
            by_hand_reps=row.by_hand_reps,
            is_there=row.there_at is not None,
        )
        if (
            participants
            and row.there_at is None
            and not participants[-1].is_there
            and participants[-1].reps == row.reps
        ):
            one.place = participants[-1].place
        participants.append(one)
    first = rows[0]
    return Challenge(
        id=first.id,
        made_by=first.made_by,
        is_yours=first.is_yours,
        kind=ChallengeKind(first.kind),
        exercise_type=first.exercise_type,
        target=first.target,
        starts_at=first.starts_at,
        ends_at=first.ends_at,
        is_over=first.is_over,
        participants=participants,
    )


def _own_part(challenge: Challenge) -> OwnPart:
    mine = next(each for each in challenge.participants if each.is_you)
    others = [each.username for each in challenge.participants if not each.is_you]
    numbers = {"reps": mine.reps, "by_hand_reps": mine.by_hand_reps, "participants": others}
    return OwnPart.model_validate({**challenge.model_dump(exclude={"participants"}), **numbers})


def _new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
