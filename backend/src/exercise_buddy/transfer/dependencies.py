"""The transfer service, for exports and for imports."""

from collections.abc import AsyncIterator, Sequence
from tempfile import TemporaryFile
from typing import IO, Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from exercise_buddy.auth.api_tokens.dependencies import ApiTokenServiceDep
from exercise_buddy.auth.passkeys.dependencies import PasskeyServiceDep
from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.auth.totp.dependencies import TotpServiceDep
from exercise_buddy.core.db.database import SessionDep
from exercise_buddy.core.db.replicas import ReaderDep
from exercise_buddy.core.http.limits.admission import InFlight
from exercise_buddy.core.http.resources import clock_of
from exercise_buddy.goals.dependencies import GoalReader
from exercise_buddy.reminders.dependencies import ReminderServiceDep
from exercise_buddy.statistics.dependencies import statistics_on
from exercise_buddy.together.challenges.dependencies import ChallengeReader
from exercise_buddy.together.dependencies import TogetherReader
from exercise_buddy.transfer.service import TransferService
from exercise_buddy.users.dependencies import CurrentUser, UserServiceDep
from exercise_buddy.webhooks.dependencies import WebhookServiceDep
from exercise_buddy.weekly_mail.dependencies import WeeklyMailServiceDep
from exercise_buddy.workouts.dependencies import workouts_on


async def reading(request: Request, reader: ReaderDep, users: UserServiceDep) -> TransferService:
    """The service outside any transaction."""
    clock = clock_of(request)
    return TransferService(workouts_on(reader, clock), statistics_on(reader, clock), users, clock)


async def writing(request: Request, session: SessionDep, users: UserServiceDep) -> TransferService:
    """The service in the request's transaction."""
    clock = clock_of(request)
    return TransferService(workouts_on(session, clock), statistics_on(session, clock), users, clock)


Data = dict[str, BaseModel | Sequence[BaseModel]]


async def sign_in_methods(
    user: CurrentUser,
    sessions: SessionServiceDep,
    passkeys: PasskeyServiceDep,
    totp: TotpServiceDep,
    api_tokens: ApiTokenServiceDep,
) -> Data:
    """The account's sign-in methods and sessions."""
    return {
        "second_factor": await totp.state(user.user_id),
        "passkeys": await passkeys.all(user.user_id),
        "api_tokens": await api_tokens.all(user.user_id),
        "sessions": await sessions.all(user),
    }


async def social_data(user: CurrentUser, together: TogetherReader, challenges: ChallengeReader) -> Data:
    """Follows, blocks and challenges; the names of others appear only here."""
    return {
        "together": await together.all(user.user_id),
        "challenges": await challenges.own_parts(user.user_id),
    }


async def account_data(
    user: CurrentUser,
    users: UserServiceDep,
    sign_in_methods: Annotated[Data, Depends(sign_in_methods)],
    social_data: Annotated[Data, Depends(social_data)],
    goals: GoalReader,
    weekly_mail: WeeklyMailServiceDep,
    reminders: ReminderServiceDep,
    webhooks: WebhookServiceDep,
) -> dict[str, Any]:
    """Everything stored about the account besides its workouts, without secrets."""
    data: Data = {
        "user": await users.profile(user.user_id),
        **sign_in_methods,
        "weekly_mail": await weekly_mail.setting(user.user_id),
        "reminders": await reminders.all(user),
        **social_data,
        "webhooks": (await webhooks.all(user.user_id)).items,
        "goals": (await goals.list(user.user_id)).items,
    }
    return {name: to_jsonable_python(value) for name, value in data.items()}


previews = InFlight("previews on disk", most=20, most_of_one=2)
"""Per account. Each takes some 20 MB until its client has read it, which one that reads slowly puts off."""


async def file_on_disk(user: CurrentUser) -> AsyncIterator[IO[bytes]]:
    """A temporary file, without a name, deleted after the response; raises ServerBusy if there are too many."""
    with previews.held(str(user.user_id)) as begin:
        begin(1)
        with TemporaryFile() as file:
            yield file


AccountData = Annotated[dict[str, Any], Depends(account_data)]
FileOnDisk = Annotated[IO[bytes], Depends(file_on_disk)]
TransferReader = Annotated[TransferService, Depends(reading)]
TransferWriter = Annotated[TransferService, Depends(writing)]
