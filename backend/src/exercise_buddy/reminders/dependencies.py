"""The reminder service, and the sender of reminders."""

from typing import Annotated

from fastapi import Depends, Request

from exercise_buddy.auth.sessions.dependencies import SessionServiceDep
from exercise_buddy.core.db.database import Database, SessionDep
from exercise_buddy.core.http.resources import resources
from exercise_buddy.core.queues import WaitingQuery
from exercise_buddy.reminders.repository import ReminderRepository
from exercise_buddy.reminders.resources import ReminderResources
from exercise_buddy.reminders.sending import ReminderSender
from exercise_buddy.reminders.service import ReminderService


def reminder_sender(shared: ReminderResources) -> ReminderSender:
    """The process's sender of reminders."""
    return ReminderSender(shared.database, shared.push_services, shared.settings.public_url, shared.clock)


def waiting_reminders(database: Database) -> WaitingQuery:
    """The query for how many reminders wait, for the metrics."""
    return ReminderRepository(database).waiting


async def reminder_service(request: Request, session: SessionDep, sessions: SessionServiceDep) -> ReminderService:
    """The service, writing in the request's transaction."""
    shared = resources(request, ReminderResources)
    return ReminderService(ReminderRepository(session), sessions, shared.settings.public_url, shared.clock)


ReminderServiceDep = Annotated[ReminderService, Depends(reminder_service)]
