"""The service of reminders, and what sends them."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import State

from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.core.db.database import SessionDep
from exercise_buddy.reminders.repository import ReminderRepository
from exercise_buddy.reminders.sending import ReminderSender
from exercise_buddy.reminders.service import ReminderService


def reminder_sender(state: State) -> ReminderSender:
    """What sends the reminders of the process."""
    return ReminderSender(state.database, state.push_services, state.settings.public_url, state.clock)


async def reminder_service(request: Request, session: SessionDep, sessions: SessionServiceDep) -> ReminderService:
    """The service, its writes in the request's transaction."""
    state = request.app.state
    return ReminderService(ReminderRepository(session), sessions, state.settings.public_url, state.clock)


ReminderServiceDep = Annotated[ReminderService, Depends(reminder_service)]
